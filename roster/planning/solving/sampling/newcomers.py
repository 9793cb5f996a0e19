"""Draws the offers of newcomers: in each draw a newcomer has the habits of one of their colleagues, not their dates."""

from __future__ import annotations

from models.people import Person
from models.period import Period
from roster.planning.changes.changed_book import ChangedBook, OfferPattern
from roster.planning.solving.sampling.offers import Habits, offers_from, offers_of, rate_of, share_and_weekdays
from roster.planning.solving.sampling.random_numbers import RandomNumbers


def with_drawn_offers(changed: ChangedBook, person: Person, period: Period, numbers: RandomNumbers) -> Person:
    """A person with the offers of one draw; a newcomer with those, and the caps, that a colleague might have.

    Args:
        person: as in the changed book, with the offers of its period.
    """
    pattern = changed.offer_patterns.get(person.id, OfferPattern())
    return with_offers_like_colleagues(changed, person, pattern, period, numbers) or person.remade(
        offers=tuple(offers_of(changed, person, period, numbers))
    )


def with_offers_like_colleagues(
    changed: ChangedBook, person: Person, pattern: OfferPattern, period: Period, numbers: RandomNumbers
) -> Person | None:
    """A newcomer with offers drawn from the habits of a colleague; None where there is no colleague."""
    by_id = {other.id: other for other in changed.book.people}
    colleagues = [by_id[name] for name in pattern.colleagues if name in by_id]
    if not colleagues:
        return None
    colleague = colleagues[int(_part(changed, person, pattern.place, numbers) * len(colleagues))]
    share, weekdays = share_and_weekdays(rate_of(changed, person), changed.offer_patterns.get(colleague.id))
    habits = Habits(
        colleague.offers,
        changed.book.period,
        share if pattern.share is None else pattern.share,
        pattern.weekdays or weekdays,
    )
    offers = tuple(offers_from(habits, person.id, period, numbers))
    return person.remade(offers=offers, caps=colleague.caps if pattern.caps_too else person.caps)


def _part(changed: ChangedBook, person: Person, place: int, numbers: RandomNumbers) -> float:
    """Which colleague is drawn, as a part of their list: 0 for who offers least, nearly 1 for who offers most.

    Newcomers are spread evenly over the list: a half, a quarter, three quarters, an eighth... (van der Corput's
    sequence). So the first is like the middle colleague, and more newcomers never change what the first offers. Where
    several months are drawn, each draw moves all of them by the same random part.
    """
    part, step = 0.0, 0.5
    while place:
        place, digit = divmod(place, 2)
        part += digit * step
        step /= 2
    moved = numbers.uniform(person.role, "colleague", changed.book.period.first) if changed.draws.months > 1 else 0.0
    return (part + moved) % 1.0


__all__ = ["with_drawn_offers", "with_offers_like_colleagues"]
