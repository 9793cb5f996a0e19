"""The documents: what is generated in them, what they must name, and that their examples run."""
