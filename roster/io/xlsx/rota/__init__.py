"""The rota as an Excel workbook: one module a sheet, one for the look, one that stores what formulas come to."""
