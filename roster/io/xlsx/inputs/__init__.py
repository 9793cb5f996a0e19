"""The book's inputs as sheets of a workbook: what each sheet holds, and how it is written and read."""
