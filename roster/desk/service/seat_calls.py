"""Who was asked for a seat of a duty, and what they said."""

from __future__ import annotations

from roster.analysis.stepping_in.phone_answer import Reply
from roster.desk.service.access.standing import organisation_of
from roster.desk.service.access.table import Action
from roster.desk.service.asking import Asking
from roster.desk.service.editing.names import AuthorNames
from roster.desk.service.errors import AnswerError, ForbiddenError
from roster.desk.service.warm import WarmRotas
from roster.desk.store import Store

REPLIES = (Reply.NO, Reply.NO_REPLY)  # who says yes is put in


class SeatCalls:
    """Notes answers on the telephone beside a unit's book, and reads them."""

    def __init__(self, store: Store, warm: WarmRotas, names: AuthorNames) -> None:
        self._store, self._warm, self._names = store, warm, names

    def note(self, asking: Asking, place: tuple[str, str], person: str, reply: Reply) -> str:
        """Notes what somebody said when they were asked for a seat.

        Args:
            place: the ids of the duty and of the seat.

        Returns:
            What was noted, as a sentence without a full stop.

        Raises:
            ForbiddenError: it is not one of the account's people.
            AnswerError: the book has no such person, duty or seat.
        """
        asking.require(Action.CHANGE_PEOPLE)
        book = self._warm.head(asking.unit.id).book
        employer = organisation_of(book).get(person)
        seats = {(duty.id, seat.id) for duty in book.duties for seat in duty.crew.seats}
        if employer is None or place not in seats:
            raise AnswerError(f"there is no {person if employer is None else f'{place[0]} with a seat {place[1]}'}")
        if employer not in asking.standing.organisations:
            raise ForbiddenError(f"{person} is rung by their own organisation")
        document = {"person": person, "reply": str(reply)}
        self._store.notes.add(asking.unit.id, _topic(place), document, asking.account.login)
        name = next(item.name or item.id for item in book.people if item.id == person)
        return f"Noted: {name} {in_words(reply)}"

    def of(self, asking: Asking, place: tuple[str, str]) -> dict[str, str]:
        """Person -> what they said last, when, and whom they told: `said no, Fri 18:40, to Her`."""
        book = self._warm.head(asking.unit.id).book
        hidden = asking.masking(book).hidden
        found = {}
        for note in self._store.notes.of(asking.unit.id, _topic(place)):
            at = note.made_at.astimezone(book.period.zone)
            reply, by = Reply(note.document["reply"]), self._names.of(note.author)
            found[note.document["person"]] = f"{in_words(reply)}, {at:%a %H:%M} ({by})"
        return {person: said for person, said in found.items() if person not in hidden}


def in_words(reply: Reply) -> str:
    """What somebody did when they were rung: `said no`, `did not answer`."""
    return "did not answer" if reply is Reply.NO_REPLY else f"said {reply}"


def _topic(place: tuple[str, str]) -> str:
    return f"seat {place[0]}#{place[1]}"


__all__ = ["REPLIES", "SeatCalls", "in_words"]
