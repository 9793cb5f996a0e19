"""The rotas of each person as the paths of a graph, compiled from the linear form of a model; the cheapest of them."""
