"""Tables in memory (pandas DataFrames) to and from what a book is made of. No files, no sheets."""
