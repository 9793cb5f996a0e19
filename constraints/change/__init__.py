"""Rules about what changes of a rota that was published."""
