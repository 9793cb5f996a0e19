"""Text that people type, understood: dates, times, days of the week, and names that mean the same."""
