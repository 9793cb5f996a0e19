"""What somebody changed by hand in the sheets of a rota: read, understood, put together, made a rota again."""
