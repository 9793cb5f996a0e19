"""The order in which those who ask for the same seat come to it: by fair share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.base import format_minutes
from models.clock import month_of
from models.duty import Duty
from roster.analysis.ledger import ledger
from roster.analysis.words import counted
from roster.desk.live import LiveRota
from roster.desk.service.members.requests.asked import AskedFor
from roster.desk.service.views.board_maker import rota_view
from roster.desk.store import Proposal


@dataclass(frozen=True)
class Waiting:
    """The place of a request among those for the same seat.

    Attributes:
        place: from 1.
        of: how many ask.
        short: minutes that the person still has to find towards the promise of that month.
        alike: how many duties of that shift on that weekday they have.
        shift: what these are called: `Fri, Peak`.
    """

    place: int
    of: int
    short: int
    alike: int
    shift: str

    @property
    def sentence(self) -> str:
        """The place and why, for coordinators."""
        share = f"{format_minutes(self.short)} still to find" if self.short else "no hours still to find"
        alike = f"{counted(self.alike, 'duties')} like this ({self.shift})"
        return f"{self.place} of {self.of} by fair share: {share}, {alike}"


def waiting_lists(live: LiveRota, requests: Sequence[Proposal], now: datetime) -> dict[int, Waiting]:
    """The number of each request for a seat that others ask for too -> its place.

    Who has the most hours still to find towards their promise comes first, then who has the fewest duties of that
    shift and weekday, then who asked first.

    Args:
        requests: those to take a seat that wait.
        now: seats of duties that have begun are nobody's any more.
    """
    of_seat: dict[tuple[str, str], list[tuple[Proposal, AskedFor]]] = {}
    for request in requests:
        asked = AskedFor.of(request)
        of_seat.setdefault((asked.duty, asked.seat), []).append((request, asked))
    several = {place: some for place, some in of_seat.items() if len(some) > 1}
    if not several:
        return {}
    facts, view = live.opened.admission.facts, rota_view(live)
    people = {asked.person for some in several.values() for _, asked in some}
    lines = ledger(live.book, facts, live.opened.admission.rules, known_gaps=(), people=people)

    def short(person: str, duty: Duty) -> int:
        months = [line.to_go for line in lines if line.person == person and line.month == month_of(duty.date)]
        return max(months or [line.to_go for line in lines if line.person == person], default=0)

    def alike(person: str, duty: Duty) -> int:
        theirs = view.planned_duties_of(facts.people[person])
        same = [item for item in theirs if item.shift.id == duty.shift.id]
        return sum(item.date.weekday() == duty.date.weekday() for item in same)

    found: dict[int, Waiting] = {}
    for (name, _), some in several.items():
        duty = facts.duty.get(name)
        if duty is None or duty.start <= now:
            continue
        shares = [
            (-short(asked.person, duty), alike(asked.person, duty), request.id)
            for request, asked in some
            if asked.person in facts.people
        ]
        shift = f"{duty.date:%a}, {duty.shift_called}"
        for place, (less, number, request_id) in enumerate(sorted(shares), 1):
            found[request_id] = Waiting(place, len(shares), -less, number, shift)
    return found


__all__ = ["Waiting", "waiting_lists"]
