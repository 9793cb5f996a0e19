"""What columns need to know of a model besides its program: whose each decision is, when, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from constraints.rota_model import Definition
from roster.engine.model.variable_index import VariableIndex
from roster.engine.solvers.integer_program import Ints


@dataclass(frozen=True)
class Structure:
    """The people behind the variables of a program, in a form that can be sent to another process.

    Attributes:
        places: the person, date and kind of each decision.
        definitions: how derived variables follow from others, each only from variables that are defined before it.
    """

    places: VariableIndex = field(repr=False)
    definitions: Sequence[Definition] = field(repr=False)

    @property
    def person(self) -> Ints:
        """By variable, the number of the person whose decision it is; NOWHERE for all others."""
        return self.places.person

    @property
    def date(self) -> Ints:
        """By variable, days since the first date of the period; NOWHERE for all but decisions."""
        return self.places.date

    @property
    def kind(self) -> Ints:
        """By variable, a number of the date, shift and times of the duty; NOWHERE for all but decisions."""
        return self.places.kind
