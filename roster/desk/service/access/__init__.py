"""Who may see and do what: the table of permissions, an account in a unit, and what is hidden from it."""
