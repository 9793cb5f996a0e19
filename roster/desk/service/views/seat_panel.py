"""The panel of a seat: who is in it, who could be and at what cost, who cannot and why, and what would cure it."""

from __future__ import annotations

from datetime import date
from enum import IntEnum

from models.base import Model
from models.rota import DutyState
from models.rules import Level
from roster.desk.changes import AnyChange
from roster.desk.service.views.crews import Crew


class EffectLine(Model):
    """What a change does to one level.

    Attributes:
        points: what it adds; less than 0 where the rota becomes better.
        why: the breaches that it adds for the person, in sentences; empty where there are none.
    """

    level: Level
    points: float
    why: str = ""

    @property
    def better(self) -> bool:
        """Whether the level becomes better."""
        return self.points < 0


class Contact(Model):
    """How a person is reached; empty where it is not known or not for the viewer."""

    phone: str = ""
    email: str = ""


class Sitting(Model):
    """A person in the seat.

    Attributes:
        wrong: hard rules that are broken by it.
        without: hard rules that the rota would break once they are taken out.
        take_out, pin, unpin: the changes that do it.
    """

    person: str
    name: str
    role: str
    contact: Contact
    pinned: bool
    wrong: tuple[str, ...]
    without: tuple[str, ...]
    take_out: tuple[AnyChange, ...]
    pin: tuple[AnyChange, ...]
    unpin: tuple[AnyChange, ...]


class CandidateGroup(IntEnum):
    """How well somebody could take the seat, the best first."""

    NOW = 0
    ONCE_OFFERED = 1
    STANDS_DOWN_ANOTHER = 2
    NOT_LEGAL = 3
    NOT_FOR_SEAT = 4

    @property
    def title(self) -> str:
        """The heading of the group."""
        return {
            CandidateGroup.NOW: "Could now",
            CandidateGroup.ONCE_OFFERED: "Could, once they offer it",
            CandidateGroup.STANDS_DOWN_ANOTHER: "Could, but another duty is stood down for it",
            CandidateGroup.NOT_LEGAL: "Cannot, and why",
            CandidateGroup.NOT_FOR_SEAT: "Not for this seat",
        }[self]


class Candidate(Model):
    """Somebody who is not in the seat.

    Attributes:
        means: what stepping in means for them: hours, promises, rest.
        effects: what it does to the rota, level by level.
        also: what happens besides: another duty that they leave, whom they replace, the car it then runs in.
        reasons: why it is not legal; empty when it is.
        breaks: the hard rules that the rota would break with them until others come too, a sentence each.
        put_in: the changes that put them into the seat.
        leaves: the duties that they are on, and would leave for it: that is a move.
        said: what they last said when they were asked, and when; empty where nobody asked.
    """

    person: str
    name: str
    role: str
    contact: Contact
    group: CandidateGroup
    means: str = ""
    effects: tuple[EffectLine, ...] = ()
    also: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    put_in: tuple[AnyChange, ...] = ()
    leaves: tuple[str, ...] = ()
    said: str = ""

    @property
    def words(self) -> str:
        """The words by which they can be found, in small letters."""
        return f"{self.name} {self.person}".lower()


class SwapChoice(Model):
    """Somebody elsewhere with whom the person in the seat could change places.

    Attributes:
        person, name: of the other one.
        their_duty: where they are now, and the other would be: `JR-07 on Sat 3 Oct`.
        same_date: whether both duties begin on one date.
        asks: names of those of the two who have yet to offer the duty that they would take.
        means: what it means for each of the two, a sentence each.
        effects: what it does to the rota, level by level.
        reasons: why it is not legal; empty where it is.
        swap: the changes that do it, undone in one step; empty where it is not legal.
    """

    person: str
    name: str
    their_duty: str
    times: str
    same_date: bool
    asks: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    effects: tuple[EffectLine, ...] = ()
    reasons: tuple[str, ...] = ()
    swap: tuple[AnyChange, ...] = ()


class PutBack(Model):
    """Those who left a duty, put back into their seats.

    Attributes:
        sentences: what it does, as a list of changes says it.
        follows: what follows for other duties and people.
    """

    sentences: tuple[str, ...]
    follows: tuple[str, ...]
    changes: tuple[AnyChange, ...]


class Since(Model):
    """The change since which a duty is crewed worse than before.

    Attributes:
        revision: its number.
        sentence: `Stood down since your change at 18:40: Move ...`.
        undo: whether the viewer can take it back, whatever was done after it.
        put_back: those who left the duty with it, where they can be put back; None where they cannot.
    """

    revision: int
    sentence: str
    undo: bool
    put_back: PutBack | None = None


class CureLine(Model):
    """Something that would crew a stood-down duty.

    Attributes:
        offer: the change that notes the offer, where the cure is that somebody offers the duty.
        crews: whether it would crew the duty; else it is a remark on what was looked for.
    """

    sentence: str
    crews: bool = True
    offer: tuple[AnyChange, ...] = ()


class SeatPanel(Model):
    """A seat of a duty, and everybody who is or could be in it.

    Attributes:
        revision: the state of the unit that this is.
        heading: the duty: `JR-04 on Fri 11 Dec`.
        date: on which it begins.
        times: local times and the name of the shift.
        area: which the call sign serves.
        why: why the duty is not fully crewed; empty where it is.
        cures: what would crew the duty if it is stood down, the cheapest first, as the last search found it.
        crews: people with whom a stood-down duty would run, the rest of the rota as it is.
        full: whether a person put in takes somebody's place.
        replaces: the id of the person in it whom others would replace; None where somebody is added.
        swaps: with whom the person asked about could change places, those of the same date first.
        no_swaps: people of the same date with whom they could not, and why.
        since: the change that left the duty as it is; None where it is fully crewed, or a search decided it.
        others_lack: whether other seats of the duty lack people too, so that nobody makes it run alone.
        sitting: who is in it, the person who was asked about first.
        candidates: everybody else, the best first.
    """

    revision: int
    duty: str
    seat: str
    heading: str
    date: date
    times: str
    seat_name: str
    vehicle: str
    state: DutyState
    why: str
    cures: tuple[CureLine, ...]
    crews: tuple[Crew, ...]
    missing: int
    full: bool
    replaces: str | None
    others_lack: bool
    sitting: tuple[Sitting, ...]
    candidates: tuple[Candidate, ...]
    area: str = ""
    swaps: tuple[SwapChoice, ...] = ()
    no_swaps: tuple[SwapChoice, ...] = ()
    since: Since | None = None

    def group(self, group: CandidateGroup) -> tuple[Candidate, ...]:
        """The candidates of one group."""
        return tuple(item for item in self.candidates if item.group is group)


__all__ = [
    "Candidate",
    "CandidateGroup",
    "Contact",
    "CureLine",
    "EffectLine",
    "PutBack",
    "SeatPanel",
    "Since",
    "Sitting",
    "SwapChoice",
]
