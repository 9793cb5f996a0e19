"""What of a built model shares no person and no rule, each cut out as a model of its own.

Found in the model itself, whatever rules posted it: two variables belong together where any constraint names both, or
where the one follows from the other. Values that are fixed join nothing. A level adds up over the components, so an
optimum of the whole, level by level, is one of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from constraints.context import Definition, Objective, RotaModel, completed
from models.errors import RosterError
from models.rules import Level
from roster.engine.model.variable_index import Places
from roster.engine.solvers.integer_program import Ints, joined
from roster.engine.solvers.protos import domain_of, numbers

# Where a constraint names variables: lists of references to them, sums of them, and constraints that are intervals.
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
_SUMS: dict[str, tuple[str, ...]] = {
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
_KINDS = tuple(dict.fromkeys([*_REFERENCES, *_SUMS, *_INTERVALS]))  # the most frequent first


class UnknownKindError(RosterError):
    """A constraint of a kind that names its variables nobody knows where."""


@dataclass(frozen=True)
class Section:
    """Some components of a model, as one that can be sent to another process.

    Attributes:
        columns: which variables of the whole its variables are.
        text: its constraints, as CP-SAT writes them.
        objectives: by level, in the order to be solved: variables, sixtieths of a point each, and a constant that
            makes the least that each could be nothing.
    """

    columns: Ints
    text: str = field(repr=False)
    objectives: dict[Level, tuple[list[int], list[int], int]] = field(repr=False)
    definitions: list[Definition] = field(repr=False)
    constants: list[int] = field(repr=False)
    places: Places = field(repr=False)

    @property
    def size(self) -> int:
        """The number of its variables."""
        return len(self.columns)

    def model(self) -> SectionModel:
        """Its model."""
        return SectionModel(self)

    def value(self, level: Level, solution: Ints) -> int:
        """What a level comes to in a solution of it."""
        indices, factors, constant = self.objectives[level]
        return constant + int(solution[indices] @ np.array(factors, dtype=np.int64)) if indices else constant


class SectionModel:
    """A section, built: what `RotaModel` is for the whole, as far as a search asks it."""

    def __init__(self, section: Section) -> None:
        self.cp = cp_model.CpModel()
        if not self.cp.proto.parse_text_format(section.text):
            raise AssertionError("a section that CP-SAT cannot read")
        self.cp.rebuild_constant_map()
        self.levels = list(section.objectives)
        self.objectives: Mapping[Level, Objective] = {
            level: Objective(
                [
                    (self.cp.get_int_var_from_proto_index(index), factor)
                    for index, factor in zip(indices, factors, strict=True)
                ],
                constant,
            )
            for level, (indices, factors, constant) in section.objectives.items()
        }
        self.definitions: Sequence[Definition] = section.definitions
        self.places = section.places
        self._constants = section.constants

    def completed(self, decided: Mapping[int, int]) -> list[int]:
        """As `RotaModel.completed`."""
        return completed(len(self.cp.proto.variables), decided, self._constants, self.definitions)


def falls_apart(model: RotaModel) -> bool:
    """Whether people and duties fall into several groups at all; else it is not worth a look at every constraint."""
    places: dict[tuple[str, str], int] = {}
    members = [
        places.setdefault(one, len(places))
        for candidate in model.assigned
        for one in (("person", candidate.person), ("duty", candidate.duty))
    ]
    return len(joined(len(places), np.arange(0, len(members) + 1, 2), np.array(members, dtype=np.int64))) > 1


def sections_of(model: RotaModel, least: int) -> list[Section]:
    """The components of a model, those of fewer variables than `least` gathered; [] where that leaves only one."""
    try:
        components, rows = _components(model)
    except UnknownKindError:
        return []
    groups = _gathered(components, least)
    return _cut(model, groups, rows) if len(groups) > 1 else []


def _components(model: RotaModel) -> tuple[list[Ints], list[int]]:
    """Groups of variables (and, past them, of constraints), and for each constraint one of its group, or -1."""
    proto = model.cp.proto
    size = len(proto.variables)
    fixed = fixed_values(model)
    members: list[int] = []
    begins = [0]
    rows = []
    for constraint in proto.constraints:
        # Intervals are named by their constraints: each constraint is a member of its row as well, past the variables.
        named, intervals = _named(constraint)
        free = [index for index in named if index not in fixed]
        rows.append(free[0] if free else -1)
        members += free
        if intervals is not None:
            members += [size + number for number in intervals]
            members.append(size + len(rows) - 1)
            rows[-1] = size + len(rows) - 1
        begins.append(len(members))
    for variables, sums in model.definitions:
        members += [index for index, _ in variables if index not in fixed]
        members += [index for terms, _ in sums for index, _ in terms if index not in fixed]
        begins.append(len(members))
    found = joined(size + len(proto.constraints), np.array(begins), np.array(members, dtype=np.int64))
    return [group for group in found if group[0] < size and int(group[0]) not in fixed], rows


def _named(constraint: Any) -> tuple[list[int], list[int] | None]:
    """The variables that a constraint names, and the constraints that it names; None where it is about no intervals.

    Raises:
        UnknownKindError: who knows.
    """
    kind = _kind(constraint)
    if kind is None:
        if len(constraint.enforcement_literal) or constraint.has_dummy_constraint():
            raise UnknownKindError
        return [], None
    body = getattr(constraint, kind)
    references = numbers(constraint.enforcement_literal)
    for name in _REFERENCES.get(kind, ()):
        references += numbers(getattr(body, name))
    for total in _totals(kind, body):
        references += numbers(total.vars)
    named = [index if index >= 0 else -index - 1 for index in references]
    if kind not in _INTERVALS and kind != "interval":
        return named, None
    return named, [number for name in _INTERVALS.get(kind, ()) for number in getattr(body, name)]


def _totals(kind: str, body: Any) -> Iterator[Any]:
    """The sums in a constraint."""
    for name in _SUMS.get(kind, ()):
        found = getattr(body, name)
        if hasattr(found, "vars"):
            yield found
        else:
            yield from found


def _kind(constraint: Any) -> str | None:
    for kind in _KINDS:
        if getattr(constraint, f"has_{kind}")():
            return kind
    return None


def fixed_values(model: RotaModel) -> dict[int, int]:
    """The variables with only one value, and that."""
    found = {}
    for index, variable in enumerate(model.cp.proto.variables):
        domain = domain_of(variable)
        if domain[0] == domain[-1]:
            found[index] = domain[0]
    return found


def _gathered(components: Sequence[Ints], least: int) -> list[Ints]:
    """Groups of at least so many variables, neighbours together; fewer only where there are no more in all."""
    groups = [component for component in components if len(component) >= least]
    gathered: list[Ints] = []
    for component in sorted((item for item in components if len(item) < least), key=lambda item: int(item[0])):
        gathered.append(component)
        if sum(map(len, gathered)) >= least:
            groups.append(np.concatenate(gathered))
            gathered = []
    if gathered:  # what is left over goes with the smallest
        smallest = min(range(len(groups)), key=lambda number: len(groups[number])) if groups else None
        rest = np.concatenate(gathered)
        if smallest is None:
            groups.append(rest)
        else:
            groups[smallest] = np.concatenate([groups[smallest], rest])
    return sorted((np.sort(group) for group in groups), key=lambda group: (-len(group), int(group[0])))


def _cut(model: RotaModel, groups: Sequence[Ints], rows: Sequence[int]) -> list[Section]:
    proto = model.cp.proto
    size = len(proto.variables)
    fixed = fixed_values(model)
    owner = np.zeros(size + len(proto.constraints), dtype=np.int64)
    for number, group in enumerate(groups):
        owner[group] = number
    cuts = [_Cut(model, group, fixed) for group in groups]
    for index, row in enumerate(rows):
        cuts[owner[row] if row >= 0 else 0].add(proto.constraints[index], index)
    for variables, sums in model.definitions:
        free = [index for index, _ in variables if index not in fixed]
        free += [index for terms, _ in sums for index, _ in terms if index not in fixed]
        cuts[owner[free[0]] if free else 0].define(variables, sums)
    for level in model.levels:
        terms: list[dict[int, int]] = [{} for _ in groups]
        for variable, factor in model.objectives[level].terms:
            if variable.index not in fixed:
                own = terms[owner[variable.index]]
                own[variable.index] = own.get(variable.index, 0) + factor
        for cut, found in zip(cuts, terms, strict=True):
            cut.price(level, found)
    places = Places.of(model, size)
    return [cut.section(places) for cut in cuts]


class _Cut:
    """A section in the making."""

    def __init__(self, model: RotaModel, group: Ints, fixed: Mapping[int, int]) -> None:
        self._whole = model.cp.proto
        self._fixed = fixed
        self._cp = cp_model.CpModel()
        self._columns: list[int] = []
        self._place: dict[int, int] = {}
        self._rows: dict[int, int] = {}
        self._objectives: dict[Level, tuple[list[int], list[int], int]] = {}
        self._definitions: list[Definition] = []
        self._constants = set(model.constants)
        for index in group[group < len(self._whole.variables)].tolist():
            self._index(index)

    def _index(self, index: int) -> int:
        """A variable's place; one that is fixed gets one wherever it is named."""
        if index not in self._place:
            self._place[index] = len(self._columns)
            self._columns.append(index)
            self._cp.proto.variables.add().domain.extend(domain_of(self._whole.variables[index]))
        return self._place[index]

    def _reference(self, reference: int) -> int:
        return self._index(reference) if reference >= 0 else -self._index(-reference - 1) - 1

    def _replace(self, references: Any) -> None:
        new = [self._reference(reference) for reference in numbers(references)]
        references.clear()
        references.extend(new)

    def add(self, constraint: Any, number: int) -> None:
        """Take a constraint of the whole; those that it names have been taken before."""
        self._rows[number] = len(self._cp.proto.constraints)
        copy = self._cp.proto.constraints.add()
        copy.copy_from(constraint)
        self._replace(copy.enforcement_literal)
        kind = _kind(copy)
        if kind is None:
            return
        body = getattr(copy, kind)
        for name in _REFERENCES.get(kind, ()):
            self._replace(getattr(body, name))
        for total in _totals(kind, body):
            self._replace(total.vars)
        for name in _INTERVALS.get(kind, ()):
            named = getattr(body, name)
            new = [self._rows[row] for row in named]
            named.clear()
            named.extend(new)

    def define(self, variables: Sequence[tuple[int, int]], sums: Sequence[tuple[list[tuple[int, int]], int]]) -> None:
        """Take what follows from what."""
        self._definitions.append(
            (
                [(self._index(index), size) for index, size in variables],
                [([(self._index(index), factor) for index, factor in terms], offset) for terms, offset in sums],
            )
        )

    def price(self, level: Level, terms: Mapping[int, int]) -> None:
        """Take its share of a level."""
        least = 0
        for index, factor in terms.items():
            domain = domain_of(self._whole.variables[index])
            least += factor * domain[0 if factor > 0 else -1]
        self._objectives[level] = ([self._index(index) for index in terms], list(terms.values()), -least)

    def section(self, places: Places) -> Section:
        """What has been taken."""
        columns = np.array(self._columns, dtype=np.int64)
        return Section(
            columns,
            str(self._cp.proto),
            self._objectives,
            self._definitions,
            [place for place, index in enumerate(self._columns) if index in self._constants],
            Places(places.person[columns], places.date[columns], places.call_sign[columns]),
        )
