"""What the sheets of a sweep are written from, and where on them each figure stands."""
