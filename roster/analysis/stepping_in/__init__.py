"""Who could step into a seat, and what each change of a rota would break and cost."""
