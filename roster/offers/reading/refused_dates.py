"""Reads the answer to the question which dates somebody can not work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.period import Period
from roster.offers.asking.slots import Slot
from roster.offers.words.answers import DateAnswer, chosen, said_no
from roster.offers.words.chosen_dates import SlotsOn, read_offered
from roster.offers.words.written_dates import dates_in
from roster.tables.cells.text import normalised

_NONE = {
    "none of these", "none of the above", "no dates", "nothing", "all good", "free all month", "can do all",
    "none that i know of", "no restrictions",
}  # fmt: skip
_CAN = re.compile(r"\b(?:free|available|can (?:do|work|make))\b")
_CANNOT = re.compile(r"\b(?:not?|un\w+|cannot|never|except|apart|but|only)\b|n't\b|\bcant\b")
_EVERYTHING = re.compile(r"\b(?:all|any|anytime|every|whole|always|throughout)\b")


@dataclass
class RefusedDates:
    """What somebody cannot work, and what of the answer is not understood.

    Attributes:
        answers: whole dates, and shifts of dates by their times.
    """

    answers: set[DateAnswer] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def refuses(self, offer: DateAnswer) -> bool:
        """Whether an offer holds something that is refused."""
        return any(
            offer.date == refused.date and (None in (offer.start, refused.start) or offer.start == refused.start)
            for refused in self.answers
        )

    def others(self, slots: Sequence[Slot]) -> list[DateAnswer]:
        """The offers of all shifts that are not refused.

        Args:
            slots: the shifts that the person could work.
        """
        found: list[DateAnswer] = []
        for day in sorted({slot.date for slot in slots}):
            there = [slot for slot in slots if slot.date == day]
            left = [slot for slot in there if not self.refuses(DateAnswer(day, slot.start.time(), slot.end.time()))]
            found += chosen(left, there) if left else []
        return found


def read_refused(texts: Sequence[str], period: Period, slots_on: SlotsOn) -> RefusedDates:
    """Reads the answers of one person.

    A limit of time behind a date may mean the part that they can work or the part that they cannot: it is a problem.

    Args:
        texts: the answers; `none` and `no` refuse no date.
        period: of the book; a date without a year lies in it.
        slots_on: the shifts of a date.
    """
    found = RefusedDates()
    for text in texts:
        if said_no(text) or normalised(text).strip(" .!") in _NONE:
            continue
        word = normalised(text).replace("\u2019", "'")
        if _CAN.search(word) and not _CANNOT.search(word):
            if not _EVERYTHING.search(word) or dates_in(text, period)[0]:
                found.problems.append(f"'{text}' says when they can; the question is when they cannot")
            continue
        reading = read_offered(text, period, slots_on)
        found.problems += reading.problems
        for answer in reading.answers:
            shifts = {(slot.start.time(), slot.end.time()) for slot in slots_on(answer.date)}
            if answer.start is None or (answer.start, answer.end) in shifts:
                found.answers.add(answer)
            else:
                found.problems.append(f"'{text}': it is not clear which part of {answer} they cannot work")
    return found


__all__ = ["RefusedDates", "read_refused"]
