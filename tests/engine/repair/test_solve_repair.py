"""A rota repaired: never less cover, never more people disturbed than a full re-solve that minds stability achieves."""

import copy
import json
import random
from datetime import date, timedelta
from typing import Any

import pytest

from models.book import Book
from models.reading.examine import read
from models.rota import DutyState, Rota
from models.rules import Level
from roster import Options, RepairError, api, repair, solve
from roster.engine.repair.repaired import Repaired
from roster.lifecycle.call_sheet import news_sentences, question_sentences
from roster.lifecycle.outage import Away, Outage
from tests.conftest import SMALL

FIRST, SECOND = "JR-04@2026-12-04/peak", "JR-04@2026-12-05/peak"
OPTIONS = Options(time_limit=60, workers=2)


def rota_of(book: Book) -> Rota:
    assert book.rota is not None
    return book.rota


def places(book: Book) -> set[tuple[str, str]]:
    return {(item.person, item.duty) for item in rota_of(book).assignments}


def on(book: Book, duty: str, seat: str) -> list[str]:
    return [item.person for item in rota_of(book).assignments if (item.duty, item.seat) == (duty, seat)]


def away(name: str, first: str, last: str | None = None) -> Away:
    return Away(name, date.fromisoformat(first), date.fromisoformat(last or first))


def published(book: Book, *rules: dict[str, Any], **fields: Any) -> Book:
    """The solved book as people were told of it."""
    raw = json.loads(book.model_dump_json(exclude_defaults=True))
    raw["published"] = {
        "version": 1,
        "at": "2026-11-20T12:00:00Z",
        "assignments": raw["rota"]["assignments"],
        **fields,
    }
    raw["rules"] = [*raw["rules"], *rules]
    return read(raw)


@pytest.fixture
def tight(small: dict[str, Any]) -> dict[str, Any]:
    """Two nights, both paramedics sharing them, one Special to a car."""
    small["period"] = {"first": "2026-12-04", "last": "2026-12-05"}
    small["crews"][0]["seats"][1]["preferred"] = 1
    small["rules"] = [{**small["rules"][0], "per": "period"}, {"kind": "fair-share", "counts": "duties"}]
    return small


def solved(raw: dict[str, Any]) -> Book:
    return solve(read(raw), OPTIONS)


# --- against a full re-solve


def random_book(draws: random.Random) -> dict[str, Any]:
    """Two weeks of one or two cars, people who offer some dates, rest and caps that get in the way."""
    raw = copy.deepcopy(SMALL)
    raw["period"] = {"first": "2026-12-01", "last": "2026-12-14"}
    signs = ["JR-04", "JR-07"][: draws.choice((1, 2, 2))]
    raw["call_signs"] = [{"id": sign, "area": "medway-swale"} for sign in signs]
    raw["services"][0] |= {"call_signs": signs, "weekdays": ["wed", "thu", "fri", "sat", "sun"]}
    if draws.random() < 0.4:
        raw["vehicles"] = [{"id": f"CAR-{sign[-1]}", "call_signs": [sign]} for sign in signs]
        if draws.random() < 0.5:
            raw["vehicles"].append({"id": "CAR-9", "spare_for": ["medway-swale"]})
    dates = [str(date(2026, 12, 1) + timedelta(days=n)) for n in range(14)]
    raw["people"] = [
        {
            "id": f"{letter}{number:02}",
            "role": role,
            "offers": [{"dates": sorted(draws.sample(dates, draws.randint(4, 10)))}],
            "caps": draws.choice(({}, {"duties_per_month": draws.randint(1, 4)}, {"duties_per_week": 2})),
            "qualifications": [{"id": "driver"}] if draws.random() < 0.6 else [],
        }
        for role, letter, many in (("paramedic", "P", draws.randint(3, 5)), ("special", "SC", draws.randint(4, 8)))
        for number in range(1, many + 1)
    ]
    raw["rules"] = [
        {"kind": "minimum-hours", "hours": 16, "per": "period", "applies_to": {"roles": ["special"]}},
        {"kind": "daily-rest", "hours": draws.choice((11, 20))},
        *([{"kind": "crew-qualification", "qualification": "driver"}] if draws.random() < 0.5 else []),
        *([{"kind": "consecutive-duties", "most": 2}] if draws.random() < 0.5 else []),
        {"kind": "fair-share", "counts": "duties"},
    ]
    return raw


def random_outage(draws: random.Random, book: Book) -> Outage:
    """One or two people on a date or three of theirs, now and then a vehicle."""
    on_duty = sorted({item.person for item in rota_of(book).assignments})

    def spell(name: str, start: str) -> Away:
        first = date.fromisoformat(start)
        return Away(name, first, min(book.period.last, first + timedelta(days=draws.choice((0, 0, 2)))))

    absent = []
    for name in draws.sample(on_duty, min(len(on_duty), draws.choice((1, 1, 2)))):
        theirs = sorted(item.duty.split("@")[1][:10] for item in rota_of(book).assignments if item.person == name)
        absent.append(spell(name, draws.choice(theirs)))
    cars = [vehicle.id for vehicle in book.vehicles]
    off_road = [spell(draws.choice(cars), "2026-12-05")] if cars and draws.random() < 0.5 else []
    return Outage(tuple(absent), tuple(off_road))


def compare_with_resolving(seed: int) -> None:
    draws = random.Random(seed)
    book = solved(random_book(draws))
    if not rota_of(book).assignments:
        return
    outage = random_outage(draws, book)
    done = repair(book, outage, OPTIONS, as_of=book.period.first)

    # The full re-solve: published and its rule in the book, who is away among its inputs, nothing held.
    told = published(book, {"kind": "keep-published"})
    again = solve(outage.written_into(told.changed(rota=None)), OPTIONS)
    mine, other = ({score.level: score for score in scores} for scores in (done.scores, rota_of(again).scores))
    assert all(score.proven for score in rota_of(again).scores)
    if done.touched:
        assert all(score.proven for score in done.scores)
        for level in (Level.COVER, Level.DISTURBANCE, Level.FULL):
            assert mine[level].value == other[level].value, (seed, level)
        assert len(done.disturbed) == other[Level.DISTURBANCE].value
    else:
        assert mine[Level.COVER].value == other[Level.COVER].value, seed
        assert other[Level.DISTURBANCE].value == 0
    assert api.check(done.book).legal
    counted_by_hand(book, done, outage)


def counted_by_hand(book: Book, done: Repaired, outage: Outage) -> None:
    """The people disturbed, without the rule: who gains a duty, or loses one that their absence does not explain."""
    lost, gained = places(book) - places(done.book), places(done.book) - places(book)
    excused = {
        (name, duty)
        for name, duty in lost
        if any(
            item.name == name and str(item.first) <= duty.split("@")[1][:10] <= str(item.last) for item in outage.absent
        )
    }
    assert set(done.disturbed) == {name for name, _ in (lost - excused) | gained}
    assert done.duties_changed == len((lost - excused) | gained)


@pytest.mark.parametrize("seed", range(8))
def test_as_good_as_a_full_re_solve_that_minds_stability(seed: int) -> None:
    compare_with_resolving(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1000, 1100))
def test_as_good_as_a_full_re_solve_on_a_hundred_absences(seed: int) -> None:
    compare_with_resolving(seed)


# --- what a repair keeps to


@pytest.mark.parametrize("seed", range(4))
def test_what_is_past_stays(seed: int) -> None:
    """From the day of the repair on; by default that is the first date somebody is missing."""
    draws = random.Random(100 + seed)
    book = solved(random_book(draws))
    outage = random_outage(draws, book)
    done = repair(book, outage, OPTIONS)
    assert done.as_of == outage.first
    before = {place for place in places(book) if place[1].split("@")[1][:10] < str(done.as_of)}
    after = {place for place in places(done.book) if place[1].split("@")[1][:10] < str(done.as_of)}
    assert before == after


def test_a_duty_missed_yesterday_is_left_and_nobody_rung_for_it(tight: dict[str, Any]) -> None:
    book = solved(tight)
    (paramedic,) = on(book, FIRST, "paramedic")
    outage = Outage((away(paramedic, "2026-12-04", "2026-12-05"),))
    done = repair(book, outage, OPTIONS, as_of=date(2026, 12, 5))
    states = {record.duty: record.state for record in rota_of(done.book).duties}
    assert states == {FIRST: DutyState.STOOD_DOWN, SECOND: DutyState.CREWED}
    calls = api.call_sheet(done, api.ready(done.book), outage)
    assert FIRST not in {line.change.duty.id for call in calls.calls for line in call.lines}


def test_the_book_that_comes_out(tight: dict[str, Any]) -> None:
    """It holds the absence, its own rules, what was published as it was, and scores that its own checks confirm."""
    rules = ({"kind": "keep-published"}, {"kind": "notice-period", "days": 15, "weight": 2})
    book = published(solved(tight), *rules)
    (paramedic,) = on(book, FIRST, "paramedic")
    done = repair(book, Outage((away(paramedic, "2026-12-04"),)), OPTIONS)
    assert done.book.published == book.published
    assert done.book.rules == book.rules
    (absence,) = next(person for person in done.book.people if person.id == paramedic).absences
    assert (absence.kind, absence.first, absence.last) == ("sickness", date(2026, 12, 4), date(2026, 12, 4))
    made = rota_of(done.book).provenance
    assert (made.input_hash, made.repaired) == (done.book.input_hash, True)
    verdict = api.check(done.book)
    assert verdict.legal
    assert {score.level: score.value for score in rota_of(done.book).scores} == verdict.values
    assert set(rota_of(done.book).breaches) == set(verdict.soft)
    # Two reckonings: the search counts people before notice, the book adds them up.
    assert verdict.value(Level.DISTURBANCE) == 1 + 2
    assert next(score for score in done.scores if score.level is Level.COVER).value == 0
    assert len(done.disturbed) == 1


@pytest.mark.parametrize("notice", [True, False])
def test_of_as_few_people_those_who_have_notice(small: dict[str, Any], notice: bool) -> None:
    """Two chains of two people each: by the 5th, which is tomorrow, or by the 19th, which P3 would rather keep.

    P1 and P3 may work one night each; P1 is on the 5th, P3 on the 19th, and P2, who is on the 12th, falls ill.
    """
    small["period"] = {"first": "2026-12-01", "last": "2026-12-31"}
    small["services"][0] |= {"weekdays": [], "added_dates": ["2026-12-05", "2026-12-12", "2026-12-19"]}
    small["crews"][0]["seats"][1] |= {"minimum": 0, "preferred": 0}
    nights = {"P1": ["05", "12"], "P2": ["12"], "P3": ["12", "19"], "P4": ["05"], "P5": ["19"]}
    small["people"] = [
        {
            "id": name,
            "role": "paramedic",
            "offers": [{"dates": [f"2026-12-{day}" for day in days]}],
            "caps": {"duties_per_month": 1},
        }
        for name, days in nights.items()
    ]
    small["requests"] = [{"person": "P3", "wish": "work", "dates": ["2026-12-19"]}]
    small["rules"] = [{"kind": "requests"}]
    small["pins"] = [
        {"person": name, "duty": f"JR-04@2026-12-{day}"} for name, day in (("P1", "05"), ("P2", "12"), ("P3", "19"))
    ]
    book = solved(small).changed(pins=())
    if notice:
        book = published(book, {"kind": "notice-period", "days": 8, "weight": 3})
    done = repair(book, Outage((away("P2", "2026-12-12"),)), OPTIONS, as_of=date(2026, 12, 4))
    assert done.disturbed == (("P3", "P5") if notice else ("P1", "P4"))
    assert {score.level: score.value for score in done.scores}[Level.COVER] == 0


def test_people_weigh_more_than_whatever_else_the_book_counts(tight: dict[str, Any]) -> None:
    """One person with two changes at short notice before two with none: whatever the book's own weights."""
    book = published(
        solved(tight),
        {"kind": "notice-period", "days": 15, "weight": 500},
        {"kind": "keep-published", "count": "duties", "weight": 7},
    )
    (paramedic,) = on(book, FIRST, "paramedic")
    done = repair(book, Outage((away(paramedic, "2026-12-04"),)), OPTIONS)
    value = next(score.value for score in done.scores if score.level is Level.DISTURBANCE)
    most = 2 * len(book.people) * len(book.period.dates) * (500 + 7)
    assert value == (most + 1) * len(done.disturbed) + (500 + 7) * done.duties_changed


def test_without_anything_published_the_rota_itself_was_told(tight: dict[str, Any]) -> None:
    book = solved(tight)
    (paramedic,) = on(book, SECOND, "paramedic")
    done = repair(book, Outage((away(paramedic, "2026-12-05"),)), OPTIONS)
    assert done.book.published is None
    assert all(score.level is not Level.DISTURBANCE for score in rota_of(done.book).scores)
    assert len(done.disturbed) == 1
    assert api.check(done.book).legal


def test_an_absence_that_meets_no_duty_changes_nothing(tight: dict[str, Any]) -> None:
    book = solved(tight)
    (paramedic,) = on(book, FIRST, "paramedic")
    assert on(book, SECOND, "paramedic") != [paramedic]
    done = repair(book, Outage((away(paramedic, "2026-12-05"),)), OPTIONS)
    assert not done.touched
    assert places(done.book) == places(book)
    assert done.book.people != book.people
    verdict = api.check(done.book)
    assert all(score.value == verdict.value(score.level) for score in rota_of(done.book).scores)


def test_whoever_is_disturbed_is_moved_no_more_than_needed(small: dict[str, Any]) -> None:
    """Who steps in could swap other nights for a little fairness, at no more people disturbed: they do not."""
    book = solved(small)
    (paramedic,) = on(book, FIRST, "paramedic")
    done = repair(book, Outage((away(paramedic, "2026-12-04"),)), OPTIONS)
    assert (done.duties_changed, done.fewest_changed) == (1, True)
    assert len(places(done.book) - places(book)) == 1


def test_a_limit_on_people_is_kept_and_what_more_would_buy_is_told(small: dict[str, Any]) -> None:
    """Both paramedics of a night's cars away: two can be stood in for; with fewer people fewer cars run."""
    small["period"] = {"first": "2026-12-04", "last": "2026-12-05"}
    small["call_signs"].append({"id": "JR-07", "area": "medway-swale"})
    small["services"][0]["call_signs"] = ["JR-04", "JR-07"]
    small["crews"][0]["seats"][1] |= {"minimum": 0, "preferred": 0}
    small["people"] = [
        {"id": f"P{number}", "role": "paramedic", "offers": [{"weekdays": ["fri", "sat"]}]} for number in range(1, 7)
    ]
    small["rules"] = []
    book = solved(small)
    first, second = on(book, FIRST, "paramedic") + on(book, "JR-07@2026-12-04/peak", "paramedic")
    outage = Outage((away(first, "2026-12-04"), away(second, "2026-12-04")))

    free = repair(book, outage, OPTIONS)
    assert len(free.disturbed) == 2
    assert all(record.state is DutyState.CREWED for record in rota_of(free.book).duties)
    assert not any(other.improves for other in free.other_limits)

    one = repair(book, outage, OPTIONS, most_people=1)
    assert len(one.disturbed) == 1
    down = [record.duty for record in rota_of(one.book).duties if record.state is DutyState.STOOD_DOWN]
    assert len(down) == 1
    assert [(item.people, item.cover, [duty.id for duty in item.runs]) for item in one.other_limits] == [
        (2, 10, down),
        (None, 10, down),
    ]
    assert all(item.proven and item.disturbed == 2 for item in one.other_limits)

    none = repair(book, outage, OPTIONS, most_people=0)
    assert none.disturbed == ()
    assert places(none.book) == places(book) - {(first, FIRST), (second, "JR-07@2026-12-04/peak")}


def test_a_limit_that_cannot_be_kept_says_the_least_that_can(tight: dict[str, Any]) -> None:
    """The crew of a night that stands down lose it: they are told of that, too."""
    tight["people"] = [person for person in tight["people"] if person["id"] != "P02"]
    book = solved(tight)
    with pytest.raises(RepairError) as raised:
        repair(book, Outage((away("P01", "2026-12-04"),)), OPTIONS, most_people=0)
    assert raised.value.sentences == [
        "no repair disturbs at most 0 people: even with duties stood down, the duties of 1 change,"
        " so at least 1 must be allowed"
    ]


def test_a_vehicle_off_the_road(tight: dict[str, Any]) -> None:
    """The spare carries the duty and nobody is rung; without one it stands down."""
    for spare, state in ((True, DutyState.CREWED), (False, DutyState.STOOD_DOWN)):
        tight["vehicles"] = [{"id": "CAR-4", "call_signs": ["JR-04"]}]
        if spare:
            tight["vehicles"].append({"id": "CAR-9", "spare_for": ["Medway"]})
        book = solved(tight)
        done = repair(book, Outage(off_road=(away("CAR-4", "2026-12-04"),)), OPTIONS)
        record = next(record for record in rota_of(done.book).duties if record.duty == FIRST)
        assert (record.state, record.vehicle) == (state, "CAR-9" if spare else None)
        assert len(done.disturbed) == (0 if spare else 2)


def test_the_pin_of_who_is_away_goes(tight: dict[str, Any]) -> None:
    tight["pins"] = [{"person": "P01", "duty": "JR-04@2026-12-04"}, {"person": "SC01", "duty": "JR-04@2026-12-04"}]
    book = solved(tight)
    done = repair(book, Outage((away("P01", "2026-12-04"),)), OPTIONS)
    assert [pin.person for pin in done.book.pins] == ["SC01"]
    assert on(done.book, FIRST, "paramedic") == ["P02"]


def test_a_rota_that_was_edited_is_repaired_against_what_was_published(tight: dict[str, Any]) -> None:
    """The coordinator swapped the paramedics after publishing; who now falls ill is the one in the rota."""
    book = published(solved(tight))
    swap = {"P01": "P02", "P02": "P01"}
    edited = tuple(
        item.model_copy(update={"person": swap.get(item.person, item.person)}) for item in rota_of(book).assignments
    )
    book = book.model_copy(update={"rota": rota_of(book).model_copy(update={"assignments": edited})})
    (ill,) = on(book, SECOND, "paramedic")
    done = repair(book, Outage((away(ill, "2026-12-05"),)), OPTIONS)
    # What was published for that night was the other one: who is told is told of nothing new.
    assert on(done.book, SECOND, "paramedic") == [swap[ill]]
    assert swap[ill] not in done.disturbed


# --- whom to ring


def test_the_call_sheet(small: dict[str, Any]) -> None:
    """The soonest first; who is away is not rung for what they miss; who else could be asked stands beside."""
    small["period"] = {"first": "2026-12-04", "last": "2026-12-12"}
    small["people"].append({"id": "P03", "role": "paramedic", "offers": [{"weekdays": ["fri", "sat"]}]})
    book = solved(small)
    ill = on(book, FIRST, "paramedic")[0]
    outage = Outage((away(ill, "2026-12-04"),))
    done = repair(book, outage, OPTIONS, as_of=date(2026, 12, 2))
    calls = api.call_sheet(done, api.ready(done.book), outage)
    (call,) = calls.calls
    (line,) = call.lines
    assert (call.person.id, line.asks, line.notice) == (on(done.book, FIRST, "paramedic")[0], True, 2)
    (other,) = {"P01", "P02", "P03"} - {ill, call.person.id}
    assert line.otherwise == (other,)
    asked = question_sentences(calls)
    assert asked[0].endswith(f"on Fri 4 Dec, 18:00-02:00 (peak): 1 paramedic seat, instead of {ill}")
    assert asked[1].strip() == (f"ask: Fri 4 Dec 18:00-02:00, JR-04, Medway & Swale: can you come instead of {ill}?")
    assert [text.split()[1] for text in asked[2:]] == [f"{call.person.id}:", f"{other}:", "nobody"]
    assert news_sentences(calls) == []
