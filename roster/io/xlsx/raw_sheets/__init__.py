"""The cells of a workbook that a user sends: opened safely, read sheet by sheet, not yet interpreted."""
