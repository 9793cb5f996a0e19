"""Chooses the decisions that a neighbourhood frees, by its kind: dates, people, call signs, costs."""

from __future__ import annotations

import numpy as np

from roster.engine.model.variable_index import VariableIndex
from roster.engine.search.neighbourhoods.operators import Kind
from roster.engine.solvers.integer_program import Floats, Ints, Mask, Program


class FreeDecisions:
    """Chooses decisions from a pool of them.

    Args:
        pool: the decisions to choose from.
        visits: by call sign, how often it was the centre of a neighbourhood; updated here.
    """

    def __init__(
        self, program: Program, places: VariableIndex, pool: Mask, random: np.random.Generator, visits: Floats
    ) -> None:
        self._program = program
        self._places = places
        self._pool = pool
        self._random = random
        self._visits = visits
        self._total = int(pool.sum())
        self._people = np.bincount(places.person[pool], minlength=places.people)
        self._dates = np.unique(places.date[pool])  # those with decisions
        self._signs = np.bincount(places.call_sign[pool], minlength=places.call_signs)

    def of_kind(self, kind: Kind, size: int, solution: Ints) -> Mask:
        """Chooses about `size` decisions that have in common what the kind says."""
        if kind is Kind.DATES:
            return self._on(self._run_of_dates(size))
        if kind is Kind.PEOPLE:
            return self._of(self._some_people(size))
        if kind is Kind.CALL_SIGNS:
            chosen = self._at(self._some_signs(size, None))
            return chosen if chosen.any() else self._pool
        if kind is Kind.COSTLY:
            return self._around_costly(size, solution)
        several = kind is Kind.CALL_SIGNS_AND_DATES
        dates = self._on(
            self._days(int(self._random.integers(2, 11) if several else self._random.integers(4, 22)), None)
        )
        wanted = self._more(size, dates)
        chosen = dates & (self._at(self._some_signs(wanted, None)) if several else self._of(self._some_people(wanted)))
        return chosen if chosen.any() else dates

    def _more(self, size: int, within: Mask) -> int:
        """Returns how many decisions of the whole pool to choose so that about `size` of them lie within a mask."""
        return size * self._total // max(1, int(within.sum()))

    def _around_costly(self, size: int, solution: Ints) -> Mask:
        """Draws a variable that costs, and chooses decisions around one that shares a row with it."""
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
            # With one call sign: the people concerned, and others, on the dates around it.
            chosen = dates & self._of(self._some_people(wanted, np.unique(places.person[near])))
        else:
            chosen = dates & self._at(self._some_signs(wanted, int(places.call_sign[centre])))
        return chosen if chosen.any() else dates

    def _run_of_dates(self, size: int) -> Ints:
        """Draws consecutive dates with about `size` decisions."""
        mean = max(1.0, self._total / len(self._dates))
        return self._days(max(1, round(size / mean)), None)

    def _days(self, count: int, centre: int | None) -> Ints:
        """Draws `count` consecutive dates of those with decisions; they contain the given date, if there is one."""
        total = len(self._dates)
        count = min(count, total)
        if centre is None:
            first = int(
                self._random.integers(1 - count, total)
            )  # so that the dates at both ends are as likely as the others
        else:
            first = int(np.searchsorted(self._dates, centre)) - int(self._random.integers(0, count))
        first = min(max(first, 0), total - 1)
        return self._dates[first : first + count]

    def _some_people(self, size: int, first: Ints | None = None) -> Ints:
        """Draws people, those of `first` before others, until they have `size` decisions together."""
        order = self._random.permutation(len(self._people))
        if first is not None:
            chosen = self._random.permutation(first)
            order = np.concatenate([chosen, order[~np.isin(order, chosen)]])
        enough = int(np.searchsorted(np.cumsum(self._people[order]), size)) + 1
        return order[: max(2, enough)]

    def _some_signs(self, size: int, centre: int | None) -> Ints:
        """Adds call signs that share most people with those chosen, until they have `size` decisions together."""
        if centre is None:  # each in turn
            self._visits += self._random.random(len(self._signs)) * 0.01
            centre = int(np.argmin(self._visits))
        self._visits[centre] += 1
        chosen, total = [centre], int(self._signs[centre])
        shared = self._places.shared[centre].astype(float)
        while total < size and len(chosen) < len(self._signs):
            shared[chosen] = -1.0
            following = int(self._random.choice(np.flatnonzero(shared == shared.max())))
            chosen.append(following)
            total += int(self._signs[following])
            shared = shared + self._places.shared[following]
        return np.array(chosen)

    def _on(self, dates: Ints) -> Mask:
        return self._pool & np.isin(self._places.date, dates)

    def _of(self, people: Ints) -> Mask:
        return self._pool & np.isin(self._places.person, people)

    def _at(self, signs: Ints) -> Mask:
        return self._pool & np.isin(self._places.call_sign, signs)
