"""Answers about a solved book, found by asking the rules: coverage, hours, gaps, reasons. No solver, no file."""
