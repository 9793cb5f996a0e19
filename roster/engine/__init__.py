"""Builds the model of a book, solves it level by level, and lets nothing out that the checks have not seen."""
