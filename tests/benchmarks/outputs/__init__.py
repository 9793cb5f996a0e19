"""Everything that the program writes for the example books, to compare two commits."""
