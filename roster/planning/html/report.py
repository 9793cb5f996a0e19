"""The HTML page of a sweep for a board: it opens offline, and names no people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, product
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from models.base import Weekday
from models.clock import spoken_date
from roster.analysis.words import plain
from roster.io.site.look import TEMPLATES as SITE_TEMPLATES
from roster.io.site.pages import source_of
from roster.planning.html import drawing
from roster.planning.html.saving_chart import saving_chart
from roster.planning.money.amounts import pounds, share
from roster.planning.money.assumptions import SOURCES
from roster.planning.results.money import Assumption, Case
from roster.planning.results.sweep import Sweep
from roster.planning.summary.base_comparison import BaseComparison, compare_with_base
from roster.planning.summary.board.board_options import board_lines
from roster.planning.summary.board.drawn_base import drawn_base_sentence
from roster.planning.summary.board.recommendation import recommend, without_advice
from roster.planning.summary.cover import Cover, cover_of
from roster.planning.summary.details import hours_in_words, levels_in_words
from roster.planning.summary.heat_maps import heat_maps_of
from roster.planning.summary.method import BEWARE, MONEY_STEPS, facts
from roster.planning.summary.options import Option
from roster.planning.summary.proven import proven_with
from roster.planning.summary.report_data import ReportData
from roster.planning.summary.rota_changes import RotaChange, people_concerned, rota_changes

MAX_DETAILS = 60  # options with a section of their own; the tables have all of them
_MAX_CHANGES = 40  # duties listed for one option
_STEPS = 7  # of the colour scale
_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class HeatMapTable:
    """A heat map as the page shows it: a figure of the grid by its axes.

    Attributes:
        title: the heading above it.
        heads: the headings of its columns.
        down: how many of the columns are axes.
        rows: (values of the axes, cells); a cell is (text, class of its colour).
    """

    title: str
    heads: tuple[str, ...]
    down: int
    rows: tuple[tuple[tuple[str, ...], tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True)
class Detail:
    """The section about one option."""

    option: Option
    changes: str
    comparison: BaseComparison | None
    hours: tuple[str, ...]
    levels: tuple[str, ...]
    rota: tuple[RotaChange, ...]
    rota_words: str


def sweep_page(sweep: Sweep, figures: Mapping[str, Assumption] | None = None, *, appendix: bool = False) -> str:
    """The page of a sweep; the same sweep gives the same page.

    Args:
        figures: the assumptions about money; those of the package and the planner when absent.
        appendix: whether the appendix is printed too; on a screen it is there in any case.
    """
    data = ReportData.of(sweep, figures)
    options = data.options
    lines = board_lines(data)
    shown = [line.option for line in lines]
    return (
        _environment()
        .get_template("report.html")
        .render(
            data=data,
            table=data.table,
            options=options,
            page_one=lines,
            shown=shown,
            appendix=appendix,
            advice=recommend(options),
            no_advice=without_advice(options),
            drawn_base=drawn_base_sentence(data.table),
            saving_chart=saving_chart(lines),
            cover_chart=drawing.cover_chart(shown),
            crewing_chart=drawing.crewing_chart(options),
            money_chart=drawing.money_chart(options),
            road=drawing.road_chart(options),
            cut=len(options) > drawing.MAX_OPTIONS,
            heats=_heats(data),
            weekdays=list(Weekday),
            cover=_cover(data),
            details=[_detail(data, option) for option in options[:MAX_DETAILS]],
            most_details=MAX_DETAILS,
            groups=[(name, list(items)) for name, items in groupby(data.figures.values(), key=lambda item: item.group)],
            sources=SOURCES,
            facts=facts(sweep),
            steps=MONEY_STEPS,
            beware=BEWARE,
            cases=list(Case),
        )
    )


def points_words(gain: float) -> str:
    """A difference of shares in percentage points, with its sign: `+8.8`; nought without."""
    words = f"{100 * gain:+.1f}"
    return "0.0" if float(words) == 0 and gain == 0 else words


def _heats(data: ReportData) -> list[HeatMapTable]:
    """The heat maps of the grid; none where there is no grid."""
    if not data.table.axes:
        return []
    *down, across = data.table.axes
    values = data.table.axes[across]
    by_place = {tuple(option.cell.axes.items()): option for option in data.done if option.cell.axes}
    found = []
    for figure in heat_maps_of(data):
        amounts = {option.number: figure.value(option) for option in by_place.values()}
        rows = []
        for line in product(*(data.table.axes[axis] for axis in down)):
            options = [by_place.get((*zip(down, line, strict=True), (across, item))) for item in values]
            rows.append((line, tuple(_heat_cell(option, amounts, figure.look, good=figure.good) for option in options)))
        heads = (*down, *(f"{across} {item}" for item in values))
        found.append(HeatMapTable(figure.title, heads, len(down), tuple(rows)))
    return found


def _heat_cell(option: Option | None, amounts: Mapping[int, float], look: str, *, good: bool) -> tuple[str, str]:
    if option is None:
        return "-", ""
    amount = amounts[option.number]
    if look == "proven":
        return option.proven, _of_all(amount)
    if look == "share":
        return share(amount), _of_all(amount)
    return pounds(amount), heat(amount, list(amounts.values()), good=good)


def heat(amount: float, among: Sequence[float], *, good: bool) -> str:
    """The class of a colour among other amounts: `h0` for the worst to `h6` for the best; empty if all are equal."""
    low, high = min(among), max(among)
    if high - low < 1e-9:
        return ""
    part = (amount - low) / (high - low)
    return f"h{min(_STEPS - 1, int((part if good else 1 - part) * _STEPS))}"


def _cover(data: ReportData) -> list[tuple[Option, list[tuple[str, list[tuple[Cover | None, str]], Cover]]]]:
    """Each option with its rows: (call sign, days with their colours, all days)."""
    found = []
    for option in data.done:
        lines = []
        for call_sign, by_day in cover_of(option.cell).items():
            days = [by_day.get(day) for day in Weekday]
            every = Cover(*(sum(getattr(day, name) for day in by_day.values()) for name in Cover.__dataclass_fields__))
            lines.append((call_sign, [(day, _of_all(day.share if day else None)) for day in days], every))
        found.append((option, lines))
    return found


def _of_all(part: float | None) -> str:
    """The class of the colour of a share, the same in every table: worst below 70 % of the duties, best for all."""
    if part is None:
        return ""
    return f"h{max(0, min(_STEPS - 1, int((part - 0.7) / 0.3 * (_STEPS - 1) + 1e-9)))}"


def _detail(data: ReportData, option: Option) -> Detail:
    base = data.options[0]
    changes = rota_changes(base.cell.rota, option.cell.rota) if option is not base else []
    some = [change for change in changes if change.before is not change.after]
    words = ""
    if changes:
        words = (
            f"{len(changes)} duties are crewed otherwise than in the base,"
            f" {people_concerned(changes)} people concerned;"
            f" {sum(change.runs_only_after for change in changes)} run only here,"
            f" {sum(change.runs_only_before for change in changes)} only there."
        )
    return Detail(
        option,
        data.changed(option.cell),
        compare_with_base(option.cell, base.cell),
        tuple(hours_in_words(option.cell).splitlines()),
        tuple(levels_in_words(option.cell).splitlines()),
        tuple(some[:_MAX_CHANGES]),
        words + (f" The first {_MAX_CHANGES} of {len(some)} whose state differs:" if len(some) > _MAX_CHANGES else ""),
    )


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader([_TEMPLATES, SITE_TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "percent": share,
        "proven_with": proven_with,
        "points": points_words,
        "pounds": pounds,
        "plain": plain,
        "spoken": spoken_date,
    }
    style = "\n".join(
        (folder / name).read_text(encoding="utf-8")
        for folder, name in (
            (SITE_TEMPLATES, "style.css"),
            (SITE_TEMPLATES, "print.css"),
            (_TEMPLATES, "report.css"),
        )
    )
    # A browser runs and loads nothing in this page, whatever a name in it looks like.
    policy = f"default-src 'none'; img-src data:; style-src {source_of(style)}; base-uri 'none'; form-action 'none'"
    made.globals |= {"style": Markup(style), "policy": policy, "script": "", "drawing": drawing}
    return made
