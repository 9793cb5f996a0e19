"""Changes of pins: a person fixed on a duty, or fixed off it, for the next solve."""

from __future__ import annotations

from typing import ClassVar, Literal

from models.base import Id
from models.book import Book
from models.wishes import Pin
from roster.desk.changes.book_words import BookWords
from roster.desk.changes.change import Change, Stage
from roster.desk.changes.drafts.book_draft import BookDraft
from roster.desk.changes.drafts.ordered import Place, content_key
from roster.desk.changes.keys import duty_key, order_key, pin_key, pinned_duty, record_key


class _OfPin(Change):
    """A change of one pin.

    Attributes:
        person: who is pinned.
        duty: `CALLSIGN@DATE[/SHIFT]`.
        seat: the seat of the pin; any seat they may take where absent.
        off: whether they are pinned off the duty and not on it.
    """

    person: Id
    duty: str
    seat: Id | None = None
    off: bool = False

    @property
    def pin(self) -> Pin:
        """The pin."""
        return Pin(person=self.person, duty=self.duty, seat=self.seat, off=self.off)

    def touches(self, book: Book) -> frozenset[str]:
        return frozenset({pin_key(self.person, self.duty_of(book))})

    def duty_of(self, book: Book) -> str:
        """The id of the duty that the pin names; the text as it is where the book has no such duty."""
        return pinned_duty(self.duty, book)

    def _where(self, words: BookWords) -> str:
        duty = self.duty_of(words.book)
        seat = f" ({words.seat(duty, self.seat)})" if self.seat else ""
        return f"{words.person(self.person)} {'off' if self.off else 'on'} {words.duty(duty)}{seat}"


class PinPerson(_OfPin):
    """Pins a person on a duty, or off it.

    Attributes:
        place: where in the list of pins; at its end where absent.
    """

    stage: ClassVar = Stage.ADD
    kind: Literal["pin"] = "pin"
    place: Place | None = None

    def apply(self, draft: BookDraft) -> None:
        if not draft.known("people", self.person, "person"):
            return
        pins = draft.section("pins")
        if content_key(self.pin) in pins:
            draft.report(f"{self.person} is pinned {'off' if self.off else 'on'} {self.duty} already", "person")
            return
        draft.touched("pins", pins.add(self.pin, self.place))

    def relies_on(self, book: Book) -> frozenset[str]:
        return frozenset({duty_key(self.duty_of(book)), record_key("people", self.person), order_key("pins")})

    def is_done(self, book: Book) -> bool:
        return self.pin in book.pins

    def in_words(self, words: BookWords) -> str:
        return f"Pin {self._where(words)}"


class Unpin(_OfPin):
    """Removes a pin."""

    stage: ClassVar = Stage.REMOVE
    kind: Literal["unpin"] = "unpin"

    def apply(self, draft: BookDraft) -> None:
        pins = draft.section("pins")
        key = content_key(self.pin)
        if key not in pins:
            seat = f" ({self.seat})" if self.seat else ""
            draft.report(f"there is no pin of {self.person} {'off' if self.off else 'on'} {self.duty}{seat}", "person")
            return
        pins.remove(key)

    def is_done(self, book: Book) -> bool:
        return self.pin not in book.pins

    def in_words(self, words: BookWords) -> str:
        return f"Unpin {self._where(words)}"


__all__ = ["PinPerson", "Unpin"]
