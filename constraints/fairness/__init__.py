"""Rules that share evenly what is wanted and what is not."""
