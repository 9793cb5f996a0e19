"""The Second International Nurse Rostering Competition: its instances as books, and their rosters scored."""
