"""Example books whose people are too many to be typed: what writes them."""
