"""Writes books and rotas as Excel workbooks, and reads them back."""
