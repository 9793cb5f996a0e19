"""The codes of the sheet Availability, and the offers and absences they stand for.

A cell may hold several codes, parted by blanks or commas. `A` offers the date, whatever the time; a shift's code offers
it for the times of that shift; the letters of an absence are those of the rota's grid. A blank cell offers nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from models.base import parse_minutes
from models.people import AbsenceKind
from roster.io.workbook.codes import ABSENCE_CODES, OFFERED

ANY_TIME = "A"
_ANY = {"A", "Y", "YES", OFFERED}
_NONE = {"N", "NO", "-", "\u2013"}

Codes = Mapping[str, Sequence[str]]  # date (YYYY-MM-DD) -> codes, in capitals


@dataclass(frozen=True)
class GridCodes:
    """What codes a book's grid knows.

    Attributes:
        windows: a shift's code -> its local times.
        absences: code -> kind.
    """

    windows: Mapping[str, tuple[str, str]]
    absences: Mapping[str, str]

    @classmethod
    def of(cls, shifts: object) -> GridCodes:
        """The codes of the raw shifts of a book; a shift whose code is taken, or that has none, has no part in it."""
        absences = {code: str(kind) for kind, code in ABSENCE_CODES.items()}
        windows: dict[str, tuple[str, str]] = {}
        for shift in shifts if isinstance(shifts, list) else []:
            code, times = _code_of(shift), _times_of(shift)
            if code and times and code not in _ANY | _NONE | set(absences) | set(windows):
                windows[code] = times
        if "L" not in windows:
            absences["L"] = str(AbsenceKind.ANNUAL_LEAVE)
        return cls(windows, absences)

    @property
    def known(self) -> list[str]:
        """Every code a coordinator is told of."""
        return [ANY_TIME, *self.windows, *ABSENCE_CODES.values()]

    @property
    def legend(self) -> str:
        """What the codes mean, for people."""
        shifts = [f"{code} = offered for {start} to {end}" for code, (start, end) in self.windows.items()]
        away = [f"{code} = {kind}" for kind, code in ABSENCE_CODES.items()]
        return "; ".join(["A = offered, any time", *shifts, *away, "blank = not offered"])

    def parsed(self, text: str) -> tuple[list[str], list[str]]:
        """The codes in a cell, in capitals, and what is none."""
        known, unknown = [], []
        for word in [text] if text.lower() in set(AbsenceKind) else re.split(r"[\s,;+/]+", text):
            code = ABSENCE_CODES[AbsenceKind(word.lower())] if word.lower() in set(AbsenceKind) else word.upper()
            if code in _ANY:
                known.append(ANY_TIME)
            elif code in self.windows or code in self.absences:
                known.append(code)
            elif code and code not in _NONE:
                unknown.append(word)
        return known, unknown

    def offers(self, codes: Codes) -> list[dict[str, Any]]:
        """The offers that codes stand for: one for any time, then one for each shift."""
        found = []
        for code in (ANY_TIME, *self.windows):
            if dates := sorted(day for day, said in codes.items() if code in said):
                start, end = self.windows.get(code, ("", ""))
                found.append({"dates": dates} | ({"start": start, "end": end} if start else {}))
        return found

    def away(self, codes: Codes) -> list[dict[str, Any]]:
        """The absences that codes stand for: one for each run of dates, in order of date."""
        found: list[dict[str, Any]] = []
        for day in sorted(codes):
            for kind in dict.fromkeys(self.absences[code] for code in codes[day] if code in self.absences):
                before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
                run = next((item for item in found if item["kind"] == kind and _last(item) == before), None)
                if run is not None:
                    run["last"] = day
                else:
                    found.append({"kind": kind, "first": day})
        return found

    def written(
        self, offers: list[Any], absences: list[Any], dates: Sequence[str]
    ) -> tuple[dict[str, list[str]], int, int]:
        """As many of the first offers and absences as codes can stand for: the codes, and how many of each they are."""
        inside = set(dates)
        chosen: list[tuple[str, str]] = []
        away = offered = 0
        for count in range(len(absences), 0, -1):
            codes = self._absence_codes(absences[:count], inside)
            if codes is not None and self.away(_by_date(codes)) == absences[:count]:
                chosen, away = codes, count
                break
        for count in range(min(len(offers), 1 + len(self.windows)), 0, -1):
            codes = self._offer_codes(offers[:count], inside)
            if codes is not None and self.offers(_by_date(codes)) == offers[:count]:
                chosen, offered = [*codes, *chosen], count
                break
        return _by_date(chosen), offered, away

    def _absence_codes(self, absences: list[Any], inside: set[str]) -> list[tuple[str, str]] | None:
        found: list[tuple[str, str]] = []
        for absence in absences:
            first, last = absence.get("first"), absence.get("last") or absence.get("first")
            if first not in inside or last not in inside:
                return None
            length = (date.fromisoformat(last) - date.fromisoformat(first)).days
            days = [(date.fromisoformat(first) + timedelta(days=n)).isoformat() for n in range(length + 1)]
            found += [(day, ABSENCE_CODES[AbsenceKind(absence["kind"])]) for day in days]
        return found

    def _offer_codes(self, offers: list[Any], inside: set[str]) -> list[tuple[str, str]] | None:
        by_window = {window: code for code, window in self.windows.items()}
        found: list[tuple[str, str]] = []
        for offer in offers:
            window = (offer.get("start"), offer.get("end"))
            code = ANY_TIME if window == (None, None) else by_window.get(window)
            if code is None or not set(offer.get("dates", ["?"])) <= inside:
                return None
            found += [(day, code) for day in offer["dates"]]
        return found


def _by_date(said: list[tuple[str, str]]) -> dict[str, list[str]]:
    codes: dict[str, list[str]] = defaultdict(list)
    for day, code in said:
        codes[day].append(code)
    return codes


def _last(absence: dict[str, Any]) -> str:
    return str(absence.get("last", absence["first"]))


def _code_of(shift: object) -> str:
    code = shift.get("code") if isinstance(shift, dict) else None
    return code.upper() if isinstance(code, str) and re.fullmatch(r"[^\s,;+/]{1,4}", code) else ""


def _times_of(shift: dict[str, Any]) -> tuple[str, str] | None:
    """A shift's start and end on the wall, as an offer's window says them."""
    start, end, length = shift.get("start"), shift.get("end"), shift.get("length")
    if not isinstance(start, str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", start):
        return None
    if isinstance(end, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", end):
        return start, end
    if not isinstance(length, str) or end is not None:
        return None
    try:
        minutes = int(start[:2]) * 60 + int(start[3:]) + int(parse_minutes(length))
    except ValueError:
        return None
    return start, f"{minutes // 60 % 24:02}:{minutes % 60:02}"
