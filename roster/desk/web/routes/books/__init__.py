"""Pages of the book: its lists as forms, and the whole of it as a workbook."""
