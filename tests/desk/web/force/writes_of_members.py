"""What members do for themselves: every form and call of the API, and a valid one of each."""

from __future__ import annotations

from collections.abc import Mapping

from roster.desk.service.access.table import Action
from tests.desk.web.force.browsers import Force
from tests.desk.web.force.writes import Body, Write


def _published(force: Force) -> int:
    """The version that is published; publishes one where there is none."""
    unit = force.unit
    if unit.book.published is None:
        unit.desk.publishing.publish(unit.desk.asking(unit.both, unit.unit), unit.head)
    assert unit.book.published is not None
    return unit.book.published.version


def _linked(force: Force) -> None:
    """Gives the member a calendar link."""
    force.unit.desk.members.feeds.make(force.unit.desk.asking(force.unit.member, force.unit.unit))


def _stop(force: Force) -> Body:
    _linked(force)
    return "", {}


DAYS = [f"2026-12-{day:02}" for day in (4, 5, 11, 12, 18, 19, 25, 26, 31)]
FORMS: Mapping[str, tuple[Write, ...]] = {
    "me/offers": (Write(Action.OFFER, lambda force: ("", {"base": force.unit.head, "day": DAYS}), for_self=True),),
    "me/limits": (
        Write(Action.OFFER, lambda force: ("", {"base": force.unit.head, "duties_per_week": "5"}), for_self=True),
    ),
    "me/seen": (Write(Action.OFFER, lambda force: ("", {"version": _published(force)}), for_self=True),),
    "me/calendar": (Write(Action.OFFER, lambda force: ("", {}), for_self=True),),
    "me/calendar/revoke": (Write(Action.OFFER, _stop, for_self=True),),
}
API: Mapping[str, tuple[Write, ...]] = {
    "PUT me/offers": (
        Write(
            Action.OFFER,
            lambda force: ("", {"base": force.unit.head, "days": [{"date": day} for day in DAYS]}),
            for_self=True,
        ),
    ),
    "PUT me/limits": (
        Write(
            Action.OFFER, lambda force: ("", {"base": force.unit.head, "limits": {"duties_per_week": 5}}), for_self=True
        ),
    ),
    "POST me/seen": (Write(Action.OFFER, lambda force: ("", {"version": _published(force)}), for_self=True),),
    "POST me/calendar": (Write(Action.OFFER, lambda force: ("", {}), for_self=True),),
    "DELETE me/calendar": (Write(Action.OFFER, _stop, for_self=True),),
}

__all__ = ["API", "FORMS"]
