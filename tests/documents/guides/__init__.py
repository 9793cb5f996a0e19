"""Runs the commands and the code of the guides as a reader would."""
