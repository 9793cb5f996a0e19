"""Tables in memory, behind `roster.frames`: writes a book as DataFrames and reads DataFrames as parts of a book."""
