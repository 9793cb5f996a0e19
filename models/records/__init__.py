"""What a book remembers: work done, totals carried in, and the rota that people were told of."""
