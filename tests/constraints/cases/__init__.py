"""Cases of the agreement test: one file for each rule, named after it, with a list `CASES`."""
