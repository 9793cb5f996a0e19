"""What follows from a book before there is a rota: duties, who may be on them, contracts, fixed work."""

from constraints.facts.entries import REACH, Candidate, Commitment, Counting
from constraints.facts.facts import Facts
from constraints.facts.overlaps import cliques

__all__ = ["REACH", "Candidate", "Commitment", "Counting", "Facts", "cliques"]
