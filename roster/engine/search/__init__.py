"""How one objective is minimised: which solvers and neighbourhoods are tried, in parallel or step by step."""
