"""Declarations of the sheets of inputs: their columns, and how a cell of each kind is read and written."""
