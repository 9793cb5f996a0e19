"""The codes that grids show: letters for a shift, a short number for a call sign, letters for an absence."""

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
PINNED = "!"  # after a code or a name: the coordinator pinned this assignment
EMPTY = "-"  # an empty place in a crew


@dataclass(frozen=True)
class ShiftCode:
    """The code of a shift in the grid.

    A shift that lasts longer or shorter on some dates (the clocks change) has a code for each length, so that hours can
    be added up from codes alone.

    Attributes:
        code: capital letters and digits; unique.
        minutes: its length in local clock time.
    """

    code: str
    shift: str
    name: str
    times: str
    minutes: int

    @property
    def starts(self) -> int:
        """Minutes from midnight at the beginning of its date to its start."""
        return int(self.times[:2]) * 60 + int(self.times[3:5])

    @property
    def ends(self) -> int:
        """Minutes from midnight at the beginning of its date to its end, in local clock time."""
        end = int(self.times[6:8]) * 60 + int(self.times[9:11])
        return end if end > self.starts else end + 24 * 60


@dataclass(frozen=True)
class CodeTable:
    """Every code of a book.

    Attributes:
        shifts: in the book's order of shifts.
        numbers: call sign -> its short number.
    """

    shifts: tuple[ShiftCode, ...]
    numbers: dict[str, str]

    @classmethod
    def of(cls, facts: Facts) -> CodeTable:
        """Makes the codes of the shifts and call signs that have duties."""
        used = {duty.call_sign.id for duty in facts.duties}
        numbers = short_numbers([call_sign.id for call_sign in facts.book.call_signs if call_sign.id in used])
        return cls(tuple(_shift_codes(facts)), numbers)

    def code_of(self, duty: Duty) -> ShiftCode:
        """Returns the code of a duty's shift."""
        return next(
            code
            for code in self.shifts
            if (code.shift, code.times, code.minutes) == (duty.shift.id, duty.times, duty.rostered_minutes)
        )

    def text(self, duty: Duty) -> str:
        """Returns the text of a duty in the grid: `L 04`. The blank ends the code, so that `L` is not read as `L2`."""
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
    # Formulas look codes up; there * and ? and < are wildcards, and case is ignored.
    return re.sub(r"[^A-Z0-9]", "", text.upper())[:4]


def _free(wanted: str, taken: set[str]) -> str:
    code, number = wanted, 2
    while code in taken:
        code, number = f"{wanted}{number}", number + 1
    return code


def short_numbers(call_signs: Sequence[str]) -> dict[str, str]:
    """Shortens call signs to their last digits if these are unique, else to their last words, else not at all."""
    endings = {name: match.group() if (match := re.search(r"\d{1,4}$", name)) else "" for name in call_signs}
    words = {name: re.split(r"[\s\-_.]", name)[-1] for name in call_signs}
    for short in (endings, words):
        if all(0 < len(text) <= 4 for text in short.values()) and len(set(short.values())) == len(call_signs):
            return short
    return {name: name for name in call_signs}
