"""Merges the states of sections into a solution of the whole model, with the values and bounds of its levels.

Numbers of levels are in sixtieths of a point. A *section index* is the index of a variable in its section; the whole
solution is by the index of the variable in the whole model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from constraints.rota_model import RotaModel
from models.rota import POINT
from models.rules import Level
from roster.engine.decomposition.section_task import SectionState
from roster.engine.levels import LevelResult, Outcome
from roster.engine.model.components import fixed_values
from roster.engine.model.section import Section
from roster.engine.solvers.cpsat import Status
from roster.engine.solvers.objectives import lower_bound
from roster.errors import EngineError


class MergedSections:
    """The states of all sections of a model, and what they amount to together.

    Attributes:
        sections: by number.
        states: the state of each section.
        solution: a value for each variable of the whole model; complete where `complete` is True.
        version: grows with each better solution and each finished level.
    """

    def __init__(self, model: RotaModel, sections: Sequence[Section]) -> None:
        self.sections = sections
        self.states = [SectionState()] * len(sections)
        self.solution = np.zeros(len(model.cp.proto.variables), dtype=np.int64)
        for index, value in fixed_values(model).items():
            self.solution[index] = value
        self.version = 0
        self._model = model
        self._values: list[dict[Level, int]] = [{}] * len(sections)
        self._least = {level: lower_bound(model.objectives[level]) for level in model.levels}
        self._outside = {level: self._value_outside(level) for level in model.levels}

    def _value_outside(self, level: Level) -> int:
        """Returns the part of a level's value that lies in no section: constants and fixed variables."""
        objective = self._model.objectives[level]
        fixed = sum(factor * int(self.solution[variable.index]) for variable, factor in objective.terms)
        return objective.constant + fixed - sum(section.objectives[level].constant for section in self.sections)

    @property
    def complete(self) -> bool:
        """Whether every section has a solution."""
        return all(state.solution is not None for state in self.states)

    @property
    def infeasible(self) -> bool:
        """Whether a section, and so the whole model, has no solution."""
        return any(state.status is Status.INFEASIBLE for state in self.states)

    # --- new states

    def start_from(self, solution: Sequence[int]) -> None:
        """Takes a solution of the whole model as the first state of every section."""
        values = np.array(solution, dtype=np.int64)
        for number, section in enumerate(self.sections):
            self.replace(number, SectionState(Status.FEASIBLE, values[section.whole_indices].tolist()))

    def update(self, number: int, state: SectionState) -> None:
        """Takes a new state of a section, unless its solution is worse than the present one.

        Raises:
            EngineError: the section reports an error.
        """
        if state.error is not None:
            raise EngineError(state.error)
        before = self.states[number]
        if before.solution is not None:
            if state.solution is None:
                return
            values = self._values_in(number, state.solution)
            new, old = ([found[level] for level in self._model.levels] for found in (values, self._values[number]))
            if new > old:  # another worker may have begun again from the start
                return
            if new == old:
                state = _combined(before, state)
        self.replace(number, state)

    def replace(self, number: int, state: SectionState) -> None:
        """Takes a new state of a section, even if it is worse."""
        before = self.states[number]
        changed = len(state.levels) != len(before.levels)
        if state.solution is not None and state.solution != before.solution:
            self._values[number] = self._values_in(number, state.solution)
            self.solution[self.sections[number].whole_indices] = np.asarray(state.solution, dtype=np.int64)
            changed = True
        self.states[number] = state
        self.version += changed

    def _values_in(self, number: int, solution: Sequence[int]) -> dict[Level, int]:
        """Returns the value of each level in a solution of a section."""
        values = np.asarray(solution, dtype=np.int64)
        return {level: self.sections[number].value(level, values) for level in self._model.levels}

    # --- the levels of the whole model

    def finished_levels(self) -> list[LevelResult]:
        """Returns the results of the levels that are finished in all sections."""
        finished: list[LevelResult] = []
        for place, level in enumerate(self._model.levels):
            if any(len(state.levels) <= place for state in self.states):
                break
            bound = self._outside[level] + sum(state.levels[place].bound for state in self.states)
            finished.append(self._result(level, bound, finished))
        return finished

    def unfinished_level(self, level: Level, above: Sequence[LevelResult]) -> LevelResult:
        """Returns value and bound of a level that is not finished in all sections.

        Args:
            above: results of the levels before it.
        """
        bound = self._outside[level]
        for state in self.states:
            result = next((result for result in state.levels if result.level is level), None)
            if result is not None:
                bound += result.bound
            elif state.at is not None and state.at.level is level and state.at.bound is not None:
                bound += round(state.at.bound * POINT)
        return self._result(level, bound, above)

    def _result(self, level: Level, bound: int, above: Sequence[LevelResult]) -> LevelResult:
        """Makes a level's result from the sum of the sections' bounds.

        Where a level above is not proven, the sum does not hold for the whole: each section proves its bound under the
        condition that it is no better at the levels above, while in the whole one section might be better there and
        another worse. Then only the smallest conceivable value is a bound.
        """
        value = self._outside[level] + sum(values[level] for values in self._values)
        least = self._least[level]
        bound = min(value, max(bound, least) if all(result.proven for result in above) else least)
        return LevelResult(level, value, bound, proven=bound >= value)

    def outcome(self, last: Level | None) -> Outcome:
        """Returns the outcome for the whole model.

        Args:
            last: the level after which the sections stopped; None for all levels.
        """
        if self.infeasible:
            return Outcome(Status.INFEASIBLE, [], None)
        if not self.complete:
            return Outcome(Status.UNKNOWN, [], None, cut_short=True)
        levels = self.finished_levels()
        cut_short = any(state.cut_short for state in self.states)
        for level in self._model.levels[len(levels) :]:
            if last is not None and levels and levels[-1].level is last:
                break
            levels.append(self.unfinished_level(level, levels))
            cut_short = True
        return Outcome(Status.FEASIBLE, levels, self.solution.tolist(), cut_short)


def _combined(before: SectionState, after: SectionState) -> SectionState:
    """Combines two states of equal value: the finished levels of both, with the better bounds."""
    longer, shorter = sorted((before.levels, after.levels), key=len, reverse=True)
    levels = []
    for place, result in enumerate(longer):
        bound = max(result.bound, shorter[place].bound if place < len(shorter) else result.bound)
        levels.append(replace(result, bound=bound, proven=bound >= result.value))
    return replace(after, levels=tuple(levels), cut_short=before.cut_short or after.cut_short)
