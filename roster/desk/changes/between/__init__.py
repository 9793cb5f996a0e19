"""The changes that make one book another, found by comparing them."""
