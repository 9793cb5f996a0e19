"""The lists of a book - people, fleet, demand, rules - and what each holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from constraints.registry import installed
from models.reading.meanings import summary
from models.references.sections import NAMED_SECTIONS
from roster.desk.changes.drafts.sections import model_of, records_of
from roster.desk.service.access.table import Action
from roster.desk.service.records import RecordShown, section_shown
from roster.desk.web.forms.in_words import RecordWords
from roster.desk.web.forms.shapes import Shape, shapes
from roster.desk.web.unit_pages import Here, UnitVisit

router = APIRouter()
HERE = "book"
GROUPS = {
    "People": ("people", "teams", "requests", "pins", "derogations"),
    "Fleet": ("vehicles", "call_signs"),
    "Demand": ("services", "shifts", "crews"),
    "Rules": ("rules",),
    "Who and where": ("organisations", "roles", "areas", "qualifications"),
    "What was worked": ("worked", "carried_in.duties", "carried_in.totals", "carried_in.stand_downs"),
}
NO_NAME = "without a name"
_TITLES = {
    "carried_in.duties": "Duties before the period",
    "carried_in.totals": "Totals before the period",
    "carried_in.stand_downs": "Stand-downs before the period",
    "derogations": "Recorded exceptions",
    "worked": "As worked",
}


@router.get("/u/{unit}/book", response_class=HTMLResponse)
def book(here: Here, done: int = 0) -> HTMLResponse:
    """The lists of the book, and the way to have it as a file."""
    here.asking.require(Action.SEE_TERMS)
    return book_page(here, told=here.done(done) or "")


def book_page(
    here: UnitVisit, told: str = "", mistake: str = "", name: str = "", *, replace: bool = False
) -> HTMLResponse:
    """The page of the book.

    Args:
        told: what was done just now.
        mistake: why the book was not saved beside its file.
        name: of the file as it was typed; empty for the usual one.
        replace: whether a file of that name may be replaced.
    """
    whole = here.book
    groups = [
        (title, [(name, title_of(name), len(records_of(whole, name))) for name in names])
        for title, names in GROUPS.items()
    ]
    return here.page(
        "book.html",
        HERE,
        "Book",
        422 if mistake else 200,
        groups=groups,
        told=told,
        mistake=mistake,
        saves=here.desk.folder is not None,
        file_name=name or f"rota-r{here.asking.unit.head}.xlsx",
        replace=replace,
    )


@router.get("/u/{unit}/book/{section}", response_class=HTMLResponse)
def records(here: Here, section: str, done: int = 0) -> HTMLResponse:
    """A list of the book."""
    found = section_shown(here.asking, here.desk.history.revision(here.asking, None), section)
    words = RecordWords(here.book)
    return here.page(
        "records.html",
        HERE,
        title_of(section),
        section=section,
        found=found,
        rows=[
            (record, named(words, section, record.fields), detail(words, section, record)) for record in found.records
        ],
        about=summary(model_of(section)).split("\n\n")[0].replace("`", ""),
        one=NAMED_SECTIONS.get(section, "entry"),
        done_sentence=here.done(done),
    )


def title_of(section: str) -> str:
    """What a list is called: `call_signs` is `Call signs`."""
    words = section.replace("_", " ")
    return _TITLES.get(section, words[:1].upper() + words[1:])


def named(words: RecordWords, section: str, fields: dict[str, Any]) -> str:
    """What a record is called; one without a name by what it says first: whom it is about, or when."""
    if section in NAMED_SECTIONS:
        return f"{fields['name']} ({fields['id']})" if fields.get("name") else str(fields["id"])
    if section == "rules":
        return rule_name(str(fields["kind"]))
    first = _first(shapes(model_of(section)), fields)
    return words.value(first, fields[first.name]) if first else NO_NAME


def _first(known: Sequence[Shape], fields: dict[str, Any]) -> Shape | None:
    return next((shape for shape in known if shape.name in fields), None)


def rule_name(kind: str) -> str:
    """A kind of rule as a name: `daily-rest` is `Daily rest`."""
    name = kind.replace("-", " ")
    return name[:1].upper() + name[1:]


def detail(words: RecordWords, section: str, record: RecordShown) -> str:
    """The rest of a record in words, with units and the names of what it refers to."""
    fields, kind = record.fields, str(record.fields.get("kind", ""))
    if section == "rules" and kind in installed():
        return words.rule(installed()[kind], {name: value for name, value in fields.items() if name != "kind"})
    known = shapes(model_of(section))
    skip = {"id", "name", "kind", "source"} if section == "rules" else {"id", "name", "phone", "email"}
    if section not in NAMED_SECTIONS and section != "rules":
        first = _first(known, fields)
        skip = {first.name} if first else set()
    told = "; ".join(words.pairs(known, fields, skip))
    return told[:1].upper() + told[1:]


__all__ = ["GROUPS", "HERE", "book_page", "detail", "named", "router", "rule_name", "title_of"]
