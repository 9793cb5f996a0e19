"""Turns one book into the next: continued, with an outage, published, edited by hand. No solver, no file."""
