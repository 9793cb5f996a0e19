"""What an organisation keeps to itself, left out of what others are shown: of books, breaches and sentences.

Of people of other organisations a viewer sees name, role, areas, qualifications, duties, and the dates on which they
are away; not why they are away, nor their offers, requests, limits, contract, records of hours, or how to reach them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from constraints.verify import Verdict
from models.book import Book
from models.people import Absence, AbsenceKind, Caps, Offer, Person
from models.records.history import CarriedTotals, Worked, WorkedKind
from models.rota import Basis, Breach, Cure, CuresOfDuty, Rota
from models.rules import Level
from roster.analysis.names import NamesInSentences
from roster.desk.service.access.standing import Standing, organisation_of

_KINDS = "|".join(re.escape(kind) for kind in AbsenceKind)
# What rules say of an absence: `is absent (annual leave)`, `P02 is away on Fri 4 Dec (sickness)`.
_KIND_IN_BRACKETS = re.compile(rf" \((?:{_KINDS})\)")
PRIVATE_FIELDS = frozenset({"absences", "posting", "offers", "caps", "day_job", "phone", "email"})
"""What a record of a person says that stays with their organisation."""
_MOST_HOURS = 60  # a contract that no rule of a masked book finds exceeded


@dataclass(frozen=True)
class Masking:
    """Hides what an account may not see of one book."""

    standing: Standing
    book: Book

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Ids of the people whose private data the account does not see."""
        return frozenset(
            person for person, employer in self._employers.items() if not self.standing.sees_private(person, employer)
        )

    @cached_property
    def _employers(self) -> Mapping[str, str]:
        return organisation_of(self.book)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {person.id: f"{person.name} ({person.id})" if person.name else person.id for person in self.book.people}

    @cached_property
    def _in_sentences(self) -> NamesInSentences:
        return NamesInSentences(self.book)

    @cached_property
    def _organisations(self) -> Mapping[str, str]:
        return {item.id: item.name or item.id for item in self.book.organisations}

    def sentence(self, text: str) -> str:
        """A sentence about anybody, without the kinds of absences where some people are hidden."""
        return without_kinds(text) if self.hidden else text

    def reason(self, person: str, text: str) -> str:
        """A reason about one person; for hidden people only who knows it."""
        if person not in self.hidden:
            return text
        return f"is not available; {self._organisations[self._employers[person]]} knows why"

    def breach(self, breach: Breach) -> Breach | None:
        """A breach as the account sees it, with names beside ids; None where it may not know of it."""
        if breach.person is None or breach.person not in self.hidden:
            message = self._in_sentences.named(self.sentence(breach.message))
            return breach.model_copy(update={"message": message})
        if breach.level is not Level.HARD:
            return None
        where = f" on {breach.date}" if breach.date else ""
        employer = self._organisations[self._employers[breach.person]]
        message = f"{self._names[breach.person]}: the rule {breach.rule} is broken{where}; {employer} knows the details"
        return breach.model_copy(update={"message": message, "amount": 1.0, "unit": "breach"})

    def breaches(self, breaches: Iterable[Breach]) -> list[Breach]:
        """The breaches as the account sees them."""
        return [seen for breach in breaches if (seen := self.breach(breach)) is not None]

    def verdict(self, verdict: Verdict) -> Verdict:
        """The verdict as the account sees it; sums of its levels must be taken from the whole one."""
        return Verdict(self.breaches(verdict.hard), self.breaches(verdict.soft))

    @cached_property
    def masked_book(self) -> Book:
        """The book without what the account may not see; the same book where nothing is hidden."""
        return self.of(self.book)

    def of(self, book: Book) -> Book:
        """Another state of the same unit's book, masked in the same way; it stays a consistent book."""
        hidden = Masking(self.standing, book).hidden
        if not hidden:
            return book
        seats = _offered_duties(book, hidden)
        fields: dict[str, Any] = {
            "people": tuple(
                _masked_person(person, seats.get(person.id, ())) if person.id in hidden else person
                for person in book.people
            ),
            "requests": tuple(item for item in book.requests if item.person not in hidden),
            "pins": tuple(item for item in book.pins if item.person not in hidden),
            "derogations": tuple(item for item in book.derogations if item.person not in hidden),
            "worked": tuple(item for item in book.worked if item.person not in hidden or _is_duty(item)),
            "carried_in": book.carried_in.model_copy(
                update={
                    "duties": tuple(
                        item for item in book.carried_in.duties if item.person not in hidden or _is_duty(item)
                    ),
                    "totals": tuple(_masked_totals(book.carried_in.totals, hidden)),
                }
            ),
        }
        if book.published is not None:
            fields["published"] = book.published.model_copy(update={"link_secret": None})
        if book.rota is not None:
            fields["rota"] = self._masked_rota(book.rota)
        masked = book.model_copy(update=fields)
        masked.__dict__.pop("input_hash", None)  # a copy keeps what was worked out of the original
        return masked

    def _masked_rota(self, rota: Rota) -> Rota:
        cures = tuple(self.cures(item) for item in rota.cures)
        return rota.model_copy(update={"breaches": tuple(self.breaches(rota.breaches)), "cures": cures})

    def cures(self, record: CuresOfDuty) -> CuresOfDuty:
        """What would crew a duty, without what hidden people would have to do for it."""
        return record.model_copy(update={"cures": tuple(map(self._masked_cure, record.cures))})

    def _masked_cure(self, cure: Cure) -> Cure:
        if cure.person not in self.hidden:
            return cure
        employer = self._organisations[self._employers[str(cure.person)]]
        return cure.model_copy(update={"change": f"{cure.person} could make it run; {employer} knows how"})


def without_kinds(text: str) -> str:
    """A sentence without the kinds of absences in it."""
    return _KIND_IN_BRACKETS.sub("", text)


def _masked_person(person: Person, dates: Iterable[Offer]) -> Person:
    away = tuple(
        Absence(kind=AbsenceKind.OTHER, first=item.first, last=item.last, start=item.start, end=item.end)
        for item in person.absences
    )
    posting = person.posting and person.posting.model_copy(update={"hours_per_week": _MOST_HOURS, "balance": 0})
    fields = {"absences": away, "posting": posting, "offers": tuple(dates), "caps": Caps(), "day_job": ()}
    return person.model_copy(update={**fields, "phone": "", "email": ""})


def _offered_duties(book: Book, hidden: frozenset[str]) -> dict[str, list[Offer]]:
    """Person -> an offer of just each duty that the rota gives them on an offer, so that the masked rota stands."""
    found: dict[str, list[Offer]] = {}
    dates = {duty.id: (duty.date, duty.call_sign.id) for duty in book.duties}
    for item in book.rota.assignments if book.rota else ():
        if item.person in hidden and item.basis is Basis.OFFERED and item.duty in dates:
            day, call_sign = dates[item.duty]
            found.setdefault(item.person, []).append(Offer(dates=(day,), call_signs=(call_sign,)))
    return found


def _is_duty(record: Worked) -> bool:
    """Whether a record is of a duty of the unit that was worked; absence and work elsewhere are private."""
    return record.kind is WorkedKind.DUTY and not record.no_show


def _masked_totals(totals: Iterable[CarriedTotals], hidden: frozenset[str]) -> list[CarriedTotals]:
    return [item for item in totals if item.person not in hidden]
