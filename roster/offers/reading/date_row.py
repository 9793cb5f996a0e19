"""Reads one row of a returned sheet: the answer to a shift, with whatever was changed or added in the row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.text.dates_and_times import clock_time, weekday_named
from roster.offers.asking import sheet_words as words
from roster.offers.asking.slots import Slot
from roster.offers.words.answers import AnswerError, DateAnswer, is_unsure, limited, read_answer, said_no
from roster.offers.words.time_limits import TimeLimit, take_limit
from roster.tables.cells.text import normalised

# Remarks that hold a word such as 'no' or 'if', and limit nothing.
_HARMLESS = re.compile(
    r"\b(?:no (?:problem|worries|need)s?|not a problem|no issues?|why not"
    r"|if (?:it helps|that helps|needed|required|you (?:need|want)(?: me)?|necessary|short))\b"
)
_NARROWING = re.compile(r"\b(?:only|just|latest|earliest|late|early|leave|finish|start)\b")


@dataclass(frozen=True)
class RowAnswer:
    """What a row offers.

    Attributes:
        slots: the shifts that the row is about.
        whole: whether all of them are offered without a limit.
        answers: what is offered otherwise.
        says_no: whether it says no.
    """

    slots: tuple[Slot, ...]
    whole: bool = False
    answers: tuple[DateAnswer, ...] = ()
    says_no: bool = False


def read_date_row(texts: Mapping[str, str], day: date, there: Sequence[Slot]) -> RowAnswer:
    """Reads the answer of a row.

    Args:
        texts: heading -> text of the row's cell.
        day: the date of the row.
        there: the shifts that the person could work on that date.

    Raises:
        AnswerError: something in the row is not understood, or contradicts itself.
    """
    _check_day(texts.get(words.DAY, ""), day)
    slots = _slots(texts, there)
    answer, note = texts.get(words.ANSWER, ""), texts.get(words.NOTE, "")
    said = said_no(answer) if answer else None
    limit = _column_limit(texts)
    if said is True:
        if limit is not None:
            raise AnswerError(f"says '{answer}', and '{limit}' beside it; which is right?")
        return RowAnswer(tuple(slots), says_no=True)
    if limit is None and not answer:
        return RowAnswer(tuple(slots))
    limit = _merged(limit, _changed_times(texts, there), _limit_in(note))
    signs = _signs(texts, slots)
    if limit is not None:
        if answer and said is None:
            raise AnswerError(f"'{answer}' beside '{limit}' is not understood")
        found = [limited(limit, day, slots)]
    else:
        found = read_answer(answer, day, slots)
    if not signs:
        whole = found == [DateAnswer(day)]
        return RowAnswer(tuple(slots), whole=whole, answers=() if whole and slots else tuple(found))
    if len(slots) == 1 and len(there) > 1 and found == [DateAnswer(day)]:
        found = [DateAnswer(day, slots[0].start.time(), slots[0].end.time())]
    return RowAnswer(tuple(slots), answers=tuple(DateAnswer(day, item.start, item.end, signs) for item in found))


def _check_day(text: str, day: date) -> None:
    """Checks the day of the week beside the date, in case somebody changed one of the two."""
    number = weekday_named(text) if text else None
    if number is not None and number != day.weekday():
        raise AnswerError(f"it is a {day:%A}, and '{text}' stands beside it")


def _slots(texts: Mapping[str, str], there: Sequence[Slot]) -> list[Slot]:
    """The shifts that a row is about: by its times and duty; all of the date where it names none of them."""
    times, duty = normalised(texts.get(words.TIMES, "")), normalised(texts.get(words.DUTY, ""))
    shifts = [slot for slot in there if duty.startswith(normalised(slot.shift))]
    both = [slot for slot in shifts if slot.times == times]
    return both or [slot for slot in there if slot.times == times] or shifts or list(there)


def _column_limit(texts: Mapping[str, str]) -> TimeLimit | None:
    """The limit in the columns for it; None where they are empty."""
    clocks = []
    for heading in (words.FIRST, words.LAST):
        text = texts.get(heading, "")
        clock = clock_time(text) if text else None
        if text and clock is None:
            raise AnswerError(f"'{text}' in column '{heading}' is not a time; write it as 18:00")
        clocks.append(clock)
    return TimeLimit(clocks[0], clocks[1]) if any(clock is not None for clock in clocks) else None


def _changed_times(texts: Mapping[str, str], there: Sequence[Slot]) -> TimeLimit | None:
    """The limit that somebody made of the printed times, or wrote beside a date of their own."""
    text = texts.get(words.TIMES, "")
    if not text or any(slot.times == normalised(text) for slot in there):
        return None
    limit, rest = take_limit(normalised(text))
    if limit is None or rest.strip(" .,"):
        raise AnswerError(f"'{text}' in column '{words.TIMES}' is not understood; write it as 18:00-22:00")
    return limit


def _limit_in(note: str) -> TimeLimit | None:
    """The limit in a remark; None where the remark limits nothing.

    Raises:
        AnswerError: the remark may limit the offer, and it is not clear how.
    """
    plain = _HARMLESS.sub(" ", normalised(note))
    limit, rest = take_limit(plain)
    if limit is not None and _NARROWING.sub("", rest).strip(" .,!") in ("", "yes", "please", "i can", "can"):
        return limit
    if limit is not None or is_unsure(plain) or _NARROWING.search(plain):
        raise AnswerError(
            f"the remark '{note}' may limit the offer; put a limit into the columns for it, and clear the remark"
        )
    return None


def _merged(*limits: TimeLimit | None) -> TimeLimit | None:
    """The one limit of a row.

    Raises:
        AnswerError: it has two that differ.
    """
    found = list(dict.fromkeys(limit for limit in limits if limit is not None))
    if len(found) > 1:
        raise AnswerError(f"has two limits of time: {' and '.join(map(str, found))}")
    return found[0] if found else None


def _signs(texts: Mapping[str, str], slots: Sequence[Slot]) -> tuple[str, ...]:
    """The call signs that somebody left of those printed, or wrote themselves; none where nothing was changed.

    Raises:
        AnswerError: the text of the duty was changed to something else.
    """
    text = texts.get(words.DUTY, "")
    if not text or not slots or any(normalised(text) == normalised(words.duty_text(slot)) for slot in slots):
        return ()
    known = {sign.casefold(): sign for slot in slots for sign in slot.call_signs}
    names = {normalised(slot.shift) for slot in slots}
    parts = [part for word in re.split(r"[:,;/&+]|\band\b|\bonly\b", normalised(text)) if (part := word.strip())]
    if any(part not in known and part not in names for part in parts):
        raise AnswerError(f"'{text}' in column '{words.DUTY}' is not understood")
    return tuple(known[part] for part in parts if part in known)
