"""The CP-SAT model of a book: built from its rules, cut into components, read out as a rota."""
