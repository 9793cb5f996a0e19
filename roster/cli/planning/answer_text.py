"""Prints the answer of `roster whatif`: the table of cells, a paragraph for each named cell, and the least number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from models.rules import SOFT_LEVELS, Level
from roster.analysis.words import counted
from roster.cli import terminal
from roster.cli.output import print_json, say
from roster.cli.planning.durations import duration
from roster.io.storage.files import STANDARD
from roster.planning import outputs as files
from roster.planning.money.amounts import share
from roster.planning.money.assumptions import with_planners_values
from roster.planning.summary.base_comparison import compare_with_base
from roster.planning.summary.board.drawn_base import drawn_base_sentence
from roster.planning.summary.board.recommendation import recommend
from roster.planning.summary.options import options_of
from roster.planning.summary.proven import is_cut_short, is_in_a_row, proven

if TYPE_CHECKING:
    from rich.console import Console

    from roster.planning.results.cell import CellResult, Spread
    from roster.planning.results.fewest import Fewest
    from roster.planning.results.sweep import Sweep, Table

_MAX_ROWS = 60  # cells in the table on a terminal; all of them are in the files
_MAX_PARAGRAPHS = 20  # cells that have a paragraph
_HEADINGS = [
    "", "duties", "cover", "proven", "crewed", "stood down", "promises short", "contract unused", "extra turns",
]  # fmt: skip
_HEADINGS_OF_DRAWS = ["known", "beside base"]


def print_fewest(fewest: Fewest, form: str, *, quiet: bool) -> None:
    """Prints the least number of people."""
    if form == "json":
        print_json(fewest.model_dump(mode="json"))
    elif not quiet:
        say(f"{fewest.sentence}.")
        say(f"counted: {fewest.counted}")


def print_answer(sweep: Sweep, outputs: Sequence[Path], form: str, *, quiet: bool) -> None:
    """Prints a sweep: as JSON, or as tables and sentences, on standard error where JSON goes to standard output."""
    json_on_stdout = any(str(output) == STANDARD for output in outputs)
    if form == "json" and not json_on_stdout:
        files.write(sweep, [Path(STANDARD)])
        return
    if quiet:
        return
    out = terminal.console(err=json_on_stdout)
    _print_table(out, sweep.table)
    for line in _explanations(sweep.table):
        out.print(line)
    if advice := recommend(options_of(sweep.table, with_planners_values(sweep.table.money))):
        out.print()
        sentence = f"to decide: {advice.sentence}"
        said = (sentence, advice.money, advice.balance, advice.costs, advice.sure)
        out.print("; ".join(part for part in said if part))
    _print_paragraphs(out, sweep.table)
    run = sweep.run
    how = f"{counted(len(sweep.table.cells), 'cells')} in {duration(run.seconds)}"
    how += f", {run.resumed} of them from before" if run.resumed else ""
    by = f"cluster {run.cluster}" if run.cluster else counted(run.jobs, "jobs")
    out.print(f"{how}, {by}, seed {sweep.table.seed}")
    for output in outputs:
        if str(output) != STANDARD:
            out.print(f"written: {output}")


# --- the table


def _print_table(out: Console, table: Table) -> None:
    out.print(f"{table.name}: {table.book}, {table.period.first} to {table.period.last}")
    for sentence in table.common:
        out.print(f"every cell: {sentence}")
    for sentence in table.drawn:
        out.print(f"drawn: {sentence}")
    drawn = table.draws > 1
    headings = _HEADINGS + (_HEADINGS_OF_DRAWS if drawn else [])
    rows = [_row(cell, table.base, drawn=drawn) for cell in table.cells[:_MAX_ROWS]]
    out.print(terminal.table(headings, rows, right=range(1, len(headings))))
    if len(table.cells) > _MAX_ROWS:
        out.print(f"and {len(table.cells) - _MAX_ROWS} more cells")


def _row(cell: CellResult, base: CellResult, *, drawn: bool) -> list[str]:
    figures = cell.figures
    if figures is None:
        columns = len(_HEADINGS) + (len(_HEADINGS_OF_DRAWS) if drawn else 0)
        return [cell.name, "failed", *[""] * (columns - 2)]
    row = [
        cell.name,
        _number(figures.duties, drawn=drawn),
        _share(figures.cover, drawn=drawn),
        proven(cell),
        _share(figures.crewed, drawn=drawn),
        _share(figures.stood_down, drawn=False),
        _number(figures.promise_unmet, " h", drawn=drawn),
        _number(figures.contract_unmet, " h", drawn=drawn),
        _number(figures.extra_duties, drawn=drawn),
    ]
    if drawn:
        comparison = compare_with_base(cell, base)
        row.append("-" if cell.converged is None else "yes" if cell.converged else "no")
        row.append(comparison.words if comparison else "")
    return row


def _share(spread: Spread, *, drawn: bool) -> str:
    median = share(spread.median)
    if not drawn or spread.p10 == spread.p90:
        return median
    return f"{median} ({100 * spread.p10:.0f}-{100 * spread.p90:.0f})"


def _number(spread: Spread, unit: str = "", *, drawn: bool) -> str:
    median, low, high = (round(number) for number in (spread.median, spread.p10, spread.p90))
    return f"{median}{unit} ({low}-{high})" if drawn and low != high else f"{median}{unit}"


def _explanations(table: Table) -> Iterator[str]:
    """The lines below the table that explain its columns and what was solved."""
    yield "proven: of the cover; “best possible”: no rota runs more duties; “at most”: none runs more than these"
    if any(is_in_a_row(cell) for cell in table.cells):
        yield "of several months in a row, each is proven after the rota of the one before"
    if sentence := drawn_base_sentence(table):
        yield sentence
    if table.draws > 1:
        yield f"shares, hours and turns: median of {table.draws} drawn months; in brackets the 10th and 90th percentile"
        yield "known: whether the mean cover is, to within one point; sentences below count all draws: the mean"
        yield "what holds back, and one more of a role, are of the first month drawn"
        yield "beside base: in how many draws the cover is better / the same / worse, with the same luck"
    if short := [cell.name for cell in table.cells if is_cut_short(cell)]:
        yield f"time ran out, and more of it (--time-limit) may do better: {'; '.join(short)}"
    if any(cell.figures is not None and cell.figures.promise_unmet.mean for cell in table.cells):
        yield "promises short: of all hours promised; the level hours of a rota counts no hours that were not offered"
    last = SOFT_LEVELS.index(table.last_level)
    yield f"levels solved: {', '.join(level for level in SOFT_LEVELS[: last + 1] if level is not Level.DISTURBANCE)}"


# --- the cells, one by one


def _print_paragraphs(out: Console, table: Table) -> None:
    named = [cell for cell in table.cells if not cell.axes]
    for cell in named[:_MAX_PARAGRAPHS]:
        _print_cell(out, cell)
    if len(table.cells) > min(len(named), _MAX_PARAGRAPHS):
        out.print()
        out.print("what holds back the other cells, and what one more of each role would give, is in the files")
    if table.fewest is not None:
        out.print()
        out.print(f"{table.fewest.sentence}. Counted: {table.fewest.counted}")


def _print_cell(out: Console, cell: CellResult) -> None:
    """Prints what a row of the table cannot hold: sentence, changes, notes, bottleneck and gains."""
    out.print()
    out.print(f"{cell.name}: {cell.sentence}")
    if cell.changes:
        out.print(f"  changed: {'; '.join(cell.changes)}")
    for note in cell.notes:
        out.print(f"  note: {note}")
    where = " in the first month drawn" if len(cell.months) > 1 else ""
    if cell.bottleneck is not None:
        by = "" if cell.bottleneck.kind == "none" else f"held back first{where} by "
        out.print(f"  {by}{cell.bottleneck.sentence}")
    for gain in cell.gains:
        out.print(f"  {gain.sentence}{where if 'drawn months' not in gain.sentence else ''}")
