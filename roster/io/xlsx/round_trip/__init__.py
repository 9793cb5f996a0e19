"""Returns a user's workbook with the sheets of the rota in it, and everything else as it was."""
