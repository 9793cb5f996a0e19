"""Rotas of one person at a time as the columns of a linear program: tight lower bounds, and good rotas from them."""
