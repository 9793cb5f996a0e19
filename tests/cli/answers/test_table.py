"""`roster table`: every table on the terminal, as JSON and in each form of file; what cannot be written is refused."""

import copy
import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from models.book import Book
from roster import frames
from roster.cli.answers.table import _SHOWN
from tests.cli.conftest import Run
from tests.conftest import SMALL
from tests.io.conftest import RICH, RICH_SEATS, with_rota

FORMULA = '=HYPERLINK("http://x")'


@pytest.fixture
def rich() -> Book:
    """Names that a spreadsheet would take for formulas."""
    return with_rota(copy.deepcopy(RICH), RICH_SEATS)[0]


@pytest.fixture
def path(rich: Book, tmp_path: Path) -> Path:
    file = tmp_path / "rich.json"
    file.write_text(rich.model_dump_json())
    return file


@pytest.mark.parametrize("name", list(_SHOWN))
def test_every_table_is_printed(run: Run, path: Path, rich: Book, name: str) -> None:
    result = run("table", path, name)
    assert result.exit_code == 0
    frame = getattr(frames, name)(rich)
    assert set(_SHOWN[name]) <= set(frame.columns)
    more = len(frame.columns) - len(_SHOWN[name])
    assert f"{len(frame)} rows; {more} more column" in result.stdout
    assert "<NA>" not in result.stdout
    assert "NaT" not in result.stdout


@pytest.mark.parametrize("name", list(_SHOWN))
def test_json_has_every_column_and_plain_values(run: Run, path: Path, rich: Book, name: str) -> None:
    rows = json.loads(run("table", path, name, "--format", "json").stdout)
    frame = getattr(frames, name)(rich)
    assert len(rows) == len(frame)
    assert all(list(row) == list(frame.columns) for row in rows)
    first = {key: value for key, value in rows[0].items() if value is not None}
    assert all(isinstance(value, str | int | float) for value in first.values())


def test_times_in_json(run: Run, path: Path) -> None:
    row = json.loads(run("table", path, "assignments", "--format", "json").stdout)[0]
    assert (row["date"], row["start"], row["start_utc"]) == ("2026-12-04", "2026-12-04 18:00", "2026-12-04T18:00Z")
    assert (row["rostered_minutes"], row["planned"], row["record"]) == (480, True, None)


def test_csv_is_read_back_the_same(run: Run, path: Path, tmp_path: Path, rich: Book) -> None:
    """Names that begin like formulas are text in the file too."""
    for name, back in (("people", frames.people_from), ("offers", frames.offers_from)):
        out = tmp_path / f"{name}.csv"
        result = run("table", path, name, "-o", out)
        assert result.exit_code == 0
        assert f"written: {out} (" in result.stdout
        reading = back(pd.read_csv(out, dtype="string"), rich)
        assert reading.problems == ()
        assert reading.into(rich) == rich


def test_no_cell_of_a_csv_is_a_formula(run: Run, path: Path, tmp_path: Path) -> None:
    for name in _SHOWN:
        assert run("table", path, name, "-o", tmp_path / "out.csv").exit_code == 0
        text = (tmp_path / "out.csv").read_bytes().decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))]
    assert f"'{FORMULA}" in cells  # the last is people
    assert "'+44 1622" in cells


def test_a_workbook_holds_values_and_no_formula(run: Run, path: Path, tmp_path: Path) -> None:
    assert run("table", path, "assignments", "-o", tmp_path / "out.xlsx").exit_code == 0
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    rows = list(sheet.iter_rows())
    heads = [cell.value for cell in rows[0]]
    first = dict(zip(heads, rows[1], strict=True))
    assert first["name"].value == FORMULA
    assert first["name"].data_type == "s"
    assert first["date"].is_date
    assert f"{first['start'].value:%Y-%m-%d %H:%M}" == "2026-12-04 18:00"
    assert first["rostered_minutes"].value == 480
    assert first["bank_holiday"].value is None
    assert len(rows) == 1 + len(RICH_SEATS)
    assert sheet.auto_filter.ref == sheet.dimensions


def test_the_same_table_gives_the_same_bytes(run: Run, path: Path, tmp_path: Path) -> None:
    for suffix in (".csv", ".xlsx"):
        outs = [tmp_path / f"{name}{suffix}" for name in "ab"]
        for out in outs:
            assert run("table", path, "hours", "-o", out).exit_code == 0
        assert outs[0].read_bytes() == outs[1].read_bytes()


def test_parquet_keeps_the_types(run: Run, path: Path, tmp_path: Path, rich: Book) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: it comes with the extra 'parquet'")
    assert run("table", path, "assignments", "-o", tmp_path / "out.parquet").exit_code == 0
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "out.parquet"), frames.assignments(rich))


def test_parquet_without_pyarrow(run: Run, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install, before anything is read."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = run("table", tmp_path / "not-there.json", "hours", "-o", tmp_path / "out.parquet")
    assert result.exit_code == 2
    assert "out.parquet: Parquet files need pyarrow; pip install 'jru-roster[parquet]'" in result.stderr
    assert not (tmp_path / "out.parquet").exists()


def test_standard_output_is_csv(run: Run, path: Path) -> None:
    result = run("table", path, "hours", "-o", "-")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["person"] for row in rows] == ["SC01", "SC02", "SC03"]
    assert "written" not in result.stdout


def test_the_input_is_never_written_to(run: Run, write: Any, tmp_path: Path, small: dict[str, Any]) -> None:
    """A table is not written over an included file, a record of worked time or the target of a link."""
    part = write({"people": small.pop("people")}, "part.json")
    book = write({**small, "include": ["part.json"]}, "book.json")
    link = tmp_path / "link.csv"
    worked = tmp_path / "worked.csv"
    worked.write_text("person,start,end\nSC01,2026-12-04 18:00,2026-12-05 02:00\n")
    link.symlink_to(worked)
    before = {file: file.read_bytes() for file in (part, book, worked)}
    for arguments in (
        ["-o", book],
        ["-o", part],
        ["--worked", worked, "-o", worked],
        ["--worked", worked, "-o", link],
    ):
        result = run("table", book, "hours", *arguments)
        assert result.exit_code == 2, arguments
        assert "Traceback" not in result.output
    assert {file: file.read_bytes() for file in before} == before


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (
            ["assignment"],
            "there is no table 'assignment'; there is assignments, duties, hours, breaches, offers, people",
        ),
        (["hours", "-o", "out.ods"], "out.ods: this is written as .csv, .parquet or .xlsx"),
        (["hours", "-o", "nowhere/out.csv"], "there is no folder nowhere"),
    ],
)
def test_calls_that_cannot_be_meant(run: Run, path: Path, arguments: list[str], printed: str) -> None:
    result = run("table", path, *arguments)
    assert result.exit_code == 2
    assert printed in result.stderr


def test_a_book_without_a_rota(run: Run, write: Any, tmp_path: Path) -> None:
    book = write(copy.deepcopy(SMALL))
    for name in ("assignments", "breaches"):
        result = run("table", book, name, "-o", tmp_path / "out.csv")
        assert result.exit_code == 2
        assert f"holds no rota, so no {name}; `roster solve` makes one" in result.stderr
        assert not (tmp_path / "out.csv").exists()
    for name in ("duties", "hours", "offers", "people"):
        assert run("table", book, name).exit_code == 0


def test_records_of_worked_time_count(run: Run, path: Path, tmp_path: Path) -> None:
    worked = tmp_path / "worked.csv"
    worked.write_text("person,start,end,status\nSC01,2026-12-04 18:00,2026-12-05 02:00,did not attend\n")
    rows = json.loads(run("table", path, "assignments", "--worked", worked, "--format", "json").stdout)
    assert next(row["record"] for row in rows if row["person"] == "SC01") == "no-show"
