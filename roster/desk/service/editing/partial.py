"""Takes a proposal for some people only: those of its changes that stand without the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.rota import Breach
from models.rules import Level
from roster.desk.changes import Assign, Change, ChangeError, Clear
from roster.desk.live import LiveRota
from roster.desk.service.access.belonging import Ownership
from roster.desk.service.access.masking import Masking

_MOST_ROUNDS = 200


@dataclass(frozen=True)
class Part:
    """Some changes of a proposal.

    Attributes:
        changes: those that stand together.
        left_out: a sentence for each that does not stand without others.
    """

    changes: tuple[Change, ...]
    left_out: tuple[str, ...]


def consistent_part(live: LiveRota, masking: Masking, changes: Sequence[Change], people: frozenset[str]) -> Part:
    """The changes of a proposal that are about some people and stand without the others.

    A change that puts a person where there is no room, or that would break a hard rule which holds now, is left out;
    so are the others of that person and date, since they belong together.

    Args:
        live: the rota that they are made on.
        masking: hides what whoever takes it may not see.
        changes: of the proposal.
        people: ids of those for whom it is taken.
    """
    return _Search(live, masking, changes, people).found()


class _Search:
    def __init__(self, live: LiveRota, masking: Masking, changes: Sequence[Change], people: frozenset[str]) -> None:
        self._live, self._masking = live, masking
        self._ownership = ownership = Ownership(live.book)
        self._changes = [change for change in changes if (about := ownership.people(change)) and set(about) <= people]
        self._rooms = {(duty.id, seat.id): seat.maximum for duty in live.book.duties for seat in duty.crew.seats}
        self._broken = {_key(breach) for breach in live.verdict.hard}
        self._left_out: list[str] = []

    def found(self) -> Part:
        for _ in range(_MOST_ROUNDS):
            wrong = self._wrong()
            if wrong is None:
                break
            change, why = wrong
            self._drop(change, why)
        return Part(tuple(self._changes), tuple(dict.fromkeys(self._left_out)))

    def _wrong(self) -> tuple[Change, str] | None:
        """A change that does not stand, and why; None where all stand."""
        if not self._changes:
            return None
        if full := next(self._without_room(), None):
            return full, "its seat is not free without the rest of the proposal"
        try:
            after = self._live.after(self._changes)
        except ChangeError as error:
            place = error.problems[0].path
            number = place[1] if len(place) > 1 and place[0] == "changes" and isinstance(place[1], int) else -1
            return self._changes[number], self._masking.sentence(error.problems[0].message)
        for breach in after.verdict.hard:
            if _key(breach) not in self._broken and (change := self._behind(breach)):
                seen = self._masking.breach(breach)
                return change, seen.message if seen else f"the rule {breach.rule} would be broken"
        return None

    def _without_room(self) -> Iterator[Change]:
        taken: dict[tuple[str, str], int] = {}
        for item in self._live.book.rota.assignments if self._live.book.rota else ():
            taken[item.duty, item.seat] = taken.get((item.duty, item.seat), 0) + 1
        for change in self._changes:
            if isinstance(change, Clear):
                taken[change.duty, change.seat] = taken.get((change.duty, change.seat), 0) - 1
        for change in self._changes:
            if isinstance(change, Assign):
                taken[change.duty, change.seat] = taken.get((change.duty, change.seat), 0) + 1
                if taken[change.duty, change.seat] > self._rooms.get((change.duty, change.seat), 0):
                    yield change

    def _behind(self, breach: Breach) -> Change | None:
        """The change that a new breach comes from: about its person and date, else its person, else its duty."""
        about_person = [item for item in self._changes if breach.person in self._ownership.people(item)]
        day = str(breach.date) if breach.date else None
        same_day = [item for item in about_person if day and day in getattr(item, "duty", "")]
        same_duty = [item for item in self._changes if breach.duty and getattr(item, "duty", None) == breach.duty]
        found = [*same_day, *about_person, *same_duty, *self._changes]
        return found[0] if found else None

    def _drop(self, change: Change, why: str) -> None:
        """Leaves out a change, and what else the proposal changes for the same person on the same date."""
        person, day = getattr(change, "person", None), _day(change)
        dropped = [
            item
            for item in self._changes
            if item is change or (day and getattr(item, "person", None) == person and _day(item) == day)
        ]
        self._changes = [item for item in self._changes if not any(item is other for other in dropped)]
        self._left_out += [f"{sentence}: {why}" for sentence in self._ownership.public_sentences(dropped)]


def _day(change: Change) -> str:
    """The date of a change of a seat; empty for other changes."""
    return change.duty.partition("@")[2].partition("/")[0] if isinstance(change, Assign | Clear) else ""


def _key(breach: Breach) -> tuple[str, Level, str | None, str | None, str]:
    return breach.rule, breach.level, breach.person, breach.duty, str(breach.date)
