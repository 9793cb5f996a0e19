"""The addresses of the desk: what each answers."""
