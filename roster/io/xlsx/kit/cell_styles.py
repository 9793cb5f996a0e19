"""The styles of cells: fonts, fills, borders. Text is black or white only, so that every page prints well."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, replace

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray

from models.rota import DutyState
from roster.analysis.ledger import Light

FONT = "Arial"  # every machine has it, or one of the same widths
_THIN = Side(style="thin", color="BFBFBF")
_THICK = Side(style="medium", color="1F3864")

GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
LINE = Border(bottom=_THIN)
TOTAL = Border(top=Side(style="thin", color="000000"))
BLOCK = Border(left=_THIN, right=_THIN, top=_THICK, bottom=_THIN)

NAVY = "1F3864"
PALE_BLUE = "DCE6F1"
WEEKEND = "EDF1F7"
HOLIDAY = "D6DCE8"
AWAY = "E3E3E3"
WHITE = "FFFFFF"

# One for each shift code: pale enough for black text, and different in greyscale where possible.
SHIFT_TINTS = ("9DC3E6", "F8CBAD", "C6E0B4", "FFE699", "CDB9E8", "A9DAD6", "F4B6C8", "D9C6A5")

STATE_FILLS = {DutyState.CREWED: "C6E0B4", DutyState.PART_CREWED: "FFE699", DutyState.STOOD_DOWN: "B00020"}
LIGHT_FILLS = {Light.GREEN: "C6E0B4", Light.AMBER: "FFE699", Light.RED: "B00020"}
# Dark fills; their text is white.
ALARM = "B00020"
UNAVAILABLE = "7030A0"
DARK = (NAVY, ALARM, UNAVAILABLE)


def fill(colour: str | None) -> PatternFill:
    """Returns a solid fill of a colour; no fill for None."""
    return PatternFill("solid", start_color=colour, end_color=colour) if colour else PatternFill()


@dataclass(frozen=True)
class Look:
    """The look of a cell. `colour` is its fill; text on a dark fill is white."""

    size: float = 9
    bold: bool = False
    italic: bool = False
    colour: str | None = None
    across: str = "left"
    upright: str = "center"
    wrap: bool = False
    border: Border | None = field(
        default=None, hash=False
    )  # openpyxl takes long over a border's hash; equality is quick
    number_format: str = "General"
    indent: int = 0

    def but(self, **changes: object) -> Look:
        """Returns this look with some attributes changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    @property
    def font_colour(self) -> str:
        """The colour of the text: black, or white on a dark fill."""
        return "FFFFFF" if self.colour in DARK else "000000"


class Looks:
    """Applies looks to the cells of one workbook."""

    def __init__(self) -> None:
        self._made: dict[Look, StyleArray] = {}

    def give(self, cell: Cell, look: Look) -> None:
        """Applies a look to a cell."""
        if look not in self._made:
            indent = look.indent if look.across in ("left", "right") else 0
            cell.font = Font(name=FONT, size=look.size, bold=look.bold, italic=look.italic, color=look.font_colour)
            cell.fill = fill(look.colour)
            cell.alignment = Alignment(look.across, look.upright, wrap_text=look.wrap, indent=indent)
            cell.border = look.border or Border()
            cell.number_format = look.number_format
            self._made[look] = copy(cell._style)  # type: ignore[attr-defined]
        # As openpyxl itself copies styles; setting each attribute of each cell takes ten times as long.
        cell._style = copy(self._made[look])  # type: ignore[attr-defined]


TITLE = Look(size=16, bold=True)
SUBTITLE = Look(size=10)
SECTION = Look(size=12, bold=True)
HEADER = Look(bold=True, colour=NAVY, wrap=True, border=GRID, indent=1)
BODY = Look(border=LINE, indent=1)
WRAPPED = BODY.but(wrap=True, upright="top")
COUNT = BODY.but(across="center", number_format="0")
HOURS = BODY.but(across="right", number_format="0.0")
HOURS_OR_DASH = HOURS.but(number_format='0.0;-0.0;"-"')  # a column of zeros hides what is not zero
DATE = BODY.but(number_format="dd mmm yyyy")
TIME = BODY.but(across="center", number_format="hh:mm")
NOTE = Look(size=8)
UNREAD = Look(size=10, bold=True, colour=STATE_FILLS[DutyState.PART_CREWED], wrap=True)  # inputs that no rule reads
