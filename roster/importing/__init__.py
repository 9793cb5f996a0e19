"""An existing rota, in the layout its keepers gave it, becomes a book: cells are read, understood and accounted for."""
