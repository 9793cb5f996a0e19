"""Sheets of rows and forms, read."""
