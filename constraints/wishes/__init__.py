"""Rules that grant what people ask for."""
