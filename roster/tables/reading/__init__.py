"""Tables somebody hands in, read as parts of a book: people, offers, worked time."""
