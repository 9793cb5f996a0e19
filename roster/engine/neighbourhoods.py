"""Which part of a rota to look at next: the choice learns which kinds pay, and how large a part can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from roster.engine.places import Places
from roster.engine.program import Ints, Mask, Program
from roster.engine.worker import Solver

FIRST_SIZE = 300.0  # candidates
LEAST_SIZE = 20.0
VERY_QUICK = 0.25  # of what is quick: then it grows faster
GROWTH, FAST_GROWTH, SHRINKAGE = 1.08, 1.35, 0.75
MEMORY = 0.75  # of a kind's earlier success, kept at each trial
CURIOSITY = 0.05  # the least chance of a kind, as a share of that of the most successful
UNTRIED = {Solver.HIGHS: 1.0, Solver.CP_SAT: 0.3}  # the chance of a kind before its first trial, as such a share
SWEPT_DATES = 2  # dates of a part of the first sweep


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
        success: points saved a second, as a share of the value, the latest counting most; None before the first trial.
    """

    kind: Kind
    solver: Solver
    size: float = FIRST_SIZE
    success: float | None = None


class Neighbourhoods:
    """Picks parts of a rota."""

    def __init__(self, program: Program, places: Places, seed: int) -> None:
        self._program = program
        self._places = places
        self._random = np.random.default_rng(seed)
        several = len(places.call_signs) > 1
        kinds = [kind for kind in Kind if several or kind not in (Kind.CALL_SIGNS, Kind.CALL_SIGNS_AND_DATES)]
        self._arms = [Arm(kind, solver) for kind in kinds for solver in Solver]
        self._visits = np.zeros(len(places.call_signs))
        self._total = int(places.decided.sum())

    def pick(self, solution: Ints) -> tuple[Arm, Mask]:
        """An arm, and the variables of the whole program that may change."""
        most = max((arm.success for arm in self._arms if arm.success is not None), default=0.0) or 1.0
        weights = np.array([most * UNTRIED[arm.solver] if arm.success is None else arm.success for arm in self._arms])
        weights = weights + CURIOSITY * most
        arm = self._arms[int(self._random.choice(len(self._arms), p=weights / weights.sum()))]
        return arm, self.freed(self._decisions(arm.kind, int(arm.size), solution))

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
        arm.success = rate if arm.success is None else MEMORY * arm.success + (1 - MEMORY) * rate
        if finished and seconds < quick:
            arm.size = min(arm.size * (FAST_GROWTH if seconds < VERY_QUICK * quick else GROWTH), self._total)
        elif not finished:
            arm.size = max(arm.size * SHRINKAGE, LEAST_SIZE)

    def freed(self, decisions: Mask) -> Mask:
        """Decisions with all that follows from them."""
        others = ~self._places.decided
        once = self._program.neighbours(decisions) & others
        # What follows from these in turn: a crew that runs needs a vehicle, a literal of "any of" has its price.
        twice = self._program.neighbours(once) & others
        return decisions | twice

    def sweep(self) -> Iterator[Mask]:
        """Parts that together are all, for a first rota: a few dates at one call sign each, in order of date."""
        places = self._places
        for first in range(0, len(places.dates), SWEPT_DATES):
            dates = (places.date >= first) & (places.date < first + SWEPT_DATES)
            # In any order: call signs at work at the same time had better share nobody.
            for sign in self._random.permutation(len(places.call_signs)):
                chosen = places.decided & (places.call_sign == sign) & dates
                if chosen.any():
                    yield self.freed(chosen)

    def sweep_people(self) -> Iterator[Mask]:
        """Parts that together are all: a few people each."""
        order = self._random.permutation(len(self._places.people))
        for person in order:
            yield self.freed(self._places.decided & (self._places.person == person))

    def _decisions(self, kind: Kind, size: int, solution: Ints) -> Mask:
        if kind is Kind.DATES:
            return self._on_dates(self._dates(size, None))
        if kind is Kind.PEOPLE:
            return self._of_people(self._some(self._places.people, size))
        if kind is Kind.CALL_SIGNS:
            return self._at_call_signs(self._signs(size, None))
        if kind is Kind.CALL_SIGNS_AND_DATES:
            dates = self._on_dates(self._days(int(self._random.integers(2, 11)), None))
            return dates & self._at_call_signs(self._signs(size * self._total // max(1, int(dates.sum())), None))
        if kind is Kind.PEOPLE_AND_DATES:
            dates = self._on_dates(self._days(int(self._random.integers(4, 22)), None))
            share = max(1, int(dates.sum()))
            return dates & self._of_people(self._some(self._places.people, size * self._total // share))
        return self._around_something_costly(size, solution)

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
            return self._on_dates(self._dates(size, None))
        centre = int(self._random.choice(near))
        date, sign = int(places.date[centre]), int(places.call_sign[centre])
        if len(places.call_signs) == 1:
            # Those whom it concerns, and others, on the dates around it.
            dates = self._on_dates(self._days(int(self._random.integers(5, 22)), date))
            whom = np.unique(places.person[near])
            people = self._some(places.people, size * self._total // max(1, int(dates.sum())), whom)
            return dates & self._of_people(people)
        dates = self._on_dates(self._days(int(self._random.integers(5, 22)), date))
        return dates & self._at_call_signs(self._signs(size * self._total // max(1, int(dates.sum())), sign))

    # --- which

    def _dates(self, size: int, centre: int | None) -> Ints:
        """Dates on end with so many candidates."""
        mean = max(1.0, self._total / len(self._places.dates))
        return self._days(max(1, round(size / mean)), centre)

    def _days(self, count: int, centre: int | None) -> Ints:
        total = len(self._places.dates)
        count = min(count, total)
        if centre is None:
            first = int(self._random.integers(1 - count // 2, total - count // 2))
        else:
            first = centre - int(self._random.integers(0, count))
        return np.arange(max(0, first), min(total, first + count))

    def _some(self, counts: Ints, size: int, first: Ints | None = None) -> Ints:
        """Some of many, at random, until they have so many candidates together; `first` come first."""
        order = self._random.permutation(len(counts))
        if first is not None:
            chosen = self._random.permutation(first)
            order = np.concatenate([chosen, order[~np.isin(order, chosen)]])
        enough = int(np.searchsorted(np.cumsum(counts[order]), size)) + 1
        return order[: max(2, enough)]

    def _signs(self, size: int, centre: int | None) -> Ints:
        """Call signs that share people with one another, until they have so many candidates."""
        counts, shared = self._places.call_signs, self._places.shared
        if centre is None:  # each in its turn
            self._visits += self._random.random(len(counts)) * 0.01
            centre = int(np.argmin(self._visits))
        self._visits[centre] += 1
        start = centre
        chosen, total = [start], int(counts[start])
        ties = shared[start].astype(float)
        while total < size and len(chosen) < len(counts):
            ties[chosen] = -1.0
            best = np.flatnonzero(ties == ties.max())
            following = int(self._random.choice(best))
            chosen.append(following)
            total += int(counts[following])
            ties = ties + shared[following]
        return np.array(chosen)

    def _on_dates(self, dates: Ints) -> Mask:
        return self._places.decided & np.isin(self._places.date, dates)

    def _of_people(self, people: Ints) -> Mask:
        return self._places.decided & np.isin(self._places.person, people)

    def _at_call_signs(self, signs: Ints) -> Mask:
        return self._places.decided & np.isin(self._places.call_sign, signs)
