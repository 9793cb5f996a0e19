"""Solves independent components of a large model separately, on processes here or on a cluster, and merges them."""
