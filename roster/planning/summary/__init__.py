"""What workbook and page show of a sweep: options compared, cover, what is proven, changes of rotas."""
