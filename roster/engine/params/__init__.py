"""All tuning numbers of the engine in one frozen, documented object that experiments load from TOML."""
