"""A book while changes are applied to it: lists with places, records by field, the rota, and all mistakes."""
