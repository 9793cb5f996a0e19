"""Workbooks that hold an answer and no book: a call sheet, the differences of two rotas, a table."""
