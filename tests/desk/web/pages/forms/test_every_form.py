"""Every form of the desk: sent as it stands, and with each field in turn filled with what it does not take."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import cycle
from urllib.parse import quote

import pytest

from constraints.registry import installed
from roster.desk.changes.drafts.sections import SECTIONS, key_function, records_of
from roster.desk.web.forms.kept import OF_THE_PAGE
from tests.desk.web.force.test_every_route import FORMS
from tests.desk.web.pages.client import Pages, words
from tests.desk.web.pages.forms.page_forms import Input, PageForm
from tests.desk.web.pages.forms.rich_unit import every_form, form_of, rich_book, rich_pages
from tests.desk.web.pages.forms.sent_form import Sent

TEXTS = {
    "garbage": "!? %zz\" '",
    "too long": "x" * 5000,
    "empty": "",
    "right to left": "\u202eמרש 4",
    "html": "<script>alert(1)</script>",
    "emoji": "🚓🚑",
    "nul": "a\x00b",
    "control": "a\x0bb",
    "superscript": "²",
}
# Sent by the scripts of the board alone, from forms without buttons.
BY_SCRIPT = {"/u/{unit}/quick", "/u/{unit}/redo", "/u/{unit}/asked"}
# Page -> where its form goes, and what makes it valid.
OTHERS = (
    ("solve", "solve", {"minutes": "0.1"}),
    ("off-road", "off-road", {"vehicle": "CAR-1", "first": "2026-12-12", "start": "08:00", "end": "09:00"}),
    ("sick-call?person=SC02&first=2026-12-05", "sick-call", {}),
    ("book", "workbook", {}),
    ("book", "workbook/save", {"name": "rota.json", "replace": "true"}),
    ("sick-call/1", "sick-call/1/answer", {"reply": "only until", "until": ""}),
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    yield from rich_pages(rich_book(), tmp_path_factory.mktemp("rich"))


def form_at(pages: Pages, page: str, action: str, field: str = "") -> PageForm:
    """The form of a page that goes to an address, and has a field."""
    answer = pages.get("both", page)
    assert answer.status_code == 200, words(answer.text)
    return form_of(answer.text, pages.url(action), field)


def send(pages: Pages, form: PageForm, sent: Sent) -> tuple[int, str]:
    """Sends a form; gives status and page."""
    files = {"files": {"file": ("book.yaml", b"name: x")}} if form.files else {}
    answer = pages["both"].post(html.unescape(form.action), data=sent, **files)
    assert answer.status_code < 500
    return answer.status_code, answer.text


def typed(text: str, field: Input) -> str:
    return text[: field.most] if field.most else text


def check_refused(page: str, form: PageForm, sent: Sent, field: str) -> None:
    """A refused form is shown again with all that was typed, and a mistake beside the field or what it is part of."""
    shown = form_of(page, html.unescape(form.action).partition("?")[0], field)
    for name in {item.name for item in form.inputs if item.typed or item.kind in ("select", "checkbox")}:
        was = [text for text in sent.get(name, []) if text.strip()]
        assert [text for text in shown.value(name) if text.strip()] == was, (field, name)
    around = [field[: match.start()] for match in re.finditer(r"\.|$", field)]
    beside = any(item.wrong for item in shown.inputs if item.name == field)
    beside |= any(f'id="{place}-wrong"' in page for place in around)
    # What is wrong with several fields together, or with what depends on the record, is told above them.
    assert beside or 'class="alarm" role="alert"' in page, (field, sent[field][0][:20], words(page)[:300])
    assert "<script>alert" not in page


def try_out(pages: Pages, open_form: tuple[str, str], fill: dict[str, str], button: Sent, texts: list[str]) -> int:
    """Fills each field in turn with each text; gives how many were refused."""
    refused = 0
    last = list(fill)[-1] if fill else ""
    for name in [item.name for item in form_at(pages, *open_form, last).inputs if item.typed and item.name != "why"]:
        for text in texts:
            form = form_at(pages, *open_form, name)
            field = next(item for item in form.inputs if item.name == name)
            sent = form.sent | {key: [value] for key, value in fill.items()} | {name: [typed(text, field)]} | button
            status, page = send(pages, form, sent)
            if status == 422:
                check_refused(page, form, sent, name)
                refused += 1
            else:
                assert status in (200, 303), (name, text[:20], status, words(page)[:300])
                if status == 303 and open_form[1].endswith("/record"):
                    pages.post("both", "undo", {"shown": "1"})
    return refused


def test_a_page_leads_to_every_form_and_what_it_hides_is_known(pages: Pages) -> None:
    routes = {path: re.compile(re.sub(r"\{\w+\}", "[^/]+", path)) for path in FORMS}
    found: set[str] = set()
    hidden: set[str] = set()
    shown = list(every_form(pages))
    pages.post("both", "off-road", {"base": pages.unit.head, "vehicle": "CAR-1", "first": "2026-12-04"})
    shown += [("off-road", form_at(pages, "off-road", "off-road/repair"))]  # a car that carries a duty is mended first
    for address, form in shown:
        for action in {form.action, *(button[2] for button in form.buttons)}:
            found |= {path for path, known in routes.items() if known.fullmatch(action.partition("?")[0])}
        own = {item.name for item in form.inputs if item.kind == "hidden"}
        hidden |= {name for name in own if not name.endswith((".n", ".given"))}
        assert "csrf" in own, address
    of_members = {path for path in FORMS if path.startswith("/u/{unit}/me/")}  # tests/desk/web/members sends them
    assert found | BY_SCRIPT == set(FORMS) - of_members
    # Names and dates of a sick call are shown where it is sent again; all else that pages hide says nothing to people.
    known = {"person", "vehicle", "first", "last", "limit", "people", "reply", "until", "organisation"}
    assert hidden - OF_THE_PAGE - {"csrf"} <= known


@pytest.mark.parametrize("section", SECTIONS)
def test_each_field_of_a_record_in_turn(pages: Pages, section: str) -> None:
    record = next(iter(records_of(pages.unit.book, section)))
    place = (f"book/{section}/record?key={quote(key_function(section)(record))}", f"book/{section}/record")
    head, form = pages.unit.head, form_at(pages, *place)
    assert send(pages, form, form.sent | {"act": ["save"]})[0] == 303
    assert pages.unit.head == head  # as it stands it says what the book says
    turns = cycle(TEXTS.values())
    chosen = [next(turns) for _ in range(3 + SECTIONS.index(section) % 2)] + [TEXTS["nul"]]
    assert try_out(pages, place, {}, {"act": ["save"]}, chosen) > 0


@pytest.mark.parametrize(("page", "action", "fill"), OTHERS)
def test_each_field_of_the_other_forms_in_turn(pages: Pages, page: str, action: str, fill: dict[str, str]) -> None:
    assert try_out(pages, (page, action), fill, {}, list(TEXTS.values())) > 0


@pytest.mark.parametrize("part", range(4))
def test_a_new_rule_of_each_kind_with_nonsense_in_every_field(pages: Pages, part: int) -> None:
    kinds = sorted(kind.kind for kind in installed())[part::4]
    for number, kind in enumerate(kinds):
        text = list(TEXTS.values())[number % len(TEXTS)]
        form = form_at(pages, f"book/rules/record?kind={kind}", "book/rules/record")
        own = [item for item in form.inputs if item.typed and item.name != "why"]
        sent = form.sent | {item.name: [typed(text, item)] for item in own} | {"act": ["save"]}
        status, page = send(pages, form, sent)
        if status == 422:
            shown = form_of(page, pages.url("book/rules/record"))
            assert all(shown.value(item.name) == sent[item.name] for item in own), kind
        else:
            assert (status, text) == (303, ""), (kind, text[:20], words(page)[:300])


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_reason_may_be_any_text(pages: Pages, text: str) -> None:
    form = form_at(pages, "history/2", "history/2/back")
    field = next(item for item in form.inputs if item.name == "why")
    status, _ = send(pages, form, form.sent | {"why": [typed(text, field)]})
    assert status == 303
    pages.post("both", "undo", {"shown": "1"})
    pages.text("both", "history")
