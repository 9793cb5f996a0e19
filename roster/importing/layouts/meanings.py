"""What a code, a span of time or a word in a cell means: by the mapping, the legend, or in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time

from models.people import AbsenceKind
from roster.importing.answers import NOTHING, SHIFT, Answers, MappingRow, Topic
from roster.importing.facts import Facts
from roster.importing.words.codes import (
    LegendEntry,
    absence_of,
    call_sign_in,
    is_blank_mark,
    is_shift_name,
    looks_like_code,
)  # fmt: skip
from roster.importing.words.time_spans import TimeSpan, WrittenSpan, clock_of, span_in

_FOOTNOTE = "*!?\u2020\u2021\u00a7\u00b9\u00b2\u00b3\u2070-\u2079"  # stars, daggers, small raised numbers
_MARKS = re.compile(rf"^[{_FOOTNOTE}\s]+|[{_FOOTNOTE}\s]+$")
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_LENGTH = re.compile(r"\(?\s*\d{1,2}(?:[.:]\d{1,2})?\s*(?:h|hr|hrs|hours)?\s*\)?", re.IGNORECASE)
_PARTS = re.compile(r"(?:[\s,/+&|;]|\b(?:and|then)\b)+")
_JOINING = re.compile(r"^(?:[\s,/+&|;]|\b(?:and|then)\b)+|(?:[\s,/+&|;]|\b(?:and|then)\b)+$")


@dataclass(frozen=True)
class Meaning:
    """What a text of a cell means; a duty where it has times, a day away where it has an absence.

    Attributes:
        code: the code of the shift, where it is one.
        span: its times.
        absence: the kind of absence.
        nothing: whether it means that there is nothing.
        call_sign: on which call sign.
        left_over: a part of the text that was not understood.
        asks: whether it is a code whose meaning or times are not known.
    """

    code: str = ""
    span: TimeSpan | None = None
    absence: AbsenceKind | None = None
    nothing: bool = False
    call_sign: str = ""
    left_over: str = ""
    asks: bool = False

    @property
    def known(self) -> bool:
        """Whether it says what a person does on that date."""
        return self.span is not None or self.absence is not None or self.nothing


class Meanings:
    """Looks up what texts mean.

    Args:
        facts: with the legend.
        answers: of the mapping.
    """

    def __init__(self, facts: Facts, answers: Answers) -> None:
        self._facts = facts
        self._answers = answers
        self._evidence: set[TimeSpan] = set()
        self._cache: dict[str, tuple[Meaning, ...]] = {}

    def see(self, text: str) -> None:
        """Remembers a clear span of time that stands in some cell: it tells how `6-2` is meant elsewhere."""
        span = span_in(text)
        if span is not None and span.clear is not None:
            self._evidence.add(span.clear)

    def of(self, text: str) -> tuple[Meaning, ...]:
        """What a cell means: several where it holds several codes."""
        if text not in self._cache:
            self._cache[text] = self._several(text)
        return self._cache[text]

    def one(self, text: str) -> Meaning | None:
        """What a whole text means, taken as one code or one span; None where it is neither."""
        plain = text.strip()
        found = self._answered(plain) or self._in_legend(plain) or self._plain(plain)
        if found is None and (bare := _MARKS.sub("", plain)) != plain and bare:
            found = self.one(bare)
            found = replace(found, left_over=plain.replace(bare, "")) if found and found.known else None
        return found

    # --- the three sources

    def _answered(self, text: str) -> Meaning | None:
        row = self._answers.about(Topic.CODE, text)
        if row is None:
            return None
        means = row.means.strip().lower()
        if means == NOTHING:
            return Meaning(text, nothing=True)
        if means in set(AbsenceKind):
            return Meaning(text, absence=AbsenceKind(means))
        span = self._times_of(row)
        if span is None and (entry := self._facts.legend_for(text)):
            span = self._clear(entry.span)
        if means not in ("", SHIFT) and span is None:
            return None
        return Meaning(text, span=span, call_sign=row.call_sign, asks=span is None)

    @staticmethod
    def _times_of(row: MappingRow) -> TimeSpan | None:
        start, end = (clock_of(value) for value in (row.start, row.end))
        if start is None and (span := span_in(row.start)) is not None:
            return span.clear
        return TimeSpan(start, end) if isinstance(start, time) and isinstance(end, time) else None

    def _in_legend(self, text: str) -> Meaning | None:
        entry = self._facts.legend_for(text)
        if entry is None:
            return None
        span = self._clear(entry.span)
        if span is not None:
            call_sign = call_sign_in(text)
            return Meaning(text, span=span, call_sign=call_sign[0] if call_sign and not call_sign[1] else "")
        if entry.absence is not None or entry.off:
            return Meaning(text, absence=entry.absence, nothing=entry.absence is None)
        return self._plain(text) if absence_of(text) and not entry.name else Meaning(text, asks=True)

    def _plain(self, text: str) -> Meaning | None:
        if is_blank_mark(text):
            return Meaning(text, nothing=True)
        written = span_in(text)
        if written is not None and not written.rest.strip("()*. "):
            span = self._clear(written)
            return Meaning("" if span else text, span=span, asks=span is None)
        if written is None and (kind := absence_of(text)) is not None:
            return Meaning(text, absence=kind)
        return None

    def _clear(self, written: WrittenSpan | None) -> TimeSpan | None:
        """The span, where it is clear by itself or only one of its readings stands elsewhere in full."""
        if written is None or written.clear is not None:
            return written.clear if written else None
        seen = [span for span in written.readings if span in self._evidence]
        return seen[0] if len(seen) == 1 else None

    # --- several in one cell

    def _several(self, text: str) -> tuple[Meaning, ...]:
        if (found := self.one(text)) is not None:
            return (found,)
        for attempt in (self._with_call_sign, self._with_rest, self._in_brackets, self._parts):
            if (several := attempt(text)) is not None:
                return several
        if looks_like_code(text) or is_shift_name(text) or len(text) <= 24:
            return (Meaning(text, asks=True),)
        return ()

    def _with_call_sign(self, text: str) -> tuple[Meaning, ...] | None:
        found = call_sign_in(text)
        if found is None or self._is_code_with_times(text):
            return None
        rest = found[1].strip(" -/:,()")
        inner = self.of(rest) if rest else ()
        if not rest or any(item.asks and item.code == rest and not looks_like_code(rest) for item in inner):
            return None if rest else (Meaning(text, call_sign=found[0], asks=True),)
        return tuple(replace(item, call_sign=item.call_sign or found[0]) for item in inner) or None

    def _is_code_with_times(self, text: str) -> bool:
        """Whether what looks like a call sign is a code and the hour behind it: `LD 0700-1930`, `E 07-15`."""
        written = span_in(text)
        return written is not None and call_sign_in(written.rest) is None

    def _with_rest(self, text: str) -> tuple[Meaning, ...] | None:
        """Times with something beside them: `L 18:00-02:00`, `TRG 09:00-17:00`, `18:00-02:00 (OT)`."""
        written = span_in(text)
        if written is None:
            return None
        span = self._clear(written)
        if span is None:
            return (Meaning(text, asks=True),)
        rest = written.rest.strip()
        plain = rest.strip("()[]-:, ")
        if (kind := absence_of(plain)) is not None:
            return (Meaning(text, absence=kind),)
        if _LENGTH.fullmatch(rest) or is_shift_name(plain):
            return (Meaning(plain if is_shift_name(plain) else "", span=span),)
        beside = self.one(plain)
        if (beside is not None and beside.span in (span, None) and beside.absence is None) or looks_like_code(plain):
            known = beside is not None or plain.isalnum()
            return (Meaning(plain if known else "", span=span, left_over="" if known else rest),)
        more = tuple(self._more_spans(rest))
        return (Meaning(span=span, left_over="" if more else rest), *more)

    def _more_spans(self, rest: str) -> Iterator[Meaning]:
        if (written := span_in(rest)) is not None and (span := self._clear(written)) is not None:
            yield Meaning(span=span, left_over=_JOINING.sub("", written.rest))

    def _in_brackets(self, text: str) -> tuple[Meaning, ...] | None:
        bare = " ".join(_BRACKETS.sub(" ", text).split())
        if bare == text or not bare:
            return None
        inner = self.of(bare)
        if not inner or not all(item.known for item in inner):
            return None
        return (replace(inner[0], left_over=" ".join(_BRACKETS.findall(text))), *inner[1:])

    def _parts(self, text: str) -> tuple[Meaning, ...] | None:
        words = [word for word in _PARTS.split(text) if word]
        found = [self.one(word) for word in words]
        if len(words) > 1 and all(item is not None and (item.known or item.asks) for item in found):
            return tuple(item for item in found if item is not None)
        known = [item for item in found if item is not None and item.known]
        if len(words) == 2 and len(known) == 1:
            other = next(word for word, item in zip(words, found, strict=True) if item is not known[0])
            return (replace(known[0], left_over=other),)
        return None


def describe(meaning: Meaning, entry: LegendEntry | None = None) -> str:
    """What a code was taken for, in words."""
    name = f"{entry.name}, " if entry is not None and entry.name and meaning.span else ""
    if meaning.span is not None:
        return f"a shift, {name}{meaning.span}" + (f", on {meaning.call_sign}" if meaning.call_sign else "")
    if meaning.absence is not None:
        return f"a day away: {meaning.absence}"
    return "nothing" if meaning.nothing else "not known"
