"""What records make of a plan: who sits where, which times count, and what is one spell."""

from __future__ import annotations

from typing import Any

import pytest

from constraints.facts import Facts
from constraints.facts.records import Outcome, spells_of
from constraints.registry import installed
from constraints.verify import verify
from constraints.view import RotaView
from models.book import Book
from models.records.history import Worked, WorkedKind
from models.rota import Assignment, Basis
from roster.engine.model.build import built_without_pins
from tests.constraints.books import person, posted, published, raw_book, seat, worked

PEOPLE = [person(name, offers="all") for name in ("ann", "bob", "cat")]
SEATS = [seat("car", size="1-1-2")]


def facts(*records: dict[str, Any], **more: Any) -> Facts:
    """Duties of C1 18:00-02:00 on 4 and 5 December; ann was told of the first."""
    fields = {"seats": SEATS, "published": published("ann 04/late car"), **more}
    return Facts(Book.model_validate(raw_book(PEOPLE, {"late": "04 05"}, worked=list(records), **fields)))


def fate(found: Facts, name: str, day: str = "04") -> tuple[Outcome, str | None] | None:
    known = found.fates.get((name, f"C1@2026-12-{day}/late"))
    return None if known is None else (known.outcome, known.seat.seat if known.seat else None)


@pytest.mark.parametrize(
    ("record", "ann", "bob"),
    [
        (worked("ann", "2026-12-04 18:00", "2026-12-05 02:00"), (Outcome.WORKED, "car"), None),
        (worked("ann", "2026-12-04 17:40", "2026-12-05 04:30"), (Outcome.WORKED, "car"), None),
        (worked("ann", "2026-12-04 18:00", "2026-12-04 19:00"), (Outcome.WORKED, "car"), None),
        (worked("ann", "2026-12-04 18:00", "2026-12-05 02:00", no_show=True), (Outcome.NO_SHOW, None), None),
        (worked("ann", "2026-12-04 16:00", "2026-12-05 00:00", kind="elsewhere"), (Outcome.OTHERWISE, None), None),
        (worked("ann", "2026-12-04 10:00", "2026-12-04 18:01"), None, None),
        (worked("ann", "2026-12-04 10:00", "2026-12-04 18:00"), None, None),
        (worked("ann", "2026-12-04 18:00", "2026-12-05 02:00", call_sign="C1"), (Outcome.WORKED, "car"), None),
        (worked("bob", "2026-12-04 18:00", "2026-12-05 02:00", call_sign="C1"), None, (Outcome.WORKED, "car")),
        (worked("bob", "2026-12-04 18:00", "2026-12-05 02:00"), None, (Outcome.OTHERWISE, None)),
    ],
)
def test_what_became_of_a_turn(record: dict[str, Any], ann: Any, bob: Any) -> None:
    """By call sign, or as planned; work that only touches a duty is not taken for it."""
    found = facts(record)
    assert (fate(found, "ann"), fate(found, "bob")) == (ann, bob)


def test_another_call_sign_takes_people_off_and_onto() -> None:
    lines = {"C1": "medway", "C2": "medway"}
    found = facts(worked("ann", "2026-12-04 18:00", "2026-12-05 02:00", call_sign="C2"), call_signs=lines)
    assert fate(found, "ann") == (Outcome.OTHERWISE, None)
    assert found.fates["ann", "C1@2026-12-04/late"].sentence == "was on C2 from 18:00 to 02:00, as on record"


def test_a_seat_takes_no_more_than_it_holds() -> None:
    """Whoever was planned has theirs; the third is on record with nobody's seat."""
    records = [worked(name, "2026-12-04 18:00", "2026-12-05 02:00", call_sign="C1") for name in ("bob", "cat", "ann")]
    found = facts(*records)
    assert {name: fate(found, name) for name in ("ann", "bob", "cat")} == {
        "ann": (Outcome.WORKED, "car"),
        "bob": (Outcome.WORKED, "car"),
        "cat": (Outcome.WORKED, None),
    }


def view_of(found: Facts, *people: str) -> RotaView:
    duty = "C1@2026-12-04/late"
    seats = [Assignment(person=name, duty=duty, seat="car", basis=Basis.OFFERED) for name in people]
    return RotaView(found, seats, {})


def test_the_rota_as_worked() -> None:
    """Who did not come is off it, and who stepped in is on it; the rota as planned stays what it is."""
    night = ("2026-12-04 18:00", "2026-12-05 02:00")
    planned = view_of(facts(worked("ann", *night, no_show=True), worked("bob", *night, call_sign="C1")), "ann")
    duty = planned.facts.duty["C1@2026-12-04/late"]
    assert [item.person for item in planned.crew_of(duty)] == ["ann"]
    assert [item.person for item in planned.as_worked.crew_of(duty)] == ["bob"]
    alone = view_of(facts(worked("ann", *night, no_show=True)), "ann")
    assert not alone.as_worked.runs(duty)


def test_rules_of_people_see_the_times_on_record_alone() -> None:
    """The planned duty is no longer theirs to work, and its record is one commitment at its own times."""
    found = facts(worked("ann", "2026-12-04 18:00", "2026-12-05 04:30"))
    ann = found.people["ann"]
    view = view_of(found, "ann")
    assert (view.duties_of(ann), [duty.id for duty in view.planned_duties_of(ann)]) == ([], ["C1@2026-12-04/late"])
    (item,) = found.commitments(ann)
    assert (item.rostered_minutes, [duty.id for duty in item.duties]) == (630, ["C1@2026-12-04/late"])


def test_who_worked_a_duty_is_in_its_seat_in_every_rota() -> None:
    """Also without an offer, and whatever a hard rule says of it: what happened cannot be forbidden."""
    raw = raw_book(
        [person("ann"), person("bob")],
        {"late": "04"},
        seats=[seat("car", size="2")],
        worked=[worked(name, "2026-12-04 18:00", "2026-12-05 02:00", call_sign="C1") for name in ("ann", "bob")],
        rules=[{"kind": "unwanted-pairs", "pairs": [["ann", "bob"]]}],
    )
    book = Book.model_validate(raw)
    found = Facts(book)
    rules, problems = installed().build(book.rules, found)
    assert problems == []
    model = built_without_pins(found, rules)
    assert sorted(candidate.person for candidate in model.assigned) == ["ann", "bob"]
    assert verify(view_of(found, "ann", "bob"), rules).legal
    assert verify(view_of(found).as_worked, rules).legal
    assert view_of(found).as_worked.runs(found.duty["C1@2026-12-04/late"])


@pytest.mark.parametrize(
    ("spans", "minutes", "count"),
    [
        ([("04 18:30", "05 00:00"), ("05 00:00", "05 07:10")], 760, 1),
        ([("04 18:30", "05 00:00"), ("05 00:01", "05 07:10")], 759, 2),
        ([("04 18:00", "05 02:00"), ("04 20:00", "05 04:00")], 600, 1),
        ([("04 18:00", "05 02:00"), ("04 18:00", "05 02:00")], 480, 1),
        ([("04 18:00", "05 02:00"), ("04 20:00", "04 21:00")], 480, 1),
    ],
)
def test_what_meets_or_overlaps_is_one_spell(spans: list[tuple[str, str]], minutes: int, count: int) -> None:
    records = [Worked(person="ann", start=f"2026-12-{start}", end=f"2026-12-{end}") for start, end in spans]
    book = facts().book
    found = spells_of(reversed(records), book.period.zone)
    assert (len(found), sum(spell.rostered_minutes for spell in found)) == (count, minutes)
    assert found[0].date.day == 4


def test_minutes_that_two_kinds_claim_are_of_the_unit() -> None:
    records = [
        Worked(person="ann", start="2026-12-04 16:00", end="2026-12-04 20:00", kind=WorkedKind.ELSEWHERE),
        Worked(person="ann", start="2026-12-04 18:00", end="2026-12-05 02:00"),
        Worked(person="ann", start="2026-12-04 18:00", end="2026-12-05 02:00", no_show=True),
    ]
    (spell,) = spells_of(records, facts().book.period.zone)
    assert spell.minutes == {WorkedKind.DUTY: 480, WorkedKind.ELSEWHERE: 120}


def test_a_no_show_of_a_tour_was_not_worked() -> None:
    raw = raw_book(
        [person("cop", "constable", team="A")],
        {"late": "05"},
        teams=[{"id": "A", "cycle": ["late", "rest"], "anchor": "2026-12-04"}],
        worked=[worked("cop", "2026-12-04 18:00", "2026-12-05 02:00", no_show=True)],
    )
    found = Facts(Book.model_validate(raw))
    assert not any(item.date.day == 4 and item.date.month == 12 for item in found.commitments(found.people["cop"]))


def test_rostered_time_on_record_does_not_use_up_what_was_offered() -> None:
    medic = person("medic", "paramedic", "all", posting=posted(20, "mon"), caps={"duties_per_month": 1})
    raw = raw_book(
        [medic],
        {"late": "05"},
        worked=[
            worked("medic", "2026-12-07 08:00", "2026-12-07 16:00"),
            worked("medic", "2026-12-08 08:00", "2026-12-08 16:00"),
        ],
    )
    found = Facts(Book.model_validate(raw))
    assert [item.uses_caps for item in found.commitments(found.people["medic"])] == [False, True]


def test_a_duty_that_could_not_run_is_stood_down_and_whoever_came_still_came() -> None:
    """With one of two missing the car did not go out; nothing says that the other was not there for their hours."""
    missed = worked("ann", "2026-12-04 18:00", "2026-12-05 02:00", no_show=True)
    found = facts(missed, seats=[seat("car", size="2")], published=published("ann 04/late car", "bob 04/late car"))
    duty, bob = found.duty["C1@2026-12-04/late"], found.people["bob"]
    rules, _ = installed().build((), found)
    planned = view_of(found, "ann", "bob")
    assert verify(planned.as_worked, rules).legal
    assert not planned.as_worked.runs(duty)
    assert planned.as_worked.duties_of(bob) == [duty]
    # Who could step in is asked with bob still in the car.
    assert [item.person for item in planned.with_record.crew_of(duty)] == ["bob"]
