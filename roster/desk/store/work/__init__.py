"""Keeps jobs, which solve and calculate beside the pages: each is run by one worker at a time, and ends once."""
