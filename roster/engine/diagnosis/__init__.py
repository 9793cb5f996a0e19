"""Why there is no better rota: conflicts, cures, and what would be lost if something were forced."""
