"""Merges two sets of changes of one book: what can be done after the other, and what cannot, with both authors."""
