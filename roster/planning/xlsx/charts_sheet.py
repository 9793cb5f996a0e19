"""The sheet `Charts`: native charts of the sheet `Grid`, which follow when an assumption is changed."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.chart import BarChart, Reference, ScatterChart, Series
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from roster.io.xlsx.kit.cell_styles import NOTE, SUBTITLE, TITLE
from roster.io.xlsx.kit.page import Page, place
from roster.planning.summary.report_data import ReportData
from roster.planning.xlsx import grid_sheet as grid

MAX_OPTIONS = 40  # in a chart; with more the names cannot be read
_WIDTH = 26  # centimetres: a sheet of A4 across
_HEIGHT = 15  # at most, so that each is whole on a page
_CREWED, _PART, _DOWN, _BLUE, _NAVY, _GREY = "548235", "E6A700", "B00020", "2E75B6", "1F3864", "8A94A6"


@dataclass(frozen=True)
class Bars:
    """The rows of a sheet that a chart draws.

    Attributes:
        header: the row of headings above them.
        count: the number of rows.
        names: the column of their names.
    """

    sheet: Worksheet
    header: int
    count: int
    names: int


def write_charts(page: Page, data: ReportData, source: Worksheet) -> None:
    """Fills the sheet.

    Args:
        source: the sheet `Grid`.
    """
    lines = Bars(source, grid.HEADER_ROW, min(len(data.options), MAX_OPTIONS), names=2)
    page.put(1, 1, "Charts", TITLE)
    page.put(2, 1, f"Drawn from the sheet Grid; {data.period}.", SUBTITLE)
    if lines.count < len(data.options):
        page.put(3, 1, f"The first {lines.count} of {len(data.options)} options; the sheet Grid has them all.", NOTE)
    row = 4
    for chart in (
        crewing_chart(lines),
        ceiling_chart(lines, grid.COVER, grid.MOST_COVER),
        money_chart(lines, grid.COSTS, grid.AVOIDED_LOW, grid.AVOIDED_MID, grid.AVOIDED_HIGH),
        road_chart(lines),
    ):
        page.sheet.add_chart(chart, place(row, 1))
        row += round(chart.height * 1.9) + 3  # a row is half a centimetre high
        page.sheet.row_breaks.append(Break(id=row - 2))
    page.print_set_up(data.table.name, data.period, (1, 1), reader="Amounts in GBP")


def crewing_chart(lines: Bars) -> BarChart:
    """The chart of how the duties of each option are crewed, as stacked bars."""
    chart = _bars("How duties are crewed (middle of the months tried)", lines, "0%")
    chart.grouping, chart.overlap = "percentStacked", 100
    for column, colour in ((grid.CREWED, _CREWED), (grid.PART_CREWED, _PART), (grid.STOOD_DOWN, _DOWN)):
        _add(chart, lines, column, colour)
    return chart


def ceiling_chart(lines: Bars, cover: int, most: int, *, numbers: bool = True) -> BarChart:
    """The chart of the cover of each option and its proven upper bound."""
    chart = _bars("Duties that run, and the most there can be (proven)", lines, "0%")
    chart.y_axis.scaling.max = 1
    for column, colour, name in ((cover, _BLUE, "Duties that run"), (most, _GREY, "No rota runs more")):
        _add(chart, lines, column, colour)
        chart.series[-1].tx = SeriesLabel(v=name)
    if numbers and lines.count <= 20:
        chart.dataLabels = DataLabelList()
        chart.dataLabels.showVal = True
        chart.dataLabels.numFmt = "0.0%"
        for name in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
            setattr(chart.dataLabels, name, False)
    return chart


def saving_chart(lines: Bars, low: int, mid: int, high: int) -> BarChart:
    """The chart of what each option saves beside the base: at worst, most likely, at best."""
    chart = _bars("Saves (right) or costs (left) compared with as it is, GBP", lines, "#,##0")
    chart.y_axis.scaling.min = None
    chart.x_axis.tickLblPos = "low"  # names at the left edge, and not over the bars that go left
    for column, colour, name in ((low, "C9DCEF", "At worst"), (mid, _BLUE, "Likely"), (high, _NAVY, "At best")):
        _add(chart, lines, column, colour)
        chart.series[-1].tx = SeriesLabel(v=name)
    return chart


def money_chart(lines: Bars, costs: int, low: int, mid: int, high: int) -> BarChart:
    """The chart of the costs of each option and the range of cost avoided."""
    chart = _bars("Costs and cost avoided, GBP", lines, "#,##0")
    for column, colour in ((costs, _NAVY), (low, "C9DCEF"), (mid, _BLUE), (high, "9DC3E6")):
        _add(chart, lines, column, colour)
    return chart


def road_chart(lines: Bars) -> ScatterChart:
    """The chart of hours on the road against costs: up and to the left is better."""
    chart = ScatterChart()
    chart.title, chart.style = "Hours on the road against costs: each point an option", 2
    chart.width, chart.height = _WIDTH, 11
    chart.x_axis.title, chart.y_axis.title = "Costs, GBP (central)", "Hours on the road"
    chart.x_axis.number_format = chart.y_axis.number_format = "#,##0"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.legend = None
    series = Series(_column(lines, grid.ROAD_HOURS), _column(lines, grid.COSTS))
    series.marker.symbol, series.marker.size = "circle", 9
    series.marker.graphicalProperties = GraphicalProperties(solidFill=_BLUE)
    series.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    chart.series.append(series)
    _lettering(chart)
    return chart


def _bars(title: str, lines: Bars, number_format: str) -> BarChart:
    chart = BarChart()
    chart.type, chart.title, chart.style = "bar", title, 2
    chart.width, chart.height = _WIDTH, min(_HEIGHT, round(4 + 0.85 * lines.count))
    chart.gapWidth = 60
    chart.x_axis.scaling.orientation = "maxMin"  # the base on top
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format, chart.y_axis.scaling.min = number_format, 0
    chart.y_axis.crosses = "max"
    chart.legend.position = "b"
    # Names are long: without this they take half of the picture in one program and none of it in another.
    chart.plot_area.layout = Layout(
        manualLayout=ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=0.33, y=0.1, w=0.63, h=0.74)
    )
    _lettering(chart)
    return chart


def _add(chart: BarChart, lines: Bars, column: int, colour: str) -> None:
    last = lines.header + lines.count
    chart.add_data(Reference(lines.sheet, min_col=column, min_row=lines.header, max_row=last), titles_from_data=True)
    chart.set_categories(_column(lines, lines.names))
    chart.series[-1].graphicalProperties = GraphicalProperties(solidFill=colour)


def _lettering(chart: BarChart | ScatterChart) -> None:
    """Sets the sizes of letters: the default of programs is 18 points for the title."""
    heading = CharacterProperties(sz=1200, b=True)
    assert chart.title is not None  # each chart has one
    assert chart.title.tx is not None
    assert chart.title.tx.rich is not None
    chart.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=heading)
    small = CharacterProperties(sz=900)
    for axis in (chart.x_axis, chart.y_axis):
        axis.txPr = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=small), endParaRPr=small)])
        if axis.majorGridlines is not None:
            axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="D9D9D9"))


def _column(lines: Bars, column: int) -> Reference:
    return Reference(lines.sheet, min_col=column, min_row=lines.header + 1, max_row=lines.header + lines.count)
