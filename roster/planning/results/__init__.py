"""What a sweep came to: cells, months, cover and money, as models that are kept in files."""
