"""Draws absences and offers of one month at random, with common random numbers.

The random number of a person on a date depends on the seed, the number of the draw, the id of the person, the purpose
and the date, and on nothing else. So cells that differ by a change share their random numbers: with a higher rate of
sickness people are away on the same days and on some more, and a newcomer changes nothing for the others.
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

MAX_SPELL = 90  # days of a drawn spell of sickness


@dataclass(frozen=True)
class RandomNumbers:
    """The random numbers of one draw.

    Attributes:
        seed: the seed of the sweep.
        draw: the number of the draw.
    """

    seed: int
    draw: int

    def uniform(self, person: str, purpose: str, day: date) -> float:
        """A number of the uniform distribution on [0, 1)."""
        key = f"{self.seed}|{self.draw}|{person}|{purpose}|{day.isoformat()}".encode()
        return int.from_bytes(hashlib.blake2b(key, digest_size=7).digest(), "big") / 2**56


def sample_book(changed: ChangedBook, book: Book, numbers: RandomNumbers) -> Book:
    """Adds the absences and offers of one draw to the book of a month.

    Args:
        changed: the changed book, whose period has the offers that habits are taken from.
        book: the book of the month, with the same people.
        numbers: the random numbers of the draw.
    """
    originals = {person.id: person for person in changed.book.people}
    people = []
    for person in book.people:
        original = originals.get(person.id, person)
        absences = [*_dated_absences(changed, original), *_absences(changed.draws, original, book.period, numbers)]
        offers = _offers(changed, original, book.period, numbers)
        people.append(person.remade(absences=tuple(absences), offers=tuple(offers)))
    return book.changed(people=tuple(people))


def with_sampled_absences(changed: ChangedBook, person: Person, period: Period, numbers: RandomNumbers) -> Person:
    """Adds the absences of one draw to a person who is not in the book."""
    return person.remade(absences=(*person.absences, *_absences(changed.draws, person, period, numbers)))


def needs_sampling(changed: ChangedBook, period: Period) -> bool:
    """Whether anything of a month is drawn at random, or its offers are not in the book."""
    return changed.draws.anything or bool(changed.offer_patterns) or period != changed.book.period


# --- absences


def _rates(draws: Sampling, person: Person) -> Iterator[SampledAbsences]:
    """The rates of absences of a person: of several entries of one kind the last one that names the person's role."""
    found: dict[AbsenceKind, SampledAbsences] = {}
    for item in draws.away:
        if not item.roles or person.role in item.roles:
            found[item.kind] = item
    yield from found.values()


def _dated_absences(changed: ChangedBook, person: Person) -> Iterator[Absence]:
    """The dated absences of a person that stay: those that changes added, and those of kinds that are not drawn."""
    added = changed.absences.get(person.id, ())
    drawn = {item.kind for item in _rates(changed.draws, person)}
    keep = changed.draws.keep_dated
    yield from (item for item in person.absences if item in added or (item.kind not in drawn if keep is None else keep))


def _absences(draws: Sampling, person: Person, period: Period, numbers: RandomNumbers) -> Iterator[Absence]:
    for item in _rates(draws, person):
        if not item.rate:
            continue
        if item.lasting is AbsenceLength.WEEK:
            yield from _weeks(item, person, period, numbers)
        elif item.lasting is AbsenceLength.SPELL and item.rate < 1:
            yield from _spells(item, person, period, numbers)
        else:
            yield from (
                Absence(kind=item.kind, first=day)
                for day in period.dates
                if numbers.uniform(person.id, item.kind, day) < item.rate
            )


def _weeks(item: SampledAbsences, person: Person, period: Period, numbers: RandomNumbers) -> Iterator[Absence]:
    """Absences of whole weeks, Monday to Sunday; one at the end of a period continues in the next."""
    monday = period.first - timedelta(days=period.first.weekday())
    while monday <= period.last:
        if numbers.uniform(person.id, item.kind, monday) < item.rate:
            yield Absence(kind=item.kind, first=monday, last=monday + timedelta(days=6))
        monday += timedelta(weeks=1)


def _spells(item: SampledAbsences, person: Person, period: Period, numbers: RandomNumbers) -> Iterator[Absence]:
    """Absences of several days in a row, that begin at random and last `mean_days` on average.

    When spells begin on a share p of days, a person is present on a day with probability (1 - p) ** mean_days; p is
    chosen so that the rate of absences is as given.
    """
    begins = 1 - math.exp(math.log1p(-item.rate) / item.mean_days)
    away: set[date] = set()
    for day in days(period.first - timedelta(days=MAX_SPELL), period.last):
        if numbers.uniform(person.id, f"{item.kind} begins", day) < begins:
            number = numbers.uniform(person.id, f"{item.kind} lasts", day)
            # The first day, and each further day with the same probability (geometric distribution).
            more = 0 if item.mean_days <= 1 else math.log1p(-number) / math.log1p(-1 / item.mean_days)
            away.update(days(day, day + timedelta(days=min(int(more), MAX_SPELL - 1))))
    yield from (
        Absence(kind=item.kind, first=first, last=last)
        for first, last in _runs(sorted(day for day in away if day in period))
    )


def _runs(dates: Sequence[date]) -> Iterator[tuple[date, date]]:
    """Groups sorted dates into spells of days in a row: (first, last)."""
    first = before = None
    for day in dates:
        if first is None or before is None or day - before > timedelta(days=1):
            if first is not None and before is not None:
                yield first, before
            first = day
        before = day
    if first is not None and before is not None:
        yield first, before


# --- offers


def _offers(changed: ChangedBook, person: Person, period: Period, numbers: RandomNumbers) -> Iterator[Offer]:
    """The offers of a person in a period: those of the book where they hold, else drawn from the person's habits."""
    original = changed.book.period
    rate = next((item for item in reversed(changed.draws.offers) if not item.roles or person.role in item.roles), None)
    pattern = changed.offer_patterns.get(person.id)
    nothing_drawn = rate is None and pattern is None
    dated = person.offers if period == original and (nothing_drawn or changed.draws.keep_dated) else ()
    yield from dated
    if nothing_drawn and period == original:
        return
    if nothing_drawn and not _has_dated_offers(person, original):
        yield from person.offers  # days of the week, for as long as they say
        return
    share, weekdays = _share_and_weekdays(rate, pattern)
    for day in [period.first - timedelta(days=1), *period.dates]:
        habit = _habit(person, Weekday.of(day), original, weekdays)
        if habit is None or any(offer.on(day) for offer in dated):
            continue
        usual, like = habit
        if day not in period and not like.days_after:
            continue  # an offer of the day before matters only where it continues after midnight
        if rate is None and pattern is not None and period == original:
            probability = _probability_beside_book(any(offer.on(day) for offer in person.offers), usual, share)
        else:
            probability = usual if share is None else share
        if numbers.uniform(person.id, "offers", day) < probability:
            yield like.remade(dates=(day,), weekdays=(), first=None, last=None)


def _has_dated_offers(person: Person, period: Period) -> bool:
    """Whether any offer of a person is about dates of the book's period, and not about days of the week alone."""
    return any(offer.dates or offer.last == period.last or offer.first == period.first for offer in person.offers)


def _share_and_weekdays(
    rate: SampledOffers | None, pattern: OfferPattern | None
) -> tuple[float | None, tuple[Weekday, ...] | None]:
    """The share of dates and the days of the week; the pattern of a person goes before the rate of a role."""
    share, weekdays = (rate.share, rate.weekdays) if rate is not None else (None, None)
    if pattern is not None:
        share = pattern.share if pattern.share is not None else share
        weekdays = pattern.weekdays or weekdays
    return share, weekdays


def _habit(
    person: Person, weekday: Weekday, period: Period, weekdays: Sequence[Weekday] | None
) -> tuple[float, Offer] | None:
    """The habit of a person on a day of the week: the share of dates offered in the book, and an offer to copy.

    None where the person never offers that day.
    """
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


def _probability_beside_book(offers_it: bool, usual: float, share: float | None) -> float:
    """The probability that a date of the book's period is offered, where the share becomes `share` instead of `usual`.

    With a larger share all dates offered in the book stay, with some more; with a smaller one some of them stay.
    """
    if share is None:
        return 1.0 if offers_it else 0.0
    if share >= usual:
        return 1.0 if offers_it else (share - usual) / (1 - usual) if usual < 1 else 1.0
    return share / usual if offers_it else 0.0


__all__ = ["RandomNumbers", "needs_sampling", "sample_book", "with_sampled_absences"]
