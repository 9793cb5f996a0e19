"""A what-if sweep as one HTML page that opens offline."""
