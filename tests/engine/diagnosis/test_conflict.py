"""Pins that contradict each other: which, why, and no rota."""

from random import Random

import pytest

from models.reading.examine import read
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
    assert found.reasons == ["nobody can take the paramedic seat of JR-04 on Fri 4 Dec"]


def test_a_pin_on_a_night_without_a_vehicle(small):
    """The vehicle is the reason, not a seat that others could fill."""
    small["vehicles"] = [{"id": "CAR-4", "call_signs": ["JR-04"], "off_road": [{"first": "2026-12-04"}]}]
    small["pins"] = pins(("SC01", "JR-04@2026-12-04"))
    assert conflict_of(small).reasons == ["no vehicle is on the road for JR-04 on Fri 4 Dec"]


def test_three_pins_in_a_two_place_seat(small):
    small["pins"] = pins(*((person, "JR-04@2026-12-04") for person in ("SC01", "SC02", "SC03")))
    found = conflict_of(small)
    assert [index for index, _ in found.pins] == [0, 1, 2]
    assert found.reasons == ["the police seat of JR-04 on Fri 4 Dec takes 2, and 3 are pinned to it"]


@pytest.mark.parametrize(
    ("sets", "least"), [(12, 4), pytest.param(430, 200, marks=pytest.mark.slow)], ids=["quick", "two hundred conflicts"]
)
def test_every_named_conflict_is_real_and_minimal(small, sets: int, least: int):
    """Random sets of pins under a strict rest: with all that are named no rota exists, without any one there is one."""
    random = Random(7)
    small["rules"].append({"kind": "daily-rest", "hours": 20})
    nights = ["2026-12-04", "2026-12-05", "2026-12-11", "2026-12-12"]
    conflicts = 0
    for _ in range(sets):
        small["pins"] = pins(
            *((random.choice(["P01", "SC01", "SC02", "SC03"]), f"JR-04@{random.choice(nights)}") for _ in range(5))
        )
        try:
            solve(read(small), Options(time_limit=60, workers=2))
        except ConflictError as error:
            conflicts += 1
            named = [small["pins"][index] for index, _ in error.conflict.pins]
            small["pins"] = named
            assert conflict_of(small).minimal
            for left_out in range(len(named)):
                small["pins"] = named[:left_out] + named[left_out + 1 :]
                assert solve(read(small), Options(time_limit=60, workers=2)).rota is not None
    assert conflicts >= least


def test_the_same_pin_twice_is_no_conflict(small, solved):
    small["pins"] = pins(("SC01", "JR-04@2026-12-04"), ("SC01", "JR-04@2026-12-04/peak"))
    assert solved(small).rota is not None
