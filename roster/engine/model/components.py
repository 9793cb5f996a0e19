"""Finds the independent components of a model and cuts them into sections that can be solved separately.

Two variables belong to the same component where any constraint names both, or where one is derived from the other.
This is read from the model, whichever rules posted it. Fixed variables connect nothing. A level adds up over the
components, so an optimum of each component, level by level, is an optimum of the whole.

All indices here are those of the whole model: of variables, of constraints, and of *nodes*. A node is what the search
for connected components joins: the variables come first, then the constraints, so that the node of constraint c is the
number of variables + c. Only constraints about intervals need nodes, because they name each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from constraints.rota_model import Definition, RotaModel
from roster.engine.model.constraint_fields import ConstraintFields, UnknownKindError
from roster.engine.model.section import Section
from roster.engine.model.section_builder import SectionBuilder
from roster.engine.model.variable_index import VariableIndex
from roster.engine.solvers.integer_program import Ints, joined
from roster.engine.solvers.protos import domain_of


def has_several_groups(model: RotaModel) -> bool:
    """Tells whether people and duties form several groups that share no candidate: a quick test before the full one."""
    numbers: dict[tuple[str, str], int] = {}
    members = [
        numbers.setdefault(item, len(numbers))
        for candidate in model.assigned
        for item in (("person", candidate.person), ("duty", candidate.duty))
    ]
    return len(joined(len(numbers), np.arange(0, len(members) + 1, 2), np.array(members, dtype=np.int64))) > 1


def sections_of(model: RotaModel, least: int) -> list[Section]:
    """Cuts a model into sections, each of one or more components.

    Args:
        least: components with fewer variables than this are put together until they have as many.

    Returns:
        The sections, the largest first; [] where there would be only one, or where a constraint is of a kind whose
        variables are not known.
    """
    try:
        components = _components(model)
    except UnknownKindError:
        return []
    groups = _gathered(components.groups, least)
    return _cut(model, components, groups) if len(groups) > 1 else []


def fixed_values(model: RotaModel) -> dict[int, int]:
    """Returns the value of each variable that can take only one, by index."""
    found = {}
    for index, variable in enumerate(model.cp.proto.variables):
        domain = domain_of(variable)
        if domain[0] == domain[-1]:
            found[index] = domain[0]
    return found


@dataclass(frozen=True)
class _Components:
    """The components of a model.

    Attributes:
        fixed: values of the variables that are fixed, by index; they belong to no component.
        groups: the nodes of each component, ascending.
        node_of: for each constraint, a node of its component; None where it names only fixed variables.
    """

    fixed: Mapping[int, int]
    groups: Sequence[Ints]
    node_of: Sequence[int | None]


def _components(model: RotaModel) -> _Components:
    """Finds the components.

    Raises:
        UnknownKindError: a constraint is of a kind whose variables are not known.
    """
    proto = model.cp.proto
    size = len(proto.variables)
    fixed = fixed_values(model)
    # Row r of what is joined has the nodes members[begins[r]:begins[r + 1]].
    members: list[int] = []
    begins = [0]
    node_of: list[int | None] = []
    for number, constraint in enumerate(proto.constraints):
        fields = ConstraintFields(constraint)
        nodes = [index for index in fields.variables if index not in fixed]
        if fields.concerns_intervals:
            nodes += [size + interval for interval in fields.intervals]
            nodes.append(size + number)
            node_of.append(size + number)
        else:
            node_of.append(nodes[0] if nodes else None)
        members += nodes
        begins.append(len(members))
    for definition in model.definitions:
        members += _free_variables(definition, fixed)
        begins.append(len(members))
    found = joined(size + len(proto.constraints), np.array(begins), np.array(members, dtype=np.int64))
    groups = [group for group in found if group[0] < size and int(group[0]) not in fixed]
    return _Components(fixed, groups, node_of)


def _free_variables(definition: Definition, fixed: Mapping[int, int]) -> list[int]:
    """Returns the variables of a definition that are not fixed."""
    variables, sums = definition
    found = [index for index, _ in variables if index not in fixed]
    return found + [index for terms, _ in sums for index, _ in terms if index not in fixed]


def _gathered(components: Sequence[Ints], least: int) -> list[Ints]:
    """Puts small components together into groups of at least `least` nodes, the largest group first.

    Small components are taken in the order of their first variables. If too few nodes remain at the end, they go to the
    smallest group.
    """
    groups = [component for component in components if len(component) >= least]
    gathered: list[Ints] = []
    for component in sorted((item for item in components if len(item) < least), key=lambda item: int(item[0])):
        gathered.append(component)
        if sum(map(len, gathered)) >= least:
            groups.append(np.concatenate(gathered))
            gathered = []
    if gathered:
        rest = np.concatenate(gathered)
        if groups:
            smallest = min(range(len(groups)), key=lambda number: len(groups[number]))
            groups[smallest] = np.concatenate([groups[smallest], rest])
        else:
            groups.append(rest)
    return sorted((np.sort(group) for group in groups), key=lambda group: (-len(group), int(group[0])))


def _cut(model: RotaModel, components: _Components, groups: Sequence[Ints]) -> list[Section]:
    """Cuts out a section for each group of nodes; what names only fixed variables goes to the first."""
    proto = model.cp.proto
    size = len(proto.variables)
    group_of = np.zeros(size + len(proto.constraints), dtype=np.int64)  # by node
    for number, group in enumerate(groups):
        group_of[group] = number
    builders = [SectionBuilder(model, group[group < size].tolist()) for group in groups]
    for constraint, node in enumerate(components.node_of):
        builders[0 if node is None else group_of[node]].add_constraint(constraint)
    for definition in model.definitions:
        free = _free_variables(definition, components.fixed)
        builders[group_of[free[0]] if free else 0].add_definition(definition)
    for level in model.levels:
        factors: list[dict[int, int]] = [{} for _ in groups]
        for variable, factor in model.objectives[level].terms:
            if variable.index not in components.fixed:
                in_group = factors[group_of[variable.index]]
                in_group[variable.index] = in_group.get(variable.index, 0) + factor
        for builder, in_group in zip(builders, factors, strict=True):
            builder.add_objective(level, in_group)
    places = VariableIndex.of(model, size)
    return [builder.section(places) for builder in builders]
