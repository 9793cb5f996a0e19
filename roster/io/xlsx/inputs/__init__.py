"""The inputs of a book as sheets of a workbook: their declarations, reading, writing and marking."""
