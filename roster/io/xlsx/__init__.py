"""Books and rotas as Excel workbooks, and back."""
