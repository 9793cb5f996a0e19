"""Edits that make a workbook odd, and what `roster check` says of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from openpyxl.worksheet.worksheet import Worksheet

from roster.cli.main import cli

FIRST = 5  # row of data


def check(path: Path, *options: str) -> tuple[int, str]:
    """`roster check`; the workbook must not have changed."""
    before = path.read_bytes()
    result = CliRunner().invoke(cli, ["check", str(path), *options])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert path.read_bytes() == before
    assert "Traceback" not in result.output
    return result.exit_code, result.output


def put(sheet: str, cell: str, value: Any, number_format: str | None = None) -> Callable[[Any], None]:
    def edit(workbook: Any) -> None:
        workbook[sheet][cell] = value
        if number_format:
            workbook[sheet][cell].number_format = number_format

    return edit


def all_of(*edits: Callable[[Any], Any]) -> Callable[[Any], None]:
    def edit(workbook: Any) -> None:
        for one in edits:
            one(workbook)

    return edit


def heading(sheet: Worksheet, text: str) -> int:
    """The column of a heading."""
    for cell in sheet[4]:
        if str(cell.value or "").strip(" *") == text:
            return int(cell.column)
    raise AssertionError(text)
