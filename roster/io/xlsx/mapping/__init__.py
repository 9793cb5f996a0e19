"""The mapping of an imported rota as a workbook: what was taken for what, what is asked, and every cell."""
