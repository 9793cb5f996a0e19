"""Publishing, history and hours in the browser."""

import io
import json
import re
import zipfile

from models.rota import DutyState
from roster.desk.web.navigation import PAGES
from tests.desk.service.unit import FRIDAY
from tests.desk.web.pages.client import Pages, went_to, words


def clear(pages: Pages) -> None:
    """Takes everybody off a duty."""
    there = pages.unit.book.rota.assignments  # type: ignore[union-attr]
    changes = [
        {"kind": "clear", "person": item.person, "duty": item.duty, "seat": item.seat}
        for item in there
        if item.duty == there[0].duty
    ]
    pages.post("both", "changes", {"base": pages.unit.head, "change": json.dumps(changes)})


def test_who_is_told_what_is_shown_then_published_then_copied(pages: Pages) -> None:
    text = pages.text("both", "publish")
    assert "Version 1:" in text
    assert "people have duties in it" in text
    assert went_to(pages.post("both", "publish", {"base": 1, "why": "as agreed"})) == "publish?done=2"
    text = pages.text("both", "publish?done=2")
    assert "Version 1 is the one that counts" in text
    assert "The desk mails nobody and rings nobody: they hear of it from you" in text
    assert "Whom version 1 concerns" in text
    assert "Since version 1 was published, nothing has changed for anybody" in text
    copies = pages.get("both", "publish/1/copies")
    assert copies.headers["content-type"] == "application/zip"
    assert zipfile.ZipFile(io.BytesIO(copies.content)).namelist()
    clear(pages)
    assert "cancelled" in pages.text("both", "publish")
    assert "Version 2: something changes for 3 people" in pages.text("both", "publish")


def test_how_the_duties_are_crewed_and_who_tells_people_is_said_before_publishing(pages: Pages) -> None:
    clear(pages)
    records = pages.unit.book.rota.duties  # type: ignore[union-attr]
    count = {state: sum(item.state is state for item in records) for state in DutyState}
    assert count[DutyState.STOOD_DOWN]
    text = pages.text("both", "publish")
    assert (
        f"{len(records)} duties in it: {count[DutyState.CREWED]} crewed, "
        f"{count[DutyState.PART_CREWED]} part-crewed, {count[DutyState.STOOD_DOWN]} stood down." in text
    )
    assert re.search(r"JR-04 on \w+ \d+ Dec, \d\d:\d\d-\d\d:\d\d: ○ stood down", text)
    assert "The desk mails nobody and rings nobody" in text


def test_the_list_of_who_was_told_what_can_be_copied_afterwards(pages: Pages) -> None:
    pages.post("both", "publish", {"base": 1})
    clear(pages)
    pages.post("both", "publish", {"base": pages.unit.head})
    gone = pages.unit.book
    later = pages.get("both", "publish").text
    assert 'id="told"' not in later
    listed = re.search(r'<textarea id="told"[^>]*>(.*?)</textarea>', pages.get("both", "publish?told=true").text, re.S)
    assert listed is not None
    lines = [line for line in listed[1].splitlines() if line]
    assert len(lines) == 3
    assert all("cancelled JR-04 on" in line for line in lines)
    assert gone.published is not None


def test_a_version_that_was_published_elsewhere_has_no_list(pages: Pages) -> None:
    asking = pages.unit.desk.asking(pages.unit.both, pages.unit.unit)
    assert pages.unit.desk.publishing.told(asking, 7) is None


def test_a_rota_that_breaks_a_hard_rule_is_refused_plainly(pages: Pages) -> None:
    taken = {item.person for item in pages.unit.book.rota.assignments if item.duty == FRIDAY}  # type: ignore[union-attr]
    other = next(
        person.id for person in pages.unit.book.people if person.role == "paramedic" and person.id not in taken
    )
    changes = [{"kind": "assign", "person": other, "duty": FRIDAY, "seat": "police"}]
    answer = pages.post("both", "changes", {"base": 1, "change": json.dumps(changes)})
    assert answer.status_code == 303, answer.text
    page = pages.get("both", "publish")
    text = words(page.text)
    assert "Version 1 cannot be published" in text
    assert "hard rule" in text
    band, _, content = page.text.partition("<main")
    assert "Sign out" in band
    assert "<button" not in content
    answer = pages.post("both", "publish", {"base": pages.unit.head})
    assert answer.status_code == 400
    assert "Not published" in words(answer.text)


def test_what_was_previewed_is_what_is_published(pages: Pages) -> None:
    clear(pages)
    answer = pages.post("both", "publish", {"base": 1})
    assert answer.status_code == 409
    assert "changed meanwhile" in words(answer.text)
    assert pages.unit.head == 2


def test_a_unit_without_a_rota_has_nothing_to_publish(unsolved: Pages) -> None:
    assert "no rota to publish yet" in unsolved.text("both", "publish")


def test_every_revision_can_be_seen_and_gone_back_to(pages: Pages) -> None:
    before = pages.unit.book
    clear(pages)
    text = pages.text("both", "history")
    assert text.index("Take ") < text.index("begin")
    assert "by Both Field" in text
    assert "What it changed (3)" in pages.text("both", "history/2")
    assert before.people[0].name or before.people[0].id in pages.text("both", "history/1/board")
    assert went_to(pages.post("both", "history/1/back", {"why": "a slip"})) == "history?done=3"
    assert pages.unit.book.rota.assignments == before.rota.assignments  # type: ignore[union-attr]
    text = pages.text("both", "history?done=3")
    assert "Go back to revision 1" in text
    assert "a slip" in text
    assert "a slip" not in pages.text("reader", "history")
    assert pages.get("both", "history/99").status_code == 404


def test_a_long_history_has_pages(pages: Pages) -> None:
    head = pages.unit.store.head(pages.unit.unit)
    for number in range(1, 102):
        pages.unit.store.append(pages.unit.unit, number, head.book, (), "both@example.org", f"Step {number + 1}")
    first = pages.text("both", "history")
    assert "Step 102" in first
    assert "Step 2 " not in first
    assert "Earlier" in first
    second = pages.text("both", "history?before=3")
    assert "Step 2 " in second
    assert "begin" in second
    assert "Earlier" not in second


def test_hours_are_shown_with_reasons_to_those_whose_people_they_are(pages: Pages) -> None:
    text = pages.text("police", "hours?everything=true")
    assert "P01" not in text
    assert "Special" in text or "SC0" in text
    assert "December 2026" in text
    assert "2026-12" not in text
    assert pages.get("reader", "hours").status_code == 403


def test_only_pages_that_an_account_may_see_are_linked(pages: Pages) -> None:
    def linked(kind: str, path: str) -> list[str]:
        return re.findall(r'<li><a href="/u/\d+/([\w-]+)"', pages.get(kind, path).text.partition("<main")[0])

    assert linked("reader", "history") == ["board", "proposals", "book", "history"]
    assert linked("both", "history") == [path for path in PAGES if path != "me"]
    for kind in ("planner", "reader", "both"):
        for path in linked(kind, "history"):
            assert pages.get(kind, path).status_code == 200, (kind, path)


def test_what_a_proposal_and_the_book_are_is_said(pages: Pages) -> None:
    assert "A proposal is a change that is not made yet" in pages.text("both", "proposals")
    page = pages.get("both", "board").text
    assert 'title="what the rota is made from' in page
    assert 'title="changes that are not made yet' in page
