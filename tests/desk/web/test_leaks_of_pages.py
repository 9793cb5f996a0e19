"""Every page, as each kind of account, searched for what other organisations keep to themselves."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

import pytest
from fastapi.testclient import TestClient

from roster.desk.service import Who
from roster.desk.web.app import make_app
from roster.desk.web.navigation import PAGES
from roster.desk.web.sign_in import Session
from tests.desk.service.unit import FRIDAY
from tests.desk.web.api.client import Clients, clients_of
from tests.desk.web.api.conftest import NoRunner
from tests.desk.web.api.test_leaks import SEES, book, made_busy, without_moments

# What every form offers to choose from and says of its fields, whoever's record it shows.
_CHOICES = re.compile(
    r'<option value="[^"]*">[^<]*</option>'
    r'|<label><input type="checkbox"[^>]*value="[^"]*"> [^<]*</label>'
    r'|<span class="hint"[^>]*>[^<]*</span>'
)


@dataclass
class OneSession:
    """Whoever comes is this account."""

    who: Who
    cookie: str = "test"

    def session(self, cookie: str | None) -> Session | None:
        return Session(self.who, "secret")


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Clients:
    return made_busy(clients_of(book(), tmp_path_factory.mktemp("pages"), NoRunner()))


def pages(clients: Clients, kind: str) -> dict[str, str]:
    """Address -> text of every page that a link leads to from the pages of the unit."""
    app = make_app(clients.unit.desk, OneSession(getattr(clients.unit, kind)), ["localhost"])
    browser = TestClient(app, base_url="http://localhost")
    unit = f"/u/{clients.unit.unit}"
    waiting = [f"{unit}/{path}" for path in PAGES] + [
        f"{unit}/seat?at={duty}%7C{seat}"
        for duty, seat in ((FRIDAY, "paramedic"), ("JR-04@2026-12-18/peak", "paramedic"), (FRIDAY, "police"))
    ]
    waiting += [
        f"{unit}/day?person={person.id}&on={on}"
        for person in clients.unit.book.people
        for on in ("2026-12-04", "2026-12-18")
    ]
    waiting += [f"{unit}/board?view=people", *(f"{unit}/proposals/{number}" for number in (1, 2))]
    found: dict[str, str] = {}
    while waiting:
        address = waiting.pop()
        if address in found or address.startswith("/static") or "rules/record" in address:
            continue
        # The catalogue of rules is the same for all books, and its words name kinds of absences.
        answer = browser.get(address)
        assert answer.status_code < 500, (address, answer.text)
        if answer.content.startswith(b"PK"):
            continue  # the copies are searched in the tests of the API
        found[address] = html.unescape(_CHOICES.sub("", answer.text))
        waiting += re.findall(r'href="(/u/[^"#]+)', found[address])
    return found


@pytest.mark.parametrize("kind", SEES)
def test_no_page_holds_what_others_keep_to_themselves(busy: Clients, kind: str):
    found = pages(busy, kind)
    assert len(found) > len(PAGES)
    texts = {address: without_moments(text) for address, text in found.items()}
    assert [(address, word) for address, text in texts.items() for word in SEES[kind] if word in text] == []


def test_an_organisations_own_pages_say_it(busy: Clients):
    text = "\n".join(pages(busy, "ambulance").values())
    assert [word for word in ("sickness", "Pat Own") if word not in text] == []
