"""Reads a cell of the sheet Availability: its codes, and the offers and absences they mean.

`A` offers the date at any time; the code of a shift offers it for the times of that shift; codes of absences are those
of the sheet Rota. A blank cell offers nothing. A cell may hold several codes, separated by a blank or a comma and by
nothing else: `A/L` is annual leave, not `A` and `L`. If a cell holds an offer and an absence (`A AL`), the absence
counts, as it does wherever both name a date.

Common words are read too, where they can mean only one thing (`hols`, `off sick`). A person who writes that they are
not available (`N/A`, `off`, `no`) is away on that date, whatever they offer elsewhere or are rostered for. Anything
else is refused: no person is put on duty by a cell whose meaning was guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from models.base import parse_minutes
from models.people import AbsenceKind
from roster.io.xlsx.inputs.sheets.cell_kinds import said
from roster.io.xlsx.kit.grid_codes import ABSENCE_CODES, OFFERED
from roster.io.xlsx.raw_sheets.raw_sheet import CellValue
from roster.tables.cells.absence_words import absence_kind, means_not_available, plain

ANY_TIME = "A"
EXAMPLE_ROW = ("SC01", "Special 01", "A", "A", "", "AL", "AL")  # of the template: person, name, codes
_NOT_AVAILABLE = ABSENCE_CODES[AbsenceKind.OTHER]
_KINDS = {code: kind for kind, code in ABSENCE_CODES.items()}
_ANY = {"Y", "YES", "AVAILABLE", OFFERED}
_LETTERS = {"L": ABSENCE_CODES[AbsenceKind.ANNUAL_LEAVE], "N": _NOT_AVAILABLE}  # where no shift has these codes
_LONGEST_QUOTED = 40  # characters of a cell that a sentence quotes

Codes = Mapping[str, Sequence[str]]  # date (YYYY-MM-DD) -> codes, in capitals


@dataclass(frozen=True)
class AvailabilityCodes:
    """The codes that cells of a book's sheet Availability may hold.

    Attributes:
        windows: code of a shift -> its local start and end.
        unclear: codes of shifts that also mean something else -> the reason, as the end of a sentence.
    """

    windows: Mapping[str, tuple[str, str]]
    unclear: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, shifts: object) -> AvailabilityCodes:
        """Makes the codes from the raw shifts of a book.

        The code of a shift takes precedence over a single letter that people use without a legend (`N` for no, `L` for
        leave). A code that is also a word of the legend, or of two shifts, is unclear, and refused in a cell.
        """
        windows: dict[str, tuple[str, str]] = {}
        unclear: dict[str, str] = {}
        names: dict[str, str] = {}
        for shift in shifts if isinstance(shifts, list) else []:
            code, times = _code_of(shift), _times_of(shift)
            if not code:
                continue
            name = f"the shift '{shift.get('id', '')}'"
            if code in names:
                unclear[code] = f"is the code of {names[code]} and of {name}"
            elif also := _other_meaning(code):
                unclear[code] = f"is the code of {name}, and means {also} here"
            elif re.search(r"[\s,]", code):
                unclear[code] = f"is the code of {name}, and a blank or comma parts two codes here"
            elif times is None:
                unclear[code] = f"is the code of {name}, whose times are not clear"
            else:
                windows[code] = times
            names.setdefault(code, name)
        return cls({code: times for code, times in windows.items() if code not in unclear}, unclear)

    @property
    def known(self) -> list[str]:
        """Every code of the legend."""
        return [code for code in (ANY_TIME, *self.windows, *_KINDS) if code not in self.unclear]

    @property
    def legend(self) -> str:
        """The meaning of the codes, for people."""
        meanings = {ANY_TIME: "offered, any time"}
        meanings |= {code: f"offered for {start} to {end}" for code, (start, end) in self.windows.items()}
        meanings |= {code: str(kind) for code, kind in _KINDS.items()}
        unclear = [f"{code} is not to be used: it {why}" for code, why in self.unclear.items()]
        return "; ".join([*(f"{code} = {meanings[code]}" for code in self.known), "blank = not offered", *unclear])

    # --- reading a cell

    def codes_in(self, found: CellValue) -> list[str]:
        """Reads a cell: its codes, in capitals; none for a dash.

        Raises:
            ValueError: the meaning of the cell is unclear; with a sentence.
        """
        text = plain(said(found)) if not isinstance(found, bool) else str(found).upper()
        if not text.strip("-"):
            return []
        if (why := self.unclear.get(text.upper())) is not None:
            raise ValueError(f"'{text.upper()}' {why}; give the shift another code, or write it on Offers")
        words = [word for word in re.split(r"[ ,]+", text) if word]
        several = [code for word in words if (code := self._legend_code(word)) is not None]
        if len(words) < 2 or len(several) < len(words):
            if (code := self._single(text)) is None:
                raise ValueError(self._unknown(text, words))
            return [code]
        if set(several) - set(_KINDS) and (meant := _away_code_in(words)):  # `A L`: two codes, or annual leave?
            either = f"may be {' and '.join(words)}, or mean '{_KINDS[meant]}'"
            raise ValueError(f"{_quoted(text)} {either}; write what is meant")
        return list(dict.fromkeys(several))

    def _single(self, text: str) -> str | None:
        """Returns the code that a whole cell means; None when it means no code."""
        code = self._legend_code(text)
        if code is None:
            code = ANY_TIME if text.upper() in _ANY else _LETTERS.get(text.upper())
        return code or _away_code(text)

    def _legend_code(self, word: str) -> str | None:
        """Returns a word as a code of the legend, in capitals; None when it is no code."""
        code = word.upper()
        return code if code in self.windows or (code in (ANY_TIME, *_KINDS) and code not in self.unclear) else None

    def _unknown(self, text: str, words: Sequence[str]) -> str:
        known = f"the codes are {', '.join(self.known)}"
        if len(words) == 1:
            hint = ", several parted by a blank" if re.search(r"[/+;&|]", text) else ""
            return f"code {_quoted(text)} is unknown; {known}{hint}"
        return f"{_quoted(text)} is not understood; {known}, several parted by a blank"

    # --- offers and absences from codes, and back

    def offers(self, codes: Codes) -> list[dict[str, Any]]:
        """Makes offers from codes: one for any time, then one for each shift."""
        found = []
        for code in (ANY_TIME, *self.windows):
            if dates := sorted(day for day, here in codes.items() if code in here):
                start, end = self.windows.get(code, ("", ""))
                found.append({"dates": dates} | ({"start": start, "end": end} if start else {}))
        return found

    def absences(self, codes: Codes) -> list[dict[str, Any]]:
        """Makes absences from codes: one for each run of dates, in order of date."""
        found: list[dict[str, Any]] = []
        for day in sorted(codes):
            for kind in dict.fromkeys(str(_KINDS[code]) for code in codes[day] if code in _KINDS):
                before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
                run = next((item for item in found if item["kind"] == kind and _last(item) == before), None)
                if run is not None:
                    run["last"] = day
                else:
                    found.append({"kind": kind, "first": day})
        return found

    def codes_for(
        self, offers: list[Any], absences: list[Any], dates: Sequence[str]
    ) -> tuple[dict[str, list[str]], int, int]:
        """Turns as many of the first offers and absences into codes as codes can express.

        Returns:
            The codes by date; how many offers, and how many absences they express.
        """
        inside = set(dates)
        chosen: list[tuple[str, str]] = []
        away = offered = 0
        for count in range(len(absences), 0, -1):
            codes = self._absence_codes(absences[:count], inside)
            if codes is not None and self._reads_as(codes) and self.absences(_by_date(codes)) == absences[:count]:
                chosen, away = codes, count
                break
        for count in range(min(len(offers), 1 + len(self.windows)), 0, -1):
            codes = self._offer_codes(offers[:count], inside)
            if (
                codes is not None
                and self._reads_as([*codes, *chosen])
                and self.offers(_by_date(codes)) == offers[:count]
            ):
                chosen, offered = [*codes, *chosen], count
                break
        return _by_date(chosen), offered, away

    def _reads_as(self, chosen: list[tuple[str, str]]) -> bool:
        """Whether cells with these codes would be read back as these codes."""
        for codes in {tuple(codes) for codes in _by_date(chosen).values()}:
            try:
                if self.codes_in(" ".join(codes)) != list(codes):
                    return False
            except ValueError:
                return False
        return True

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


def _away_code(text: str) -> str | None:
    """Returns the code of the absence that a text in words means; None when it means none."""
    if (kind := absence_kind(text)) is not None:
        return ABSENCE_CODES[kind]
    return _NOT_AVAILABLE if means_not_available(text) else None


def _away_code_in(words: Sequence[str]) -> str | None:
    """Returns the code of an absence that adjacent words mean when they are read as one: `A L`."""
    stretches = ("".join(words[first:last]) for first in range(len(words)) for last in range(first + 2, len(words) + 1))
    return next((code for stretch in stretches if (code := _away_code(stretch)) is not None), None)


def _other_meaning(code: str) -> str:
    """Returns what a code means in the legend or as a common word; empty where it means nothing yet."""
    if code in _KINDS:
        return f"'{_KINDS[code]}'"
    if code in {ANY_TIME, *_ANY} - {"Y"}:
        return "'offered'"
    if (kind := absence_kind(code)) is not None:
        return f"'{kind}'"
    return "'not available'" if means_not_available(code) or not code.strip("-") else ""


def _quoted(text: str) -> str:
    return f"'{text if len(text) <= _LONGEST_QUOTED else text[:_LONGEST_QUOTED] + '...'}'"


def _by_date(chosen: list[tuple[str, str]]) -> dict[str, list[str]]:
    codes: dict[str, list[str]] = defaultdict(list)
    for day, code in chosen:
        codes[day].append(code)
    return codes


def _last(absence: dict[str, Any]) -> str:
    return str(absence.get("last", absence["first"]))


def _code_of(shift: object) -> str:
    code = shift.get("code") if isinstance(shift, dict) else None
    return plain(code).upper() if isinstance(code, str) else ""


def _times_of(shift: dict[str, Any]) -> tuple[str, str] | None:
    """Returns the local start and end of a raw shift; None where they are unclear."""
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
