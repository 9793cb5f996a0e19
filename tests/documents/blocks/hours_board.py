"""The second picture of the README: the hours of all Specials of a force, drawn as SVG from a solved book."""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.book import Book
from roster import api
from roster.analysis.ledger import LedgerLine, Light
from tests.conftest import EXAMPLES
from tests.documents.blocks.picture import TEMPLATES, solve_again
from tests.documents.markdown import ROOT

BOOK = EXAMPLES / "kent-specials-2026-12.yaml"
PICTURE = EXAMPLES / "kent-specials-2026-12.svg"
_LEFT, _BAR, _STEP, _ROW, _TOP = 168, 13, 17, 50, 96  # pixels: where bars begin, their width and distance, rows
_HOUR, _MOST = 1.2, 32  # pixels of an hour, and the hours at which a bar is cut off
_KINDS = {"cars": "#1f5fa8", "units": "#2a9d8f", "local": "#9fb1c1"}
_NAMES = {"cars": "on a response car", "units": "in another unit", "local": "with local policing"}


@dataclass(frozen=True)
class _Bar:
    """A Special's hours, by where they are worked."""

    line: LedgerLine
    hours: dict[str, float]

    @property
    def words(self) -> str:
        """What a reader sees who points at the bar."""
        parts = [f"{_NAMES[kind]} {hours:g}" for kind, hours in self.hours.items() if hours]
        found = f"{self.line.name}: {self.line.total / 60:g} h"
        return f"{found} ({', '.join(parts)})" if parts else found


def drawn(book: Book) -> str:
    """The hours board of a solved book, a row for each district."""
    bars = _bars(book)
    home = {person.id: person.areas[0] for person in book.people}
    rows = [
        _row(area.name or area.id, number, [bar for bar in bars if home[bar.line.person] == area.id])
        for number, area in enumerate(area for area in book.areas if area.id in {home[bar.line.person] for bar in bars})
    ]
    width = _LEFT + max(len(row["bars"]) for row in rows) * _STEP + 150
    return TEMPLATES.get_template("hours_board.svg.jinja").render(
        rows=rows,
        width=width,
        height=_TOP + len(rows) * _ROW + 6,
        left=_LEFT,
        sixteen=round(16 * _HOUR, 1),
        title=f"The hours of {len(bars)} Special Constables, {book.period.first:%B %Y}",
        summary=_summary(bars),
        legend=[(_KINDS[kind], _NAMES[kind], _LEFT + place * 160) for place, kind in enumerate(_KINDS)],
    )


def _bars(book: Book) -> list[_Bar]:
    assert book.rota is not None
    length = {duty.duty: (duty.end - duty.start).total_seconds() / 3600 for duty in book.rota.duties}
    where: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for assignment in book.rota.assignments:
        where[assignment.person][_kind(assignment.duty)] += length[assignment.duty]
    return [
        _Bar(line, {kind: where[line.person][kind] for kind in _KINDS})
        for line in sorted(api.hours(book), key=lambda line: (-line.total, line.person))
    ]


def _kind(duty: str) -> str:
    return {"JR": "cars", "LP": "local"}.get(duty[:2], "units")


def _row(name: str, number: int, bars: Sequence[_Bar]) -> dict[str, Any]:
    bottom = _TOP + (number + 1) * _ROW - 10
    met = sum(bar.line.light is Light.GREEN for bar in bars)
    return {
        "name": name,
        "bottom": bottom,
        "bars": [_drawn_bar(bar, _LEFT + place * _STEP, bottom) for place, bar in enumerate(bars)],
        "end": _LEFT + len(bars) * _STEP,
        "met": f"{met} of {len(bars)} reach 16 h",
    }


def _drawn_bar(bar: _Bar, left: int, bottom: int) -> dict[str, Any]:
    parts, below = [], 0.0
    for kind, hours in bar.hours.items():
        top = min(below + hours, _MOST)
        if top > below:
            parts.append(
                {"y": round(bottom - top * _HOUR, 1), "height": round((top - below) * _HOUR, 1), "fill": _KINDS[kind]}
            )
        below = top
    total = bar.line.total / 60
    return {
        "left": left,
        "width": _BAR,
        "words": bar.words,
        "parts": parts,
        "over": f"{total:g}" if total > _MOST else "",
        "top": round(bottom - min(total, _MOST) * _HOUR, 1),
        "empty": not total,
    }


def _summary(bars: Sequence[_Bar]) -> str:
    met = sum(bar.line.light is Light.GREEN for bar in bars)
    none = sum(not bar.line.offered for bar in bars)
    total = sum(bar.line.total for bar in bars) / 60
    return (
        f"{met} keep their promise of 16 h, {len(bars) - met - none} come short, "
        f"{none} offered no date they could work; {total:,.0f} h in all"
    )


def draw_board() -> str:
    """Solve the book so that the same rota comes out again, and draw it; the path of the picture."""
    with tempfile.TemporaryDirectory() as folder:
        solved = api.read_book(solve_again(BOOK, Path(folder) / "solved.json"))
    PICTURE.write_text(drawn(solved), encoding="utf-8")
    return str(PICTURE.relative_to(ROOT))
