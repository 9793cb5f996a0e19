"""Keeps books: units, their revisions, and proposals for a next revision."""
