"""Components of a model that share no person and no rule, solved apart by processes or a cluster."""
