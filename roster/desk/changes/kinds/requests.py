"""Changes of people's wishes to work or to be off."""

from __future__ import annotations

from typing import ClassVar, Literal

from models.book import Book
from models.wishes import Request
from roster.desk.changes.book_words import BookWords
from roster.desk.changes.change import Change, Stage
from roster.desk.changes.drafts.book_draft import BookDraft
from roster.desk.changes.drafts.ordered import Place, content_key
from roster.desk.changes.keys import order_key, record_key


class _OfRequest(Change):
    """A change of one request.

    Attributes:
        request: the wish.
    """

    request: Request

    def touches(self, book: Book) -> frozenset[str]:
        return frozenset({record_key("requests", content_key(self.request))})

    def _said(self, words: BookWords) -> str:
        wish = self.request
        narrowed = "".join(f" ({item})" for item in (wish.call_sign, wish.shift) if item)
        if wish.first is not None:
            dates = words.dates(wish.first, wish.last or wish.first)
        else:
            dates = words.some_dates(wish.dates)
        return f"to {'work' if wish.wish == 'work' else 'be off'} {dates}{narrowed}"


class AddRequest(_OfRequest):
    """Adds a wish.

    Attributes:
        place: where in the list of requests; at its end where absent.
    """

    stage: ClassVar = Stage.ADD
    kind: Literal["add request"] = "add request"
    place: Place | None = None

    def apply(self, draft: BookDraft) -> None:
        if draft.known("people", self.request.person, "request", "person"):
            draft.touched("requests", draft.section("requests").add(self.request, self.place))

    def relies_on(self, book: Book) -> frozenset[str]:
        return frozenset({record_key("people", self.request.person), order_key("requests")})

    def is_done(self, book: Book) -> bool:
        return self.request in book.requests

    def in_words(self, words: BookWords) -> str:
        return f"{words.person(self.request.person)} asks {self._said(words)}"


class RemoveRequest(_OfRequest):
    """Removes a wish."""

    stage: ClassVar = Stage.REMOVE
    kind: Literal["remove request"] = "remove request"

    def apply(self, draft: BookDraft) -> None:
        requests = draft.section("requests")
        key = content_key(self.request)
        if key not in requests:
            draft.report(f"there is no such request of {self.request.person}", "request")
            return
        requests.remove(key)

    def is_done(self, book: Book) -> bool:
        return self.request not in book.requests

    def in_words(self, words: BookWords) -> str:
        return f"{words.person(self.request.person)} no longer asks {self._said(words)}"


__all__ = ["AddRequest", "RemoveRequest"]
