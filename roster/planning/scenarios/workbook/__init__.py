"""The scenarios workbook: its sheets and columns, read as raw data; an empty one with the names of a book."""
