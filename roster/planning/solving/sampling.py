"""What chance decides: who is away, and what people offer, in one drawn month.

Common random numbers: the luck of a person on a date comes from the seed, the number of the draw, the person's id, what
it is about and the date, and from nothing else. So two cells that differ by a change have the same luck, more sickness
means the same days and some more, and a newcomer changes nobody else's.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.base import Weekday
from models.book import Book
from models.clock import days
from models.people import Absence, AbsenceKind, Offer, Person
from models.period import Period
from roster.planning.changes.changed_book import ChangedBook, OfferPattern
from roster.planning.scenarios.sampling import AbsenceLength, SampledAbsences, SampledOffers, Sampling

LONGEST_SPELL = 90  # days; a spell of sickness that is drawn lasts no longer


@dataclass(frozen=True)
class RandomNumbers:
    """The chances of one draw."""

    seed: int
    draw: int

    def of(self, person: str, about: str, day: date) -> float:
        """At least 0, less than 1; each value as likely as any other."""
        key = f"{self.seed}|{self.draw}|{person}|{about}|{day.isoformat()}".encode()
        return int.from_bytes(hashlib.blake2b(key, digest_size=7).digest(), "big") / 2**56


def sample_book(case: ChangedBook, book: Book, luck: RandomNumbers) -> Book:
    """A book of some month of the case, with the absences and offers of one draw.

    Args:
        book: of one month of the span; its people are those of the case.
    """
    about = {person.id: person for person in case.book.people}
    people = []
    for person in book.people:
        own = about.get(person.id, person)
        absences = [*_kept(case, own), *_away(case.draws, own, book.period, luck)]
        people.append(person.remade(absences=tuple(absences), offers=tuple(_offers(case, own, book.period, luck))))
    return book.changed(people=tuple(people))


def with_sampled_absences(case: ChangedBook, person: Person, period: Period, luck: RandomNumbers) -> Person:
    """Somebody who is not in the case's book, with the absences of one draw."""
    return person.remade(absences=(*person.absences, *_away(case.draws, person, period, luck)))


def needs_sampling(case: ChangedBook, period: Period) -> bool:
    """Whether a month of the case is anything but what its book says."""
    return case.draws.anything or bool(case.offer_patterns) or period != case.book.period


# --- away


def _rates(draws: Sampling, person: Person) -> Iterator[SampledAbsences]:
    """What a person may be away for: of several of one kind, the last that speaks of them."""
    found: dict[AbsenceKind, SampledAbsences] = {}
    for item in draws.away:
        if not item.roles or person.role in item.roles:
            found[item.kind] = item
    yield from found.values()


def _kept(case: ChangedBook, person: Person) -> Iterator[Absence]:
    """The dated absences that stand beside what is drawn: all that a change made, and those of kinds not drawn."""
    made = case.absences.get(person.id, ())
    replaced = {item.kind for item in _rates(case.draws, person)}
    keep = case.draws.keep_dated
    yield from (
        item for item in person.absences if item in made or (item.kind not in replaced if keep is None else keep)
    )


def _away(draws: Sampling, person: Person, period: Period, luck: RandomNumbers) -> Iterator[Absence]:
    for item in _rates(draws, person):
        if not item.rate:
            continue
        if item.lasting is AbsenceLength.WEEK:
            yield from _weeks(item, person, period, luck)
        elif item.lasting is AbsenceLength.SPELL and item.rate < 1:
            yield from _spells(item, person, period, luck)
        else:
            yield from (
                Absence(kind=item.kind, first=day)
                for day in period.dates
                if luck.of(person.id, item.kind, day) < item.rate
            )


def _weeks(item: SampledAbsences, person: Person, period: Period, luck: RandomNumbers) -> Iterator[Absence]:
    """Whole weeks, Monday to Sunday; one at a period's end goes on in the next."""
    monday = period.first - timedelta(days=period.first.weekday())
    while monday <= period.last:
        if luck.of(person.id, item.kind, monday) < item.rate:
            yield Absence(kind=item.kind, first=monday, last=monday + timedelta(days=6))
        monday += timedelta(weeks=1)


def _spells(item: SampledAbsences, person: Person, period: Period, luck: RandomNumbers) -> Iterator[Absence]:
    """Days in a row. Spells begin by chance on any day and last a random number of days, `mean_days` on average.

    With spells that begin on a share p of days, nobody is away on a day with probability exp(-p x mean_days): so p is
    chosen that the rate comes out.
    """
    begins = 1 - math.exp(math.log1p(-item.rate) / item.mean_days)
    away: set[date] = set()
    for day in days(period.first - timedelta(days=LONGEST_SPELL), period.last):
        if luck.of(person.id, f"{item.kind} begins", day) < begins:
            chance = luck.of(person.id, f"{item.kind} lasts", day)
            # The first day, and each further one with the same chance.
            more = 0 if item.mean_days <= 1 else math.log1p(-chance) / math.log1p(-1 / item.mean_days)
            away.update(days(day, day + timedelta(days=min(int(more), LONGEST_SPELL - 1))))
    yield from (
        Absence(kind=item.kind, first=first, last=last)
        for first, last in _runs(sorted(day for day in away if day in period))
    )


def _runs(dates: Sequence[date]) -> Iterator[tuple[date, date]]:
    """Dates in order as spells, first and last."""
    first = before = None
    for day in dates:
        if first is None or before is None or day - before > timedelta(days=1):
            if first is not None and before is not None:
                yield first, before
            first = day
        before = day
    if first is not None and before is not None:
        yield first, before


# --- offered


def _offers(case: ChangedBook, person: Person, period: Period, luck: RandomNumbers) -> Iterator[Offer]:
    """What a person offers in a period: as the book says where that is known, else as they are wont to."""
    own = case.book.period
    asked = next((item for item in reversed(case.draws.offers) if not item.roles or person.role in item.roles), None)
    pattern = case.offer_patterns.get(person.id)
    nothing_drawn = asked is None and pattern is None
    kept = person.offers if period == own and (nothing_drawn or case.draws.keep_dated) else ()
    yield from kept
    if nothing_drawn and period == own:
        return
    if asked is None and pattern is None and not _dated(person, own):
        yield from person.offers  # days of the week, for as long as they say
        return
    share, weekdays = _wanted(asked, pattern)
    for day in [period.first - timedelta(days=1), *period.dates]:
        habit = _habit(person, Weekday.of(day), own, weekdays)
        if habit is None or any(offer.on(day) for offer in kept):
            continue
        usual, like = habit
        if day not in period and not like.days_after:
            continue  # of the eve only a window that reaches into the period matters
        if asked is None and pattern is not None and period == own:
            chance = _chance_beside(any(offer.on(day) for offer in person.offers), usual, share)
        else:
            chance = usual if share is None else share
        if luck.of(person.id, "offers", day) < chance:
            yield like.remade(dates=(day,), weekdays=(), first=None, last=None)


def _dated(person: Person, period: Period) -> bool:
    """Whether what a person offers, or any of it, is dates of the book's own period."""
    return any(offer.dates or offer.last == period.last or offer.first == period.first for offer in person.offers)


def _wanted(
    asked: SampledOffers | None, pattern: OfferPattern | None
) -> tuple[float | None, tuple[Weekday, ...] | None]:
    """The share and the weekdays that count; what a change says of a person comes before what is said of a role."""
    share, weekdays = (asked.share, asked.weekdays) if asked is not None else (None, None)
    if pattern is not None:
        share = pattern.share if pattern.share is not None else share
        weekdays = pattern.weekdays or weekdays
    return share, weekdays


def _habit(
    person: Person, weekday: Weekday, period: Period, weekdays: Sequence[Weekday] | None
) -> tuple[float, Offer] | None:
    """Of a day of the week: what share of them a person offers in the book, and an offer it is like; None for never."""
    if weekdays is not None and weekday not in weekdays:
        return None
    dates = [day for day in period.dates if Weekday.of(day) is weekday]
    offered = [day for day in dates if any(offer.on(day) for offer in person.offers)]
    if not offered:
        if weekdays is None:
            return None
        like = person.offers[0] if person.offers else Offer(dates=(period.first,))
        return 0.0, like
    like = next(offer for offer in person.offers if offer.on(offered[0]))
    return len(offered) / len(dates), like


def _chance_beside(offers_it: bool, usual: float, share: float | None) -> float:
    """The chance of a date in the book's own period, where the share is `share` and not, as it was, `usual`.

    Who offers more offers what they did and some more; who offers less, some of what they did.
    """
    if share is None:
        return 1.0 if offers_it else 0.0
    if share >= usual:
        return 1.0 if offers_it else (share - usual) / (1 - usual) if usual < 1 else 1.0
    return share / usual if offers_it else 0.0


__all__ = ["RandomNumbers", "needs_sampling", "sample_book", "with_sampled_absences"]
