"""Books with a rota, made without the solver: the tests say who sits where."""

import copy
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from constraints.admission import admit
from constraints.base import Rule
from constraints.registry import installed
from constraints.verify import verify
from constraints.view import RotaView
from models.book import Book
from models.rota import Assignment, Basis, DutyRecord, Ended, LevelScore, Provenance, Rota
from models.rules import SOFT_LEVELS, Level
from roster.io.xlsx.workbook import workbook_bytes
from tests.conftest import SMALL

Seats = Sequence[tuple[str, str, str]]

# Two call signs, two shifts, one of them shorter on Boxing Day; a posting, leave, somebody twice on one date, and names
# that a spreadsheet would rather calculate.
RICH: dict[str, Any] = copy.deepcopy(SMALL) | {
    "name": "Rich & strange",
    "organisations": [
        {"id": "secamb", "name": "Ambulance Service", "holidays": {"country": "GB", "subdivision": "ENG"}},
        {"id": "kent-police", "name": "Kent Police"},
    ],
    "call_signs": [{"id": "JR-04", "area": "medway-swale"}, {"id": "JR-07", "area": "medway-swale"}],
    "vehicles": [{"id": "CAR-1", "call_signs": ["JR-04"]}, {"id": "CAR-2", "call_signs": ["JR-07"]}],
    "shifts": [
        {
            "id": "peak",
            "code": "P",
            "start": "18:00",
            "end": "02:00",
            "dated_ends": [{"date": "2026-12-26", "end": "23:30"}],
        },
        {"id": "morning", "name": "Morning turn", "start": "07:00", "end": "13:20"},
    ],
    "services": [
        {"id": "peaks", "call_signs": ["JR-04", "JR-07"], "shift": "peak", "crew": "jru", "weekdays": ["fri", "sat"]},
        {"id": "mornings", "call_signs": ["JR-07"], "shift": "morning", "crew": "jru", "weekdays": ["sat"]},
    ],
    "people": [
        {
            "id": "P01",
            "name": '=HYPERLINK("http://x")',
            "role": "paramedic",
            "posting": {"hours_per_week": 37.5},
            "absences": [{"first": "2026-12-07", "last": "2026-12-10", "kind": "annual leave"}],
        },
        {"id": "P02", "name": "Ångström-Łuczak, Zoë", "role": "paramedic", "offers": [{"weekdays": ["fri", "sat"]}]},
        {"id": "SC01", "name": "+44 1622", "role": "special", "offers": [{"weekdays": ["fri", "sat"]}]},
        {"id": "SC02", "name": "Same Name", "role": "special", "offers": [{"weekdays": ["fri", "sat"]}]},
        {"id": "SC03", "name": "Same Name", "role": "special", "offers": [{"weekdays": ["fri"]}]},
    ],
    "carried_in": {"totals": [{"person": "SC02", "hours": {"2026-12": 2.5}}]},
    "worked": [{"person": "SC03", "start": "2026-12-02 10:00", "end": "2026-12-02 14:00", "kind": "elsewhere"}],
}
RICH_SEATS: Seats = [
    ("P01", "JR-04@2026-12-04/peak", "paramedic"),
    ("SC01", "JR-04@2026-12-04/peak", "police"),
    ("SC02", "JR-04@2026-12-04/peak", "police"),
    ("P02", "JR-07@2026-12-05/peak", "paramedic"),
    ("SC01", "JR-07@2026-12-05/peak", "police"),
    ("P01", "JR-07@2026-12-12/morning", "paramedic"),
    ("SC02", "JR-07@2026-12-12/morning", "police"),
    ("P01", "JR-04@2026-12-12/peak", "paramedic"),  # twice on one date: two lines in the grid
    ("SC02", "JR-04@2026-12-12/peak", "police"),
    ("P02", "JR-04@2026-12-26/peak", "paramedic"),  # the short one
    ("SC01", "JR-04@2026-12-26/peak", "police"),
    ("SC02", "JR-04@2026-12-26/peak", "police"),
]


def with_rota(raw: dict[str, Any], seats: Seats) -> tuple[Book, list[Rule]]:
    """A book whose rota seats these people (person, duty, seat), and its rules."""
    bare = Book.model_validate(raw)
    admission = admit(bare, installed())
    facts, rules = admission.facts, admission.rules
    assignments = tuple(
        Assignment(
            person=person,
            duty=duty,
            seat=seat,
            basis=Basis.ROSTERED if facts.people[person].posting else Basis.OFFERED,
        )
        for person, duty, seat in seats
    )
    view = RotaView(facts, assignments, {})
    verdict = verify(view, rules)
    zone = bare.period.zone
    rota = Rota(
        assignments=assignments,
        duties=tuple(
            DutyRecord(
                duty=duty.id,
                call_sign=duty.call_sign.id,
                date=duty.date,
                shift=duty.shift.id,
                start=duty.start.astimezone(zone),
                end=duty.end.astimezone(zone),
                state=view.state(duty),
                vehicle=facts.vehicles_for(duty)[0].id if bare.vehicles and view.runs(duty) else None,
            )
            for duty in facts.duties
        ),
        scores=tuple(
            LevelScore(level=level, value=verdict.value(level), bound=verdict.value(level), proven=True)
            for level in SOFT_LEVELS
            if level is not Level.DISTURBANCE
        ),
        breaches=tuple(verdict.soft),
        provenance=Provenance(
            input_hash=bare.input_hash,
            ended=Ended.PROVEN,
            made_at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
            seconds=1.5,
            time_limit=60,
            seed=7,
            workers=2,
            versions={"jru-roster": "0.1.0"},
        ),
    )
    return bare.model_copy(update={"rota": rota}), rules


def written(raw: dict[str, Any], seats: Seats) -> bytes:
    """The workbook of such a book."""
    return workbook_bytes(*with_rota(raw, seats))


def opened(data: bytes, *, values: bool = False) -> Workbook:
    """A workbook as openpyxl reads it: formulas, or (values) what is stored beside them."""
    return load_workbook(io.BytesIO(data), data_only=values)


@pytest.fixture
def rich() -> dict[str, Any]:
    """A copy of the rich book's raw data, to be changed at will."""
    return copy.deepcopy(RICH)


@pytest.fixture(scope="session")
def rich_workbook() -> bytes:
    """The workbook of the rich book."""
    return written(RICH, RICH_SEATS)
