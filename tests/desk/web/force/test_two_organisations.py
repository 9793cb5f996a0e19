"""A police and an ambulance coordinator on one rota: each changes what is theirs and proposes what is not."""

import json

from models.book import Book
from tests.desk.service.unit import FRIDAY
from tests.desk.web.force.browsers import PASSWORD, Browser, Force


def crew(book: Book, seat: str) -> list[str]:
    assert book.rota is not None
    return [item.person for item in book.rota.assignments if (item.duty, item.seat) == (FRIDAY, seat)]


def signed_in(force: Force, kind: str) -> Browser:
    browser = force.browser()
    assert browser.sign_in(force.with_password(kind), PASSWORD).status_code == 303
    return browser


def change(browser: Browser, base: int, **fields: object) -> int:
    answer = browser.send("/u/1/board", "/u/1/changes", base=base, shown=base, change=json.dumps([fields]))
    return answer.status_code


def test_each_changes_their_own_and_the_other_takes_what_is_proposed(force: Force):
    police, ambulance = signed_in(force, "police"), signed_in(force, "ambulance")
    officers, paramedic = crew(force.unit.book, "police"), crew(force.unit.book, "paramedic")[0]

    assert change(ambulance, 1, kind="clear", person=paramedic, duty=FRIDAY, seat="paramedic") == 303
    assert (force.unit.head, crew(force.unit.book, "paramedic")) == (2, [])
    assert "Ambulance Field" in police.get("/u/1/history").text

    assert change(ambulance, 2, kind="clear", person=officers[0], duty=FRIDAY, seat="police") == 303
    assert crew(force.unit.book, "police") == officers
    (waiting,) = force.store.proposals.pending(1)
    page = f"/u/1/proposals/{waiting.id}"
    ambulance.send(page, page, act="all")  # is not theirs to take: it goes on waiting
    assert waiting in force.store.proposals.pending(1)
    assert crew(force.unit.book, "police") == officers
    assert police.send(page, page, act="all").status_code == 303
    assert crew(force.unit.book, "police") == officers[1:]
    authors = [line.author for line in force.store.history(1)]
    assert authors[-2:] == [force.unit.ambulance.login, force.unit.police.login]


def test_why_somebody_is_away_stays_with_their_organisation(force: Force):
    police, ambulance = signed_in(force, "police"), signed_in(force, "ambulance")
    absence = {"kind": "add absence", "person": "P01", "absence": {"kind": "training", "first": "2026-12-05"}}
    absence["absence"]["last"] = "2026-12-06"  # type: ignore[index]
    assert change(ambulance, 1, **absence) == 303
    assert "training" in ambulance.get("/u/1/history/2").text
    for path in ("board?view=people", "history", "history/2", "history/2/board", "book/people", "hours"):
        assert "training" not in police.get(f"/u/1/{path}").text, path
    record = "/u/1/book/people/record?id=P01"
    assert "training" not in police.get(record).text
