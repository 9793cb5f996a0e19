"""Rules about changes of a rota that was published."""
