"""Reads the codes in cells of a rota: leave, rest days, blanks, shifts, call signs; and entries of a legend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.people import AbsenceKind
from roster.importing.words.time_spans import WrittenSpan, span_in
from roster.tables.cells.absence_words import absence_kind, means_not_available
from roster.tables.cells.text import normalised

_BLANK = re.compile(r"[-\u2010-\u2015\u2212._~/\\\s]+|n/?w|free|nil")
_REST = {"off", "day off", "d/o", "rd", "r/d", "rest", "rest day", "nwd", "non working day", "not working",
         "restday", "rdo", "w/e off", "day off duty", "off duty", "dayoff", "rota day off"}  # fmt: skip
_KINDS = {
    AbsenceKind.ANNUAL_LEAVE: {"al", "a/l", "ann lv", "half al", "leave (annual)", "a.l", "hol"},
    AbsenceKind.SICKNESS: {"sk", "s/l sick", "sickness absence", "off sick", "long term sick", "lts"},
    AbsenceKind.TRAINING: {"tr", "trg", "trng", "ost", "pst", "study", "study leave", "cpd", "course"},
    AbsenceKind.ABSTRACTION: {"ab", "abs", "court", "abstracted", "attachment", "secondment", "aid", "mutual aid"},
    AbsenceKind.OTHER: {"toil", "lieu", "time off in lieu", "mat", "pat", "jury", "jury service", "career break",
                        "compassionate", "unpaid"},
}  # fmt: skip
SHIFT_WORDS = [
    "early",
    "late",
    "night",
    "nights",
    "day",
    "days",
    "twilight",
    "peak",
    "morning",
    "afternoon",
    "evening",
    "am",
    "pm",
    "eve",
    "long",
    "earlies",
    "lates",
    "mid",
    "middle",
    "midnight",
    "weekend",
    "back",
    "front",
    "short",
    "standby",
    "on-call",
    "oncall",
]
_SHIFT_NAME = re.compile(
    rf"(?:(?:{'|'.join(SHIFT_WORDS)})\b[\s\-]*)+(?:turn|shift|duty|car|relief|cover|crew)?s?(?:\s*\d)?", re.IGNORECASE
)
_CALL_SIGN = re.compile(
    r"(?<![\w])(?:[A-Z]{2,5}[\- ]?\d{1,4}[A-Z]?|(?:car|unit|vehicle|ambulance|crew|medic|rrv|delta|echo|alpha"
    r"|bravo|tango)[\- ]?\d{1,4})(?![\w]|[:.]\d)",
    re.IGNORECASE,
)
_ENTRY = re.compile(
    r"\s*[\"']?(?P<code>[^\s=:\"']{1,6}|[A-Z]\s?\d)[\"']?\s*(?:=|:|\s[-\u2013\u2014]\s|\u2192|->)\s*(?P<rest>.+)"
)


@dataclass(frozen=True)
class LegendEntry:
    """What a legend says of a code.

    Attributes:
        code: the code.
        name: the words of the legend.
        span: its times.
        absence: the kind of absence its words mean.
        off: whether it is a day without duty that is no absence.
    """

    code: str
    name: str = ""
    span: WrittenSpan | None = None
    absence: AbsenceKind | None = None
    off: bool = False


def is_blank_mark(text: str) -> bool:
    """Whether a cell holds a mark for nothing: a dash, dots."""
    return _BLANK.fullmatch(normalised(text)) is not None


def absence_of(text: str) -> AbsenceKind | None:
    """The kind of absence that a cell of a rota means; None for none.

    `off` is a rest day in a rota, though in a list of offers it means not available.
    """
    word = normalised(text).strip(" .*()")
    if word in _REST:
        return AbsenceKind.REST_DAY
    known = next((kind for kind, words in _KINDS.items() if word in words), None) or absence_kind(text)
    if known is not None:
        return known
    if means_not_available(text) and word != "no":
        return AbsenceKind.OTHER
    return AbsenceKind.OTHER if re.fullmatch(r"[a-z/\- ]+ leave", word) else None


def is_shift_name(text: str) -> bool:
    """Whether a text names a part of the day: `Early`, `Late turn`, `Long day`."""
    return _SHIFT_NAME.fullmatch(" ".join(text.split()).strip(" :")) is not None


def call_sign_in(text: str) -> tuple[str, str] | None:
    """The call sign in a text, and the rest of the text: `JR-04`, `JRU 1`, `Car 2`; None where there is none."""
    match = _CALL_SIGN.search(text)
    if match is None or re.match(r"(?:early|late|night|day|pc|ps|sc|week|shift)\b", match[0], re.IGNORECASE):
        return None
    if re.match(r"(?:PC|PS|SC|WK|NO)[\- ]?\d", match[0], re.IGNORECASE):
        return None
    return " ".join(match[0].split()), " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())


def looks_like_code(text: str) -> bool:
    """Whether a text may be a code of a cell: at most six characters without a blank, not all lower case words."""
    plain = text.strip("()*")
    return 0 < len(plain) <= 6 and not re.search(r"\s", plain) and not re.fullmatch(r"[A-Z]?[a-z]{3,6}", plain)


def legend_entries(text: str) -> Iterator[LegendEntry]:
    """The entries of a legend in one cell: `E = Early 07:00-15:00`, several parted by `;`, `,` or line breaks."""
    for part in re.split(
        r"[;\n|]|,(?=\s*\S{1,6}\s*[=:])", re.sub(r"^\s*(?:key|legend|codes?)\s*[:\-]\s*", "", text, flags=re.I)
    ):
        if (match := _ENTRY.fullmatch(part.strip())) and not re.fullmatch(r"\d+", match["code"]):
            yield legend_entry(match["code"], match["rest"])


def legend_entry(code: str, meaning: str) -> LegendEntry:
    """What a legend's words for a code say."""
    span = span_in(meaning)
    words = (span.rest if span else meaning).strip(" .-()=:,")
    absence = None if span else absence_of(re.sub(r"\(.*?\)", "", words).strip())
    return LegendEntry(code.strip(), words, span, absence, off=is_blank_mark(meaning))
