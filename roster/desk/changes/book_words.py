"""The names of people, duties and seats of a book, as the sentences of changes say them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from models.base import Model
from models.book import Book
from models.clock import spoken_date
from models.duty import Duty
from models.people import Span
from models.references.sections import NAMED_SECTIONS
from models.text.lists import first_few
from roster.analysis.input_differences import dates_in_words, span_in_words
from roster.analysis.names import Names

_UNNAMED = {
    "requests": "request",
    "pins": "pin",
    "worked": "record of work",
    "rules": "rule",
    "derogations": "exception",
    "carried_in.duties": "duty carried in",
    "carried_in.totals": "carried-in totals",
    "carried_in.stand_downs": "carried-in stand-downs",
}
_MOST_DATES = 3  # named in a sentence; the others are counted
SECTION_WORDS = NAMED_SECTIONS | _UNNAMED  # section -> what a sentence calls one of its records


class BookWords:
    """Says ids of one book as people know them; an id that the book does not have is said as it is."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._names = Names(book.people)
        self._records: dict[str, dict[str, Model]] = {}

    @cached_property
    def duties(self) -> dict[str, Duty]:
        """The duties of the book by id."""
        return {duty.id: duty for duty in self.book.duties}

    def person(self, person: str) -> str:
        """`Asha Marsh (SC12)`."""
        return self._names.full(person)

    def duty(self, duty: str) -> str:
        """`JR20 on Fri 4 Dec`."""
        known = self.duties.get(duty)
        return known.spoken if known else duty

    def seat(self, duty: str, seat: str) -> str:
        """The name of a seat of a duty."""
        known = self.duties.get(duty)
        found = next((item for item in known.crew.seats if item.id == seat), None) if known else None
        return (found.name or found.id) if found else seat

    def vehicle(self, vehicle: str) -> str:
        """The id of a vehicle, which is how crews know it."""
        return vehicle

    def span(self, span: Span) -> str:
        """The dates or times of an absence or of time off the road: `on Fri 4 Dec`."""
        return span_in_words(span)

    def dates(self, first: date, last: date) -> str:
        """`on Fri 4 Dec`; `from Fri 4 Dec to Sun 6 Dec`."""
        return dates_in_words(first, last, on="on ") if first == last else f"from {dates_in_words(first, last)}"

    def some_dates(self, dates: Iterable[date]) -> str:
        """`on Fri 4 Dec, Sat 5 Dec and 3 more`."""
        return f"on {first_few([spoken_date(day) for day in sorted(dates)], _MOST_DATES)}"

    def found(self, section: str, name: str) -> Model | None:
        """The record of that id; None where the book has none."""
        if section not in self._records:
            self._records[section] = {item.id: item for item in getattr(self.book, section, ())}
        return self._records[section].get(name)

    def key(self, key: str) -> str:
        """What a key of `keys` is about: `the vehicle of JR20 on Fri 4 Dec`, `the caps of Asha Marsh (SC12)`."""
        what, _, rest = key.partition(" ")
        if what == "duty":
            return self.duty(rest)
        if what == "vehicle":
            return f"the vehicle of {self.duty(rest.removeprefix('of '))}"
        if what == "pin":
            person, _, duty = rest.partition(" ")
            return f"the pin of {self.person(person)} and {self.duty(duty)}"
        if what == "book":
            return f"the {rest.replace('_', ' ')} of the book"
        if what == "order":
            return f"the order of the {rest.removeprefix('of ').replace('_', ' ')}"
        section, _, name = rest.partition("/")
        return self._record_of_key(section, name.split("/"))

    def _record_of_key(self, section: str, parts: Sequence[str]) -> str:
        if section not in NAMED_SECTIONS:
            return f"the same {SECTION_WORDS.get(section, section)}"
        record = self.record(section, parts[0])
        return f"the {parts[1].replace('_', ' ')} of {record}" if len(parts) > 1 else record

    def record(self, section: str, name: str) -> str:
        """A record with an id: `vehicle CAR-1`; a person by name."""
        return self.person(name) if section == "people" else f"{SECTION_WORDS[section]} {name}"


__all__ = ["SECTION_WORDS", "BookWords"]
