"""Reads the heading of a post: which call sign, shift, seat or role the names below it (or beside it) stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.people import AbsenceKind
from roster.importing.words.codes import SHIFT_WORDS, absence_of, call_sign_in, is_shift_name
from roster.importing.words.headings import heading_kind, is_total
from roster.importing.words.roles import RoleWord, role_named
from roster.importing.words.time_spans import TimeSpan, WrittenSpan, span_in

_ATTRIBUTES = ("shift", "time", "start", "end", "call sign", "vehicle", "weekday", "note", "date", "status")
_SHIFT_AT_EDGE = re.compile(
    rf"^(?P<front>(?:(?:{'|'.join(SHIFT_WORDS)})\b[\s\-]*)+(?:turn|shift|duty)?)\s*[-:]?\s*(?P<rest>.+)$"
    rf"|^(?P<start>.+?)\s*[-:(]?\s*(?P<back>(?:(?:{'|'.join(SHIFT_WORDS)})\b[\s\-]*)+(?:turn|shift|duty)?)\)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Post:
    """What the names of one column (or row) are on duty as.

    Attributes:
        call_sign, code, span, role, seat: of their duties; empty or None where the heading does not say.
        written: the span as written, where it may mean two.
        absence: the kind of absence, where the heading is one: `On leave`.
        attribute: what the column says of the date beside it: `shift`, `time`, `note`; empty for a column of names.
        vehicle: the vehicle.
    """

    call_sign: str = ""
    code: str = ""
    span: TimeSpan | None = None
    written: WrittenSpan | None = None
    role: RoleWord | None = None
    seat: str = ""
    absence: AbsenceKind | None = None
    attribute: str = ""
    vehicle: str = ""

    @property
    def is_context(self) -> bool:
        """Whether it names only a call sign or a shift, which may hold for the posts after it."""
        return bool(self.call_sign or self.code or self.span) and self.role is None and not self.seat

    def within(self, outer: Post) -> Post:
        """This post, completed by that of a heading over it."""
        return replace(
            self,
            call_sign=self.call_sign or outer.call_sign,
            code=self.code or ("" if self.span else outer.code),
            span=self.span or (None if self.code else outer.span),
            written=self.written or outer.written,
            role=self.role or outer.role,
            vehicle=self.vehicle or outer.vehicle,
        )


def post_of(texts: Iterable[str], codes: Iterable[str] = ()) -> Post:
    """The post that headings, one above the other, describe.

    Args:
        codes: the codes of the legend and the mapping.
    """
    known = {code.lower() for code in codes}
    post = Post()
    for text in texts:
        inner = _of_text(text, known)
        post = replace(inner.within(post), seat=inner.seat or post.seat, attribute=inner.attribute)
    return post


def _of_text(text: str, known: set[str]) -> Post:
    kind = heading_kind(text)
    if role_named(text) is None and (is_total(text) or kind in _ATTRIBUTES):
        return Post(attribute="total" if is_total(text) and kind not in _ATTRIBUTES else kind)
    post = Post()
    if text.strip().lower() in known:
        return Post(code=text.strip())
    written = span_in(text)
    if written is not None:
        post = replace(post, span=written.clear, written=written)
        text = written.rest.strip("() -,:")
    if text and role_named(text) is None and not is_shift_name(text) and (found := call_sign_in(text)) is not None:
        post, text = replace(post, call_sign=found[0]), found[1].strip("() -,:/")
    return _with_words(post, text, known) if text else post


def _with_words(post: Post, text: str, known: set[str]) -> Post:
    """Adds what the words of a heading say: a role, a shift, an absence, or else a seat."""
    if text.lower() in known or is_shift_name(text):
        return replace(post, code=text)
    if (role := role_named(text)) is not None:
        return replace(post, role=role)
    if match := _SHIFT_AT_EDGE.match(text):
        code, rest = (match["front"], match["rest"]) if match["front"] else (match["back"], match["start"])
        if (role := role_named(rest)) is not None:
            return replace(post, role=role, code=post.code or code.strip())
    if (kind := absence_of(text) or absence_of(re.sub(r"^on ", "", text, flags=re.IGNORECASE))) is not None:
        return replace(post, absence=kind)
    return replace(post, seat=text)
