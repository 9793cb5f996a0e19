"""The kinds of work that a search by the clock gives to worker processes: one file, one kind."""
