"""The commands of the desk, the live rota in a browser."""
