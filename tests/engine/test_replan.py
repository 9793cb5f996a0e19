"""A published rota, somebody away, and a re-plan that troubles as few as can be."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from constraints.admission import admit
from constraints.registry import installed
from constraints.verify import verify
from constraints.view import RotaView
from models.book import Book
from models.reading.examine import read
from models.rota import POINT, Rota
from models.rules import SOFT_LEVELS, Level
from roster import Options, api, solve
from roster.analysis.notes.derogations import applied_derogations
from roster.analysis.words import level_sentence
from roster.engine.diagnosis.forced import consequence, in_seat
from roster.engine.model.build import built_without_pins
from tests.constraints.brute_force import best_values

Solve = Callable[..., Book]
FIRST, SECOND = "JR-04@2026-12-04/peak", "JR-04@2026-12-05/peak"


def rota_of(book: Book) -> Rota:
    assert book.rota is not None
    return book.rota


def places(rota: Rota) -> set[tuple[str, str]]:
    return {(item.person, item.duty) for item in rota.assignments}


def published(book: Book, *rules: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """The raw data of a book whose rota was published, with the rules of a re-plan."""
    raw: dict[str, Any] = json.loads(book.model_dump_json(exclude={"rota"}, exclude_defaults=True))
    told = [item.model_dump(mode="json") for item in rota_of(book).assignments]
    raw["published"] = {"version": 1, "at": "2026-11-20T12:00:00Z", "assignments": told, **fields}
    raw["rules"] = [*raw["rules"], *rules]
    return raw


def away(raw: dict[str, Any], name: str, *days: str) -> dict[str, Any]:
    """The same with a person off sick."""
    person = next(item for item in raw["people"] if item["id"] == name)
    person["absences"] = [{"kind": "sickness", "first": day} for day in days]
    return raw


def disturbed(raw: dict[str, Any], rota: Rota, absent: str) -> set[str]:
    """Who gains or loses a duty, other than what the absentee loses: counted here without the rule."""
    told = {(item["person"], item["duty"]) for item in raw["published"]["assignments"]}
    return {name for name, _ in told - places(rota) if name != absent} | {name for name, _ in places(rota) - told}


@pytest.fixture
def tight(small: dict[str, Any]) -> dict[str, Any]:
    """Two nights, both paramedics sharing them, one Special to a car."""
    small["period"] = {"first": "2026-12-04", "last": "2026-12-05"}
    small["crews"][0]["seats"][1]["preferred"] = 1
    small["rules"] = [{**small["rules"][0], "per": "period"}, {"kind": "fair-share", "counts": "duties"}]
    return small


KEEP = {"kind": "keep-published"}


@pytest.mark.parametrize("count", ["people", "duties"])
@pytest.mark.parametrize("absent", ["P01", "P02", "SC01", "SC02", "SC03"])
@pytest.mark.parametrize("day", ["2026-12-04", "2026-12-05"])
def test_the_fewest_are_disturbed(tight: dict[str, Any], solved: Solve, absent: str, day: str, count: str) -> None:
    """As few as in any rota that covers as much, found by trying every rota with the checks alone."""
    raw = away(published(solved(tight), {**KEEP, "count": count}), absent, day)
    book = solved(raw)
    rota = rota_of(book)
    admitted = admit(read(raw), installed())
    found = tuple(round(rota.score_at(level).value * POINT) for level in SOFT_LEVELS)
    assert found == best_values(admitted.facts, admitted.rules)
    was_on = any(item["person"] == absent and day in item["duty"] for item in raw["published"]["assignments"])
    assert len(disturbed(raw, rota, absent)) == (1 if was_on else 0)
    assert rota.score_at(Level.DISTURBANCE).value == (1 if was_on else 0)
    assert rota.score_at(Level.COVER).value == 0


def test_cover_comes_before_disturbance_and_preferred_seats_after(small: dict[str, Any], solved: Solve) -> None:
    """The second police seat of a car stays empty rather than that anybody is rung; the paramedic's does not."""
    first = solved(small)
    was_first = {item.person for item in rota_of(first).assignments if item.duty == FIRST}
    (paramedic,) = was_first & {"P01", "P02"}
    special = min(was_first - {paramedic})
    third = ({"SC01", "SC02", "SC03"} - was_first).pop()

    alone = rota_of(solved(away(published(first, KEEP), special, "2026-12-04")))
    assert places(alone) == places(rota_of(first)) - {(special, FIRST)}
    assert [alone.score_at(level).value for level in (Level.COVER, Level.DISTURBANCE, Level.FULL)] == [0, 0, 1]

    full = rota_of(solved(away(published(first), special, "2026-12-04")))
    assert full.score_at(Level.FULL).value == 0  # without the rule somebody is found
    assert (third, FIRST) in places(full)

    stood_in = rota_of(solved(away(published(first, KEEP), paramedic, "2026-12-04")))
    assert stood_in.score_at(Level.COVER).value == 0
    assert stood_in.score_at(Level.DISTURBANCE).value == 1
    other = ({"P01", "P02"} - {paramedic}).pop()
    assert places(stood_in) == places(rota_of(first)) - {(paramedic, FIRST)} | {(other, FIRST)}


def test_nothing_changes_where_nothing_has_to(small: dict[str, Any], solved: Solve) -> None:
    """Though others would be as good: the published rota is the answer, and the level says so."""
    first = solved(small)
    again = rota_of(solved(published(first, KEEP), seed=7))
    assert places(again) == places(rota_of(first))
    score = again.score_at(Level.DISTURBANCE)
    assert score in again.scores
    assert level_sentence(again, score) == "disturbance: nobody's published duties change, 0 points - proven best"


def test_the_nearer_change_costs_more(tight: dict[str, Any], solved: Solve) -> None:
    """Two entries add up: a change 7 days on breaks both notices, one 8 days on only the longer, one 15 on none."""
    tight["period"] = {"first": "2026-12-04", "last": "2026-12-12"}
    notices = [{"kind": "notice-period", "days": 15, "weight": 2}, {"kind": "notice-period", "days": 8, "weight": 3}]
    first = solved(tight)
    for as_of, points in (("2026-11-27", 5), ("2026-11-26", 2), ("2026-11-20", 2), ("2026-11-19", 0)):
        book = read(published(first, *notices, as_of=as_of))
        admitted = admit(book, installed())
        kept = [item for item in rota_of(first).assignments if not (item.duty == FIRST and item.seat == "paramedic")]
        verdict = verify(RotaView(admitted.facts, kept, {}), admitted.rules)
        assert verdict.value(Level.DISTURBANCE) == points, as_of


def test_the_nearer_of_two_duties_is_kept(tight: dict[str, Any], solved: Solve) -> None:
    """A crew that may now work one night only keeps the one within the notice, against what it would like."""
    tight["people"] = [item | {"caps": {"duties_per_month": 2}} for item in tight["people"] if item["id"][-1] == "1"]
    tight["requests"] = [{"person": "P01", "wish": "off", "dates": ["2026-12-04"]}]
    tight["rules"].append({"kind": "requests"})
    raw = published(solved(tight), as_of="2026-11-27")
    assert len(raw["published"]["assignments"]) == 4
    for person in raw["people"]:
        person["caps"] = {"duties_per_month": 1}
    assert places(rota_of(solved(raw))) == {("P01", SECOND), ("SC01", SECOND)}
    raw["rules"].append({"kind": "notice-period", "days": 8})
    rota = rota_of(solved(raw))
    assert places(rota) == {("P01", FIRST), ("SC01", FIRST)}
    assert rota.score_at(Level.DISTURBANCE).value == 0


def test_a_hard_one_freezes_what_was_published(tight: dict[str, Any], solved: Solve) -> None:
    """Nobody else moves: the duty of who is away stands down."""
    first = solved(tight)
    (paramedic,) = (who.person for who in rota_of(first).assignments if (who.duty, who.seat) == (FIRST, "paramedic"))
    (special,) = (who.person for who in rota_of(first).assignments if (who.duty, who.seat) == (FIRST, "police"))
    raw = away(
        published(first, {**KEEP, "level": "hard", "applies_to": {"roles": ["paramedic"]}}), paramedic, "2026-12-04"
    )
    rota = rota_of(solved(raw))
    assert places(rota) == places(rota_of(first)) - {(paramedic, FIRST), (special, FIRST)}


def test_an_exception_that_was_agreed_is_not_paid_for(tight: dict[str, Any], solved: Solve) -> None:
    """Who said yes to a change may be changed on that date, and `check` shows what that excuses."""
    first = solved(tight)
    (paramedic,) = (who.person for who in rota_of(first).assignments if (who.duty, who.seat) == (FIRST, "paramedic"))
    (other,) = {"P01", "P02"} - {paramedic}
    raw = away(published(first, {"kind": "notice-period", "days": 30}, KEEP), paramedic, "2026-12-04")
    raw["derogations"] = [
        {"rule": kind, "person": other, "first": "2026-12-04", "reason": "agreed by telephone"}
        for kind in ("notice-period", "keep-published")
    ]
    book = solved(raw)
    assert (other, FIRST) in places(rota_of(book))
    assert rota_of(book).score_at(Level.DISTURBANCE).value == 0
    opened = api.ready(book)
    shown = [
        breach.message for item in applied_derogations(opened.view, opened.admission.rules) for breach in item.breaches
    ]
    assert shown == [
        f"{other} is on JR-04 on Fri 4 Dec, changed at 14 days' notice (at least 30)",
        f"{other} is on JR-04 on Fri 4 Dec, not as published",
    ]
    raw["derogations"] = []
    assert rota_of(solved(raw)).score_at(Level.DISTURBANCE).value == 2

    # A published duty on a date that the exception covers is not missed either.
    raw = published(first, KEEP)
    raw["derogations"] = [
        {"rule": "keep-published", "person": paramedic, "first": "2026-12-04", "reason": "agreed by telephone"}
    ]
    admitted = admit(read(raw), installed())
    kept = [item for item in rota_of(first).assignments if (item.person, item.duty) != (paramedic, FIRST)]
    assert verify(RotaView(admitted.facts, kept, {}), admitted.rules).value(Level.DISTURBANCE) == 0
    assert rota_of(solved(raw)).score_at(Level.DISTURBANCE).value == 0


def test_a_rota_is_silent_of_disturbance_until_something_is_published(small: dict[str, Any], solved: Solve) -> None:
    """The rule may stand in the book from the first: a draft has five levels, as ever."""
    usual = [level for level in SOFT_LEVELS if level is not Level.DISTURBANCE]
    small["rules"].append(KEEP)
    draft = rota_of(solved(small))
    assert [score.level for score in draft.scores] == usual
    small["published"] = {"version": 1, "at": "2026-11-20T12:00:00Z", "assignments": []}
    assert [score.level for score in rota_of(solved(small)).scores] == list(SOFT_LEVELS)
    del small["rules"][-1]
    assert [score.level for score in rota_of(solved(small)).scores] == usual


def test_a_rota_solved_before_it_was_published_can_be_explained(tight: dict[str, Any], solved: Solve) -> None:
    """It holds no score of disturbance; forcing somebody else on is worse at that level."""
    first = solved(tight)
    book = read(published(first, KEEP)).model_copy(update={"rota": first.rota})
    admitted = admit(book, installed())
    (other,) = {"P01", "P02"} - {item.person for item in rota_of(first).assignments if item.duty == FIRST}
    (seat,) = (who for who in built_without_pins(admitted.facts, admitted.rules).assigned if who[:2] == (other, FIRST))
    found = consequence(admitted.facts, admitted.rules, book, in_seat([seat]), seconds=30, workers=2)
    assert (found.level, found.proven) == (Level.DISTURBANCE, True)
    assert any("not as published" in message for message in found.losses)


def test_any_number_of_workers_finds_the_same(tight: dict[str, Any], solved: Solve) -> None:
    raw = away(published(solved(tight), KEEP, {"kind": "notice-period", "days": 20}), "P01", "2026-12-04", "2026-12-05")
    scores = [
        [(score.level, score.value, score.proven) for score in rota_of(solve(read(raw), Options(60, workers=n))).scores]
        for n in (1, 2)
    ]
    assert scores[0] == scores[1]
