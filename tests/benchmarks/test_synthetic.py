"""The synthetic books: our score is the independent scorer's, and both find the same rotas legal."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest

from constraints.admission import Admission, admit
from constraints.registry import installed
from constraints.verify import Verdict, verify
from constraints.view import RotaView
from models.book import Book
from models.rota import Assignment
from models.rules import SOFT_LEVELS, Level
from tests.benchmarks import greedy
from tests.benchmarks.synthetic import LEVEL, Size, book_of, raw_book, size_of
from tests.benchmarks.synthetic_score import Score, score

SMALL = {
    "one car": Size(1, 14, paramedics=4, constables=5, specials=8),
    "three cars": Size(3, 31, paramedics=3, constables=4, specials=6),
    "fourteen months": Size(2, 425, paramedics=2, constables=2, specials=2),  # it holds every change of the clocks
}
Rota = list[dict[str, str]]


@cache
def _raw(name: str) -> Mapping[str, Any]:
    return raw_book(SMALL[name])


@cache
def _admitted(name: str) -> Admission:
    admission = admit(Book.model_validate(_raw(name)), installed())
    assert admission.problems == []
    return admission


def _verdict(name: str, rota: Iterable[Mapping[str, str]]) -> Verdict:
    admission = _admitted(name)
    view = RotaView(admission.facts, [Assignment.model_validate(item) for item in rota], {})
    return verify(view, admission.rules)


def _agree(name: str, rota: Rota) -> Score:
    """The scorer's score, which is the program's."""
    theirs, ours = score(_raw(name), rota), _verdict(name, rota)
    assert theirs.legal == ours.legal, (theirs.violations, ours.hard)
    if ours.legal:
        assert ours.value(LEVEL) == theirs.objective + theirs.constant
        assert all(ours.value(level) == 0 for level in SOFT_LEVELS if level is not LEVEL)
    return theirs


@pytest.mark.parametrize("name", SMALL)
def test_the_scores_are_the_same(name: str) -> None:
    """Of nobody's rota, of one made as by hand, and of that without some of its crews."""
    rota = greedy.rota(_raw(name))
    duties = sorted({item["duty"] for item in rota})
    assert _agree(name, []).parts["stood down"] > 0
    assert _agree(name, rota).legal
    draws = random.Random(1)
    for _ in range(5 if name == "fourteen months" else 20):
        gone = set(draws.sample(duties, len(duties) // 3))
        _agree(name, [item for item in rota if item["duty"] not in gone])


def test_both_find_the_same_rotas_legal() -> None:
    """Somebody else in a place of a rota made as by hand: often illegal, in every way there is."""
    name = "one car"
    rota, draws = greedy.rota(_raw(name)), random.Random(2)
    people = {person["id"]: person["role"] for person in _raw(name)["people"]}
    verdicts = []
    for _ in range(300):
        changed = [dict(item) for item in rota]
        for item in draws.sample(changed, draws.randint(1, 2)):
            same = [other for other, role in people.items() if (role == "paramedic") == (item["seat"] == "paramedic")]
            item["person"] = draws.choice(same)
        if len({(item["person"], item["duty"]) for item in changed}) == len(changed):
            verdicts.append(_agree(name, changed).legal)
    assert 20 < sum(verdicts) < len(verdicts) - 20


# --- each rule of the benchmark broken by hand, in a book written for it

WEEK = [f"2026-12-{day:02}" for day in range(21, 32)]  # Monday to the Thursday of the next week


def _by_hand(*people: tuple[str, str, str]) -> Mapping[str, Any]:
    """A car of one area with people (id, role, qualifications) who are free on every date."""
    raw = dict(raw_book(Size(1, 11, paramedics=0, constables=0, specials=0)))
    raw["areas"] = [*raw["areas"], {"id": "far"}]
    raw["people"] = [
        {
            "id": name,
            "role": role,
            "areas": ["far"] if name == "far" else ["A01"],
            "qualifications": [{"id": what} for what in held.split()],
            "offers": [{"dates": WEEK[:1] if name == "busy" else WEEK}],
        }
        for name, role, held in people
    ]
    return raw


BY_HAND = _by_hand(
    ("medic", "paramedic", ""),
    ("aide", "paramedic", ""),
    ("cop", "constable", "driver"),
    ("mate", "constable", ""),
    ("spec", "special", "driver"),
    ("new", "special", "driver accompanied"),
    ("fresh", "special", "accompanied"),
    ("far", "special", "driver"),
    ("busy", "special", "driver"),
)


def _crew(day: int, paramedic: str, *police: str) -> Rota:
    when = date(2026, 12, day)
    duty = f"JR-01@{when}/{'peak' if when.weekday() in (4, 5) else 'late'}"
    seats = [(name, "paramedic") for name in paramedic.split()] + [(name, "police") for name in police]
    return [{"person": name, "duty": duty, "seat": seat, "basis": "offered"} for name, seat in seats]


BROKEN: dict[str, tuple[Rota, str]] = {
    "a role in a seat that is not its own": (_crew(21, "cop", "spec"), "may not sit"),
    "a constable on a peak night": (_crew(25, "medic", "cop"), "may not sit"),
    "elsewhere": (_crew(21, "medic", "far"), "does not work in A01"),
    "not free": (_crew(22, "medic", "busy"), "is not free on 2026-12-22"),
    "no paramedic": (_crew(21, "", "spec"), "0 paramedics and 1 officers"),
    "no officer": (_crew(21, "medic"), "1 paramedics and 0 officers"),
    "two paramedics": (_crew(21, "medic aide", "spec"), "2 paramedics"),
    "three officers": (_crew(21, "medic", "spec", "cop", "mate"), "3 officers"),
    "no driver": (_crew(21, "medic", "mate"), "has no driver"),
    "alone though accompanied": (_crew(21, "medic", "new"), "1 accompanied of 1"),
    "two accompanied": (_crew(21, "medic", "new", "fresh"), "2 accompanied of 2"),
    "more than 40 hours": ([row for day in (21, 22, 23, 24) for row in _crew(day, "medic", "spec")], ""),
    "41 hours and more": (
        [row for day in (21, 22, 23, 24) for row in _crew(day, "medic", "cop")] + _crew(27, "aide", "cop"),
        "50 hours in the week",
    ),
    "six days running": (
        [row for day in range(24, 30) for row in _crew(day, "medic", "spec" if day < 28 else "cop")],
        "six days running from 2026-12-24",
    ),
    "a single rest day": (_crew(21, "medic", "cop") + _crew(23, "medic", "spec"), "single rest day, 2026-12-22"),
    "no single rest day of a Special": (_crew(21, "medic", "spec") + _crew(24, "medic", "spec"), ""),
    "more than 48 hours": (
        [row for day in (21, 22, 23, 24) for row in _crew(day, "medic", "spec")] + _crew(27, "aide", "spec"),
        "50 hours in (2026, 12)",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_rota_broken_by_hand_is_caught(what: str) -> None:
    """By the scorer and by the program alike; with no words the rota is legal."""
    rota, words = BROKEN[what]
    found = score(BY_HAND, rota)
    assert found.legal is not bool(words)
    assert not words or any(words in violation for violation in found.violations), found.violations
    admission = admit(Book.model_validate(BY_HAND), installed())
    view = RotaView(admission.facts, [Assignment.model_validate(item) for item in rota], {})
    assert verify(view, admission.rules).legal is not bool(words)


def test_too_little_rest_is_caught() -> None:
    """With shifts so long that two days running leave less than 11 hours; the benchmark's own never do."""
    long = {"id": "late", "start": "10:00", "end": "00:00"}
    for end, legal in (("23:00", True), ("00:00", False)):
        raw = {**BY_HAND, "shifts": [{**long, "end": end}, BY_HAND["shifts"][1]]}
        rota = _crew(21, "medic", "spec") + _crew(22, "aide", "spec")
        admission = admit(Book.model_validate(raw), installed())
        view = RotaView(admission.facts, [Assignment.model_validate(item) for item in rota], {})
        assert verify(view, admission.rules).legal is legal
        assert any("rests less than 11 hours" in item for item in score(raw, rota).violations) is not legal


def test_the_scorer_catches_what_the_program_cannot_even_read() -> None:
    """Unknown people and duties, and somebody twice on a date."""
    stranger = [*_crew(21, "nobody", "spec"), *_crew(22, "medic", "spec")]
    assert any("not in the book" in violation for violation in score(BY_HAND, stranger).violations)
    twice = [*_crew(21, "medic", "spec"), {**_crew(21, "medic", "spec")[1], "person": "spec"}]
    assert any("two duties on 2026-12-21" in violation for violation in score(BY_HAND, twice).violations)


def test_parts_by_hand() -> None:
    """Two duties of eleven, one of them with one officer: what each part comes to was worked out by hand."""
    raw = {**BY_HAND, "requests": [{"person": "spec", "wish": "off", "dates": [WEEK[1]], "weight": 2}]}
    raw["requests"] += [{"person": "cop", "wish": "work", "dates": [WEEK[0], WEEK[4], WEEK[6]], "weight": 1}]
    found = score(raw, _crew(21, "medic", "spec", "cop") + _crew(22, "medic", "spec"))
    assert found.legal
    # spec has 20 hours; new, fresh and far none of 16; busy offered one late turn of ten
    assert found.parts == {
        "stood down": 9000,
        "part-crewed": 300,
        "hours short": 20 * (16 + 16 + 16 + 10),
        "largest shares": 30 * (2 + 1 + 2),
        "wishes": 2 - 1,
    }
    assert found.constant == 2  # the constable's wish for Christmas Day, a Friday, is for a night without constables


# --- the generator


def test_the_same_seed_makes_the_same_book() -> None:
    """And another one another; a larger book holds the people of a smaller one, but for where they may go."""
    small, same, other = (raw_book(SMALL["one car"], seed=seed) for seed in (0, 0, 1))
    assert small == same
    assert small["people"] != other["people"]
    large = raw_book(Size(2, 14, paramedics=4, constables=5, specials=8))
    assert [person["offers"] for person in large["people"][:17]] == [person["offers"] for person in small["people"]]


def test_the_sizes_of_the_benchmark() -> None:
    """People as the benchmark has them."""
    assert [size_of(cars, 28).people for cars in (1, 3, 10, 50)] == [41, 123, 410, 2300]
    assert size_of(3, 31, 345) == Size(3, 31, paramedics=8, constables=10, specials=97)
    assert size_of(3, 31, 10_000) == Size(3, 31, paramedics=8, constables=10, specials=3315, over=1)
    assert len(raw_book(size_of(3, 2, 125))["people"]) == size_of(3, 2, 125).people == 125
    with pytest.raises(ValueError, match="56 people are fewer than 19 for each of 3 cars"):
        size_of(3, 31, 56)


def test_shares_of_the_draws() -> None:
    """About as many are free, drive, are accompanied and have two areas as is meant."""
    people = raw_book(Size(30, 28))["people"]
    for role, free in {"paramedic": 0.75, "constable": 0.70, "special": 0.35}.items():
        those = [person for person in people if person["role"] == role]
        dates = sum(len(offer["dates"]) for person in those for offer in person["offers"])
        assert dates / len(those) / 28 == pytest.approx(free, abs=0.02)
        assert sum(len(person["areas"]) == 2 for person in those) / len(those) == pytest.approx(0.3, abs=0.1)
        drivers = sum({"id": "driver"} in person["qualifications"] for person in those)
        assert drivers / len(those) == pytest.approx(0 if role == "paramedic" else 0.5, abs=0.1)
    specials = [person for person in people if person["role"] == "special"]
    accompanied = sum({"id": "accompanied"} in person["qualifications"] for person in specials)
    assert accompanied / len(specials) == pytest.approx(0.3, abs=0.05)


def test_the_levels_of_the_examples() -> None:
    """The variant with all levels is a book that its rules accept."""
    book = book_of(Size(2, 14, paramedics=3, constables=3, specials=4), levels=True)
    admission = admit(book, installed())
    assert admission.problems == []
    levels = (Level.COVER, Level.FULL, Level.HOURS, Level.FAIR, Level.WISHES)
    assert {rule.level for rule in admission.rules} >= set(levels)
