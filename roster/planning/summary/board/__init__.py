"""What page one of the board paper says: the recommendation, its options, and why the base differs."""
