"""Reads tables of people, offers and worked time as parts of a book."""
