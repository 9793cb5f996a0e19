"""Applies changes of people: more, fewer, other hours or offers, absences."""
