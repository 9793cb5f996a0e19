"""A sweep: its list of cells, solved side by side, with finished results kept and put into one table."""
