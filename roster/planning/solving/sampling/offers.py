"""Draws the offers of people in one month from their habits: how often they offer each day of the week in the book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.base import Weekday
from models.clock import days
from models.people import Offer, Person
from models.period import Period
from roster.planning.changes.changed_book import ChangedBook, OfferPattern
from roster.planning.scenarios.sampling import SampledOffers
from roster.planning.solving.sampling.random_numbers import RandomNumbers


@dataclass(frozen=True)
class Habits:
    """How often a person offers dates.

    Attributes:
        offers: the offers of the book from which the habits are taken.
        book_period: the period of the book, in which these offers are.
        share: the share of dates that is offered instead of that in the book; None for that in the book.
        weekdays: the days of the week instead of those in the book; None for those in the book.
    """

    offers: Sequence[Offer]
    book_period: Period
    share: float | None = None
    weekdays: Sequence[Weekday] | None = None

    def on(self, weekday: Weekday) -> tuple[float, Offer] | None:
        """The habit on a day of the week: the share of dates offered in the book, and an offer to copy.

        None where the person never offers that day.
        """
        if self.weekdays is not None and weekday not in self.weekdays:
            return None
        dates = [day for day in self.book_period.dates if Weekday.of(day) is weekday]
        offered = [day for day in dates if any(offer.on(day) for offer in self.offers)]
        if not offered:
            if self.weekdays is None:
                return None
            like = self.offers[0] if self.offers else Offer(dates=(self.book_period.first,))
            return 0.0, like
        like = next(offer for offer in self.offers if offer.on(offered[0]))
        return len(offered) / len(dates), like


def offers_of(changed: ChangedBook, person: Person, period: Period, numbers: RandomNumbers) -> Iterator[Offer]:
    """The offers of a person in a period: those of the book where they hold, else drawn from the person's habits."""
    original = changed.book.period
    rate = rate_of(changed, person)
    pattern = changed.offer_patterns.get(person.id)
    nothing_drawn = rate is None and pattern is None
    dated = person.offers if period == original and (nothing_drawn or changed.draws.keep_dated) else ()
    yield from dated
    if nothing_drawn and period == original:
        return
    if nothing_drawn and not _has_dated_offers(person, original):
        yield from person.offers  # days of the week, for as long as they say
        return
    share, weekdays = share_and_weekdays(rate, pattern)
    habits = Habits(person.offers, original, share, weekdays)
    for day, usual, like in _possible_dates(habits, period):
        if any(offer.on(day) for offer in dated):
            continue
        if rate is None and pattern is not None and period == original:
            probability = _probability_beside_book(any(offer.on(day) for offer in person.offers), usual, share)
        else:
            probability = usual if share is None else share
        if numbers.uniform(person.id, "offers", day) < probability:
            yield _on_date(like, day)


def offers_from(habits: Habits, person: str, period: Period, numbers: RandomNumbers) -> Iterator[Offer]:
    """Offers drawn from habits, whosever they are: as many on each day of the week as is usual, on dates drawn.

    Keeping the number leaves to chance which dates are offered, and not how keen the person is.

    Args:
        person: the id of the person for whom they are drawn.
    """
    by_weekday: dict[Weekday, list[tuple[date, float, Offer]]] = {}
    for day, usual, like in _possible_dates(habits, period):
        by_weekday.setdefault(Weekday.of(day), []).append((day, usual, like))
    for possible in by_weekday.values():
        first, usual, _ = possible[0]
        share = usual if habits.share is None else habits.share
        number = int(len(possible) * share + numbers.uniform(person, "number of offers", first))
        drawn = sorted(possible, key=lambda item: numbers.uniform(person, "offers", item[0]))[:number]
        yield from (_on_date(like, day) for day, _, like in sorted(drawn, key=lambda item: item[0]))


def rate_of(changed: ChangedBook, person: Person) -> SampledOffers | None:
    """The entry of `draws.offers` that concerns a person: the last that names the role; None where none does."""
    entries = reversed(changed.draws.offers)
    return next((item for item in entries if not item.roles or person.role in item.roles), None)


def _possible_dates(habits: Habits, period: Period) -> Iterator[tuple[date, float, Offer]]:
    """The dates that may be offered, each with the share of its day of the week and an offer to copy."""
    for day in days(period.first - timedelta(days=1), period.last):
        habit = habits.on(Weekday.of(day))
        if habit is None:
            continue
        usual, like = habit
        if day in period or like.days_after:  # one of the day before matters only where it goes on after midnight
            yield day, usual, like


def _on_date(like: Offer, day: date) -> Offer:
    return like.remade(dates=(day,), weekdays=(), first=None, last=None)


def _has_dated_offers(person: Person, period: Period) -> bool:
    """Whether any offer of a person names single dates, or begins or ends exactly with the book's period."""
    return any(offer.dates or offer.last == period.last or offer.first == period.first for offer in person.offers)


def share_and_weekdays(
    rate: SampledOffers | None, pattern: OfferPattern | None
) -> tuple[float | None, tuple[Weekday, ...] | None]:
    """The share of dates and the days of the week; the pattern of a person goes before the rate of a role."""
    share, weekdays = (rate.share, rate.weekdays) if rate is not None else (None, None)
    if pattern is not None:
        share = pattern.share if pattern.share is not None else share
        weekdays = pattern.weekdays or weekdays
    return share, weekdays


def _probability_beside_book(offers_it: bool, usual: float, share: float | None) -> float:
    """The probability that a date of the book's period is offered, where the share becomes `share` instead of `usual`.

    With a larger share all dates offered in the book stay, with some more; with a smaller one some of them stay.
    """
    if share is None:
        return 1.0 if offers_it else 0.0
    if share >= usual:
        return 1.0 if offers_it else (share - usual) / (1 - usual) if usual < 1 else 1.0
    return share / usual if offers_it else 0.0
