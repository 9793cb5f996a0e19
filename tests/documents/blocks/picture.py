"""The picture of the README: the top of the sheet Rota of a solved workbook, drawn as SVG from its cells."""

import subprocess
import sys
import tempfile
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from tests.conftest import EXAMPLES
from tests.documents.markdown import ROOT

KENT = EXAMPLES / "kent-2026-12.yaml"
PICTURE = EXAMPLES / "kent-2026-12.svg"
ROWS = (4, 34)  # from the months in the head to the first of the second group of people
_WIDTH, _HEIGHT = 7.2, 17  # pixels of a letter's width, and of a row

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True
)


def drawn(workbook: Path) -> str:
    """The sheet Rota of a solved workbook as SVG: its texts and colours, as they are stored in it."""
    sheet = load_workbook(workbook, data_only=True)["Rota"]
    last = max(cell.column for cell in sheet[_day_row(sheet)] if isinstance(cell.value, datetime))
    widths = [(sheet.column_dimensions[get_column_letter(column)].width or 5) * _WIDTH for column in range(1, last + 1)]
    for column in range(7, last + 1):  # openpyxl keeps one width for columns that are alike
        widths[column - 1] = widths[5]
    lefts = [round(sum(widths[:column]), 1) for column in range(last + 1)]
    rows = range(ROWS[0], ROWS[1] + 1)
    cells = [_cell(sheet, row, column, lefts) for row in rows for column in range(1, last + 1)]
    height = _HEIGHT * len(rows)
    return TEMPLATES.get_template("rota.svg.jinja").render(
        cells=cells,
        width=round(lefts[-1]),
        height=height,
        lines_down=lefts,
        lines_across=range(0, height + 1, _HEIGHT),
    )


def _day_row(sheet: Any) -> int:
    return next(row for row in range(1, 20) if isinstance(sheet.cell(row, 6).value, datetime))


def _cell(sheet: Any, row: int, column: int, lefts: list[float]) -> dict[str, Any]:
    cell = sheet.cell(row, column)
    left, right = [*pairwise(lefts)][column - 1]
    fill = f"#{cell.fill.fgColor.rgb[-6:]}" if cell.fill.fill_type else "#ffffff"
    colour = (
        cell.font.color.rgb[-6:] if cell.font.color is not None and isinstance(cell.font.color.rgb, str) else "000000"
    )
    middle = cell.alignment.horizontal == "center"
    return {
        "x": left,
        "y": (row - ROWS[0]) * _HEIGHT,
        "width": round(right - left, 1),
        "height": _HEIGHT,
        "fill": fill,
        "colour": f"#{colour}",
        "middle": middle,
        "at": round((left + right) / 2, 1) if middle else left + 4,
        "bold": bool(cell.font.bold),
        "text": _text(cell.value),
        "kind": "place" if row > _day_row(sheet) + 1 and column > 2 else "label",
    }


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return str(value.day)
    return "" if value in (None, 0) else str(value)


def draw_kent() -> str:
    """Solve Kent so that the same rota comes out again, and draw it; the path of the picture."""
    with tempfile.TemporaryDirectory() as folder:
        PICTURE.write_text(drawn(solve_again(KENT, Path(folder) / "rota.xlsx")), encoding="utf-8")
    return str(PICTURE.relative_to(ROOT))


def solve_again(book: Path, out: Path) -> Path:
    """Solve a book so that the same rota comes out each time; the path of the solved book."""
    command = [sys.executable, "-m", "roster", "solve", book, "-o", out, "--reproducible", "--quiet"]
    subprocess.run(command, check=True, cwd=ROOT)
    return out
