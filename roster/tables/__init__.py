"""Tables in memory, behind `roster.frames`: a book as DataFrames, and such tables as parts of a book. No files."""
