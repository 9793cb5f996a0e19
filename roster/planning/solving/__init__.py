"""Solves one cell: draws its months, solves and measures them, finds the bottleneck and the gain of one more person."""
