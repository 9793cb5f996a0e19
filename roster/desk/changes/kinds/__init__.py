"""The kinds of change: a module for each part of a book that they are about."""
