"""Commands that make books and rotas: new, solve, repair, publish."""
