"""Makes the panel of a person's day for one viewer, by the same answers as the panels of the seats give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.duty import Duty
from models.people import Person
from models.rules import SOFT_LEVELS
from models.service import Seat
from roster.analysis.names import Names
from roster.desk.live import LiveRota
from roster.desk.service.access.masking import Masking
from roster.desk.service.views.board_maker import rota_view
from roster.desk.service.views.day_panel import DayChoice, DayPanel
from roster.desk.service.views.seat_panel_maker import candidate_for, swaps_of


def make_day_panel(live: LiveRota, masking: Masking, person: str, day: date, *, revision: int) -> DayPanel:
    """Makes the panel of a person's day.

    Args:
        live: the rota with its verdict.
        masking: hides what the viewer may not see.
        person: the id of somebody of the book.
        day: the date on which the duties begin.
        revision: the number of the state of the unit that `live` is.

    Raises:
        KeyError: the book has no such person.
    """
    facts = live.opened.admission.facts
    asked = facts.people[person]
    found = [
        _choice(live, masking, asked, duty, seat)
        for duty in facts.duties
        if duty.date == day
        for seat in _seats(asked, duty)
    ]
    there = [item for item in rota_view(live).planned_of(asked) if facts.duty[item.duty].date == day]
    return DayPanel(
        revision=revision,
        person=person,
        name=Names(live.book.people).full(person),
        date=day,
        choices=tuple(sorted(found, key=_order)),
        swaps=tuple(swap for item in there for swap in swaps_of(live, masking, item) if swap.same_date),
    )


def _seats(person: Person, duty: Duty) -> Iterator[Seat]:
    """The seats of a duty that take the person's role; of a duty that has none, the first, which tells why."""
    theirs = [seat for seat in duty.crew.seats if person.role in seat.roles]
    yield from theirs or duty.crew.seats[:1]


def _choice(live: LiveRota, masking: Masking, person: Person, duty: Duty, seat: Seat) -> DayChoice:
    return DayChoice(
        duty=duty.id,
        seat=seat.id,
        heading=f"{duty.call_sign.id}, {seat.name or seat.id} seat",
        times=f"{duty.times}, {duty.shift_called}",
        state=rota_view(live).state(duty),
        candidate=candidate_for(live, masking, duty, seat, person.id),
    )


def _order(choice: DayChoice) -> tuple[int, list[float], str]:
    effects = {effect.level: effect.points for effect in choice.candidate.effects}
    return choice.candidate.group, [effects.get(level, 0) for level in SOFT_LEVELS], choice.heading


__all__ = ["make_day_panel"]
