"""Neighbourhoods of a solution: which operator makes the next one, which decisions it frees, and sweeps over all."""
