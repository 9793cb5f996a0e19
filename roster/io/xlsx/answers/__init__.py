"""Answers that are no book, as sheets: who to ring, what changed, a table."""
