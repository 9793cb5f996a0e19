"""Cuts sections out of a model: copies constraints, definitions and objectives, with section indices in them.

A *whole index* is the index of a variable, and a *whole constraint* the index of a constraint, in the whole model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from constraints.rota_model import Definition, RotaModel
from models.rules import Level
from roster.engine.model.constraint_fields import ConstraintFields
from roster.engine.model.section import Section, SectionObjective
from roster.engine.model.variable_index import VariableIndex
from roster.engine.solvers.integer_program import Ints
from roster.engine.solvers.protos import domain_of, numbers


class SectionBuilder:
    """Collects what belongs to one section.

    Args:
        model: the whole model.
        variables: whole indices of the section's variables, in the order that the section keeps.
    """

    def __init__(self, model: RotaModel, variables: Sequence[int]) -> None:
        self._whole = model.cp.proto
        self._cp = cp_model.CpModel()
        self._whole_indices: list[int] = []
        self._section_index: dict[int, int] = {}  # by whole index
        self._section_constraint: dict[int, int] = {}  # by whole constraint
        self._objectives: dict[Level, SectionObjective] = {}
        self._definitions: list[Definition] = []
        # One variable with its factor stands in many sums: kept once, they take a fraction of the room.
        self._pairs: dict[tuple[int, int], tuple[int, int]] = {}
        self._constants = set(model.constants)
        for whole_index in variables:
            self._index(whole_index)

    def _index(self, whole_index: int) -> int:
        """Returns a variable's section index. A variable that is new, such as a fixed one, is added."""
        if whole_index not in self._section_index:
            self._section_index[whole_index] = len(self._whole_indices)
            self._whole_indices.append(whole_index)
            self._cp.proto.variables.add().domain.extend(domain_of(self._whole.variables[whole_index]))
        return self._section_index[whole_index]

    def _reference(self, reference: int) -> int:
        """Translates a reference, which is -index - 1 for the negation of a literal."""
        return self._index(reference) if reference >= 0 else -self._index(-reference - 1) - 1

    def add_constraint(self, whole_constraint: int) -> None:
        """Copies a constraint of the whole model; intervals that it names must have been copied before."""
        self._section_constraint[whole_constraint] = len(self._cp.proto.constraints)
        copy = self._cp.proto.constraints.add()
        copy.copy_from(self._whole.constraints[whole_constraint])
        fields = ConstraintFields(copy)
        for field in fields.references():
            _replace(field, [self._reference(reference) for reference in numbers(field)])
        for field in fields.interval_fields():
            _replace(field, [self._section_constraint[index] for index in field])

    def add_definition(self, definition: Definition) -> None:
        """Copies the definition of derived variables."""
        variables, sums = definition
        self._definitions.append(
            (
                [(self._index(index), size) for index, size in variables],
                [([self._pair(index, factor) for index, factor in terms], offset) for terms, offset in sums],
            )
        )

    def _pair(self, whole_index: int, factor: int) -> tuple[int, int]:
        pair = self._index(whole_index), factor
        return self._pairs.setdefault(pair, pair)

    def add_objective(self, level: Level, factors: Mapping[int, int]) -> None:
        """Sets what a level adds up in this section.

        Args:
            factors: sixtieths of a point, by whole index.
        """
        least = 0
        for whole_index, factor in factors.items():
            domain = domain_of(self._whole.variables[whole_index])
            least += factor * domain[0 if factor > 0 else -1]
        variables = [self._index(whole_index) for whole_index in factors]
        self._objectives[level] = SectionObjective(variables, list(factors.values()), -least)

    def section(self, places: VariableIndex) -> Section:
        """Returns the section.

        Args:
            places: of the whole model.
        """
        whole_indices: Ints = np.array(self._whole_indices, dtype=np.int64)
        constants = [index for index, whole in enumerate(self._whole_indices) if whole in self._constants]
        return Section(
            whole_indices,
            str(self._cp.proto),
            self._objectives,
            self._definitions,
            constants,
            places.among(whole_indices),
        )


def _replace(field: Any, values: Sequence[int]) -> None:
    field.clear()
    field.extend(values)
