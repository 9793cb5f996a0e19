"""Reads the rows of a returned sheet or of a form's export as replies."""
