"""Finds what a user changed by hand in the sheets Rota and Vehicles of a solved workbook."""
