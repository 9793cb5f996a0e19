"""A unit at a moment of its own, its publications, and its members."""

from __future__ import annotations

from datetime import UTC, datetime

from roster.desk.service import Who
from roster.desk.service.asking import Asking
from roster.desk.service.members.me import Me
from roster.desk.store import Membership, MembershipRole
from tests.desk.service.unit import DeskOfUnit

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def at(unit: DeskOfUnit, moment: datetime = NOON) -> DeskOfUnit:
    """Lets a desk take a moment for the present one."""
    unit.desk.now = lambda: moment
    return unit


def asking(unit: DeskOfUnit, who: Who | None = None) -> Asking:
    return unit.desk.asking(who or unit.member, unit.unit)


def me(unit: DeskOfUnit, who: Who | None = None) -> Me:
    return unit.desk.members.me(asking(unit, who))


def publish(unit: DeskOfUnit) -> int:
    """Publishes the rota; gives the number of the revision."""
    return unit.desk.publishing.publish(asking(unit, unit.both), unit.head).revision


def member(unit: DeskOfUnit, person: str) -> Who:
    """An account of another member."""
    held = [Membership(unit.unit, MembershipRole.MEMBER, person=person)]
    return unit.store.accounts.add(f"{person}@example.org", person, held, by="setup")
