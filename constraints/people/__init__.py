"""Rules about who may be on a duty, and who may or must be on one together."""
