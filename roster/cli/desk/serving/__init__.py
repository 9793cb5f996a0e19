"""The command `roster serve`: the desk in a browser."""
