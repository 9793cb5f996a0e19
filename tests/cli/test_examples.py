"""Every shipped example solves as its comments say."""

import json
from datetime import date
from pathlib import Path

import pytest

from models.people import Person
from roster.io import examples
from tests.conftest import EXAMPLES

NAMES = examples.names()


def test_the_examples_are_there():
    assert {"pilot-2018-06", "kent-2026-12", "kent-regulars-2027-03", "starter"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_solve_check_and_hours(run, tmp_path: Path, name: str):
    """Each example is solved, proven best at every level, legal, and has a ledger."""
    book = tmp_path / "k.yaml"
    assert run("new", book, "--example", name).exit_code == 0
    result = run("solve", book, "-o", tmp_path / "k.json", "-o", tmp_path / "k.xlsx", "--time-limit", "120")
    assert result.exit_code == 0, result.output
    data = json.loads((tmp_path / "k.json").read_text())
    assert [score["proven"] for score in data["rota"]["scores"]] == [True] * 5
    assert run("check", tmp_path / "k.json").exit_code == 0
    month = data["period"]["first"][:7]
    hours = run("hours", tmp_path / "k.json", "--month", month)
    assert hours.exit_code == 0
    assert month in hours.output or "nobody has a promise here" in hours.output


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith(("kent", "starter"))])
def test_a_rule_reads_all_that_an_example_says(name: str):
    """The examples that a newcomer solves first print no warning."""
    from roster import api

    assert api.open_book(examples.path_of(name)).unread == []


def test_kent_is_the_size_it_says():
    """93 duties: 69 late turns and 24 peaks, whose Specials' places hold 384 of the 480 hours promised."""
    from roster import read_book

    book = read_book(EXAMPLES / "kent-2026-12.yaml")
    assert len(book.duties) == 93
    peaks = [duty for duty in book.duties if duty.date.weekday() in (4, 5)]
    assert len(peaks) == 24
    places = sum(seat.preferred for duty in peaks for seat in duty.crew.seats if "special" in seat.roles)
    assert places * 8 == 384
    assert sum(person.role == "special" for person in book.people) * 16 == 480


def test_kent_needs_its_volunteers():
    """The six full-timers are 40 to 60 paid hours short of what the paramedic seats need."""
    from constraints.facts import Counting, Facts
    from roster import read_book

    book = read_book(EXAMPLES / "kent-2026-12.yaml")
    facts = Facts(book)
    posted = [person for person in book.people if person.posting]
    assert len(posted) == 6
    need = sum(facts.minutes(posted[0], duty, Counting.PAID) for duty in book.duties)
    short = (need - sum(facts.contract_minutes(person) for person in posted)) / 60
    assert 40 <= short <= 60


def test_kent_specials_are_the_size_they_say():
    """All 291 Specials promise 4,656 h; the preferred places hold 5,184 h, 384 of them in response cars."""
    from roster import read_book

    book = read_book(EXAMPLES / "kent-specials-2026-12.yaml")
    assert sum(person.role == "special" for person in book.people) == 291
    places = [
        (duty.call_sign.id, seat.preferred, (duty.end - duty.start).total_seconds() / 3600)
        for duty in book.duties
        for seat in duty.crew.seats
        if "special" in seat.roles
    ]
    assert sum(preferred for _, preferred, _ in places) == 728
    assert sum(preferred * hours for _, preferred, hours in places) == 5184
    assert sum(preferred * hours for call_sign, preferred, hours in places if call_sign.startswith("JR")) == 384


def test_sussex_runs_as_many_nights_as_its_paramedics_take():
    """28 duties, and eight paramedics whose own limits add up to 14; 22 Specials and three constables."""
    from roster import read_book

    book = read_book(EXAMPLES / "sussex-2027-05.yaml")
    assert len(book.duties) == 28
    limits = [person.caps.duties_per_month for person in book.people if person.role == "paramedic"]
    assert len(limits) == 8
    assert sum(limits) == 14
    assert [sum(person.role == role for person in book.people) for role in ("constable", "special")] == [3, 22]


def test_the_sheets_of_sussex_make_its_book(run, tmp_path: Path):
    """The unit with its sheet of people, and May's answers read into it, is the example, offers and limits too."""
    from roster import read_book

    folder = EXAMPLES / "sussex-2027-05"
    made = tmp_path / "may.yaml"
    result = run("offers", folder / "unit.yaml", folder / "forms-may.xlsx", "-o", made)
    assert result.exit_code == 0, result.output
    mine, whole = read_book(made), read_book(EXAMPLES / "sussex-2027-05.yaml")
    assert [_offered(person) for person in mine.people] == [_offered(person) for person in whole.people]
    parts = {"people", "description"}
    assert mine.model_dump(exclude=parts) == whole.model_dump(exclude=parts)


def _offered(person: Person) -> tuple[dict[str, object], set[date]]:
    """A person without offers, and the dates offered in whatever way."""
    return person.model_dump(exclude={"offers"}), {day for offer in person.offers for day in offer.dates or ()}
