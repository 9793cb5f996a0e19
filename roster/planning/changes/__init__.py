"""Applies the changes of a scenario to a book: a module for each kind of change, on a draft of the book's lists."""
