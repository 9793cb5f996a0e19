"""Recognises the columns of an exported form by their headings, as Microsoft Forms and Google Forms write them.

Microsoft Forms: ID, Start time, Completion time, Email, Name, Last modified time, then a column for each question;
ticked choices end in a semicolon each. Google Forms: Timestamp, Email Address (Username in old forms), then the
questions; a row of a grid is a column `Question [row]`; ticked choices are joined by a comma, in CSV downloads by a
semicolon.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from models.base import Weekday
from models.period import Period
from models.text.dates_and_times import weekday_named, written_date
from roster.offers.words.written_caps import QUESTIONS, cap_asked
from roster.offers.words.written_dates import dates_in
from roster.tables.cells.text import normalised_heading

PERSON, FORENAME, SURNAME, EMAIL, TIME, DATES = "person", "forename", "surname", "email", "time", "dates"
NOT_AVAILABLE = "not available"
FROM, UNTIL, SIGNS, NOTHING, REMARK, IGNORE = "from", "until", "call signs", "nothing", "remark", "ignore"
ON_DATE, EVERY, UNKNOWN = "date", "every", "?"
CAPS = {name: text.removeprefix("At most, ") for name, text in QUESTIONS.items()}
PLAIN = (
    PERSON,
    FORENAME,
    SURNAME,
    EMAIL,
    TIME,
    DATES,
    NOT_AVAILABLE,
    FROM,
    UNTIL,
    SIGNS,
    NOTHING,
    REMARK,
    IGNORE,
    *CAPS.values(),
)
WHO = (PERSON, FORENAME, SURNAME, EMAIL)

_EXACT = {
    **dict.fromkeys((
        "completion time", "timestamp", "submitted", "submitted at", "submission time", "submission date",
        "date submitted", "time submitted", "last modified time", "completed", "response time", "submitted on",
    ), TIME),
    **dict.fromkeys((
        "name", "your name", "full name", "name and surname", "person", "who", "who are you", "your id",
        "person id", "staff number", "collar number", "force number", "number", "member", "volunteer",
        "special", "officer", "warrant number", "employee number",
    ), PERSON),
    **dict.fromkeys((
        "first name", "forename", "given name", "firstname",
    ), FORENAME),
    **dict.fromkeys((
        "last name", "surname", "family name", "lastname",
    ), SURNAME),
    **dict.fromkeys((
        "username", "email", "e mail", "mail", "email address", "your email", "work email",
    ), EMAIL),
    **dict.fromkeys((
        "from", "only from", "start", "start time", "earliest start", "earliest", "available from",
        "can start at",
    ), FROM),
    **dict.fromkeys((
        "until", "till", "only until", "end", "end time", "finish", "latest finish", "latest", "to",
        "available until", "must finish by",
    ), UNTIL),
    **dict.fromkeys((
        "call sign", "call signs", "callsign", "callsigns",
    ), SIGNS),
    **dict.fromkeys((
        "date", "dates", "dates offered", "date offered", "availability", "offers", "offer",
    ), DATES),
    **dict.fromkeys((
        "remark", "remarks", "comment", "comments", "note", "notes", "anything else", "other", "message",
        "feedback",
    ), REMARK),
    **dict.fromkeys((
        "total points", "quiz feedback", "grade posted time", "score", "language", "response id", "ip address",
        "row", "no",
    ), IGNORE),
}  # fmt: skip
_MICROSOFT = {"start time", "completion time"}
_NOT = re.compile(r"\bnot\b|\bn't\b|n[o']t\b|\bcannot\b|\bunable\b|\bunavailab\w*|\bleave\b|\bholidays?\b|\baway\b")
_NOTHING = re.compile(
    r"\b(?:cannot|can't|can not|not able to) (?:offer|do|work) any\b|\bno dates? (?:at all|this)\b"
    r"|\bnone of (?:these|the)\b"
)
_NOT_AVAILABLE = re.compile(
    r"\b(?:can|could) ?not\b|\b(?:can|could)n?'?t\b|\b(?:can|are|could) you not\b|\bnot (?:able|available|free)\b"
    r"|\bun(?:able|available|availability)\b|\bnot be (?:able|available|free)\b"
)
_WHEN = re.compile(r"\b(?:when|dates?|nights?|days?|evenings?|dut(?:y|ies)|shifts?)\b|^unavailab")
_DATES = re.compile(
    r"^(?:preferred |first |second |third )?dates? ?\d*$"
    r"|\b(?:which|what|select|tick|choose|pick|list)\b.*\b(?:dates?|nights?|days?|evenings?|dut(?:y|ies)|shifts?)\b"
    r"|\b(?:dates?|nights?|duties|shifts)\b.*\b(?:can|could|would|available|offer|work)\b|\bavailab\w*"
    r"|\bwhen (?:can|could|are|would)\b|\bcan you (?:work|do)\b"
)
_REMARK = re.compile(r"\b(?:anything else|comments?|remarks?|notes?|message|tell us|questions? for)\b")
_HOW_MANY = re.compile(r"\bhow (?:many|much|often)\b")
# One column for several dates: the date in its heading says only where they begin or end.
_SEVERAL_DATES = re.compile(
    r"\bweek(?:end)?s? (?:commencing|beginning|starting|ending|of|from)\b|\bw[/.]?c\b|\bw/[be]\b", re.IGNORECASE
)
_ROW = re.compile(r"\[([^\[\]]*)\]\s*$")


def kind_of(heading: str, period: Period, *, of_microsoft: bool = False) -> str:
    """How a column is taken, by its heading: a word of `PLAIN`, `date 2026-12-04`, `every fri`, or `?` for unknown.

    Args:
        heading: of the column.
        period: of the book; dates without a year lie in it.
        of_microsoft: whether the table has the first columns of Microsoft Forms, whose `ID` and `Start time` say
            nothing of the person.
    """
    word = normalised_heading(heading)
    if of_microsoft and word in ("id", "start time"):
        return IGNORE
    if word == "id":
        return PERSON
    if word.startswith(("points ", "feedback ")):
        return IGNORE
    row = _ROW.search(heading)
    if day := _day_of(heading, row[1] if row else heading, period):
        if not _NOT.search(word):
            return day
        if row:
            return UNKNOWN  # whether a yes in it means that they can, or that they can not
    if row:
        word = normalised_heading(heading[: row.start()]) or word
    if word in _EXACT:
        return _EXACT[word]
    if (cap := cap_asked(word)) is not None:
        return CAPS[cap]
    return _by_words(word)


def _day_of(heading: str, text: str, period: Period) -> str:
    """`date 2026-12-04` or `every fri` for a text that names one date or one day of the week; else empty.

    A heading for several dates (`Week commencing 3 May`) is unknown: a yes below it is no offer of its first date.

    Args:
        heading: the whole of it.
        text: the part of it that may name a date.
    """
    if _SEVERAL_DATES.search(heading):
        return UNKNOWN
    dates, problems = dates_in(text, period)
    if len(dates) == 1 and not problems:
        return f"{ON_DATE} {dates[0]}"
    number = weekday_named(text.strip().rstrip("s")) if text.strip().isalpha() and len(text.strip()) > 2 else None
    return f"{EVERY} {tuple(Weekday)[number].value}" if number is not None else ""


def _by_words(word: str) -> str:
    """How a column is taken by the words of its question."""
    if _NOTHING.search(word):
        return NOTHING
    if _REMARK.search(word):
        return REMARK
    if _NOT_AVAILABLE.search(word) and _WHEN.search(word) and not re.search(r"\bleave\b|\bholidays?\b", word):
        return NOT_AVAILABLE
    if _NOT.search(word) or _HOW_MANY.search(word):
        return UNKNOWN
    if re.search(r"\be ?mail\b", word):
        return EMAIL
    if re.search(r"\b(?:first name|forename)\b", word):
        return FORENAME
    if re.search(r"\b(?:last name|surname)\b", word) and "full" not in word:
        return SURNAME
    if re.search(
        r"\b(?:your|full) name\b|\bname in full\b|\bwho are you\b|\b(?:collar|force|staff|warrant) (?:number|no)\b",
        word,
    ):
        return PERSON
    return DATES if _DATES.search(word) else UNKNOWN


def kinds_of(headings: Sequence[str], period: Period, mapped: Mapping[str, str]) -> list[str]:
    """How each column is taken; what the file of columns says goes before what is recognised."""
    of_microsoft = {normalised_heading(heading) for heading in headings} >= _MICROSOFT
    known = {normalised_heading(heading): kind for heading, kind in mapped.items()}
    return [
        known.get(normalised_heading(heading))
        or (kind_of(heading, period, of_microsoft=of_microsoft) if heading else IGNORE)
        for heading in headings
    ]


def wrong_kind(kind: str) -> bool:
    """Whether a word of the file of columns is none that a column can be taken as."""
    first, _, rest = kind.partition(" ")
    if first == ON_DATE and written_date(rest) is not None and len(rest) == len("2026-12-04"):
        return False
    if first == EVERY and rest in {day.value for day in Weekday}:
        return False
    return kind not in PLAIN


def is_form(kinds: Sequence[str]) -> bool:
    """Whether columns taken so are those of a form or list of replies: they say who, and when or what."""
    offers = [kind for kind in kinds if kind in (DATES, NOT_AVAILABLE) or kind.partition(" ")[0] in (ON_DATE, EVERY)]
    return any(kind in WHO for kind in kinds) and (bool(offers) or TIME in kinds)
