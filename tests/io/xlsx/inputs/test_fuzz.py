"""Anything in any cell: the answer is 0, 1 or 2, said in sentences, and the workbook is as it was."""

import io
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roster.io.xlsx.inputs.sheets.all_sheets import NAMES
from tests.io.xlsx.inputs.conftest import edited, starter
from tests.io.xlsx.raw_sheets.test_odd_workbooks import check

XML_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=30)
NASTY = st.sampled_from(
    [
        "#REF!",
        "#N/A",
        "=1+",
        "=A1",
        "e.g.",
        "e.g. x",
        "{",
        "}",
        "[",
        "a: b",
        "a: {b: [",
        "*x",
        "&x",
        "!!x",
        "? x",
        "- a",
        "a, b; c\nd\n   ",
        "01/02/2027",
        "31/31/31",
        "2027-01-01",
        "24:00",
        "25:61",
        "12pm",
        "1e400",
        "-0",
        "None",
        "P01",
        "mon-",
        "fri-mon",
        "A",
        "AL AL\n   ",
        "TOWN@",
        "/",
        "JR-01@2027-01-02/peak",
        "paramedic, paramedic",
        "more: {more: 1}",
        "\xa0",
    ]
)
VALUES = (
    XML_TEXT
    | NASTY
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.none()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
)
PLACES = st.tuples(st.sampled_from(NAMES), st.integers(1, 16), st.integers(1, 18))
WRITES = st.lists(
    st.tuples(PLACES, VALUES, st.sampled_from(["General", "00", "@", "hh:mm", "dd/mm/yy", "[h]:mm"])), max_size=12
)
DISORDER = st.lists(
    st.tuples(
        st.sampled_from(
            ["insert_rows", "delete_rows", "insert_cols", "delete_cols", "merge", "remove", "rename", "hide"]
        ),
        st.sampled_from(NAMES),
        st.integers(1, 8),
        XML_TEXT,
    ),
    max_size=3,
)
SETTINGS: dict[str, Any] = {"suppress_health_check": list(HealthCheck), "deadline": None}


def disturb(workbook: Any, what: str, name: str, number: int, text: str) -> None:
    """Change a sheet as a whole: merge cells, remove, rename or hide it, or call one of its methods with a number."""
    if name not in workbook.sheetnames:
        return
    if what == "merge":
        workbook[name].merge_cells(start_row=number, end_row=number + 1, start_column=1, end_column=number)
    elif what == "remove":
        del workbook[name]
    elif what == "rename":
        with suppress(ValueError):
            workbook[name].title = (name + text)[:30]
    elif what == "hide":
        workbook[name].sheet_state = "hidden"
    else:
        getattr(workbook[name], what)(number)


def spoiled(writes: list[Any], disorder: list[Any]) -> bytes:
    def edit(workbook: Any) -> None:
        for (name, row, column), value, number_format in writes:
            cell = workbook[name].cell(row, column)
            try:
                cell.value = value
                cell.number_format = number_format
            except (ValueError, TypeError, AttributeError):  # what openpyxl will not write, nobody can send
                continue
        for change in disorder:
            disturb(workbook, *change)

    try:
        return edited(edit)
    except (ValueError, OverflowError, TypeError, AttributeError):
        return starter()


def survives(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        path.write_bytes(data)
        code, output = check(path)
        assert code in (0, 1, 2)
        assert output.strip()
        if code == 2:
            copy = Path(folder) / "marked.xlsx"
            check(path, "--mark", str(copy))
            if copy.exists():
                openpyxl.load_workbook(io.BytesIO(copy.read_bytes()))


@settings(max_examples=25, **SETTINGS)
@given(WRITES, DISORDER)
def test_anything_in_any_cell(writes: list[Any], disorder: list[Any]) -> None:
    survives(spoiled(writes, disorder))


@settings(max_examples=40, **SETTINGS)
@given(st.lists(st.tuples(st.integers(0, 40_000), st.integers(1, 255)), min_size=1, max_size=3))
def test_flipped_bytes(flips: list[tuple[int, int]]) -> None:
    data = bytearray(starter())
    for at, mask in flips:
        data[at % len(data)] ^= mask
    survives(bytes(data))


@pytest.mark.slow
@settings(max_examples=600, **SETTINGS)
@given(WRITES, DISORDER)
def test_anything_in_many_cells(writes: list[Any], disorder: list[Any]) -> None:
    survives(spoiled(writes, disorder))
