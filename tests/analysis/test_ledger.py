"""The hours ledger: what counts, how it stands, and why it is short."""

import copy
from typing import Any

import pytest

from roster import api
from roster.analysis.ledger import LedgerLine, Light
from tests.conftest import SMALL
from tests.io.conftest import Seats, with_rota

Raw = dict[str, Any]
TWO_NIGHTS: Seats = [
    ("P01", "JR-04@2026-12-04/peak", "paramedic"),
    ("SC01", "JR-04@2026-12-04/peak", "police"),
    ("SC02", "JR-04@2026-12-04/peak", "police"),
    ("P01", "JR-04@2026-12-11/peak", "paramedic"),
    ("SC01", "JR-04@2026-12-11/peak", "police"),
    ("SC02", "JR-04@2026-12-11/peak", "police"),
]


def lines(seats: Seats = TWO_NIGHTS, **fields: Any) -> dict[str, LedgerLine]:
    book, _ = with_rota(copy.deepcopy(SMALL) | fields, seats)
    return {line.person: line for line in api.hours(book)}


def hours(line: LedgerLine) -> dict[str, float]:
    names = ("carried_in", "elsewhere", "offered", "assigned", "worked", "total", "to_go")
    return {name: getattr(line, name) / 60 for name in names if getattr(line, name)}


def spell(person: str, start: str, end: str, **fields: Any) -> Raw:
    return {"person": person, "start": f"2026-12-{start}", "end": f"2026-12-{end}", **fields}


def test_what_is_on_record_takes_the_place_of_what_was_planned() -> None:
    found = lines(
        worked=[
            spell("SC01", "04 18:00", "05 03:00"),  # an hour over
            spell("SC02", "04 18:00", "05 02:00", no_show=True),
            spell("SC02", "11 18:00", "11 23:00"),  # booked off early
            spell("SC03", "18 18:00", "19 02:00"),  # stepped in
            spell("SC03", "08 09:00", "08 13:00", kind="elsewhere"),
            spell("SC03", "09 09:00", "09 17:00", kind="training"),
        ]
    )
    assert hours(found["SC01"]) == {"offered": 64, "assigned": 16, "worked": 9, "total": 17}
    assert hours(found["SC02"]) == {"offered": 64, "assigned": 16, "worked": 5, "total": 5, "to_go": 11}
    assert hours(found["SC03"]) == {"elsewhere": 4, "offered": 64, "worked": 8, "total": 12, "to_go": 4}
    assert found["SC02"].reasons[:2] == ["did not come on Fri 4 Dec", "worked 5h of 8h on Fri 11 Dec"]


@pytest.mark.parametrize(
    ("minutes", "light"),
    [(960, Light.GREEN), (959, Light.AMBER), (480, Light.AMBER), (479, Light.RED), (0, Light.RED)],
)
def test_green_amber_and_red(minutes: int, light: Light) -> None:
    """Green meets the promise, amber comes to half of it at least."""
    line = LedgerLine("SC01", "", "2026-12", 960, minutes, 0, 0, 0)
    assert line.light is light
    assert line.to_go == 960 - minutes


def reasons_of(person: Raw, seats: Seats = TWO_NIGHTS, **fields: Any) -> list[str]:
    """Why a person beside those of the small book is short."""
    people = [*SMALL["people"], {"id": "SC09", "role": "special", **person}]
    return lines(seats, people=people, **fields)["SC09"].reasons


def offers(*dates: str) -> Raw:
    return {"offers": [{"dates": [f"2026-12-{day}" for day in dates]}]}


def test_the_reasons_for_a_shortfall() -> None:
    assert reasons_of({}) == ["offered nothing"]
    assert reasons_of(offers("04")) == ["did not offer enough", "no seat left (1 offered date)"]
    assert reasons_of(offers("04", "11")) == ["no seat left (2 offered dates)"]


def test_a_crew_stood_down_without_a_paramedic() -> None:
    book = copy.deepcopy(SMALL)
    paramedic = {"id": "P01", "role": "paramedic", "offers": [{"dates": ["2026-12-04", "2026-12-11"]}]}
    people = [paramedic, *book["people"][2:], {"id": "SC09", "role": "special", **offers("05", "12")}]
    found = lines(people=people)["SC09"]
    assert found.reasons == ["stood down: no paramedic (2 offered dates)"]


def test_resting() -> None:
    """A duty elsewhere that ends an hour before the night offered."""
    rules = [*SMALL["rules"], {"kind": "daily-rest", "hours": 11}]
    busy = [spell("SC09", "04 09:00", "04 17:00", kind="elsewhere")]
    found = reasons_of(offers("04", "11"), rules=rules, worked=busy)
    assert "resting (1 offered date)" in found


def test_a_qualification_that_has_lapsed() -> None:
    crews = copy.deepcopy(SMALL["crews"])
    crews[0]["seats"][1]["qualifications"] = ["safety-training"]
    people = [
        {**person, "qualifications": [{"id": "safety-training"}]} if person["role"] == "special" else person
        for person in SMALL["people"]
    ]
    late = {"id": "SC09", "role": "special", "qualifications": [{"id": "safety-training", "valid_to": "2026-12-04"}]}
    never = {"id": "SC10", "role": "special"}
    found = lines(people=[*people, {**late, **offers("04", "11")}, {**never, **offers("11")}], crews=crews)
    assert found["SC09"].reasons == ["lapsed qualification: safety-training only to Fri 4 Dec (2 offered dates)"]
    assert found["SC10"].reasons == ["did not offer enough", "not qualified (1 offered date)"]
