"""Makes pages and pieces of pages from view models."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from pydantic import TypeAdapter

from models.clock import monday_of, spoken_date
from models.people import AbsenceKind
from roster.analysis.words import aim, month_in_words, plain
from roster.desk.changes import AnyChange
from roster.desk.service.seat_calls import REPLIES, in_words
from roster.desk.service.views.board import Board, BoardDuty, BoardPerson
from roster.desk.service.views.seat_panel import CandidateGroup
from roster.desk.web.assets import ASSETS
from roster.desk.web.forms.inputs import input_type
from roster.io.site.look import FILTERS, LIGHTS, MARKS
from roster.io.site.look import TEMPLATES as SITE_TEMPLATES
from roster.io.xlsx.kit.grid_codes import ABSENCE_CODES

_TEMPLATES = Path(__file__).parent / "templates"
CHANGES: TypeAdapter[tuple[AnyChange, ...]] = TypeAdapter(tuple[AnyChange, ...])
# What the button beside a candidate says, by how well they could take the seat.
_ACTS = {
    CandidateGroup.NOW: "Put in",
    CandidateGroup.ONCE_OFFERED: "Said yes",
    CandidateGroup.STANDS_DOWN_ANOTHER: "Move here",
    CandidateGroup.NOT_LEGAL: "Put in all the same",
    CandidateGroup.NOT_FOR_SEAT: "",
}
# What keys do on the board; `static/keyboard.js` does it.
KEYS = (
    (("← ↑ ↓ →",), "go from seat to seat"),
    (("Enter",), "open the seat: who is in it, who could be; Tab leads on to Take out, Move and Swap"),
    (("Enter",), "on a person's empty day: what they could take"),
    (("a name",), "type it to find somebody for the seat; Enter puts them in"),
    (("Delete",), "take the person out"),
    (("Ctrl", "Enter"), "pin the person, or unpin them"),
    (("Ctrl", "Z"), "undo the last change"),
    (("Ctrl", "Y"), "redo it"),
    (("Home", "End"), "the first and last seat of the row"),
    (("Page Up", "Page Down"), "a week earlier and later"),
    (("Esc",), "close the seat, back to the board"),
    (("?",), "this help"),
)


def page(template: str, **values: Any) -> str:
    """Makes a page, or a piece of one."""
    return _environment().get_template(template).render(**values)


def piece(template: str, macro: str, values: dict[str, Any], *arguments: Any) -> str:
    """Makes one piece of a page: what a macro of a template makes of some arguments."""
    module = _environment().get_template(template).make_module(values)
    return str(getattr(module, macro)(*arguments))


def board_values(board: Board) -> dict[str, Any]:
    """What the pieces of a board look up."""
    duties = board.by_id

    def person_duties(person: BoardPerson, day: date) -> list[tuple[BoardDuty, str]]:
        return [
            (duty, seat.id)
            for name in person.duties
            if (duty := duties[name]).date == day
            for seat in duty.seats
            if any(place.person == person.id for place in seat.places)
        ]

    return {"board": board, "weeks": _weeks(board.weeks), "person_duties": person_duties, "keys": KEYS}


def _weeks(mondays: Sequence[date]) -> str:
    """The weeks as JSON, for the script that shows one of them."""
    found = []
    for monday in mondays:
        sunday = monday + timedelta(days=6)
        label = f"Week of {spoken_date(monday)} to {spoken_date(sunday)}"
        found.append({"first": str(monday), "last": str(sunday), "label": label})
    return json.dumps(found)


def anchor(text: str) -> str:
    """The id of an element, from the id of what it shows; an element's id holds no blank."""
    return quote(text, safe="@/")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _signed(points: float) -> str:
    """Points with their sign: `+8`; a minus as long as the plus."""
    sign = "+" if points > 0 else "\N{MINUS SIGN}" if points < 0 else "±"
    return f"{sign}{plain(abs(points))}"


def _changes(changes: Sequence[AnyChange]) -> str:
    return CHANGES.dump_json(tuple(changes), exclude_defaults=False).decode()


def _absence_code(kind: str) -> str:
    return "-" if kind == AbsenceKind.OTHER else ABSENCE_CODES[AbsenceKind(kind)]


def _local(moment: datetime, zone: str) -> str:
    """A moment as the unit's clocks show it: `Fri 4 Dec, 18:40`."""
    there = moment.astimezone(ZoneInfo(zone))
    return f"{spoken_date(there.date())}, {there:%H:%M}"


def _clock(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"


def _away(kind: str) -> str:
    return "away" if kind == AbsenceKind.OTHER else kind


@cache
def _environment() -> Environment:
    loader = ChoiceLoader([FileSystemLoader(_TEMPLATES), PrefixLoader({"site": FileSystemLoader(SITE_TEMPLATES)})])
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= FILTERS | {
        "plain": plain,
        "aim": aim,
        "month": month_in_words,
        "signed": _signed,
        "sentence": _sentence,
        "anchor": anchor,
        "monday": monday_of,
        "changes": _changes,
        "absence_code": _absence_code,
        "away": _away,
        "local": _local,
        "clock": _clock,
    }
    made.filters["input_type"] = input_type
    made.tests["has"] = lambda items, item: item in items
    made.globals |= {"marks": MARKS, "lights": LIGHTS, "static": ASSETS.address}
    made.globals |= {"groups": list(CandidateGroup), "acts": {int(key): text for key, text in _ACTS.items()}}
    made.globals["replies"] = [(str(reply), in_words(reply)) for reply in REPLIES]
    return made


__all__ = ["CHANGES", "KEYS", "anchor", "board_values", "page", "piece"]
