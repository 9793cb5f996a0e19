"""The results of a sweep as models: months, cells, the table of all cells, and money."""
