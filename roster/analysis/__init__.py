"""What a solved book says to people: coverage, the hours ledger, gaps and their reasons. No solver, no file."""
