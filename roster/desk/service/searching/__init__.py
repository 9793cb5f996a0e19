"""Searches that accounts start, and the calls that a repair asks for."""
