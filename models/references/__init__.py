"""The check that every name in a book names something that is there."""
