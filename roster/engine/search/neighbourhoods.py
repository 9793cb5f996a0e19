"""Which part of a rota to look at next: the choice learns which kinds pay, and how large a part can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from roster.engine.model.derived_variables import Completion
from roster.engine.model.variable_index import Places
from roster.engine.params.search_params import DEFAULT_PARAMS, SearchParams
from roster.engine.solvers.integer_program import Floats, Ints, Mask, Program
from roster.engine.workers.tasks import Solver


class Kind(StrEnum):
    """What a part is made of."""

    DATES = "dates"  # some dates on end, everybody
    PEOPLE = "people"  # some people, all dates
    CALL_SIGNS = "call signs"  # call signs that share people, all dates
    CALL_SIGNS_AND_DATES = "call signs and dates"
    PEOPLE_AND_DATES = "people and dates"
    COSTLY = "costly"  # around something that costs


@dataclass
class Arm:
    """One kind with one solver: how large its parts are, and how it has done.

    Attributes:
        size: candidates.
        guided: whether only those decisions are free on which the rota and its relaxation do not agree.
        success: points saved a second, as a share of the value, the latest counting most; None before the first trial.
    """

    kind: Kind
    solver: Solver
    size: float
    guided: bool = False
    success: float | None = None


class Neighbourhoods:
    """Picks parts of a rota."""

    def __init__(
        self,
        program: Program,
        places: Places,
        completion: Completion,
        seed: int,
        params: SearchParams = DEFAULT_PARAMS,
    ) -> None:
        self._program = program
        self._params = params.neighbourhoods
        self._sweeps = params.sweeps
        self._relaxation = params.relaxation
        self._untried = {Solver.HIGHS: self._params.untried_highs, Solver.CP_SAT: self._params.untried_cp_sat}
        self._places = places
        self._completion = completion
        self._random = np.random.default_rng(seed)
        several = places.call_signs > 1
        self._kinds = [kind for kind in Kind if several or kind not in (Kind.CALL_SIGNS, Kind.CALL_SIGNS_AND_DATES)]
        self._visits = np.zeros(places.call_signs)
        self._total = int(places.decided.sum())
        self._arms = self._new_arms(guided=False)
        self._relaxed: Floats | None = None

    def guide(self, relaxed: Floats) -> None:
        """Take the solution of the relaxation, in fractions: where it agrees with a rota there is little to gain."""
        if self._relaxed is None:
            self._arms += self._new_arms(guided=True)
        self._relaxed = relaxed

    def _new_arms(self, *, guided: bool) -> list[Arm]:
        size = max(self._params.first_size, self._params.first_size_share * self._total)
        return [Arm(kind, solver, size, guided) for kind in self._kinds for solver in Solver]

    def pick(self, solution: Ints) -> tuple[Arm, Mask]:
        """An arm, and the variables of the whole program that may change."""
        most = max((arm.success for arm in self._arms if arm.success is not None), default=0.0) or 1.0
        weights = np.array(
            [most * self._untried[arm.solver] if arm.success is None else arm.success for arm in self._arms]
        )
        weights = weights + self._params.exploration * most
        arm = self._arms[int(self._random.choice(len(self._arms), p=weights / weights.sum()))]
        pool = self._undecided(solution) if arm.guided else self._places.decided
        if not pool.any():
            pool = self._places.decided
        chosen = _Choice(self._program, self._places, pool, self._random, self._visits)
        return arm, self.freed(chosen.decisions(arm.kind, int(arm.size), solution))

    def seed(self) -> int:
        """A seed for a solver."""
        return int(self._random.integers(2**30))

    def learn(self, arm: Arm, saved: float, seconds: float, *, finished: bool, quick: float) -> None:
        """Note what came of a part.

        Args:
            saved: a share of the value.
            finished: whether nothing better is left in the part.
            quick: seconds within which a larger one could be dealt with.
        """
        rate = saved / max(seconds, 0.02)
        arm.success = (
            rate if arm.success is None else self._params.memory * arm.success + (1 - self._params.memory) * rate
        )
        if finished and seconds < quick:
            arm.size = min(
                arm.size
                * (
                    self._params.fast_growth if seconds < self._params.very_quick_share * quick else self._params.growth
                ),
                self._total,
            )
        elif not finished:
            arm.size = max(arm.size * self._params.shrinkage, self._params.least_size)

    def freed(self, decisions: Mask) -> Mask:
        """Decisions with all that may have to change with them."""
        others = ~self._places.decided & ~self._completion.defined
        runs = self._program.neighbours(decisions) & others
        vehicles = self._program.neighbours(runs) & others
        return self._completion.followers(decisions | runs | vehicles)

    def sweep(self) -> Iterator[Mask]:
        """Parts that together are all, for a first rota: a few dates at some call signs each, in order of date."""
        places = self._places
        for first in range(0, places.dates, self._sweeps.dates):
            dates = (places.date >= first) & (places.date < first + self._sweeps.dates)
            chosen = np.zeros(self._program.size, dtype=bool)
            # In any order: call signs at work at the same time had better share nobody.
            for sign in self._random.permutation(places.call_signs):
                chosen |= places.decided & (places.call_sign == sign) & dates
                if chosen.sum() >= self._sweeps.size:
                    yield self.freed(chosen)
                    chosen = np.zeros(self._program.size, dtype=bool)
            if chosen.any():
                yield self.freed(chosen)

    def second_sweep(self) -> tuple[Arm | None, list[Mask]]:
        """Parts that together are all, for a rota that is good by and large: some call signs each, and all dates.

        Returns:
            them and the arm whose success with them is to be learned; None where there is but one call sign.
        """
        places = self._places
        sizes = np.bincount(places.call_sign[places.decided], minlength=places.call_signs)
        left = list(range(places.call_signs))
        groups = []
        while left:
            group = [left.pop(0)]
            while left and sizes[group].sum() < self._sweeps.second_size:
                ties = places.shared[group][:, left].sum(axis=0)
                group.append(left.pop(int(ties.argmax())))
            groups.append(group)
        arms = [arm for arm in self._arms if arm.kind is Kind.CALL_SIGNS and arm.solver is Solver.HIGHS]
        for arm in arms:
            arm.size = self._sweeps.second_size
        # Those at work at the same time had better share nobody: every second one first.
        parts = []
        for group in groups[::2] + groups[1::2]:
            windows = max(1, round(sizes[group].sum() / self._sweeps.second_size))
            at = np.isin(places.call_sign, group)
            parts += [at & np.isin(places.date, dates) for dates in np.array_split(np.arange(places.dates), windows)]
        return arms[0] if arms else None, [self.freed(part) for part in parts if part.any()]

    def rounded(self, relaxed: Floats) -> tuple[Ints, Mask]:
        """The relaxation with what is whole in it, and what must still be decided: its fractions and what follows."""
        whole = np.rint(relaxed).astype(np.int64)
        return whole, ~self._places.decided | (np.abs(relaxed - whole) > self._relaxation.integral_within)

    def _undecided(self, solution: Ints) -> Mask:
        assert self._relaxed is not None
        return self._places.decided & (np.abs(self._relaxed - solution) > self._relaxation.agrees_within)


class _Choice:
    """Chooses decisions from a pool of them."""

    def __init__(
        self, program: Program, places: Places, pool: Mask, random: np.random.Generator, visits: Floats
    ) -> None:
        self._program = program
        self._places = places
        self._pool = pool
        self._random = random
        self._visits = visits
        self._total = int(pool.sum())
        self._people = np.bincount(places.person[pool], minlength=places.people)
        self._dates = np.unique(places.date[pool])  # those on which anything is to be decided
        self._signs = np.bincount(places.call_sign[pool], minlength=places.call_signs)

    def decisions(self, kind: Kind, size: int, solution: Ints) -> Mask:
        """So many decisions, or a few more or less, of a kind."""
        if kind is Kind.DATES:
            return self._on(self._run_of_dates(size))
        if kind is Kind.PEOPLE:
            return self._of(self._some_people(size))
        if kind is Kind.CALL_SIGNS:
            chosen = self._at(self._some_signs(size, None))
            return chosen if chosen.any() else self._pool
        if kind is Kind.COSTLY:
            return self._around_something_costly(size, solution)
        several = kind is Kind.CALL_SIGNS_AND_DATES
        dates = self._on(
            self._days(int(self._random.integers(2, 11) if several else self._random.integers(4, 22)), None)
        )
        wanted = self._more(size, dates)
        chosen = dates & (self._at(self._some_signs(wanted, None)) if several else self._of(self._some_people(wanted)))
        return chosen if chosen.any() else dates

    def _more(self, size: int, within: Mask) -> int:
        """How large a choice of the whole pool must be for so many of it to lie within something."""
        return size * self._total // max(1, int(within.sum()))

    def _around_something_costly(self, size: int, solution: Ints) -> Mask:
        program, places = self._program, self._places
        paid = program.costs * (solution - np.where(program.costs > 0, program.lower, program.upper))
        costly = np.flatnonzero(paid)
        near = np.zeros(0, dtype=np.int64)
        if len(costly):
            one = np.zeros(program.size, dtype=bool)
            one[self._random.choice(costly, p=paid[costly] / paid[costly].sum())] = True
            reached = program.neighbours(one)
            if not (reached & places.decided).any():
                reached = program.neighbours(reached)
            near = np.flatnonzero(reached & places.decided)
        if not len(near):
            return self._on(self._run_of_dates(size))
        centre = int(self._random.choice(near))
        dates = self._on(self._days(int(self._random.integers(5, 22)), int(places.date[centre])))
        wanted = self._more(size, dates)
        if places.call_signs == 1:
            # Those whom it concerns, and others, on the dates around it.
            chosen = dates & self._of(self._some_people(wanted, np.unique(places.person[near])))
        else:
            chosen = dates & self._at(self._some_signs(wanted, int(places.call_sign[centre])))
        return chosen if chosen.any() else dates

    # --- which

    def _run_of_dates(self, size: int) -> Ints:
        """Dates on end with so many candidates."""
        mean = max(1.0, self._total / len(self._dates))
        return self._days(max(1, round(size / mean)), None)

    def _days(self, count: int, centre: int | None) -> Ints:
        """So many dates on end, of those on which there is anything to decide; around one of them, or anywhere."""
        total = len(self._dates)
        count = min(count, total)
        if centre is None:
            first = int(self._random.integers(1 - count, total))  # those at both ends are as likely as the others
        else:
            first = int(np.searchsorted(self._dates, centre)) - int(self._random.integers(0, count))
        first = min(max(first, 0), total - 1)
        return self._dates[first : first + count]

    def _some_people(self, size: int, first: Ints | None = None) -> Ints:
        """People at random until they have so many candidates together; `first` come first."""
        order = self._random.permutation(len(self._people))
        if first is not None:
            chosen = self._random.permutation(first)
            order = np.concatenate([chosen, order[~np.isin(order, chosen)]])
        enough = int(np.searchsorted(np.cumsum(self._people[order]), size)) + 1
        return order[: max(2, enough)]

    def _some_signs(self, size: int, centre: int | None) -> Ints:
        """Call signs that share people with one another, until they have so many candidates."""
        if centre is None:  # each in its turn
            self._visits += self._random.random(len(self._signs)) * 0.01
            centre = int(np.argmin(self._visits))
        self._visits[centre] += 1
        chosen, total = [centre], int(self._signs[centre])
        ties = self._places.shared[centre].astype(float)
        while total < size and len(chosen) < len(self._signs):
            ties[chosen] = -1.0
            following = int(self._random.choice(np.flatnonzero(ties == ties.max())))
            chosen.append(following)
            total += int(self._signs[following])
            ties = ties + self._places.shared[following]
        return np.array(chosen)

    def _on(self, dates: Ints) -> Mask:
        return self._pool & np.isin(self._places.date, dates)

    def _of(self, people: Ints) -> Mask:
        return self._pool & np.isin(self._places.person, people)

    def _at(self, signs: Ints) -> Mask:
        return self._pool & np.isin(self._places.call_sign, signs)
