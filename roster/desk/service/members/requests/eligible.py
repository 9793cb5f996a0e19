"""What a member could ask for: open seats that they could take, and people with whom they could change places."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from constraints.view import RotaView
from models.book import Book
from models.rota import Assignment
from roster.analysis.names import Names
from roster.analysis.stepping_in.replacement_finder import ReplacementFinder
from roster.analysis.stepping_in.swap_finder import SwapFinder
from roster.desk.live import LiveRota
from roster.desk.service.members.requests.shown import SwapOption
from roster.desk.service.views.board_maker import rota_view


def swap_options(
    live: LiveRota, own: Assignment, answering: Collection[str], now: datetime
) -> tuple[list[SwapOption], int]:
    """With whom somebody could change places.

    Only places that the published rota and the latest state both have: nobody learns here of what is not published.

    Args:
        own: the place that they would leave.
        answering: ids of the people who have an account and can answer.
        now: duties that have begun are left out.

    Returns:
        The people, those of the same date first, then by date; and how many more there would be had they an account.
    """
    view, facts = rota_view(live), live.opened.admission.facts
    known = published_places(live.book)
    others = [
        item
        for item in view.assignments
        if item.person != own.person
        and (item.person, item.duty, item.seat) in known
        and facts.duty[item.duty].start > now
    ]
    finder = ReplacementFinder(view, live.opened.admission.rules)
    found = [swap.off[1] for swap in SwapFinder(finder).swaps(own, others)]
    names, date = Names(live.book.people), facts.duty[own.duty].date
    # Not by what it costs: the order would tell of other people's hours.
    found.sort(key=lambda item: (abs((facts.duty[item.duty].date - date).days), facts.duty[item.duty].start, item.duty))
    options = [
        SwapOption(
            person=item.person,
            name=names.full(item.person),
            duty=item.duty,
            seat=item.seat,
            place=f"{facts.duty[item.duty].spoken}, {facts.duty[item.duty].times}",
            same_date=facts.duty[item.duty].date == date,
        )
        for item in found
        if item.person in answering
    ]
    return options, len({item.person for item in found if item.person not in answering})


def published_places(book: Book) -> frozenset[tuple[str, str, str]]:
    """Person, duty and seat of the assignments that people were told."""
    told = book.published.assignments if book.published else ()
    return frozenset((item.person, item.duty, item.seat) for item in told)


def own_place(view: RotaView, person: str, duty: str, seat: str) -> Assignment | None:
    """The assignment of somebody to a seat; None where they are not there."""
    known = view.facts.duty.get(duty)
    found = view.in_seat(known, seat) if known else []
    return next((item for item in found if item.person == person), None)


__all__ = ["own_place", "published_places", "swap_options"]
