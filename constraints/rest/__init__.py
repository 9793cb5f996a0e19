"""Rules about rest between duties and runs of duties."""
