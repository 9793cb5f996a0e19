"""Sick calls answered at random, over several rounds: what comes out is legal, and keeps to what people said."""

import random
from dataclasses import replace
from datetime import date

import pytest

from models.book import Book
from models.lookup.duty_references import find_duty
from roster import api, repair
from roster.analysis.stepping_in.phone_answer import Heard, PhoneAnswer, Reply
from roster.lifecycle.call_sheet import CallSheet
from roster.lifecycle.outage import Outage
from tests.engine.repair.test_solve_repair import OPTIONS, places, published, random_book, random_outage, solved

REPLIES = [Reply.YES, Reply.NO, Reply.NO, Reply.NO_REPLY, None, None]


def answered(sheet: CallSheet, draws: random.Random, name: str) -> list[PhoneAnswer]:
    """A random answer for some rows of a sheet; nobody says different things of one duty in one sheet."""
    said: dict[tuple[str, str], Reply | None] = {}
    answers = []
    row = 4
    for seat in sheet.seats:
        for one in seat.candidates:
            row += 1
            key = one.step.person.id, seat.duty.id
            reply = said.setdefault(key, draws.choice(REPLIES))
            if reply is not None:
                answers.append(PhoneAnswer(*key, seat.seat.id, reply, name, row))
    return answers


def kept_to(
    book: Book, outage: Outage, answers: list[PhoneAnswer], as_of: date
) -> tuple[Book, Heard, list[PhoneAnswer]]:
    """The book with those answers that contradict nothing; each of the others is named with its row."""
    while True:
        found = api.with_phone_answers(book, outage, answers, as_of=as_of)
        if not found.problems:
            assert len(found.lines) == len(answers)
            return found.book, found.heard, answers
        wrong = [item for item in answers if any(text.startswith(f"{item.place}: ") for text in found.problems)]
        assert wrong, found.problems
        assert {item.reply for item in wrong} == {Reply.YES}
        answers = [item for item in answers if item is not wrong[0]]


def sick_call(seed: int) -> None:
    draws = random.Random(seed)
    book = published(solved(random_book(draws)))
    outage = random_outage(draws, book)
    no: set[tuple[str, str]] = set()
    yes: set[tuple[str, str]] = set()
    heard = Heard()
    for number in range(3):
        done = repair(book, replace(outage, unsure=heard.unsure), OPTIONS)
        opened = api.ready(done.book)
        assert api.check(opened).legal
        assert not no & places(done.book)
        assert yes <= places(done.book)
        sheet = api.call_sheet(done, opened, outage, heard)
        asked = {(one.step.person.id, seat.duty.id) for seat in sheet.seats for one in seat.candidates}
        assert not asked & (no | yes)
        for seat in sheet.seats:
            unsure = [one.unsure for one in seat.candidates if not any(item.lost for item in one.step.uncovers)]
            assert unsure == sorted(unsure)
        # One round goes on from the repaired book, the next from that of the first call.
        answers = answered(sheet, draws, f"calls-{number}.xlsx")
        book, heard, answers = kept_to(done.book if number % 2 else book, outage, answers, done.as_of)
        no |= {(item.person, item.duty) for item in answers if item.reply is Reply.NO}
        yes |= {(item.person, item.duty) for item in answers if item.reply is Reply.YES}


@pytest.mark.parametrize("seed", range(6))
def test_random_answers(seed: int) -> None:
    sick_call(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 160))
def test_many_random_answers(seed: int) -> None:
    sick_call(seed)


def test_a_yes_to_what_was_not_offered_is_an_offer_of_that_date_alone() -> None:
    draws = random.Random(1)
    book = solved(random_book(draws))
    duty = book.duties[-1]
    person = next(
        item for item in book.people if item.role == "special" and not any(o.on(duty.date) for o in item.offers)
    )
    on = {item.person for item in book.rota.assignments if item.duty == duty.id} if book.rota else set()
    assert person.id not in on
    answer = PhoneAnswer(person.id, duty.id, None, Reply.YES, "calls.csv", 2)
    found = api.with_phone_answers(book, Outage(), [answer], as_of=duty.date)
    if found.problems:
        assert found.problems[0].startswith("calls.csv: row 2: ")
        assert found.book == book
        return
    (after,) = (item for item in found.book.people if item.id == person.id)
    assert after.offers[:-1] == person.offers
    assert after.offers[-1].dates == (duty.date,)
    assert find_duty(found.book.pins[-1].duty, book.duties) == duty
