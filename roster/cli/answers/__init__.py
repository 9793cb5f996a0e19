"""Commands that answer questions about a book: check, cover, diff, explain, hours, table."""
