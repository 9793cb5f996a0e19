"""Makes the first book of a new unit from the answers to five questions."""
