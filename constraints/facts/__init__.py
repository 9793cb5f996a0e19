"""Facts that follow from a book alone: duties, who may be on them, contracts, and work that is fixed or on record."""

from constraints.facts.entries import REACH, Candidate, Commitment, Counting
from constraints.facts.facts import Facts
from constraints.facts.overlaps import cliques

__all__ = ["REACH", "Candidate", "Commitment", "Counting", "Facts", "cliques"]
