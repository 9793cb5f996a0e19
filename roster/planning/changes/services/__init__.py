"""Applies changes of the duties asked for: shifts, seats, days of the week, services."""
