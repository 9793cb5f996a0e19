"""Finds what a person wrote: an item by its name instead of its id, a duty as people say it."""
