"""Reported files of worked time for Kent's December: each row is read rightly, or reported with its number."""

import io
import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from models.book import Book
from roster import FileError, read_book, with_worked
from tests.cli.conftest import Run
from tests.conftest import EXAMPLES

KENT = EXAMPLES / "kent-2026-12.yaml"
REPORTED = Path(__file__).parents[2] / "reported"


@pytest.fixture(scope="module")
def kent() -> Book:
    return read_book(KENT)


def taken(kent: Book, path: Path) -> tuple[list[str], list[str]]:
    """The records of a file as text, and all sentences printed about it, the total last."""
    printed: list[str] = []
    new = with_worked(kent, path, say=printed.append, total=printed.append).worked[len(kent.worked) :]
    return [f"{item.person} {item.start:%m-%d %H:%M} {item.end:%m-%d %H:%M} {item.call_sign}" for item in new], printed


@pytest.mark.parametrize(
    ("name", "records", "printed"),
    [
        (
            "x20-mixed-timezone",
            ["SC01 12-04 18:00 12-05 02:00 None", "SC02 12-04 18:00 12-05 02:00 None"],
            ["row 3: one time states a time zone and the other none; in Europe/London they are the same",
             "2 rows: 2 counted"],
        ),
        (
            "x21-end-date-ignored",
            ["SC01 12-04 18:00 12-06 02:00 None", "SC02 12-04 09:00 12-05 10:00 None"],
            ["row 2: 32 hours from start to end; is the end right?",
             "row 3: 25 hours from start to end; is the end right?",
             "2 rows: 2 counted"],
        ),
        (
            "x24-other-month",
            ["SC01 01-04 18:00 01-05 02:00 None"],
            ["row 2 (Mon 4 Jan 2027): after the period; kept on record: rest, runs of days and averages go by it, the"
             " hours of this period do not",
             "1 row: 0 counted, 1 outside the period"],
        ),
        (
            "x26-utf16",
            ["SC01 12-04 18:00 12-05 02:00 JR-01", "SC02 12-05 18:00 12-06 02:00 None"],
            ["2 rows: 2 counted"],
        ),
        (
            "x27-sep-line",
            ["SC01 12-04 18:00 12-05 02:00 JR-01", "SC02 12-05 18:00 12-06 02:00 None"],
            ["2 rows: 2 counted"],
        ),
        (
            "x30-seconds",
            ["SC01 12-04 18:00 12-05 02:00 None", "SC02 12-04 17:59 12-05 02:03 None"],
            ["row 3: seconds are rounded to the nearest minute", "2 rows: 2 counted"],
        ),
    ],
)  # fmt: skip
def test_reported_files(kent: Book, name: str, records: list[str], printed: list[str]) -> None:
    assert taken(kent, REPORTED / f"{name}.csv") == (records, printed)


def test_a_quote_that_is_never_closed(kent: Book, run: Run) -> None:
    path = REPORTED / "x22-unclosed-quote.csv"
    with pytest.raises(FileError) as refused:
        with_worked(kent, path)
    assert refused.value.lines == [f'{path}: row 3: a quote (") that opens in this row is never closed']
    assert run("hours", KENT, "--worked", path).exit_code == 2


def test_from_the_command_line(run: Run) -> None:
    """What is read counts; notes about it go to standard error, the answer to standard output."""
    path = REPORTED / "x30-seconds.csv"
    result = run("hours", KENT, "--worked", path, "--person", "SC02", "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)[0]["worked"] == pytest.approx(8 + 4 / 60)  # hours from 17:59 to 02:03
    assert result.stderr == (
        f"warning: {path}: row 3: seconds are rounded to the nearest minute\n{path}: 2 rows: 2 counted\n"
    )


def test_from_standard_input(run: Run) -> None:
    data = (REPORTED / "x26-utf16.csv").read_bytes()
    result = run("hours", KENT, "--worked", "-", "--person", "SC01", "--format", "json", input=data)
    assert json.loads(result.stdout)[0]["worked"] == 8


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


HEAD: list[object] = ["Officer", "Booked on", "Booked off", "Status"]


def test_a_workbook(kent: Book, tmp_path: Path) -> None:
    path = tmp_path / "worked.xlsx"
    rows = [
        ["Duties worked"], [], HEAD,
        ["SC01", datetime(2026, 12, 4, 18), datetime(2026, 12, 5, 2), "Completed"],
        ["Special 02", "04/12/2026 6pm", datetime(2026, 12, 5), None, "=A1"],
    ]  # fmt: skip
    path.write_bytes(workbook(("December", rows), ("Notes", [["Seen by the sergeant"]])))
    assert taken(kent, path) == (
        ["SC01 12-04 18:00 12-05 02:00 None", "SC02 12-04 18:00 12-05 00:00 None"],
        [
            "only the sheet 'December' is read, not Notes",
            "1 row above the headings not read ('Duties worked')",
            "2 rows: 2 counted",
        ],
    )


@pytest.mark.parametrize(
    ("sheets", "words"),
    [
        ([("A", [HEAD, ["SC99", "04/12/2026 18:00", 46360.5, None]])], "row 2, column person: 'SC99' is unknown"),
        (
            [("A", [HEAD, ["SC01", "04/12/2026 18:00", "=B2+0.25", None]])],
            "row 2, column Booked off: holds a formula whose result",
        ),
        ([("A", [HEAD]), ("B", [HEAD])], "the sheets A, B could all be meant"),
        ([("A", [["x"]])], "the file has no headings"),
        ([("A", [])], "the workbook is empty"),
    ],
)
def test_workbooks_that_are_refused(
    kent: Book, tmp_path: Path, sheets: list[tuple[str, list[list[object]]]], words: str
) -> None:
    path = tmp_path / "worked.xlsx"
    path.write_bytes(workbook(*sheets))
    with pytest.raises(FileError) as refused:
        with_worked(kent, path)
    assert refused.value.lines[0].startswith(f"{path}: {words}")


def test_the_last_night_of_the_period_and_the_eve(kent: Book, tmp_path: Path, run: Run) -> None:
    """A night counts whole on the date it starts; the month before is remembered; both are printed."""
    path = tmp_path / "worked.csv"
    path.write_text("person,date,start,end\nSC01,31/12/2026,18:00,02:00\nSC01,30/11/2026,18:00,02:00\n")
    result = run("hours", KENT, "--worked", path, "--person", "SC01", "--format", "json")
    assert json.loads(result.stdout)[0]["worked"] == 8
    assert "row 3 (Mon 30 Nov 2026): before the period; kept on record" in result.stderr
    assert result.stderr.endswith("2 rows: 1 counted, 1 outside the period\n")
