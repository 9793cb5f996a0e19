"""Puts the replies of all people together: the latest of each counts; what contradicts the book is said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.base import Weekday
from models.book import Book
from models.clock import monday_of, month_of, spoken_date
from models.people import Offer, Person
from models.text.lists import first_few
from roster.offers.asking.slots import Slot
from roster.offers.replies import FileReading, Place, Remark, Reply, in_order
from roster.offers.words.written_caps import caps_text

_DAY = timedelta(days=1)
SlotsOf = Callable[[Person], Sequence[Slot]]


@dataclass(frozen=True)
class Counted:
    """The reply of one person that counts.

    Attributes:
        reply: the latest.
        earlier: those that it replaces, the latest first.
        left_out: offers of it that the book does not get, a sentence each.
        contradictions: what it offers and the book says otherwise, a sentence each.
        above_limits: whether it offers more dates than the person's own limits allow, as most people do who leave the
            choice to the coordinator.
    """

    reply: Reply
    earlier: tuple[Reply, ...]
    left_out: tuple[str, ...]
    contradictions: tuple[str, ...]
    above_limits: bool = False

    @property
    def sentence(self) -> str:
        """What was understood: `4 dates: Fri 1 Jan ...; at most 2 duties a month`."""
        dates = list(self.reply.dates)
        parts = []
        if dates:
            number = len({answer.date for answer in dates})
            parts.append(f"{number} date{'' if number == 1 else 's'}: {', '.join(map(str, dates))}")
        if not parts:
            parts.append("no date")
        caps = caps_text(self.reply.person.caps.remade(**self.reply.caps))
        if caps and self.reply.caps:
            parts.append(caps)
        if number := len(self.reply.problems):
            parts.append(f"{number} answer{'' if number == 1 else 's'} not understood")
        return "; ".join(parts)


@dataclass(frozen=True)
class Collected:
    """All replies to a book, put together.

    Attributes:
        book: for whose period they are.
        counted: the reply of each person that counts, in the order of the book.
        silent: people asked who have not replied.
        blank: people whose sheet came back without an answer, and where.
        problems: everything that is not understood.
        notes: what was passed over, and how something was taken.
        remarks: what people wrote beside their offers.
    """

    book: Book
    counted: tuple[Counted, ...]
    silent: tuple[Person, ...]
    blank: tuple[tuple[Person, Place], ...]
    problems: tuple[Remark, ...]
    notes: tuple[Remark, ...]
    remarks: tuple[Remark, ...]

    def into(self) -> Book:
        """The book with these offers and limits; those of people who have not replied stay as they are."""
        replies = {item.reply.person.id: item.reply for item in self.counted}
        return self.book.changed(
            people=[
                _answered(person, replies[person.id], self.book) if person.id in replies else person
                for person in self.book.people
            ]
        )


def collect(book: Book, reading: FileReading, asked: Sequence[Person], slots_of: SlotsOf) -> Collected:
    """Puts the replies together.

    Args:
        book: for whose period they are.
        reading: everything that was read, in the order in which it was given.
        asked: the people from whom a reply is expected.
        slots_of: the shifts that a person could work.
    """
    by_person: dict[str, list[Reply]] = defaultdict(list)
    strange = [reply for reply in reading.replies if _of_another_period(reply, book)]
    for reply in reading.replies:
        if reply not in strange:
            by_person[reply.person.id].append(reply)
    counted = []
    for person in book.people:
        if replies := by_person.get(person.id):
            order = sorted(enumerate(replies), key=lambda item: (item[1].moment or datetime.min, item[0]), reverse=True)
            latest, *earlier = (reply for _, reply in order)
            counted.append(_counted(latest, earlier, book, slots_of(person)))
    replied = by_person.keys()
    latest_replies = [item.reply for item in counted]
    return Collected(
        book,
        tuple(counted),
        tuple(person for person in asked if person.id not in replied),
        tuple((person, place) for person, place in reading.blank if person.id not in replied),
        tuple(
            in_order(
                [
                    *reading.problems,
                    *map(_not_counted, strange),
                    *(item for reply in latest_replies for item in reply.problems),
                ]
            )
        ),
        tuple(in_order([*reading.notes, *_of_replaced(counted)])),
        tuple(in_order([item for reply in latest_replies for item in reply.remarks])),
    )


def _of_another_period(reply: Reply, book: Book) -> bool:
    """Whether a reply offers dates, and none of the period: then it answers for another one."""
    return bool(reply.answers) and not any(answer.date in book.period for answer in reply.answers)


def _not_counted(reply: Reply) -> Remark:
    days = first_few([f"{answer} {answer.date.year}" for answer in reply.dates])
    sentence = f"{reply.person.id} offers only dates outside the period ({days}): is it a reply for another one?"
    return Remark(reply.place, f"{sentence} It is not counted")


def _of_replaced(counted: Sequence[Counted]) -> Iterator[Remark]:
    """Sentences on what was not understood in replies that a later one replaces; these do not block the answer."""
    for item in counted:
        for reply in item.earlier:
            for problem in reply.problems:
                yield Remark(problem.place, f"in a reply that a later one replaces: {problem.sentence}")


def _counted(latest: Reply, earlier: Sequence[Reply], book: Book, slots: Sequence[Slot]) -> Counted:
    contradictions = tuple(_contradictions(latest, book, slots))
    return Counted(latest, tuple(earlier), tuple(_left_out(latest, book)), contradictions, _above_limits(latest, book))


def _left_out(reply: Reply, book: Book) -> Iterator[str]:
    for answer in reply.dates:
        if answer.date not in book.period:
            yield f"{answer} {answer.date.year} is outside the period, and is not written"


def _contradictions(reply: Reply, book: Book, slots: Sequence[Slot]) -> Iterator[str]:
    """What a reply offers and the book says otherwise."""
    inside = [answer for answer in reply.dates if answer.date in book.period]
    for answer in inside:
        there = [slot for slot in slots if slot.date == answer.date]
        offer = Offer(dates=(answer.date,), start=answer.start, end=answer.end, call_signs=answer.call_signs)
        if away := next((slot.away for slot in there if slot.away), "") or _absence(reply.person, answer.date):
            yield f"offers {answer}, and is down as away that day ({away})"
        elif not there and answer.start is None:
            yield f"offers {answer}, on which no duty runs that they could work"
        elif answer.start is not None and not any(
            offer.holds(slot.date, slot.start, slot.end) for slot in slots if abs(slot.date - answer.date) <= _DAY
        ):
            yield f"offers {answer}, and no duty that they could work lies within it"


def _above_limits(reply: Reply, book: Book) -> bool:
    """Whether more dates are offered than the person's own limits allow: no contradiction, since the limits hold."""
    caps = reply.person.caps.remade(**reply.caps)
    days = {answer.date for answer in reply.dates if answer.date in book.period}
    weeks, months = Counter(map(monday_of, days)), Counter(map(month_of, days))
    limits = ((caps.duties_per_week, weeks), (caps.duties_per_month, months))
    return any(most is not None and most < max(dates.values(), default=0) for most, dates in limits)


def _absence(person: Person, day: date) -> str:
    return next((str(item.kind) for item in person.absences if item.dates_within(day, day)), "")


def _answered(person: Person, reply: Reply, book: Book) -> Person:
    """The person with what they replied for the period; what they offered for other times stays."""
    inside = [answer for answer in reply.answers if answer.date in book.period]
    offers = Reply(person, reply.place, answers=inside).offers()
    kept = [part for offer in person.offers for part in outside(offer, book.period.first, book.period.last)]
    return person.remade(offers=(*offers, *kept), caps=person.caps.remade(**reply.caps))


def outside(offer: Offer, first: date, last: date) -> list[Offer]:
    """The parts of an offer that lie before or after some dates."""
    if offer.dates:
        days = tuple(day for day in offer.dates if not first <= day <= last)
        return [offer.remade(dates=days)] if days else []
    parts = []
    if (offer.first is None or offer.first < first) and offer.first is not None:
        parts.append(offer.remade(last=min(offer.last or first, first - _DAY)))
    if offer.last is None or offer.last > last:
        parts.append(offer.remade(first=max(offer.first or last, last + _DAY)))
    return parts


def standing(person: Person, book: Book) -> str:
    """A sentence on weekdays that a person offers without end, which a reply replaces for the period; else empty."""
    days = [
        day
        for offer in person.offers
        if offer.weekdays and (offer.last is None or offer.last > book.period.last)
        for day in offer.weekdays
    ]
    if not days:
        return ""
    names = ", ".join(day.value.capitalize() for day in Weekday if day in days)
    after = spoken_date(book.period.last + _DAY)
    return f"has a standing offer ({names}): it gives way to the reply, and holds again from {after}"


__all__ = ["Collected", "Counted", "collect", "standing"]
