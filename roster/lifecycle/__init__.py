"""From book to book: continued from the last period, published, repaired, edited by hand. No solver, no file."""
