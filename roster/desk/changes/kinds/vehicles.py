"""Changes of when a vehicle is off the road."""

from __future__ import annotations

from typing import ClassVar, Literal

from models.base import Id
from models.book import Book
from models.service import OffRoad
from roster.desk.changes.book_words import BookWords
from roster.desk.changes.change import Change, Stage
from roster.desk.changes.drafts.book_draft import BookDraft
from roster.desk.changes.drafts.ordered import Place, content_key
from roster.desk.changes.keys import field_key, item_key, record_key


class _OfOffRoad(Change):
    """A change of one time off the road.

    Attributes:
        vehicle: which vehicle.
        off_road: when, and why.
    """

    vehicle: Id
    off_road: OffRoad

    def touches(self, book: Book) -> frozenset[str]:
        return frozenset({item_key("vehicles", self.vehicle, "off_road", content_key(self.off_road))})

    def relies_on(self, book: Book) -> frozenset[str]:
        return frozenset({record_key("vehicles", self.vehicle), field_key("vehicles", self.vehicle, "off_road")})

    def _when(self, words: BookWords) -> str:
        reason = f" ({self.off_road.reason})" if self.off_road.reason else ""
        return f"off the road {words.span(self.off_road)}{reason}"


class TakeOffRoad(_OfOffRoad):
    """Says when a vehicle cannot be used.

    Attributes:
        place: where in the vehicle's list; at its end where absent.
    """

    stage: ClassVar = Stage.ADD_TO_RECORD
    kind: Literal["take off road"] = "take off road"
    place: Place | None = None

    def apply(self, draft: BookDraft) -> None:
        if draft.known("vehicles", self.vehicle, "vehicle"):
            draft.list_in("vehicles", self.vehicle, "off_road").add(self.off_road, self.place)

    def is_done(self, book: Book) -> bool:
        return self.off_road in _off_road_of(book, self.vehicle)

    def in_words(self, words: BookWords) -> str:
        return f"{words.vehicle(self.vehicle)} is {self._when(words)}"


class BackOnRoad(_OfOffRoad):
    """Removes time in which a vehicle was not to be used."""

    stage: ClassVar = Stage.REMOVE
    kind: Literal["back on road"] = "back on road"

    def apply(self, draft: BookDraft) -> None:
        if not draft.known("vehicles", self.vehicle, "vehicle"):
            return
        spans = draft.list_in("vehicles", self.vehicle, "off_road")
        if content_key(self.off_road) not in spans:
            draft.report(f"{self.vehicle} has no such time off the road", "off_road")
            return
        spans.remove(content_key(self.off_road))

    def is_done(self, book: Book) -> bool:
        return self.off_road not in _off_road_of(book, self.vehicle)

    def in_words(self, words: BookWords) -> str:
        return f"{words.vehicle(self.vehicle)} is no longer {self._when(words)}"


def _off_road_of(book: Book, vehicle: str) -> tuple[OffRoad, ...]:
    return next((item.off_road for item in book.vehicles if item.id == vehicle), ())


__all__ = ["BackOnRoad", "TakeOffRoad"]
