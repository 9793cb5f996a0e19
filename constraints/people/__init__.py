"""Rules about who may be where, and who belongs beside whom."""
