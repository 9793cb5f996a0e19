"""The bottleneck is the requirement without which most stood-down duties run."""

from collections.abc import Iterator
from typing import Any

from models.book import Book
from models.rota import DutyState
from roster import api
from roster.analysis.gaps import gaps
from tests.planning.solving.cells import solved


def test_the_narrowest_bottleneck_comes_first(small):
    small["rules"].append({"kind": "crew-qualification", "qualification": "driver"})
    small["people"][2]["caps"] = small["people"][3]["caps"] = {"duties_per_month": 1}
    found = solved(small).bottleneck
    assert (found.kind, found.names, found.most) == ("qualification", ("driver",), 6)


def test_a_vehicle_may_be_what_lacks(small):
    small["vehicles"] = [
        {"id": "CAR", "call_signs": ["JR-04"], "off_road": [{"first": "2026-12-04", "last": "2026-12-05"}]}
    ]
    found = solved(small).bottleneck
    assert (found.kind, len(found.duties)) == ("vehicle", 2)


def test_where_no_seat_alone_helps_both_do(small):
    for person in small["people"]:
        person["offers"] = [{"dates": ["2026-12-04"]}]
    found = solved(small).bottleneck
    assert (found.kind, set(found.names), len(found.duties)) == ("seat", {"paramedic", "police"}, 7)


# --- beside the sheet Gaps of the same rota


def lacking_books(small) -> Iterator[tuple[str, dict[str, Any]]]:
    """Books in which duties are stood down for one reason, for several, and for different ones on different dates."""
    people = small["people"]
    few = {"caps": {"duties_per_month": 2}}
    yield "few paramedics", small | {"people": [p | few if p["role"] == "paramedic" else p for p in people]}
    yield "few of all", small | {"people": [p | {"caps": {"duties_per_month": 1}} for p in people]}
    yield "other dates", small | {"people": [p | {"offers": [{"dates": DATES[p["role"]]}]} for p in people]}
    driver = {"kind": "crew-qualification", "qualification": "driver", "level": "hard"}
    needs = {"people": [p | (few if p["id"] == "SC01" else {}) for p in people], "rules": [*small["rules"], driver]}
    yield "few drivers", small | needs
    yield "nobody", small | {"people": [p | {"offers": [{"dates": ["2026-12-04"]}]} for p in people]}


DATES = {
    "paramedic": ["2026-12-04", "2026-12-05", "2026-12-11"],
    "special": ["2026-12-11", "2026-12-12", "2026-12-18", "2026-12-04"],
}


def named_by_gaps(raw: dict[str, Any]) -> set[str]:
    """The seats that lack people where the sheet Gaps of the solved book says that duties are stood down."""
    opened = api.ready(api.solve(Book.model_validate(raw)))
    down = [gap for gap in gaps(opened.view, opened.admission.rules) if gap.state is DutyState.STOOD_DOWN]
    return {item.seat.id for gap in down for item in gap.lacking}


def test_what_gaps_names_is_the_bottleneck_or_the_difference_is_explained(small) -> None:
    explained = 0
    for name, raw in lacking_books(small):
        result = solved(raw)
        found = result.bottleneck
        assert found is not None
        others = named_by_gaps(raw) - set(found.names)
        for seat in others:
            assert f"the {seat} seat" in found.sentence, name
            assert "here all may change places" in found.sentence, name
        explained += bool(others)
        if not others:
            assert "Gaps" not in found.sentence, name
        for gain in result.gains:
            # One more person runs no more duties than taking away all that holds them back where their role lacks.
            if found.kind == "seat" and found.proven and gain.role not in found.roles and len(found.names) == 1:
                assert gain.running <= found.most, name
            if found.kind == "seat" and found.names == ("paramedic",) and gain.role == "paramedic":
                assert gain.any_dates > 0, name
    assert explained >= 1


def test_requirements_that_hold_back_as_many_are_all_named(small) -> None:
    """One night lacks a paramedic and another lacks police: neither comes first because of its place in the book."""
    offers = {"paramedic": [f"2026-12-{day}" for day in ("04", "05", "11", "12", "18", "19", "25")]}
    offers["special"] = [f"2026-12-{day}" for day in ("05", "11", "12", "18", "19", "25", "26")]
    small["people"] = [p | {"offers": [{"dates": offers[p["role"]]}]} for p in small["people"]]
    found = solved(small).bottleneck
    assert found is not None
    assert found.most == 1
    assert "as many are held back by the police seat" in found.sentence
