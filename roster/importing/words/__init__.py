"""The words of rotas, understood one at a time: dates without a year, spans of time, names, roles, codes, headings."""
