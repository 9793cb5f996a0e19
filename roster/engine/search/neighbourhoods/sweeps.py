"""Sweeps: neighbourhoods that together cover every decision once, for the first good rota of a large book."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from roster.engine.model.variable_index import VariableIndex
from roster.engine.params.groups import SweepParams
from roster.engine.solvers.integer_program import Mask


def first_sweep(places: VariableIndex, random: np.random.Generator, params: SweepParams) -> Iterator[Mask]:
    """Yields the decisions of a few dates at some call signs each, in order of date: makes a first rota."""
    for first in range(0, places.dates, params.dates):
        dates = (places.date >= first) & (places.date < first + params.dates)
        chosen = np.zeros(len(places.decided), dtype=bool)
        # Call signs in random order: neighbourhoods that are solved at the same time should share few people.
        for sign in random.permutation(places.call_signs):
            chosen |= places.decided & (places.call_sign == sign) & dates
            if chosen.sum() >= params.size:
                yield chosen
                chosen = np.zeros(len(places.decided), dtype=bool)
        if chosen.any():
            yield chosen


def second_sweep(places: VariableIndex, size: float) -> list[Mask]:
    """Returns the decisions of some call signs each, on all dates: for a rota that is good by and large.

    Args:
        size: candidate assignments, about, of each neighbourhood; call signs with more are cut by dates.
    """
    sizes = np.bincount(places.call_sign[places.decided], minlength=places.call_signs)
    left = list(range(places.call_signs))
    groups = []
    while left:
        group = [left.pop(0)]
        while left and sizes[group].sum() < size:
            shared_people = places.shared[group][:, left].sum(axis=0)
            group.append(left.pop(int(shared_people.argmax())))
        groups.append(group)
    # Every second group first: neighbourhoods that are solved at the same time should share few people.
    found = []
    for group in groups[::2] + groups[1::2]:
        windows = max(1, round(sizes[group].sum() / size))
        at = np.isin(places.call_sign, group)
        found += [at & np.isin(places.date, dates) for dates in np.array_split(np.arange(places.dates), windows)]
    return [decisions for decisions in found if decisions.any()]
