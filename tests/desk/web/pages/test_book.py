"""The lists of a book as forms, and the book as a file, in the browser."""

import json
from typing import Any

import pytest

from models.people import Person
from roster.desk.changes.drafts.sections import SECTIONS, model_of, records_of
from roster.desk.service.workbooks import MOST_BYTES
from roster.desk.store import AuditKind
from roster.desk.web.forms.shapes import Takes, shapes
from roster.desk.web.forms.texts import record_of, texts_of, with_row, without_blank_rows, without_row
from roster.desk.web.routes.books.lists import GROUPS
from tests.desk.web.pages.client import CSRF, Pages, went_to, words

PERSON = "book/people/record?key=SC01"


def typed(pages: Pages, key: str = "SC01", **more: Any) -> dict[str, Any]:
    """What the form of a person sends when nothing is changed, with some fields changed."""
    person = next(item for item in pages.unit.book.people if item.id == key)
    texts = texts_of(shapes(Person), person.model_dump(mode="json", exclude_defaults=True))
    return {"base": pages.unit.head, "act": "save", **texts, **more}


def test_every_list_of_a_book_has_its_page(pages: Pages) -> None:
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(SECTIONS)
    text = pages.text("both", "book")
    assert "People" in text
    for section in SECTIONS:
        assert pages.get("both", f"book/{section}").status_code == 200
    assert pages.get("both", "book/nothing").status_code == 404


def test_every_record_of_the_book_comes_back_from_its_form_as_it_was(pages: Pages) -> None:
    for section in SECTIONS:
        fields = shapes(model_of(section))
        for record in records_of(pages.unit.book, section):
            data = record.model_dump(mode="json", exclude_defaults=True)
            names = {shape.name for shape in fields}
            back, problems = record_of(fields, texts_of(fields, data))
            assert not problems
            assert model_of(section).model_validate(back) == type(record).model_validate(
                {name: value for name, value in data.items() if name in names}
            )


def test_a_person_is_changed(pages: Pages) -> None:
    assert went_to(pages.post("both", PERSON, typed(pages, name="Sam Fell", why="married"))) == "book/people?done=2"
    assert next(item.name for item in pages.unit.book.people if item.id == "SC01") == "Sam Fell"
    assert "Sam Fell (SC01)" in pages.text("both", "book/people?done=2")
    assert "married" in pages.text("both", "history")


def test_a_form_sent_as_it_is_changes_nothing(pages: Pages) -> None:
    before = pages.unit.book
    answer = pages.post("both", PERSON, typed(pages))
    assert answer.status_code in (303, 422)
    assert pages.unit.book == before


def test_all_mistakes_stand_beside_their_fields_and_what_was_typed_is_kept(pages: Pages) -> None:
    wrong = {
        "role": "pilot",
        "joined": "soon",
        "caps.hours_per_month": "many",
        "absences.n": "1",
        "absences.0.kind": "sickness",
        "absences.0.first": "2026-12-09",
        "absences.0.last": "2026-12-01",
    }
    answer = pages.post("both", PERSON, typed(pages, **wrong))
    assert answer.status_code == 422
    page = answer.text
    for path in ("joined", "caps.hours_per_month"):
        assert f'id="{path}-wrong"' in page, path
    assert 'id="absences-wrong"' in page
    assert all(f'value="{text}"' in page for text in ("pilot", "soon", "many", "2026-12-09", "2026-12-01"))
    assert "before it starts" in words(page)
    assert "nothing was saved" in words(page)
    assert pages.unit.head == 1


def test_a_name_that_is_not_in_the_book_is_told_beside_its_field(pages: Pages) -> None:
    answer = pages.post("both", PERSON, typed(pages, role="pilot"))
    assert answer.status_code == 422
    assert 'id="role-wrong"' in answer.text
    assert "unknown" in words(answer.text)


def test_rows_are_added_and_taken_away_without_javascript_and_without_saving(pages: Pages) -> None:
    fields = typed(pages) | {"name": "Half typed"}
    rows = int(fields["offers.n"][0])
    answer = pages.post("both", PERSON, fields | {"act": "add:offers"})
    assert answer.status_code == 200
    assert f'name="offers.{rows}.first"' in answer.text
    assert 'value="Half typed"' in answer.text
    fewer = pages.post("both", PERSON, fields | {"act": "drop:offers.0"})
    assert f'name="offers.n" value="{rows - 1}"' in fewer.text
    assert pages.unit.head == 1


def test_a_record_is_added_and_removed(pages: Pages) -> None:
    fields = {"base": 1, "act": "save", "id": "CAR-9", "name": "Spare", "call_signs": ["JR-04"], "off_road.n": "0"}
    assert went_to(pages.post("both", "book/vehicles/record", fields)) == "book/vehicles?done=2"
    assert "CAR-9" in {item.id for item in pages.unit.book.vehicles}
    assert went_to(pages.post("both", "book/vehicles/record?key=CAR-9", {"base": 2, "act": "remove"})) == (
        "book/vehicles?done=3"
    )
    assert "CAR-9" not in {item.id for item in pages.unit.book.vehicles}
    assert pages.get("both", "book/vehicles/record?key=CAR-9").status_code == 404


def test_a_rule_is_added_with_its_own_parameters(pages: Pages) -> None:
    assert "Daily rest At least so many hours of real time" in pages.text("both", "book/rules/record")
    assert "There is no kind daily-res" in pages.text("both", "book/rules/record?kind=daily-res")
    where = "book/rules/record?kind=consecutive-duties"
    assert 'name="most"' in pages.get("both", where).text
    told = pages.post("both", where, {"base": 1, "act": "save", "most": "plenty"})
    assert told.status_code == 422
    assert 'value="plenty"' in told.text
    assert went_to(pages.post("both", where, {"base": 1, "act": "save", "most": "4"})) == "book/rules?done=2"
    added = pages.unit.book.rules[-1]
    assert (added.kind, added.model_extra) == ("consecutive-duties", {"most": 4})


def test_what_is_not_mine_is_proposed(pages: Pages) -> None:
    page = pages.get("police", "book/people/record?key=P01")
    assert "Propose it" in page.text
    asking = pages.unit.desk.asking(pages.unit.police, pages.unit.unit)
    shown = next(item for item in asking.masking(pages.unit.book).masked_book.people if item.id == "P01")
    texts = texts_of(shapes(Person), shown.model_dump(mode="json", exclude_defaults=True))
    fields = {**texts, "base": 1, "act": "save", "name": "New Name"}
    answer = pages.post("police", "book/people/record?key=P01", fields)
    assert went_to(answer).startswith("proposals/")
    assert pages.unit.head == 1


def test_what_another_organisation_keeps_to_itself_is_not_on_its_peoples_form(pages: Pages) -> None:
    own = pages.get("ambulance", "book/people/record?key=P01").text
    others = pages.get("police", "book/people/record?key=P01").text
    private = [absence.kind for person in pages.unit.book.people if person.id == "P01" for absence in person.absences]
    assert pages.get("member", "book/people").status_code == 403
    for kind in private:
        assert f'value="{kind}" selected' in own
        assert f'value="{kind}" selected' not in others


def test_blank_rows_are_dropped_and_places_of_mistakes_agree() -> None:
    fields = shapes(Person)
    texts = {"id": ["P1"], "offers.n": ["3"], "offers.1.first": ["x"], "offers.2.first": [" "], "offers.0.start": [""]}
    kept = without_blank_rows(fields, texts)
    assert kept["offers.n"] == ["1"]
    assert record_of(fields, kept)[0]["offers"] == [{"first": "x"}]
    assert with_row(kept, "offers")["offers.n"] == ["2"]
    assert without_row(kept, "offers", 0)["offers.n"] == ["0"]
    assert record_of(fields, {"offers.n": ["99999999"]})[0]["offers"] == [{}] * 1000


def test_fields_are_labelled_from_the_models() -> None:
    found = {shape.name: shape for shape in shapes(Person)}
    assert found["day_job"].label == "Day job"
    assert found["joined"].hint == "the day they joined the unit; they can be on no duty before it"
    assert found["role"].section == "roles"
    assert found["absences"].takes is Takes.ROWS
    assert next(item for item in found["absences"].fields if item.name == "kind").words[0] == "annual leave"


def test_somebody_on_the_rota_is_removed_with_all_that_hangs_on_them_by_one_more_button(pages: Pages) -> None:
    rota = pages.unit.book.rota
    assert rota is not None
    person = rota.assignments[0].person
    where = f"book/people/record?key={person}"
    refused = pages.post("both", where, typed(pages, person, act="remove"))
    assert refused.status_code == 422
    text = words(refused.text)
    assert "Not removed: it is still in use" in text
    assert f"Take {person} off" in text
    assert pages.unit.head == 1
    assert 'name="act" value="with-remove"' in refused.text
    done = pages.post("both", where, typed(pages, person, act="with-remove"))
    assert went_to(done) == "book/people?done=2"
    assert person not in {item.id for item in pages.unit.book.people}
    gone = pages.text("both", "history/2")
    assert f"Remove {person}" in gone
    assert f"Take {person} off" in gone


@pytest.mark.parametrize(("form", "start"), [("xlsx", b"PK"), ("yaml", b"schema_version"), ("json", b"{")])
def test_the_book_is_saved_as_a_file(pages: Pages, form: str, start: bytes) -> None:
    answer = pages.get("both", f"workbook?form={form}")
    assert answer.content.startswith(start)
    assert f".{form}" in answer.headers["content-disposition"]
    (entry,) = pages.unit.store.audit.entries(unit=pages.unit.unit)  # once, however it was asked for
    assert (entry.kind, entry.who, entry.account) == (AuditKind.EXPORT, "Both Field", pages.unit.both.id)
    assert entry.sentence == f"Take revision 1 out as Small-r1.{form}"
    assert pages.get("member", f"workbook?form={form}").status_code == 403
    assert len(pages.unit.store.audit.entries(unit=pages.unit.unit)) == 1


def send(pages: Pages, data: bytes, name: str, base: str = "") -> Any:
    return pages["both"].post(pages.url("workbook"), data={"csrf": CSRF, "base": base}, files={"file": (name, data)})


def test_a_changed_book_becomes_a_proposal_and_a_stale_one_a_list_of_conflicts(pages: Pages) -> None:
    book = json.loads(pages.get("both", "workbook?form=json").content)
    book["people"][0]["name"] = "Changed Here"
    where = went_to(send(pages, json.dumps(book).encode(), "book.json", "1"))
    assert where == "proposals/1"
    assert f"Change name of {book['people'][0]['id']}: from nothing to Changed Here" in pages.text("both", where)
    key = book["people"][0]["id"]
    pages.post("both", f"book/people/record?key={key}", typed(pages, key, name="Changed There"))
    assert pages.unit.head == 2
    stale = send(pages, json.dumps(book).encode(), "book.json", "1")
    text = words(stale.text)
    assert stale.status_code == 409, text
    assert "Nothing was changed: others changed the same meanwhile" in text
    assert "revision 2" in text


@pytest.mark.parametrize(
    ("data", "name", "base", "told"),
    [
        (b"", "", "", "Choose a file."),
        (b"{}", "book.json", "soon", "Write the number of the revision"),
        (b"{}", "book.json", "", "from which revision it was made"),
        (b"{", "book.json", "1", "book.json"),
        (b"x", "book.exe", "1", "a book is .json, .xlsx, .yaml"),
        (b"PK nonsense", "book.xlsx", "1", "book.xlsx"),
    ],
)
def test_a_file_that_is_no_book_is_refused_in_sentences(
    pages: Pages, data: bytes, name: str, base: str, told: str
) -> None:
    answer = send(pages, data, name, base)
    assert answer.status_code == 422
    assert told in words(answer.text)
    assert pages.unit.head == 1
    assert not pages.unit.store.proposals.pending(pages.unit.unit)


@pytest.mark.parametrize("path", ["workbook", "changes", "sick-call"])
def test_more_than_any_book_holds_is_refused_by_every_page(pages: Pages, path: str) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = pages["both"].post(pages.url(path), content=b"x" * (MOST_BYTES + 1), headers=headers)
    assert answer.status_code == 413
    assert "More than 30 MB were sent" in words(answer.text)


def test_lists_of_the_book_print_no_bare_values(pages: Pages) -> None:
    text = pages.text("both", "book/rules")
    assert "Minimum hours A person has at least 16 hours a month" in text
    assert "minimum-hours" not in text
