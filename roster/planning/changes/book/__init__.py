"""Applies changes of rules and of the period, and adds or removes records of any section of a book."""
