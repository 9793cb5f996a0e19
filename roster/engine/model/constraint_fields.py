"""Which variables and which other constraints a CP-SAT constraint names, for every kind that CP-SAT has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from models.errors import RosterError
from roster.engine.solvers.protos import numbers

# By kind, the fields that name variables: lists of references, linear expressions, and lists of interval constraints.
# A reference is the index of a variable, or -index - 1 for the negation of a literal.
_REFERENCES: dict[str, tuple[str, ...]] = {
    "linear": ("vars",),
    "at_most_one": ("literals",),
    "exactly_one": ("literals",),
    "bool_or": ("literals",),
    "bool_and": ("literals",),
    "bool_xor": ("literals",),
    "circuit": ("literals",),
    "routes": ("literals",),
    "inverse": ("f_direct", "f_inverse"),
    "reservoir": ("active_literals",),
    "element": ("vars",),
    "table": ("vars",),
    "automaton": ("vars",),
}
_EXPRESSIONS: dict[str, tuple[str, ...]] = {
    "lin_max": ("target", "exprs"),
    "int_prod": ("target", "exprs"),
    "int_div": ("target", "exprs"),
    "int_mod": ("target", "exprs"),
    "all_diff": ("exprs",),
    "element": ("linear_index", "linear_target", "exprs"),
    "table": ("exprs",),
    "automaton": ("exprs",),
    "reservoir": ("time_exprs", "level_changes"),
    "interval": ("start", "end", "size"),
    "cumulative": ("capacity", "demands"),
}
_INTERVALS: dict[str, tuple[str, ...]] = {
    "no_overlap": ("intervals",),
    "cumulative": ("intervals",),
    "no_overlap_2d": ("x_intervals", "y_intervals"),
}
_KINDS = tuple(dict.fromkeys([*_REFERENCES, *_EXPRESSIONS, *_INTERVALS]))  # the most frequent first


class UnknownKindError(RosterError):
    """A constraint is of a kind that this module does not know, so the variables it names are not known either."""


class ConstraintFields:
    """Reads and replaces the references in one constraint.

    Args:
        constraint: a `ConstraintProto` of CP-SAT.

    Raises:
        UnknownKindError: the constraint is of an unknown kind.
    """

    def __init__(self, constraint: Any) -> None:
        self._constraint = constraint
        self._kind = next((kind for kind in _KINDS if getattr(constraint, f"has_{kind}")()), None)
        if self._kind is None and (len(constraint.enforcement_literal) or constraint.has_dummy_constraint()):
            raise UnknownKindError
        self._body = None if self._kind is None else getattr(constraint, self._kind)

    @property
    def concerns_intervals(self) -> bool:
        """Whether the constraint is an interval, or names intervals."""
        return self._kind == "interval" or self._kind in _INTERVALS

    @property
    def variables(self) -> list[int]:
        """The indices of the variables that the constraint names, with repetitions."""
        references = [reference for field in self.references() for reference in numbers(field)]
        return [reference if reference >= 0 else -reference - 1 for reference in references]

    @property
    def intervals(self) -> list[int]:
        """The indices of the interval constraints that the constraint names."""
        return [index for field in self.interval_fields() for index in field]

    def references(self) -> Iterator[Any]:
        """Yields each field that is a list of references to variables."""
        yield self._constraint.enforcement_literal
        if self._kind is None:
            return
        for name in _REFERENCES.get(self._kind, ()):
            yield getattr(self._body, name)
        for name in _EXPRESSIONS.get(self._kind, ()):
            field = getattr(self._body, name)
            for expression in [field] if hasattr(field, "vars") else field:
                yield expression.vars

    def interval_fields(self) -> Iterator[Any]:
        """Yields each field that is a list of interval constraints."""
        for name in _INTERVALS.get(self._kind or "", ()):
            yield getattr(self._body, name)
