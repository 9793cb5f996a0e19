"""What changes of a rota did to people, in sentences: who went from where to where, and which duties run since."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.book import Book
from models.clock import spoken_date
from models.rota import DutyState
from models.text.lists import listed
from roster.analysis.gaps import missing_without
from roster.desk.changes import Assign, Change, Clear
from roster.desk.changes.book_words import BookWords
from roster.desk.changes.kept_places import other_basis

# The words with which sentences of changes begin that do not begin with a name.
_DONE = frozenset(
    [
        "Add",
        "Begin",
        "Call",
        "Change",
        "Forget",
        "Give",
        "Move",
        "Pin",
        "Publish",
        "Put",
        "Redo",
        "Remove",
        "Swap",
        "Take",
        "Undo",
        "Unpin",
    ]
)
MOST_TOLD = 40  # changes of people's places of which each consequence is told; a whole new rota is compared elsewhere
Place = tuple[str, str]  # duty and seat


@dataclass(frozen=True)
class Move:
    """Somebody who leaves one place for another."""

    person: str
    left: Place
    taken: Place


class Deeds:
    """The changes of people's places in a list of changes, put together as people would tell them.

    Args:
        book: before the changes.
    """

    def __init__(self, book: Book, changes: Sequence[Change]) -> None:
        self._words = BookWords(book)
        clears = [item for item in changes if isinstance(item, Clear)]
        assigns = [item for item in changes if isinstance(item, Assign)]
        self.changed = len(clears) + len(assigns)
        # Whoever leaves a seat and takes it again stays: only what the duty counts as is another.
        stays = {_place(item) for item in clears} & {_place(item) for item in assigns}
        self._kept = [f"{self._words.person(person)} {says}" for person, says in other_basis(changes, self._words)]
        clears = [item for item in clears if _place(item) not in stays]
        assigns = [item for item in assigns if _place(item) not in stays]
        left = _once((item.person, (item.duty, item.seat)) for item in clears)
        taken = _once((item.person, (item.duty, item.seat)) for item in assigns)
        self._moves = {name: Move(name, left[name], taken[name]) for name in left if name in taken}
        self._off = [item for item in clears if item.person not in self._moves]
        self._on = [item for item in assigns if item.person not in self._moves]

    @property
    def released(self) -> list[Clear]:
        """Who leaves a place and is given no other by the same changes."""
        taken = {item.person for item in self._on}
        return [item for item in self._off if item.person not in taken]

    def missing(self, duty: str, state: DutyState, after: Book) -> str:
        """What a duty lacks by the changes: `no paramedic`; empty where it lacks nobody.

        Where somebody goes from it to another duty, that is why: the others of a car that is stood down are only free.

        Args:
            state: in which the duty is after the changes.
            after: the book with them.
        """
        known = self._words.duties.get(duty)
        if known is None or state is DutyState.CREWED:
            return ""
        gone = {move.person for move in self._moves.values() if move.left[0] == duty != move.taken[0]}
        gone = gone or {item.person for item in self._off if item.duty == duty}
        crews = [book.rota.assignments if book.rota else () for book in (self._words.book, after)]
        was, now = ({item.person: item.seat for item in crew if item.duty == duty} for crew in crews)
        stay = {person: seat for person, seat in was.items() if person not in gone} | now
        return missing_without(known, state, Counter(stay.values()))

    def sentences(self) -> Iterator[str]:
        """What was done, moves first: as few sentences as say all of it, each without a full stop."""
        told: set[str] = set()
        for move in self._moves.values():
            if move.person in told:
                continue
            other = self._exchanged(move)
            if other is not None:
                told.add(other.person)
                yield f"Swap {self._placed(move)}, with {self._placed(other)}"
            else:
                yield self._moved(move)
        yield from self._grouped(self._on, "Put", "on")
        yield from self._grouped(self._off, "Take", "off")
        yield from self._kept

    def _exchanged(self, move: Move) -> Move | None:
        """The move of whom somebody changes places with."""
        return next((item for item in self._moves.values() if (item.left, item.taken) == (move.taken, move.left)), None)

    def _placed(self, move: Move) -> str:
        return f"{self._words.person(move.person)}, now on {self._words.duty(move.taken[0])}"

    def _moved(self, move: Move) -> str:
        words, (left, seat), (taken, to) = self._words, move.left, move.taken
        if left == taken:
            places = f"on {words.duty(left)} from {words.seat(left, seat)} to {words.seat(taken, to)}"
            return f"Move {words.person(move.person)} {places}"
        old, new = words.duties.get(left), words.duties.get(taken)
        was = old.call_sign.id if old and new and old.date == new.date and old.call_sign != new.call_sign else ""
        was = was or words.duty(left)
        return f"Move {words.person(move.person)} from {was} to {words.duty(taken)} ({words.seat(taken, to)})"

    def _grouped(self, changes: Sequence[Assign | Clear], verb: str, to: str) -> Iterator[str]:
        """One sentence a duty."""
        of_duty: dict[str, list[Assign | Clear]] = defaultdict(list)
        for item in changes:
            of_duty[item.duty].append(item)
        for duty, some in of_duty.items():
            if len(some) == 1:
                yield some[0].in_words(self._words)
            else:
                yield f"{verb} {listed(self._words.person(item.person) for item in some)} {to} {self._words.duty(duty)}"


def consequences(before: Book, after: Book, changes: Sequence[Change]) -> tuple[str, ...]:
    """What follows from changes of people's places, a sentence each, without a full stop.

    Which duties are stood down, part-crewed or crewed since, and who has no duty on a date any more: somebody whose
    place was taken, or whose car is stood down.

    Args:
        before, after: the book without and with the changes.
    """
    deeds = Deeds(before, changes)
    if not 0 < deeds.changed <= MOST_TOLD:
        return ()
    duties = {duty.id: duty for duty in after.duties}
    free: dict[date, list[str]] = defaultdict(list)
    if deeds.changed > 1:
        busy = {(item.person, duties[item.duty].date) for item in after.rota.assignments} if after.rota else set()
        for item in deeds.released:
            duty = duties.get(item.duty)
            if duty is not None and (item.person, duty.date) not in busy:
                free[duty.date].append(item.person)
    return tuple(_told(before, after, deeds, free))


def _told(before: Book, after: Book, deeds: Deeds, free: Mapping[date, Sequence[str]]) -> Iterator[str]:
    words, was = BookWords(after), states(before)
    for name, state in states(after).items():
        if was.get(name, state) is not state:
            why = deeds.missing(name, state, after)
            yield f"{words.duty(name)} is {state}{f': {why}' if why else ''}"
    for day, people in free.items():
        have = "has" if len(people) == 1 else "have"
        yield f"{listed(map(words.person, people))} {have} no duty on {spoken_date(day)}"


def as_one(sentences: Sequence[str]) -> str:
    """Sentences as one, which goes on in small letters where one begins with what is done, and not with a name."""
    rest = (text[:1].lower() + text[1:] if text.partition(" ")[0] in _DONE else text for text in sentences[1:])
    return "; ".join([*sentences[:1], *rest])


def states(book: Book) -> dict[str, DutyState]:
    """Duty -> how it is crewed; empty for a book without a rota."""
    return {record.duty: record.state for record in book.rota.duties} if book.rota else {}


def _place(item: Clear | Assign) -> tuple[str, str, str]:
    return item.person, item.duty, item.seat


def _once(places: Iterable[tuple[str, Place]]) -> dict[str, Place]:
    """The places of those who are named with one place alone."""
    found: dict[str, list[Place]] = defaultdict(list)
    for person, place in places:
        found[person].append(place)
    return {person: some[0] for person, some in found.items() if len(some) == 1}


__all__ = ["MOST_TOLD", "Deeds", "Move", "as_one", "consequences", "states"]
