"""Reads the inputs of `roster whatif`: the book, the scenarios file, and the share of `--cover`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.problems import BookError
from roster.cli.errors import WRONG, failure
from roster.cli.inputs import open_with
from roster.cli.output import say
from roster.io.books import refuse_inputs
from roster.io.storage.files import FileError, write_atomically
from roster.planning.scenarios.axes import AxisError, share_of
from roster.planning.scenarios.files import ScenariosFile, ScenariosMistakesError, read_scenarios
from roster.planning.scenarios.scenarios import Scenarios
from roster.planning.scenarios.workbook.template import template_bytes
from roster.planning.sweep.cell_plan import SweepPlan, TooManyError, plan_cells, refuse_size
from roster.planning.sweep.effort import quick

if TYPE_CHECKING:
    from roster.api import OpenBook
    from roster.cli.planning.request import WhatIfRequest
    from roster.planning.solving.tasks import CellOptions


@dataclass(frozen=True)
class WhatIfInputs:
    """The book and the scenarios, as read from their files."""

    opened: OpenBook
    file: ScenariosFile

    def plan(self, options: CellOptions, *, sure: bool) -> SweepPlan:
        """Lists the cells of the sweep.

        Args:
            sure: whether the user confirmed a large sweep.

        Raises:
            FileError: every mistake in the scenarios.
            ClickException: too many cells.
        """
        try:
            refuse_size(self.file.scenarios, sure=sure)
            return plan_cells(self.file.scenarios, self.opened.book, options, self.opened.folder)
        except TooManyError as error:
            raise failure([f"{self.file.path}: {error}"], WRONG) from None
        except BookError as error:
            raise self.file.error(error.problems) from None


def read_inputs(request: WhatIfRequest) -> WhatIfInputs:
    """Reads the book and the scenarios, and prints the warnings of the book.

    Raises:
        FileError: the mistakes of both files at once.
    """
    lines: list[str] = []
    opened = None
    file = ScenariosFile(Path("the book as it is"), Scenarios(), str)
    try:
        opened = open_with(request.book, request.worked)
    except FileError as error:
        lines += _lines_about_book(request.book, error)
    try:
        file = read_scenarios(request.scenarios) if request.scenarios is not None else file
    except FileError as error:
        lines += error.lines
        rest = error.rest if isinstance(error, ScenariosMistakesError) else None
        if opened is not None and rest is not None:
            lines += _lines_against_book(rest, opened)
    if lines or opened is None:
        raise FileError(lines)
    if request.quick:
        file = replace(file, scenarios=quick(file.scenarios))
    refuse_inputs(request.outputs, opened.parts, opened.sources)
    for warning in opened.book.warnings():
        say(f"warning: {request.book}: {warning}", err=True)
    return WhatIfInputs(opened, file)


def _lines_against_book(file: ScenariosFile, opened: OpenBook) -> list[str]:
    """The mistakes that show beside the book alone, of scenarios that are well written."""
    from roster.planning.solving.tasks import CellOptions

    try:
        plan_cells(file.scenarios, opened.book, CellOptions(), opened.folder)
    except BookError as error:
        return file.error(error.problems).lines
    return []


def write_template(request: WhatIfRequest, path: Path) -> None:
    """Writes an empty scenarios workbook with the names of the book.

    Raises:
        FileError: the book cannot be read, or the file cannot be written or is there already.
    """
    if path.suffix.lower() != ".xlsx":
        raise FileError([f"{path}: an empty scenarios workbook ends in .xlsx"])
    if path.exists():
        raise FileError([f"{path}: is there already; choose another name"])
    opened = open_with(request.book, request.worked)
    write_atomically([(path, template_bytes(opened.book))])
    say(f"written: {path}; fill it in, then: roster whatif {request.book} {path} -o plan.xlsx")


def _lines_about_book(book: Path, error: FileError) -> list[str]:
    """The lines about a book that cannot be read; one line where it is a scenarios file."""
    try:
        read_scenarios(book)
    except FileError:
        return error.lines
    return [f"{book}: is a scenarios file, and no book: `roster whatif BOOK SCENARIOS`"]


def target_of(fewest: str | None, cover: str | None) -> float | None:
    """The share of duties that `--fewest` is to reach; None where it is not asked for.

    Raises:
        UsageError: one of the two options is missing, or the share is not above 0 and up to 100 %.
    """
    if (fewest is None) != (cover is None):
        raise click.UsageError("--fewest and --cover go together: --fewest paramedic --cover 95%")
    if cover is None:
        return None
    try:
        share = share_of(cover if "%" in cover or "." in cover else f"{cover}%")
    except AxisError:
        share = 0.0
    if not share:
        raise click.BadParameter(
            f"'{cover}' is no share of duties above 0 and up to 100 %; write 95%", param_hint="--cover"
        )
    return share
