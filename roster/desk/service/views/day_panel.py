"""The panel of a person's day: which duties they could take, at what cost, and which they cannot and why."""

from __future__ import annotations

from datetime import date

from models.base import Model
from models.rota import DutyState
from roster.desk.service.views.seat_panel import Candidate, CandidateGroup, SwapChoice


class DayChoice(Model):
    """A seat of a duty of the day, with the person as a candidate for it.

    Attributes:
        duty, seat: ids.
        heading: the call sign and the seat: `JR-07, police seat`.
        times: local times and the name of the shift.
        candidate: how they could take the seat, or why they cannot; the same as the panel of the seat says.
    """

    duty: str
    seat: str
    heading: str
    times: str
    state: DutyState
    candidate: Candidate


class DayPanel(Model):
    """A person on a date, and all that they could do on it.

    Attributes:
        revision: the state of the unit that this is.
        swaps: with whom on duty that day they could change places, where they are on duty themselves.
        choices: one for each seat of their role; of a duty without such a seat, its first seat; the best first.
    """

    revision: int
    person: str
    name: str
    date: date
    choices: tuple[DayChoice, ...]
    swaps: tuple[SwapChoice, ...] = ()

    def group(self, group: CandidateGroup) -> tuple[DayChoice, ...]:
        """The choices of a group, the best first."""
        return tuple(item for item in self.choices if item.candidate.group is group)


__all__ = ["DayChoice", "DayPanel"]
