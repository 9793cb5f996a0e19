"""Makes the copy of one person: selects what they may see of a rota."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property

from models.people import Person
from models.period import Coordinator
from models.records.published import Kept, Told
from roster.analysis.gaps import Gap
from roster.analysis.stepping_in.helpful_seats import HelpfulSeats
from roster.io.site.copier import Copier, seat_name
from roster.io.site.personal.invitations import invitation, more_dates_mail
from roster.io.site.personal.personal_copies import OpenDate, OwnDuty, PersonalCopy
from roster.io.site.personal.why_short import why_contract_short, why_short
from roster.io.site.reader_copies import Contact, HoursLine


class PersonalCopier:
    """Makes the copies of single people.

    Args:
        copier: of the same publication.
    """

    def __init__(self, copier: Copier) -> None:
        self._copier = copier
        self._contents = copier.contents
        self._at: datetime = copier.published.at.astimezone(self._contents.book.period.zone)
        self._told: dict[str, list[Told]] = {}
        for item in sorted((*copier.published.told, *copier.published.kept), key=lambda item: item.start):
            self._told.setdefault(item.person, []).append(item)

    def copy(self, person: str) -> PersonalCopy:
        """Makes the copy for one person; for a person who left the book, with cancelled and earlier duties only."""
        contents = self._contents
        known = contents.facts.people.get(person)
        role = contents.facts.roles[known.role] if known else None
        organisation = contents.facts.organisations[role.organisation] if role else None
        coordinator = organisation.coordinator if organisation else None
        hours = tuple(self._hours(known)) if known else ()
        return PersonalCopy(
            name=contents.name(person),
            role=contents.role_name(role.id) if role else "",
            organisation=(organisation.name or organisation.id) if organisation else "",
            title=contents.book.name,
            period=contents.period,
            dates=tuple(contents.book.period.dates),
            holidays=self._copier.holidays([organisation]),
            version=self._copier.published.version,
            published=self._copier.when,
            published_at=self._at,
            duties=tuple(self._own_duties(known)) if known else (),
            kept=tuple(item for item in self.told(person) if isinstance(item, Kept) and not item.cancelled),
            cancelled=tuple(item for item in self.told(person) if item.cancelled),
            hours=hours,
            open_dates=tuple(self._open_dates(known, coordinator)) if known else (),
            coordinator=coordinator,
            contact=Contact(known.phone, known.email) if known else None,
            more_dates_mail=more_dates_mail(hours, contents.book.name, contents.name(person), coordinator),
        )

    def told(self, person: str) -> list[Told]:
        """Returns the entries of a person's calendar."""
        return self._told.get(person, [])

    def _own_duties(self, person: Person) -> Iterator[OwnDuty]:
        view = self._contents.view
        for assignment in view.planned_of(person):
            duty = self._contents.facts.duty[assignment.duty]
            seats = {seat.id: seat_name(seat) for seat in duty.crew.seats}
            mates = [
                (self._contents.name(item.person), seats[item.seat])
                for item in view.crew_of(duty)
                if item.person != person.id
            ]
            yield OwnDuty(self._copier.line(duty), seats[assignment.seat], tuple(mates))

    def _hours(self, person: Person) -> Iterator[HoursLine]:
        contents = self._contents
        lines = contents.ledger_of.get(person.id, [])
        why = [why_short(line, contents.facts, self._gaps) for line in lines]
        contract = why_contract_short(person, contents.view, contents.rules, self._gaps) if person.posting else ""
        return self._copier.hours(person, why, contract)

    @cached_property
    def _gaps(self) -> Mapping[str, Gap]:
        return {gap.duty.id: gap for gap in self._contents.gaps}

    @cached_property
    def _helpful(self) -> HelpfulSeats:
        contents = self._contents
        return HelpfulSeats(contents.view.with_record, contents.rules, contents.gaps, self._at)

    def _open_dates(self, person: Person, coordinator: Coordinator | None) -> Iterator[OpenDate]:
        """The seats in which they would help: the duties that would run first, then by date."""
        for found in sorted(self._helpful.of(person), key=lambda item: (item.help, item.duty.start)):
            yield invitation(found, self._copier.line(found.duty), self._contents.name(person.id), coordinator)
