"""The command `roster`: a thin layer over `roster.api`. What is slow to import is imported where it is used."""
