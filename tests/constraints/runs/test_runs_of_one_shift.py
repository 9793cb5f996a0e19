"""Limits of consecutive duties stated for each shift, as in the Second International Nurse Rostering Competition.

Its rules (Ceschia and others 2015): of a run of days of one shift that is longer than the most, each day beyond costs;
of one that is shorter than the fewest, each day missing does. Days before the horizon count in a run, and a run that is
still open on the last day owes no fewest.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from models.rota import Basis
from tests.constraints.agreement import Case, Decided, Trial
from tests.constraints.books import Raw, person, raw_book, worked

FIRST = date(2026, 12, 7)
DAYS = 5
TIMES = {"E": ("07:00", "15:00"), "N": ("22:00", "07:00")}
LETTERS = {"E": "early", "N": "night"}
# What ann worked on the last days before; the first entry tells that what lies before it was no night.
EVES = ["E", "EN", "ENN", "ENNN", "EN-", "ENE"]


def _book(eve: str) -> Raw:
    carried = []
    for back, letter in enumerate(reversed(eve), 1):
        if letter != "-":
            day = FIRST - timedelta(days=back)
            start, end = TIMES[letter]
            until = day + timedelta(days=1) if letter == "N" else day
            carried.append(worked("ann", f"{day} {start}", f"{until} {end}"))
    dates = " ".join(f"{FIRST + timedelta(days=number)}" for number in range(DAYS))
    return raw_book(
        [person("ann", offers="all")],
        {"early": dates, "night": dates},
        period=f"{FIRST} {FIRST + timedelta(days=DAYS - 1)}",
        carried_in={"duties": carried},
    )


def _runs(row: str) -> list[tuple[str, int, int]]:
    """Letter, first place and length of each run."""
    found, place = [], 0
    for letter, group in itertools.groupby(row):
        length = len(list(group))
        found.append((letter, place, length))
        place += length
    return found


def _beyond(eve: str, row: str, shift: str, most: int) -> int:
    """Days of runs of a shift beyond the most, those before the horizon apart."""
    total = 0
    for letter, first, length in _runs(eve + row):
        past = max(0, min(length, len(eve) - first))
        if letter == shift:
            total += max(0, length - max(most, past))
    return total


def _missing(eve: str, row: str, shift: str, fewest: int) -> int:
    """Days missing to the fewest in runs of a shift that end within the horizon and reach into it."""
    whole = eve + row
    return sum(
        max(0, fewest - length)
        for letter, first, length in _runs(whole)
        if letter == shift and len(eve) < first + length < len(whole)
    )


def _decided(trial: Trial, row: str) -> Decided:
    parts = [
        f"ann {FIRST + timedelta(days=number)}/{LETTERS[letter]} offered"
        for number, letter in enumerate(row)
        if letter != "-"
    ]
    return trial.decided(", ".join(parts))


def _rows() -> list[str]:
    return ["".join(row) for row in itertools.product("-EN", repeat=DAYS)]


def _trial(eve: str, rule: str) -> Trial:
    case = Case(f"after {eve}", _book(eve), rule, clean=True, bases=(Basis.OFFERED,))
    return Trial(case, list(case.versions())[-1])


def _compare(trial: Trial, expected: dict[str, int], priced: Sequence[str]) -> None:
    found = {row: sum(breach.amount for breach in trial.breaches(_decided(trial, row))) for row in expected}
    assert found == expected
    unit = trial.rule.unit_price
    assert {row: trial.price(_decided(trial, row)) for row in priced} == {row: expected[row] * unit for row in priced}


@pytest.mark.parametrize("eve", EVES)
@pytest.mark.parametrize("most", [1, 2, 3])
def test_most_days_of_one_shift(eve: str, most: int) -> None:
    """`most: 3` for the shift night is three nights running, whatever else is worked before and after."""
    trial = _trial(eve, f"{{kind: consecutive-duties, most: {most}, applies_to: {{shifts: [night]}}}}")
    expected = {row: _beyond(eve, row, "N", most) for row in _rows()}
    _compare(trial, expected, random.Random(most).sample(sorted(expected), 25))


@pytest.mark.parametrize("eve", EVES)
@pytest.mark.parametrize("fewest", [2, 3])
def test_fewest_days_of_one_shift(eve: str, fewest: int) -> None:
    """`least: 2` for the shift night is no single night: an early turn ends a run like a day off."""
    trial = _trial(eve, f"{{kind: fewest-consecutive-duties, least: {fewest}, applies_to: {{shifts: [night]}}}}")
    expected = {row: _missing(eve, row, "N", fewest) for row in _rows()}
    _compare(trial, expected, random.Random(fewest).sample(sorted(expected), 25))


@pytest.mark.parametrize("eve", EVES)
@pytest.mark.parametrize(("fewest", "most"), [(2, 2), (2, 3), (3, 4)])
def test_both_limits_of_one_shift(eve: str, fewest: int, most: int) -> None:
    """With `eve`, nights on the eve that end there are too few as well, as the competition has it."""
    rule = f"{{kind: same-shift-runs, least: {fewest}, most: {most}, eve: true, applies_to: {{shifts: [night]}}}}"
    nights = len(eve) - len(eve.rstrip("N"))
    expected = {
        row: _beyond(eve, row, "N", most)
        + _missing(eve, row, "N", fewest)
        + (max(0, fewest - nights) if nights and row[0] != "N" else 0)
        for row in _rows()
    }
    _compare(_trial(eve, rule), expected, random.Random(fewest).sample(sorted(expected), 25))


def test_all_days_together_are_another_limit() -> None:
    """Without `applies_to` the same rule counts days of any shift."""
    trial = _trial("E", "{kind: consecutive-duties, most: 3}")
    expected = {row: _beyond("X", row.replace("E", "X").replace("N", "X"), "X", 3) for row in _rows()}
    _compare(trial, expected, ["NNNNN", "ENENE", "EN-NE"])


def test_a_sentence_says_what_is_counted() -> None:
    """Who reads that somebody works four days running must know that only nights are meant."""
    trial = _trial("E", "{kind: consecutive-duties, most: 3, applies_to: {shifts: [night]}}")
    (breach,) = trial.breaches(_decided(trial, "NNNN-"))
    assert breach.message == (
        "ann works 4 days running, Mon 7 Dec to Thu 10 Dec (at most 3), counting only shift night"
    )
