"""Writes the sheets of a rota, one module for each sheet."""
