"""A sweep as an HTML page to read on a screen, which opens offline; the board paper, with its page one, is `xlsx/`."""
