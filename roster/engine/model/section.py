"""A section: one or more independent components of a model, cut out as a model of its own for another process.

Two index spaces meet here. A *whole index* is the index of a variable in the whole model; a *section index* is the
index of the same variable in the section. `Section.whole_indices` leads from the second to the first; everything else
in a section uses section indices.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from ortools.sat.python import cp_model

from constraints.rota_model import Definition, Objective, completed
from models.rules import Level
from roster.engine.model.variable_index import VariableIndex
from roster.engine.solvers.integer_program import Ints


@dataclass(frozen=True)
class SectionObjective:
    """What a level adds up in a section, by section index.

    Attributes:
        variables: section indices.
        factors: sixtieths of a point for each unit of each variable.
        constant: chosen so that the smallest conceivable value is 0.
    """

    variables: list[int]
    factors: list[int]
    constant: int

    def value(self, solution: Ints) -> int:
        """Returns the value of a solution, in sixtieths of a point.

        Args:
            solution: a value for each section index.
        """
        if not self.variables:
            return self.constant
        return self.constant + int(solution[self.variables] @ np.array(self.factors, dtype=np.int64))


@dataclass(frozen=True)
class Section:
    """One or more independent components of a model, in a form that can be sent to another process.

    Attributes:
        whole_indices: for each section index, the index of the variable in the whole model.
        text: variables and constraints in CP-SAT's text format.
        objectives: by level, in the order in which levels are solved.
        definitions: how derived variables follow from others.
        constants: section indices of variables that are always 1.
        places: the person, date and call sign of each variable.
    """

    whole_indices: Ints
    text: str = field(repr=False)
    objectives: dict[Level, SectionObjective] = field(repr=False)
    definitions: list[Definition] = field(repr=False)
    constants: list[int] = field(repr=False)
    places: VariableIndex = field(repr=False)

    @property
    def size(self) -> int:
        """The number of variables."""
        return len(self.whole_indices)

    def model(self) -> SectionModel:
        """Builds the CP-SAT model of the section."""
        return SectionModel(self)

    def value(self, level: Level, solution: Ints) -> int:
        """Returns the value of a level in a solution of the section, in sixtieths of a point."""
        return self.objectives[level].value(solution)


class SectionModel:
    """The CP-SAT model of a section, with what a search uses of `RotaModel`; all indices are section indices."""

    def __init__(self, section: Section) -> None:
        self.cp = cp_model.CpModel()
        if not self.cp.proto.parse_text_format(section.text):
            raise AssertionError("CP-SAT cannot read the text of a section")
        self.cp.rebuild_constant_map()
        self.levels = list(section.objectives)
        self.objectives: Mapping[Level, Objective] = {
            level: Objective(
                [
                    (self.cp.get_int_var_from_proto_index(index), factor)
                    for index, factor in zip(objective.variables, objective.factors, strict=True)
                ],
                objective.constant,
            )
            for level, objective in section.objectives.items()
        }
        self.definitions: Sequence[Definition] = section.definitions
        self.places = section.places
        self._constants = section.constants

    def completed(self, decided: Mapping[int, int]) -> list[int]:
        """Returns a value for each variable: decisions as given, 0 for the others, derived variables worked out."""
        return completed(len(self.cp.proto.variables), decided, self._constants, self.definitions)
