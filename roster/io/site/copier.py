"""Makes the copies of a publication: selects what each reader may see of a rota."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from constraints.facts import Counting
from constraints.shared.rostered_time import rostered_minutes, worked_minutes
from models.duty import Duty
from models.people import Person
from models.period import Organisation
from models.records.published import Published
from models.service import Seat
from roster.analysis.ledger import LedgerLine, Light
from roster.analysis.names import names_of_areas
from roster.analysis.words import month_in_words
from roster.io.site.reader_copies import (
    Contact,
    Copy,
    DutyLine,
    Group,
    HoursLine,
    OpenSeat,
    PersonLine,
    SeatLine,
)
from roster.io.xlsx.rota.rota_contents import RotaContents
from roster.lifecycle.audience import Audience, AudienceKind


class Copier:
    """Makes the copies of one publication.

    Args:
        contents: the rota and its reports.
        published: what people were told.
    """

    def __init__(self, contents: RotaContents, published: Published) -> None:
        self.contents = contents
        self.published = published
        book = contents.book
        self._from = published.at.astimezone(book.period.zone).date()
        self._areas = names_of_areas(book)
        self._vehicles = {vehicle.id: vehicle.name for vehicle in book.vehicles}
        self._lines = {duty.id: self._line(duty) for duty in contents.facts.duties}
        self._open = list(self._open_seats())
        at = published.at.astimezone(book.period.zone)
        self.when = f"{at.day} {at:%B %Y at %H:%M}"

    # --- for audiences

    def copy(self, audience: Audience) -> Copy:
        """Makes the copy for the coordinator, an organisation, or the notice board."""
        contents = self.contents
        whose = audience.organisation.id if audience.organisation else None
        lines = [self._lines[duty.id] for duty in contents.facts.duties if self._concerns(duty, whose)]
        seen = {line.duty.id for line in lines}
        groups = [
            Group(
                f"{organisation.name or organisation.id}: {contents.role_name(role.id)}",
                tuple(self._person(person) for person in people),
            )
            for organisation, role, people in contents.groups
            if whose in (None, organisation.id)
        ]
        hours = None
        if audience.kind in (AudienceKind.COORDINATOR, AudienceKind.ORGANISATION):
            hours = tuple(
                line
                for organisation, _, people in contents.groups
                if audience.hours_of(organisation.id)
                for person in people
                for line in self.hours(person)
            )
        return Copy(
            audience=audience,
            name=contents.book.name,
            period=contents.period,
            dates=tuple(contents.book.period.dates),
            holidays=self.holidays(contents.book.organisations if whose is None else [audience.organisation]),
            zone=contents.book.period.time_zone,
            version=self.published.version,
            published=self.when,
            call_signs=tuple(
                sign.id for sign in contents.book.call_signs if any(line.duty.call_sign.id == sign.id for line in lines)
            ),
            duties=tuple(lines),
            groups=tuple(groups),
            hours=hours,
            open_seats=tuple(item for item in self._open if item.line.duty.id in seen and self._for(item, whose)),
            codes=tuple((code.code, f"{code.name}, {code.times}") for code in contents.codes.shifts),
            numbers=tuple((number, sign) for sign, number in contents.codes.numbers.items()),
            contacts=self._contacts() if audience.kind is AudienceKind.COORDINATOR else {},
        )

    def _contacts(self) -> dict[str, Contact]:
        """How each person is reached of whom a phone number or an e-mail address is known."""
        return {
            person.id: Contact(person.phone, person.email)
            for person in self.contents.book.people
            if person.phone or person.email
        }

    def _concerns(self, duty: Duty, organisation: str | None) -> bool:
        """Whether a duty has a seat for people of an organisation; True for None, which means every organisation."""
        roles = self.contents.facts.roles
        return organisation is None or any(
            roles[role].organisation == organisation for seat in duty.crew.seats for role in seat.roles
        )

    def _for(self, item: OpenSeat, organisation: str | None) -> bool:
        roles = self.contents.facts.roles
        return organisation is None or any(roles[role].organisation == organisation for role in item.roles)

    def holidays(self, organisations: Iterable[Organisation | None]) -> dict[date, str]:
        """The bank holidays of some organisations in the period, by date."""
        found: dict[date, str] = {}
        for organisation in organisations:
            if organisation is not None:
                found |= self.contents.facts.bank_holidays[organisation.id]
        return found

    def _person(self, person: Person) -> PersonLine:
        duties = self.contents.view.planned_duties_of(person)
        return PersonLine(person.id, self.contents.name(person.id), tuple(self._lines[duty.id] for duty in duties))

    # --- lines

    def line(self, duty: Duty) -> DutyLine:
        """Makes the line of a duty, which is the same for all readers who may see that duty."""
        return self._lines[duty.id]

    def _line(self, duty: Duty) -> DutyLine:
        contents = self.contents
        state = contents.view.state(duty)
        vehicle = contents.view.vehicles.get(duty.id) or ""
        if self._vehicles.get(vehicle):
            vehicle = f"{vehicle} ({self._vehicles[vehicle]})"
        return DutyLine(
            duty=duty,
            area=self._areas[contents.facts.area_of(duty)],
            vehicle=vehicle,
            code=contents.codes.text(duty),
            tint=contents.codes.shifts.index(contents.codes.code_of(duty)),
            state=state,
            seats=tuple(self._seat(duty, seat) for seat in duty.crew.seats),
            missing=contents.missing(duty),
        )

    def _seat(self, duty: Duty, seat: Seat) -> SeatLine:
        people = [self.contents.name(item.person) for item in self.contents.view.in_seat(duty, seat.id)]
        return SeatLine(seat_name(seat), tuple(people), max(0, seat.preferred - len(people)))

    def _open_seats(self) -> Iterable[OpenSeat]:
        """Finds seats that are open for offers, from the day of publication on.

        They are below the preferred number; of a duty that is stood down, those whose people are really missing.
        """
        for duty in self.contents.facts.duties:
            if duty.date < self._from or not self.contents.facts.has_vehicle(duty):
                continue
            lacking = {item.seat.id for item in self.contents.lacking(duty)}
            for seat, line in zip(duty.crew.seats, self._lines[duty.id].seats, strict=True):
                if line.missing and (not lacking or seat.id in lacking):
                    wanted = " or ".join(self.contents.role_name(role) for role in seat.roles)
                    yield OpenSeat(self._lines[duty.id], line.name, seat.roles, wanted, line.missing)

    def hours(self, person: Person, why: Sequence[str] | None = None, why_contract: str = "") -> Iterator[HoursLine]:
        """Compares a person's hours with their promises, and their contract.

        Args:
            why: why each promise is short, for the person alone; None for other readers.
            why_contract: why the contract is short, for the person alone.
        """
        contents = self.contents
        name, role = contents.name(person.id), contents.role_name(person.role)
        lines = contents.ledger_of.get(person.id, [])
        for line, reason in zip(lines, why or [""] * len(lines), strict=True):
            yield _promise(line, name, role, reason)
        duties = contents.view.planned_duties_of(person)
        minutes = contents.view.minutes_of(person, duties, Counting.PAID)
        if person.posting is not None:
            counts = rostered_minutes(contents.view.as_worked, person) + worked_minutes(contents.facts, person)
            due = contents.facts.contract_minutes(person)
            standing = "contract met" if counts >= due else "contract short"
            yield HoursLine(
                name, role, contents.period, "contract", due, counts, "", standing, minutes, why=why_contract
            )
        elif not lines and (minutes or why is not None):
            yield HoursLine(name, role, contents.period, "no promise", None, minutes, "", "", minutes)


def _promise(line: LedgerLine, name: str, role: str, why: str) -> HoursLine:
    return HoursLine(
        name=name,
        role=role,
        month=month_in_words(line.month),
        kind="promise",
        due=line.promised,
        counts=line.total,
        light=line.light.value,
        standing=Light(line.light).words,
        planned=line.assigned - line.settled,
        worked=line.worked,
        carried=line.carried_in,
        elsewhere=line.elsewhere,
        why=why,
    )


def seat_name(seat: Seat) -> str:
    """The name of a seat, or its id."""
    return seat.name or seat.id
