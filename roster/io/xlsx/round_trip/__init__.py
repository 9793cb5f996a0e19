"""Gives people their own workbook back: all they have in it, with the sheets of a rota beside it."""
