"""Finds the legends of a rota: codes with what they mean, on the same sheet or on another."""

from __future__ import annotations

from collections.abc import Iterable

from roster.importing.facts import Facts
from roster.importing.grid import Grid
from roster.importing.ledger import Ledger
from roster.importing.words.codes import (
    LegendEntry,
    absence_of,
    is_shift_name,
    legend_entries,
    legend_entry,
    looks_like_code,
)  # fmt: skip
from roster.importing.words.headings import heading_kind
from roster.importing.words.names import looks_like_name
from roster.importing.words.time_spans import clock_of, span_in

_HEADS = {"key", "legend", "code", "codes", "shift codes", "abbreviations", "shift code", "abbreviation", "duty codes",
          "shift", "duty code", "duty", "symbol", "shift key", "rota codes"}  # fmt: skip
_MEANING_HEADS = {"meaning", "description", "means", "name", "shift name", "definition", "explanation", "type"}
_WIDEST = 5  # cells of an entry beside its code


def read_legends(grid: Grid, places: Iterable[tuple[int, int]], used: set[str], facts: Facts, ledger: Ledger) -> None:
    """Adds the legends of a sheet to what was found.

    Args:
        places: the (row, column) that may belong to a legend: those of no table.
        used: the texts in the cells of tables, which are codes if a legend has them.
    """
    free = set(places)
    headed = _headed(grid, free)
    known = {text.lower() for text in used}
    for row, column in sorted(free):
        text = grid.text(row, column)
        entries = list(legend_entries(text)) or _without_a_mark(text, known)
        kept = [entry for entry in entries if entry.span or entry.absence or entry.code.lower() in known]
        if kept:
            for entry in kept:
                _add(facts, entry, f"{grid.cell(row, column)}")
            ledger.take(grid.cell(row, column), "a legend")
        elif (not entries and looks_like_code(text.strip(" :="))) or text.lower() in known:
            _beside(grid, free, (row, column), known, headed, facts, ledger)


def _without_a_mark(text: str, known: set[str]) -> list[LegendEntry]:
    """The entry of a legend whose code and meaning only a blank parts: `L 1800-0200`, `RD Rest day`."""
    code, _, meaning = text.strip().partition(" ")
    if code.lower() not in known or not looks_like_code(code) or looks_like_name(text):
        return []
    entry = legend_entry(code, meaning)
    return [entry] if (entry.span and not entry.name) or entry.absence else []


def _headed(grid: Grid, free: set[tuple[int, int]]) -> dict[int, int]:
    """Column of codes -> the row of its heading: `Code`, with a meaning or times beside it."""
    found = {}
    for row, column in free:
        if grid.text(row, column).strip(" :").lower() not in _HEADS:
            continue
        beside = [grid.text(row, column + step).strip(" :").lower() for step in range(1, _WIDEST)]
        if any(text in _MEANING_HEADS or heading_kind(text) in ("start", "end", "time", "note") for text in beside):
            found[column] = row
    return found


def _beside(
    grid: Grid, free: set[tuple[int, int]], place: tuple[int, int], known: set[str], headed: dict[int, int],
    facts: Facts, ledger: Ledger,
) -> None:  # fmt: skip
    """Reads an entry whose meaning stands in the cells to the right of its code."""
    row, column = place
    code = grid.text(row, column).strip(" :=")
    under_heading = column in headed and headed[column] < row
    right = []
    for step in range(1, _WIDEST):
        if (row, column + step) not in free or (step > 1 and _begins_another(grid, row, column + step, known)):
            break
        right.append((row, column + step))
    if not right or (code.lower() not in known and not under_heading):
        return
    entry = _entry(grid, code, right)
    says = entry.span or entry.absence or is_shift_name(entry.name) or entry.off
    if not says and not under_heading and len(entry.name.split()) > 6:
        return
    if not says and not under_heading and code.lower() not in known:
        return
    _add(facts, entry, str(grid.cell(row, column)))
    for at in (place, *right):
        ledger.take(grid.cell(*at), f"the legend of '{code}'")


def _begins_another(grid: Grid, row: int, column: int, known: set[str]) -> bool:
    """Whether a cell is the code of the next entry of the same row."""
    text = grid.text(row, column).strip(" :=")
    return (
        text.lower() in known
        and span_in(text) is None
        and clock_of(grid.value(row, column)) is None
        and absence_of(text) is None
    )


def _entry(grid: Grid, code: str, right: list[tuple[int, int]]) -> LegendEntry:
    texts = [grid.text(*place) for place in right]
    clocks = [(clock_of(grid.value(*place)), text) for place, text in zip(right, texts, strict=True)]
    times = [f"{clock:%H:%M}" for clock, text in clocks if clock is not None and span_in(text) is None]
    words = [text for clock, text in clocks if clock is None or span_in(text) is not None]
    words = [text for text in words if text.strip(" =:-")]
    spanned = next((text for text in words if span_in(text) is not None), None)
    if spanned is not None and words[0] is not spanned:
        return legend_entry(code, f"{words[0]} {spanned}")
    if len(times) >= 2:
        return legend_entry(code, " ".join([*words[:1], f"{times[0]}-{times[1]}"]))
    return legend_entry(code, words[0] if words else "")


def _add(facts: Facts, entry: LegendEntry, where: str) -> None:
    known = facts.legend.get(entry.code)
    if known is not None and known != entry:
        if (known.span and entry.span and known.span.readings != entry.span.readings) or (
            known.absence and entry.absence and known.absence != entry.absence
        ):
            facts.lines.append(
                f"{where}: the legend of '{entry.code}' says another thing than an earlier one; not taken"
            )
        if known.span or known.absence:
            return
    facts.legend[entry.code] = entry
