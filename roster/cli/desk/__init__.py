"""The commands `roster desk`: set up the database of a desk, books in and out, accounts, backups."""
