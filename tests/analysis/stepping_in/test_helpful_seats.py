"""Where somebody who has not offered a duty would help: it would run, be better crewed, or come nearer to running."""

import copy
from datetime import UTC, datetime
from typing import Any

from roster.analysis.gaps import gaps
from roster.analysis.stepping_in.helpful_seats import Help, HelpfulSeats
from roster.api import ready
from tests.conftest import SMALL
from tests.io.conftest import Seats, with_rota

Raw = dict[str, Any]
FRIDAY, SATURDAY = "JR-04@2026-12-04/peak", "JR-04@2026-12-05/peak"
DECEMBER = datetime(2026, 12, 1, tzinfo=UTC)
ONE_WEEKEND = {"first": "2026-12-04", "last": "2026-12-05"}
Found = dict[str, dict[str, tuple[Help, dict[str, int]]]]


def person(name: str, role: str, *offered: str, **fields: Any) -> Raw:
    return {"id": name, "role": role, "offers": [{"dates": list(offered)}] if offered else [], **fields}


def found(people: list[Raw], seats: Seats = (), after: datetime = DECEMBER, **fields: Any) -> Found:
    """Person -> duty -> what their coming changes, and what would still be lacking."""
    raw = copy.deepcopy(SMALL) | {"period": ONE_WEEKEND, "people": people} | fields
    book, _ = with_rota(raw, seats)
    opened = ready(book)
    from constraints.view import RotaView

    view, rules = RotaView.of(book).with_record, opened.admission.rules
    helpful = HelpfulSeats(view, rules, gaps(view, rules), after)
    return {
        item.id: {
            seat.duty.id: (seat.help, {lacking.id: number for lacking, number in seat.lacking})
            for seat in helpful.of(item)
        }
        for item in book.people
    }


def test_the_one_who_is_missing_makes_the_duty_run() -> None:
    """A Special has offered Friday; the paramedic who has not would make it run. Saturday lacks everybody."""
    people = [person("P01", "paramedic"), person("SC01", "special", "2026-12-04"), person("SC02", "special")]
    assert found(people) == {
        "P01": {FRIDAY: (Help.RUNS, {}), SATURDAY: (Help.NEEDS_MORE, {"police": 1})},
        "SC01": {SATURDAY: (Help.NEEDS_MORE, {"paramedic": 1})},
        "SC02": {SATURDAY: (Help.NEEDS_MORE, {"paramedic": 1})},
    }


def test_a_second_officer_completes_a_crew_and_a_third_changes_nothing() -> None:
    people = [person("P01", "paramedic", "2026-12-04"), person("SC01", "special", "2026-12-04")]
    people += [person("SC02", "special"), person("SC03", "special")]
    half: Seats = [("P01", FRIDAY, "paramedic"), ("SC01", FRIDAY, "police")]
    assert found(people, half)["SC02"][FRIDAY] == (Help.COMPLETES, {})
    people[2]["offers"] = [{"dates": ["2026-12-04"]}]
    assert FRIDAY not in found(people, [*half, ("SC02", FRIDAY, "police")])["SC03"]


def test_one_of_several_who_are_missing_joins() -> None:
    crew = copy.deepcopy(SMALL["crews"])
    crew[0]["seats"][1]["preferred"] = 3
    people = [
        person("P01", "paramedic", "2026-12-04"),
        person("SC01", "special", "2026-12-04"),
        person("SC02", "special"),
    ]
    half: Seats = [("P01", FRIDAY, "paramedic"), ("SC01", FRIDAY, "police")]
    assert found(people, half, crews=crew)["SC02"][FRIDAY] == (Help.JOINS, {})


def test_what_was_offered_is_not_asked_again() -> None:
    """Nor is anybody asked who is away, joins later, is on another duty, or would break a rule."""
    people = [person("P01", "paramedic", "2026-12-04"), person("SC01", "special", "2026-12-04")]
    half: Seats = [("P01", FRIDAY, "paramedic"), ("SC01", FRIDAY, "police")]
    drivers = copy.deepcopy(SMALL["crews"])
    drivers[0]["seats"][1]["qualifications"] = ["driver"]
    cases: dict[str, tuple[Raw, Raw]] = {
        "offered": (person("SC02", "special", "2026-12-04"), {}),
        "away": (person("SC02", "special", absences=[{"kind": "annual leave", "first": "2026-12-04"}]), {}),
        "new": (person("SC02", "special", joined="2026-12-05"), {}),
        "elsewhere": (
            person("SC02", "special"),
            {
                "worked": [
                    {"person": "SC02", "start": "2026-12-04 17:00", "end": "2026-12-04 20:00", "kind": "elsewhere"}
                ]
            },
        ),
        "resting": (
            person("SC02", "special", day_job=[{"dates": ["2026-12-05"], "start": "07:00", "end": "15:00"}]),
            {"rules": [{"kind": "day-job-rest", "level": "hard"}]},
        ),
        "not qualified": (person("SC02", "special"), {"crews": drivers}),
    }
    assert FRIDAY in found([*people, person("SC02", "special")], half)["SC02"]
    for name, (somebody, fields) in cases.items():
        assert FRIDAY not in found([*people, somebody], half, **fields)["SC02"], name


def test_duties_that_have_started_are_over_for_helpers() -> None:
    people = [person("P01", "paramedic"), person("SC01", "special", "2026-12-04", "2026-12-05")]
    assert set(found(people)["P01"]) == {FRIDAY, SATURDAY}
    assert set(found(people, after=datetime(2026, 12, 4, 18, 0, tzinfo=UTC))["P01"]) == {SATURDAY}


def test_a_duty_without_a_car_needs_nobody() -> None:
    people = [person("P01", "paramedic"), person("SC01", "special", "2026-12-04", "2026-12-05")]
    car: Raw = {"id": "CAR-1", "call_signs": ["JR-04"]}
    rules = [{"kind": "vehicle"}]
    assert set(found(people, vehicles=[car], rules=rules)["P01"]) == {FRIDAY, SATURDAY}
    away = car | {"off_road": [{"first": "2026-12-04"}]}
    assert set(found(people, vehicles=[away], rules=rules)["P01"]) == {SATURDAY}


def test_enough_people_of_a_kind_need_no_more_of_it() -> None:
    """Two Specials are free and no paramedic: a third Special changes nothing."""
    people = [person(name, "special", "2026-12-04") for name in ("SC01", "SC02")] + [person("SC03", "special")]
    assert FRIDAY not in found(people)["SC03"]


def test_crew_that_could_run_without_them_is_not_promised_to_run_by_them() -> None:
    people = [
        person("P01", "paramedic", "2026-12-04"),
        person("SC01", "special", "2026-12-04"),
        person("SC02", "special"),
    ]
    assert FRIDAY not in found(people)["SC02"]
