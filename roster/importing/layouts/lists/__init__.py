"""The lists of rotas: a row for each duty, or for each person; finds them and reads them."""
