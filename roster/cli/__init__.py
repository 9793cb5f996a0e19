"""The command `roster`: reads options, calls `roster.api` and prints the answer."""
