"""Raw data becomes a book, or a list of every mistake in it."""
