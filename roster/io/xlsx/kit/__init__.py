"""Tools with which every sheet is written: pages, cell styles, stored results of formulas."""
