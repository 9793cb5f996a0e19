"""A sweep as one HTML page for a board, which opens offline."""
