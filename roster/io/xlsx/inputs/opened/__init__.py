"""A workbook as it was opened: its cells, comments and parts, and what was found in them."""
