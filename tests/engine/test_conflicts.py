"""Pins that contradict each other: which, why, and no rota."""

import pytest

from models.reading import read
from roster import ConflictError, Options, solve


def conflict_of(data):
    with pytest.raises(ConflictError) as caught:
        solve(read(data), Options(time_limit=60, workers=2))
    return caught.value.conflict


def pins(*pairs):
    return [{"person": person, "duty": duty} for person, duty in pairs]


def test_pins_are_kept(small, solved):
    small["pins"] = pins(("SC03", "JR-04@2026-12-04"), ("P02", "JR-04@2026-12-25/peak"))
    book = solved(small)
    held = {(assignment.person, assignment.duty) for assignment in book.rota.assignments}
    assert {("SC03", "JR-04@2026-12-04/peak"), ("P02", "JR-04@2026-12-25/peak")} <= held


def test_two_pins_without_rest_between_them(small):
    """Of five pins, the two that contradict each other are named, with the rest that is missing."""
    small["rules"].append({"kind": "daily-rest", "hours": 20})
    small["pins"] = pins(
        ("SC01", "JR-04@2026-12-11"),
        ("SC02", "JR-04@2026-12-04"),
        ("SC03", "JR-04@2026-12-18"),
        ("SC02", "JR-04@2026-12-05"),
        ("P01", "JR-04@2026-12-26"),
    )
    found = conflict_of(small)
    assert [(index, pin.person) for index, pin in found.pins] == [(1, "SC02"), (3, "SC02")]
    assert found.minimal
    assert any(
        "SC02 has 16h of rest between JR-04 on Fri 4 Dec and JR-04 on Sat 5 Dec" in line for line in found.reasons
    )


def test_a_pin_that_a_crew_cannot_be_found_for(small):
    """The pin is possible by itself, but the night has no paramedic: one pin, and the reason."""
    for person in small["people"][:2]:
        person["offers"] = [{"weekdays": ["sat"]}]
    small["pins"] = pins(("SC01", "JR-04@2026-12-04"))
    found = conflict_of(small)
    assert [index for index, _ in found.pins] == [0]
    assert any("stood down for want of a paramedic" in line for line in found.reasons)


def test_three_pins_in_a_two_place_seat(small):
    small["pins"] = pins(*((person, "JR-04@2026-12-04") for person in ("SC01", "SC02", "SC03")))
    assert [index for index, _ in conflict_of(small).pins] == [0, 1, 2]


def test_the_same_pin_twice_is_no_conflict(small, solved):
    small["pins"] = pins(("SC01", "JR-04@2026-12-04"), ("SC01", "JR-04@2026-12-04/peak"))
    assert solved(small).rota is not None
