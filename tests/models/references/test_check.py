"""Every name in a book that names nothing is found, at its place, with what may have been meant."""

from typing import Any

import pytest

from models.book import Book
from models.problems import BookError, did_you_mean
from models.reading.examine import examine, read
from tests.models.full_book import full_book, put

# place -> a misspelling, and what it should have been
REFERENCES = {
    "roles[0].organisation": ("SECAm", "organisation", "SECAmb"),
    "call_signs[0].area": ("medwey", "area", "medway"),
    "call_signs[1].area": ("Gravesand", "area", "Gravesend"),
    "vehicles[0].call_signs[0]": ("JR-40", "call sign", "JR-04"),
    "vehicles[0].spare_for[0]": ("gravesam", "area", "gravesham"),
    "crews[1].seats[0].roles[0]": ("paramedik", "role", "paramedic"),
    "crews[1].seats[1].qualifications[0]": ("drivr", "qualification", "driver"),
    "services[0].call_signs[1]": ("JR-5", "call sign", "JR-05"),
    "services[0].shift": ("lait", "shift", "late"),
    "services[1].crew": ("bass", "crew", "base"),
    "teams[0].cycle[1]": ("erly", "shift", "early"),
    "people[0].role": ("speciall", "role", "special"),
    "people[0].areas[0]": ("Medwai", "area", "Medway"),
    "people[0].qualifications[0].id": ("Driver ", "qualification", "driver"),
    "people[0].offers[0].call_signs[0]": ("jr-04", "call sign", "JR-04"),
    "people[1].team": ("team-2", "team", "team-1"),
    "requests[0].person": ("Amber", "person", "amber"),
    "requests[0].shift": ("latee", "shift", "late"),
    "requests[0].call_sign": ("JR-004", "call sign", "JR-04"),
    "pins[0].person": ("karla", "person", "carla"),
    "pins[0].seat": ("paramedics", "seat", "paramedic"),
    "worked[0].person": ("brunno", "person", "bruno"),
    "worked[0].call_sign": ("JR05", "call sign", "JR-05"),
    "carried_in.duties[0].person": ("ambre", "person", "amber"),
    "carried_in.duties[0].call_sign": ("JR-0", "call sign", "JR-04"),
    "carried_in.totals[0].person": ("brun", "person", "bruno"),
    "published.assignments[0].person": ("ambrr", "person", "amber"),
    "rules[0].applies_to.people[0]": ("ambr", "person", "amber"),
    "rules[0].applies_to.roles[0]": ("specal", "role", "special"),
    "rules[0].applies_to.call_signs[0]": ("JR-4", "call sign", "JR-04"),
    "rules[0].applies_to.services[0]": ("night", "service", "nights"),
    "rules[0].applies_to.shifts[0]": ("lat", "shift", "late"),
    "rules[0].applies_to.areas[0]": ("Gravsend", "area", "Gravesend"),
}


def test_the_full_book_is_sound() -> None:
    """Or the tests below would prove nothing."""
    assert examine(full_book()).problems == []
    assert examine(full_book()).book.warnings() == []


@pytest.mark.parametrize("place", REFERENCES)
def test_one_misspelt_name(place: str) -> None:
    """One mistake is one problem, where it is, with the name that was meant."""
    wrong, what, right = REFERENCES[place]
    raw = put(full_book(), place, wrong)
    if place.startswith("services[0].call_signs"):
        raw["people"][0]["offers"][0]["call_signs"] = ["JR-04"]
    (problem,) = examine(raw).problems
    assert problem.place == place
    assert f"{what} '{wrong.strip()}'" in problem.message
    if right.lower() != wrong.strip().lower() or what != "area":
        assert "did you mean '" in problem.message
    assert not examine(raw).book


def test_all_of_them_at_once() -> None:
    """Every reference misspelt in one book: none hides another."""
    raw = full_book()
    for place, (wrong, _, _) in REFERENCES.items():
        put(raw, place, wrong)
    assert {problem.place for problem in examine(raw).problems} >= set(REFERENCES) - {"pins[0].seat"}


@pytest.mark.parametrize(
    "section",
    [
        "organisations",
        "roles",
        "areas",
        "qualifications",
        "call_signs",
        "vehicles",
        "shifts",
        "crews",
        "services",
        "teams",
        "people",
    ],
)
def test_ids_are_there_once(section: str) -> None:
    """The second of two is the mistake, and names the first."""
    raw = full_book()
    copy = {**raw[section][0], "added_dates": [], "weekdays": []} if section == "services" else raw[section][0]
    raw[section].append(copy)
    (problem,) = examine(raw).problems
    assert problem.place == f"{section}[{len(raw[section]) - 1}].id"
    assert f"'{copy['id']}' is there twice; the first is {section}[0]" in problem.message


def test_seats_and_totals_are_there_once() -> None:
    """Inside a crew, and among the totals carried in."""
    raw = full_book()
    raw["crews"][2]["seats"].append(raw["crews"][2]["seats"][0])
    raw["carried_in"]["totals"].append({"person": "bruno"})
    places = {problem.place: problem.message for problem in examine(raw).problems}
    assert places == {
        "crews[2].seats[1].id": "seat 'base' is there twice",
        "carried_in.totals[1].person": "person 'bruno' is there twice",
    }


def test_a_call_sign_has_one_area() -> None:
    """An ambiguous name will do for a person, not for a call sign."""
    raw = put(full_book(), "areas[0].aliases", ["North Kent"])
    put(raw, "areas[1].aliases", ["Gravesend", "North Kent"])
    put(raw, "call_signs[0].area", "North Kent")
    (problem,) = examine(raw).problems
    assert problem.message == "area 'North Kent' is ambiguous: it may be medway or gravesham"


def test_carried_in_is_before_the_period() -> None:
    """A duty of the period cannot be carried into it; its eve can."""
    raw = put(full_book(), "carried_in.duties[0].start", "2026-12-01 00:00")
    put(raw, "carried_in.duties[0].end", "2026-12-01 02:00")
    (problem,) = examine(raw).problems
    assert problem.place == "carried_in.duties[0].start"
    assert "is not before the period, which starts on 2026-12-01" in problem.message
    put(raw, "carried_in.duties[0].start", "2026-11-30 23:59")
    assert examine(raw).problems == []


@pytest.mark.parametrize(
    ("duty", "said"),
    [
        ("JR-4@2026-12-04", "call sign 'JR-4' has no duties; did you mean 'JR-04'?"),
        ("JR-04@2026-12-03", "there is no duty 'JR-04@2026-12-03'"),
        ("JR-04", "'JR-04' is not a duty; write CALLSIGN@YYYY-MM-DD, for example JR-04@2026-12-25"),
    ],
)
def test_pins_on_duties_that_are_not_there(duty: str, said: str) -> None:
    """Said at the pin."""
    (problem,) = examine(put(full_book(), "pins[0].duty", duty)).problems
    assert (problem.place, problem.message) == ("pins[0].duty", said)


def rota(**changes: Any) -> dict[str, Any]:
    """A rota of one assignment and one duty."""
    return {
        "assignments": [
            {"person": "carla", "duty": "JR-04@2026-12-04/late", "seat": "paramedic", "basis": "rostered", **changes}
        ],
        "duties": [
            {
                "duty": "JR-04@2026-12-04/late",
                "call_sign": "JR-04",
                "date": "2026-12-04",
                "shift": "late",
                "start": "2026-12-04T18:00:00Z",
                "end": "2026-12-05T02:00:00Z",
                "state": "crewed",
                "vehicle": "car-1",
            }
        ],
        "scores": [],
        "breaches": [],
        "provenance": {
            "input_hash": "0" * 64,
            "ended": "proven best",
            "made_at": "2026-11-20T12:00:00Z",
            "seconds": 1.5,
            "time_limit": 300,
            "seed": 0,
            "workers": 2,
        },
    }


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"person": "karla"}, "rota.assignments[0].person"),
        ({"duty": "JR-04@2026-12-04/lat"}, "rota.assignments[0].duty"),
        ({"seat": "paramedics"}, "rota.assignments[0].seat"),
    ],
)
def test_a_rota_speaks_of_what_is_there(changes: dict[str, str], place: str) -> None:
    """People, duties and seats of a rota are checked as those of the inputs are."""
    assert examine(full_book() | {"rota": rota()}).problems == []
    (problem,) = examine(full_book() | {"rota": rota(**changes)}).problems
    assert problem.place == place
    assert "did you mean" in problem.message


def test_a_rota_with_a_vehicle_that_is_not_there() -> None:
    """Said at the duty's record."""
    raw = put(full_book() | {"rota": rota()}, "rota.duties[0].vehicle", "car-3")
    (problem,) = examine(raw).problems
    assert problem.place == "rota.duties[0].vehicle"


def test_the_error_holds_every_problem() -> None:
    """`read` raises all of them; a `Book` made directly says the same of references."""
    raw = put(put(full_book(), "people[0].role", "speciall"), "people[1].team", "team-2")
    with pytest.raises(BookError) as caught:
        read(raw)
    assert [problem.place for problem in caught.value.problems] == ["people[0].role", "people[1].team"]
    with pytest.raises(ValueError, match="speciall"):
        Book.model_validate(raw)


def test_did_you_mean() -> None:
    """Near words, whatever the case, and nothing for far ones."""
    assert did_you_mean("Latee", ["late", "early"]) == "; did you mean 'late'?"
    assert did_you_mean("zebra", ["late", "early"]) == ""
    assert did_you_mean("late", []) == ""


def test_suggestions_end_after_more_mistakes_than_are_shown(small) -> None:
    """Looking for a close name takes a while, and the list of mistakes is cut long before."""
    small["people"] = [{"id": f"P{number}", "role": "paramdic"} for number in range(2100)]
    messages = [problem.message for problem in examine(small).problems if "paramdic" in problem.message]
    assert messages[1999:2001] == [
        "role 'paramdic' is unknown; did you mean 'paramedic'?",
        "role 'paramdic' is unknown",
    ]
    assert len(messages) == 2100
