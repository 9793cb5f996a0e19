"""Finds the duty that a text means as people write it: `Sat 8 May JR20`, `JR20 Saturday 8th`, `8/5 JR-20 late`.

A text may hold a call sign (without its dashes and zeros: JR4 is JR-04), a date or parts of one, times, and words of
the shift's name, in any order. It means the duties that fit everything it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.clock import spoken_date
from models.duty import Duty
from models.lookup.names import plain_words
from models.lookup.spoken_dates import SpokenDate, take_date
from models.problems import did_you_mean
from models.text.dates_and_times import tidy
from models.text.lists import listed

_TIMES = re.compile(
    r"(?<!\d)(\d{1,2})[:.](\d\d)(?:\s*(?:-|\u2013|to|until)\s*(\d{1,2})[:.](\d\d))?(?![\d.])", re.IGNORECASE
)
_PIECES = re.compile(r"\d+|[^\W\d_]+")
_FILLERS = frozenset({"a", "and", "at", "car", "duty", "for", "from", "in", "of", "on", "shift", "the", "turn"})
_PARTS_OF_DAY = frozenset({"night", "nights", "evening", "day"})  # Saturday night: no name of a shift
_MOST_SHOWN = 4  # duties that a sentence lists


@dataclass(frozen=True)
class _Meaning:
    """One way to understand a text.

    Attributes:
        call_sign: its id; None where the text names none.
        date: what is stated of the date.
        times: start, or start and end, as `Duty.times` writes them; empty for none.
        words: other words, which name the shift.
    """

    call_sign: str | None
    date: SpokenDate
    times: str
    words: tuple[str, ...]

    def on(self, duty: Duty) -> bool:
        """Whether a duty has the call sign."""
        return self.call_sign in (None, duty.call_sign.id)

    def fits(self, duty: Duty) -> bool:
        """Whether a duty has the call sign, date, shift and times that a text names."""
        return self.on(duty) and self.date.fits(duty.date) and self.fits_shift(duty)

    def fits_shift(self, duty: Duty) -> bool:
        """Whether a duty has the stated times and shift."""
        return duty.times.startswith(self.times) and not self.unmatched(duty)

    def unmatched(self, duty: Duty) -> list[str]:
        """The words that are not in the name of a duty's shift."""
        shift = plain_words(f"{duty.shift.id} {duty.shift.name}").split()
        return [
            word
            for word in self.words
            if not any(other.startswith(word) for other in shift) and word not in _PARTS_OF_DAY
        ]


def fitting_duties(text: str, duties: Sequence[Duty]) -> list[Duty]:
    """The duties that a text may mean, in their order; none where it says too little, or nothing fits.

    Args:
        text: as a person wrote it.
        duties: those of the book.
    """
    meanings = [meaning for meaning in _meanings(text, duties) if meaning.date.stated]
    for named in (True, False):  # a text with a call sign means no duty of another
        found = [
            duty
            for duty in duties
            if any(meaning.fits(duty) for meaning in meanings if (meaning.call_sign is not None) is named)
        ]
        if found or (named and any(meaning.call_sign is not None for meaning in meanings)):
            return found
    return []


def why_none_fits(text: str, duties: Sequence[Duty]) -> str:
    """The sentence for a text that fits no duty, with what may be meant; empty where it is nothing like a duty."""
    meanings = sorted(_meanings(text, duties), key=lambda item: (item.call_sign is None, not item.date.stated))
    if not meanings:
        return ""
    meaning = meanings[0]
    if meaning.call_sign is None:
        return _unknown_call_sign(text, meaning, duties)
    own = [duty for duty in duties if meaning.on(duty)]
    if not meaning.date.stated:
        return ""
    same_date = [duty for duty in own if meaning.date.fits_but_for_weekday(duty.date)]
    weekday = meaning.date.weekday
    if meaning.date.day is not None and weekday is not None and same_date and weekday != same_date[0].date.weekday():
        day = same_date[0].date
        near = min(
            (duty for duty in own if duty.date.weekday() == weekday),
            key=lambda duty: abs(duty.date - day),
            default=None,
        )
        return (
            f"'{text}' contradicts itself: {spoken_date(day)} {day.year} is a {day:%A};"
            f" did you mean {_listed(same_date[:1] + ([near] if near is not None else []), 'or')}?"
        )
    if same_date := [duty for duty in same_date if meaning.date.fits(duty.date)]:
        said = " ".join((*meaning.words, meaning.times)).strip()
        return f"'{text}': no shift is called '{said}' there; there is {_listed(same_date, 'and', shifts=True)}"
    return f"'{text}': {meaning.call_sign} has no duty on that date{_nearest(meaning, own)}"


def _unknown_call_sign(text: str, meaning: _Meaning, duties: Sequence[Duty]) -> str:
    signs = {duty.call_sign.id for duty in duties}
    said = "".join(meaning.words)
    if not meaning.date.stated or not any(letter.isdigit() for letter in said):
        return ""
    hint = did_you_mean(said, signs)
    if not hint and len(signs) <= _MOST_SHOWN:
        hint = f"; those that have are {', '.join(sorted(signs))}"
    return f"'{text}': call sign '{said.upper()}' has no duties{hint}"


def _nearest(meaning: _Meaning, own: Sequence[Duty]) -> str:
    """`; did you mean ...?`, with the duties of a call sign whose dates are nearest to what is stated."""
    wanted = meaning.date.day
    month = meaning.date.month
    if wanted is None:
        return f"; it has duties from {spoken_date(own[0].date)} to {spoken_date(own[-1].date)}"
    near = [duty for duty in own if month in (None, duty.date.month)] or list(own)
    near = sorted(near, key=lambda duty: abs(duty.date.day - wanted))[:2]
    return f"; did you mean {_listed(sorted(near, key=lambda duty: duty.start), 'or')}?"


def _listed(duties: Sequence[Duty], joint: str, *, shifts: bool = False) -> str:
    names = [
        f"'{duty.spoken}{f' {duty.shift_called}' if shifts and not duty.shift_to_name else ''}'" for duty in duties
    ]
    return listed(list(dict.fromkeys(names))[:_MOST_SHOWN], joint)


# --- the ways to understand a text


def _meanings(text: str, duties: Sequence[Duty]) -> Iterator[_Meaning]:
    """Yields every way to understand a text, with a call sign and without one."""
    text = tidy(text).replace("@", " ")
    if not text:
        return
    signs = {duty.call_sign.id: duty.call_sign.name for duty in duties}
    spans = {
        (found.start(), found.end(), sign)
        for sign, name in signs.items()
        for pattern in _patterns(sign, name)
        for found in pattern.finditer(text)
    }
    longest = [item for item in spans if not any(_covers(other, item) for other in spans)]
    for start, end, sign in sorted(longest):
        yield _meaning(sign, f"{text[:start]} {text[end:]}")
    yield _meaning(None, text)


def _covers(other: tuple[int, int, str], item: tuple[int, int, str]) -> bool:
    """Whether a place in a text lies in another, longer one."""
    return other[0] <= item[0] and item[1] <= other[1] and other[1] - other[0] > item[1] - item[0]


def _patterns(sign: str, name: str) -> Iterator[re.Pattern[str]]:
    """Yields the patterns of a call sign's id and name, without regard to case, dashes, blanks and leading zeros."""
    for said in filter(None, (sign, name)):
        pieces = [
            f"0*{piece.lstrip('0') or '0'}" if piece.isdigit() else re.escape(piece) for piece in _PIECES.findall(said)
        ]
        if pieces:
            yield re.compile(r"(?<![^\W_])" + r"[\s\-_./]*".join(pieces) + r"(?![^\W_])", re.IGNORECASE)


def _meaning(sign: str | None, rest: str) -> _Meaning:
    times = ""
    if match := _TIMES.search(rest):
        hour, minute, to_hour, to_minute = match.groups()
        if ":" in match[0] or to_hour:  # 8.05 alone is a date
            times = f"{int(hour):02}:{minute}" + (f"-{int(to_hour):02}:{to_minute}" if to_hour else "")
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    date, rest = take_date(rest)
    words = tuple(word for word in plain_words(rest).split() if word not in _FILLERS)
    return _Meaning(sign, date, times, words)
