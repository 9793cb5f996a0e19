"""Rules that spread what is wanted and what is not."""
