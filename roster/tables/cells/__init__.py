"""What one cell of a table says: dates, times, lists, outcomes, and the mistakes found there."""
