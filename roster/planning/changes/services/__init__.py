"""Changes of what must be crewed: shifts, seats, days, services."""
