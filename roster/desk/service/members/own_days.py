"""What somebody offers date by date, and the offers that say the same after some dates have changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from models.people import Offer
from models.period import Period
from roster.desk.service.members.me import OfferedWindow


def windows_on(offers: Iterable[Offer], day: date) -> tuple[OfferedWindow, ...]:
    """When somebody would work on a date, each window once."""
    found = [_window(offer) for offer in offers if offer.on(day)]
    return tuple(dict.fromkeys(found))


def with_days(
    offers: Iterable[Offer], period: Period, wanted: Mapping[date, Iterable[OfferedWindow]]
) -> tuple[Offer, ...]:
    """The offers after some dates have changed; those of other dates stay as they are.

    Weekdays of which a date changes become the single dates of the period, and stay weekdays before and after it.

    Args:
        wanted: date -> when somebody would work on it from now on; dates of the period.
    """
    offers = tuple(offers)
    changed = {day: tuple(found) for day, found in wanted.items() if set(found) != set(windows_on(offers, day))}
    kept = [piece for offer in offers for piece in _without(offer, period, changed.keys())]
    for window in dict.fromkeys(item for found in changed.values() for item in found):
        dates = {day for day, found in changed.items() if window in found}
        place = next((i for i, item in enumerate(kept) if item.dates and _window(item) == window), None)
        if place is None:
            kept.append(_offer(window, dates))
        else:
            kept[place] = _offer(window, dates | set(kept[place].dates))
    return tuple(kept)


def _without(offer: Offer, period: Period, days: Iterable[date]) -> list[Offer]:
    """What is left of an offer when some dates are taken out."""
    taken = {day for day in days if offer.on(day)}
    if not taken:
        return [offer]
    if offer.dates:
        left = set(offer.dates) - taken
        return [_offer(_window(offer), left)] if left else []
    found = []
    if offer.first is None or offer.first < period.first:
        found.append(offer.model_copy(update={"last": period.first - timedelta(days=1)}))
    if left := {day for day in period.dates if offer.on(day)} - taken:
        found.append(_offer(_window(offer), left))
    if offer.last is None or offer.last > period.last:
        found.append(offer.model_copy(update={"first": period.last + timedelta(days=1)}))
    return found


def _window(offer: Offer) -> OfferedWindow:
    return OfferedWindow(start=offer.start, end=offer.end, call_signs=offer.call_signs)


def _offer(window: OfferedWindow, dates: Iterable[date]) -> Offer:
    return Offer(dates=tuple(sorted(dates)), start=window.start, end=window.end, call_signs=window.call_signs)
