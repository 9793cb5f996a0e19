"""Rules about rest between duties and in a week, and about the length of duties and runs of duties."""
