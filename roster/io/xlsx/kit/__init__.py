"""What every sheet is written with: pages, styles, stored formula results."""
