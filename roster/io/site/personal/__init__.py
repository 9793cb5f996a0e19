"""What one person is given of a published rota: their page, calendar and workbook."""
