"""What people may see of a unit, and what they may do with it."""
