"""What is said of absences that name the same time."""

from __future__ import annotations

from typing import Any

import pytest

from constraints.facts import Facts
from roster.analysis.notes.overlapping_absences import overlaps_of_absences
from tests.constraints.books import person, posted, tiny_book

LEAVE = {"kind": "annual leave", "first": "2026-12-07", "last": "2026-12-18"}
MORNING = {"start": "2026-12-09 08:00", "end": "2026-12-09 13:00", "hours": 5}
AFTERNOON = {"start": "2026-12-09 13:00", "end": "2026-12-09 18:00", "hours": 5}


@pytest.mark.parametrize(
    ("absences", "told"),
    [
        ([LEAVE], []),
        ([LEAVE, {"kind": "sickness", "first": "2026-12-19"}], []),
        (
            [LEAVE, {"kind": "sickness", "first": "2026-12-09", "last": "2026-12-10"}],
            [
                "medic has sickness and annual leave from Wed 9 Dec to Thu 10 Dec, at the same time: sickness counts,"
                " and the time is credited once"
            ],
        ),
        (
            [LEAVE, {"kind": "annual leave", "first": "2026-12-18", "hours": 7.5}],
            [
                "medic has annual leave twice on Fri 18 Dec, at the same time: annual leave counts, and the time is"
                " credited once"
            ],
        ),
        (
            [LEAVE, {"kind": "rest day", "first": "2026-12-08"}],
            [
                "medic has annual leave and rest day on Tue 8 Dec, at the same time: annual leave counts, and the time"
                " is credited once"
            ],
        ),
        (
            [LEAVE, {"kind": "sickness", **MORNING}],
            [
                "medic has sickness and annual leave on Wed 9 Dec, at the same time: sickness and, for the rest of the"
                " day, annual leave counts, and the time is credited once"
            ],
        ),
        (
            [{"kind": "training", **MORNING}, {"kind": "abstraction", **AFTERNOON}],
            ["medic has training and abstraction on Wed 9 Dec, 10h together: no more than 7h30m is credited for a day"],
        ),
        ([{"kind": "training", **MORNING}, {"kind": "abstraction", **AFTERNOON, "hours": 2}], []),
    ],
)
def test_overlaps_of_absences(absences: list[dict[str, Any]], told: list[str]) -> None:
    """Which person, which dates, which kinds, and which counts."""
    book = tiny_book([person("medic", "paramedic", posting=posted(37.5), absences=absences)], {})
    assert overlaps_of_absences(Facts(book)) == told


def test_overlaps_of_a_volunteer() -> None:
    """Nothing is credited to somebody without a contract, but a slip may be one all the same."""
    absences = [LEAVE, {"kind": "training", "first": "2026-12-18", "last": "2026-12-19"}]
    (told,) = overlaps_of_absences(Facts(tiny_book([person("ann", absences=absences)], {})))
    assert told.startswith("ann has training and annual leave on Fri 18 Dec, at the same time: training counts")
