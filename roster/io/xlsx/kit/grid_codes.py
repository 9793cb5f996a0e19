"""The codes of the grid: letters for a shift, a short number for a call sign, letters for an absence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from constraints.facts import Facts
from models.duty import Duty
from models.people import AbsenceKind

ABSENCE_CODES = {
    AbsenceKind.ANNUAL_LEAVE: "AL",
    AbsenceKind.TRAINING: "TR",
    AbsenceKind.SICKNESS: "SK",
    AbsenceKind.ABSTRACTION: "AB",
    AbsenceKind.REST_DAY: "RD",
    AbsenceKind.OTHER: "OT",
}
OFFERED = "•"  # offered, and not on a duty
PINNED = "!"  # behind a code or a name: fixed there by the coordinator
EMPTY = "-"  # a place in a crew that nobody has


@dataclass(frozen=True)
class ShiftCode:
    """What stands for a shift in the grid.

    A shift that lasts longer or shorter on some dates (the clocks change) has a code for each length, so that hours can
    be added up from codes alone.

    Attributes:
        code: capital letters and digits, no two alike.
        minutes: how long it is by the clock on the wall.
    """

    code: str
    shift: str
    name: str
    times: str
    minutes: int

    @property
    def starts(self) -> int:
        """Minutes from the midnight with which its date begins to its start."""
        return int(self.times[:2]) * 60 + int(self.times[3:5])

    @property
    def ends(self) -> int:
        """The same to its end, by the clock on the wall."""
        end = int(self.times[6:8]) * 60 + int(self.times[9:11])
        return end if end > self.starts else end + 24 * 60


@dataclass(frozen=True)
class CodeTable:
    """Every code of a book.

    Attributes:
        shifts: in the book's order of shifts.
        numbers: call sign -> what stands for it.
    """

    shifts: tuple[ShiftCode, ...]
    numbers: dict[str, str]

    @classmethod
    def of(cls, facts: Facts) -> CodeTable:
        """The codes of the shifts and call signs that have duties."""
        used = {duty.call_sign.id for duty in facts.duties}
        numbers = short_numbers([call_sign.id for call_sign in facts.book.call_signs if call_sign.id in used])
        return cls(tuple(_shift_codes(facts)), numbers)

    def code_of(self, duty: Duty) -> ShiftCode:
        """The code of a duty's shift."""
        return next(
            code
            for code in self.shifts
            if (code.shift, code.times, code.minutes) == (duty.shift.id, duty.times, duty.rostered_minutes)
        )

    def text(self, duty: Duty) -> str:
        """What the grid shows for a duty: `L 04`. The blank ends the code, so that `L` is not taken for `L2`."""
        return f"{self.code_of(duty).code} {self.numbers[duty.call_sign.id]}"


def _shift_codes(facts: Facts) -> Iterable[ShiftCode]:
    lengths = Counter((duty.shift.id, duty.times, duty.rostered_minutes) for duty in facts.duties)
    taken: set[str] = set()
    for shift in facts.book.shifts:
        wanted = _letters(shift.code) or _letters(shift.name)[:1] or _letters(shift.id)[:1] or "S"
        for (shift_id, times, minutes), _ in lengths.most_common():
            if shift_id == shift.id:
                code = _free(wanted, taken)
                taken.add(code)
                yield ShiftCode(code, shift.id, shift.name or shift.id, times, minutes)


def _letters(text: str) -> str:
    # Formulas look codes up, where * and ? and < have a meaning and case has none.
    return re.sub(r"[^A-Z0-9]", "", text.upper())[:4]


def _free(wanted: str, taken: set[str]) -> str:
    code, number = wanted, 2
    while code in taken:
        code, number = f"{wanted}{number}", number + 1
    return code


def short_numbers(call_signs: Sequence[str]) -> dict[str, str]:
    """What stands for each call sign: its last digits where they tell all apart, else its last word, else all of it."""
    endings = {name: match.group() if (match := re.search(r"\d{1,4}$", name)) else "" for name in call_signs}
    words = {name: re.split(r"[\s\-_.]", name)[-1] for name in call_signs}
    for short in (endings, words):
        if all(0 < len(text) <= 4 for text in short.values()) and len(set(short.values())) == len(call_signs):
            return short
    return {name: name for name in call_signs}
