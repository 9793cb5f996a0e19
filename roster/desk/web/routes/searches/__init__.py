"""Pages of searches: solving, and sick calls."""
