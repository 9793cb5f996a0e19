"""Benchmarks: commands that print tables. They never fail for being slow."""
