"""The solved rota inside a workbook: data for the program, in a hidden sheet."""
