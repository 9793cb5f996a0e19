"""Reads tables and forms into the raw data of a book, with the cell of each part."""
