"""`roster offers` with exports of Microsoft Forms and Google Forms, and with plain lists."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from roster import read_book
from tests.cli.offers.conftest import dates

MICROSOFT = ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time"]


def sheet(path: Path, rows: Sequence[Sequence[Any]], title: str = "Form1") -> Path:
    """Writes rows as a workbook of one sheet."""
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].title = title
    for row in rows:
        workbook.worksheets[0].append(list(row))
    workbook.save(path)
    return path


def text(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    """Writes lines as a CSV file."""
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def test_microsoft_forms_in_excel(read, tmp_path: Path) -> None:
    at = datetime(2026, 11, 20, 9)
    head = [*MICROSOFT, "Which dates can you work?", "At most how many duties a month?", "Anything else?"]
    path = sheet(
        tmp_path / "Offers(1-3).xlsx",
        [
            head,
            [
                1,
                at,
                at,
                "zoe.hart@example.org",
                "Zoe Hart",
                None,
                "Fri 4 Dec 2026, 18:00-02:00;Sat 5 Dec 2026, 18:00-02:00 (Peak night);",
                2,
                None,
            ],
            [2, at, at, "kim@example.org", "Kim Marsh", None, datetime(2026, 12, 4), None, "back on the 6th"],
            [
                3,
                at,
                at.replace(day=21),
                "kim@example.org",
                "Kim Marsh",
                None,
                "Fri 11 Dec 2026, 18:00-02:00;",
                None,
                None,
            ],
        ],
    )
    answer = read(path)
    assert answer["exit"] == 0
    kinds = ["ignore", "ignore", "time", "email", "person", "dates", "duties a month", "remark"]
    assert answer["columns"] == dict(zip([name for name in head if name != "Last modified time"], kinds, strict=True))
    assert dates(answer, "P02") == ["4", "5@18:00-02:00/JR-04"]
    assert answer["understood"][0]["caps"] == {"duties_per_month": 2}
    assert dates(answer, "SC04") == ["11"]  # the later reply
    assert answer["understood"][1]["replaces"] == [f"{path}: row 3"]


def test_microsoft_forms_that_anybody_could_fill_in(read, tmp_path: Path) -> None:
    path = text(
        tmp_path / "forms.csv",
        "\ufeffID,Start time,Completion time,Email,Name,Your name,Fri 4 Dec,Sat 5 Dec",
        '1,11/9/2026 9:00,11/9/2026 9:01,anonymous,Anonymous,"Marsh, Kim",Yes,No',
        "2,11/20/2026 9:00,11/20/2026 9:01,anonymous,Anonymous,Kim Marsh,No,Until 16:00",
    )
    answer = read(path)
    assert answer["exit"] == 0
    assert dates(answer, "SC04") == ["5@10:00-16:00"]
    assert answer["understood"][0]["time"] == "2026-11-20 09:01:00"


def test_google_forms_from_its_spreadsheet(read, tmp_path: Path) -> None:
    path = text(
        tmp_path / "Offers (Responses) - Form responses 1.csv",
        "Timestamp,Email Address,Which nights? [Fri 4 Dec],Which nights? [Sat 5 Dec],Max nights per weekend",
        '20/11/2026 09:15:32,ZOE.HART@example.org,Yes,"Peak night, Match day",1',
        "21/11/2026 09:15:32,alex.stone@example.org,,Match day,",
    )
    answer = read(path)
    assert answer["exit"] == 0
    assert dates(answer, "P02") == ["4", "5"]
    assert answer["understood"][0]["caps"] == {"nights_per_weekend": 1}
    assert dates(answer, "SC01") == ["5@10:00-18:00/JR-04"]


def test_google_forms_as_it_downloads(read, tmp_path: Path) -> None:
    path = text(
        tmp_path / "Offers.csv",
        '"Timestamp","Name","Which dates can you do?","Comments"',
        '"2026/11/20 9:15:32 am GMT","KIM MARSH","Fri 4 Dec 2026, 18:00-02:00;Fri 11 Dec 2026","I said: ""any"""',
        '"2026/11/20 9:16:32 am GMT","SC03","Fri 18 Dec 2026, 18:00-02:00",""',
    )
    answer = read(path)
    assert answer["exit"] == 0
    assert (dates(answer, "SC04"), dates(answer, "SC03")) == (["4", "11"], ["18"])
    assert answer["remarks"] == [f"{path}: row 2: SC04 writes: 'I said: \"any\"'"]


def test_a_grid_of_shifts_with_the_dates_ticked(read, tmp_path: Path) -> None:
    path = text(
        tmp_path / "grid.csv",
        "Timestamp,Name,Availability [Match day],Availability [Peak night]",
        '20/11/2026 09:15:32,SC01,"Sat 5 Dec, Sat 12 Dec","Fri 4 Dec, Sat 12 Dec"',
    )
    assert dates(read(path), "SC01") == ["4", "5@10:00-18:00/JR-04", "12@10:00-18:00/JR-04", "12@18:00-02:00/JR-04"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_list_with_a_date_in_each_row(read, tmp_path: Path, separator: str, encoding: str) -> None:
    rows = [
        "Offers for December",
        "",
        "Who|Date|From|Until|Call sign",
        "Zo\u00eb Hart|4/12/2026|||JR-07",
        "P02|Sat 5 Dec|18:00|23:00|",
        "SC04|Fri 4 Dec|||",
    ]
    path = text(tmp_path / "list.csv", *(row.replace("|", separator) for row in rows), encoding=encoding)
    answer = read(path)
    assert answer["exit"] == 0, answer
    assert dates(answer, "P02") == ["4/JR-07", "5@18:00-23:00"]
    assert dates(answer, "SC04") == ["4"]
    assert answer["passed_over"] == [f"{path}: row 1: above the headings, not read: 'Offers for December'"]


def test_rows_that_are_not_understood(read, tmp_path: Path) -> None:
    path = text(
        tmp_path / "f.csv",
        "Timestamp,Name,Which dates can you work?",
        "20/11/2026 09:00:00,Kim March,Fri 4 Dec",
        "20/11/2026 09:01:00,Alex Stone,Fri 4 Dec",
        "20/11/2026 09:02:00,,Fri 4 Dec",
        '20/11/2026 09:03:00,SC04,"Fri 4 Dec, not Sat 5 Dec"',
        "20/11/2026 09:04:00,SC02,Fri 5 Dec",
        "the other day,P02,Fri 4 Dec",
        ",,",
    )
    answer = read(path)
    assert answer["exit"] == 2
    assert [line.removeprefix(f"{path}: ") for line in answer["not_understood"]] == [
        "row 2: 'Kim March' is nobody in the book; did you mean 'Kim Marsh' (SC04)?",
        "row 3: 'Alex Stone' is the name of SC01, SC03; give the id",
        "row 4: does not say whose reply it is",
        "row 5: 'Fri 4 Dec, not Sat 5 Dec': 'not' after Fri 4 Dec is not understood",
        "row 6: 'Fri 5 Dec': Sat 5 Dec 2026 is a Saturday, not 'fri'",
    ]
    assert dates(answer, "P02") == ["4"]
    assert "'the other day' is not a time" in answer["passed_over"][0]


def test_a_column_is_named_once(run, read, book: Path, tmp_path: Path) -> None:
    path = text(
        tmp_path / "f.csv",
        "Timestamp,Name,Your slots,Shirt size,Which dates can you NOT do?",
        "20/11/2026 09:00:00,SC04,Fri 4 Dec,M,Fri 11 Dec",
    )
    result = run("offers", book, path, "-o", tmp_path / "new.json")
    assert result.exit_code == 2
    assert not (tmp_path / "new.json").exists()
    assert "the column 'Your slots', for example 'Fri 4 Dec', is not recognised" in result.output
    columns = tmp_path / "december.columns.yaml"
    proposal = columns.read_text()
    assert '  "Timestamp": time\n  "Name": person\n  "Your slots": "?"   # for example: Fri 4 Dec\n' in proposal
    columns.write_text(proposal.replace('"Your slots": "?"', '"Your slots": dates'))
    assert run("offers", book, path).exit_code == 2  # two are still unknown
    again = columns.read_text()
    assert '"Your slots": dates' in again
    columns.write_text(again.replace('"?"', "ignore"))
    result = run("offers", book, path, "-o", tmp_path / "new.json")
    assert result.exit_code == 0, result.output
    assert [str(day) for day in read_book(tmp_path / "new.json").people[5].offers[0].dates] == ["2026-12-04"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("columns: {Name: persons}", "did you mean 'person'?"),
        ("columns: {Name: date 2026-13-41}", "'date 2026-13-41' is nothing that a column can be"),
        ("- a list", "it holds no list `columns:`"),
        ("columns: [", "line"),
    ],
)
def test_a_wrong_file_of_columns(run, book: Path, tmp_path: Path, content: str, why: str) -> None:
    (tmp_path / "december.columns.yaml").write_text(content)
    path = text(tmp_path / "f.csv", "Name,Dates", "SC04,Fri 4 Dec")
    result = run("offers", book, path)
    assert result.exit_code == 2
    assert why in result.stderr


def test_a_file_in_which_nothing_is_known(run, read, book: Path, tmp_path: Path) -> None:
    path = text(tmp_path / "f.csv", "A,B", "SC04,Fri 4 Dec")
    answer = read(path)
    assert answer["exit"] == 2
    assert "is neither a sheet of `roster ask` nor a list" in answer["not_understood"][0]
    columns = Path(answer["columns_file"])
    columns.write_text("columns:\n  A: person\n  B: dates\n")
    assert dates(read(path), "SC04") == ["4"]
    columns.write_text("columns:\n  A: person\n  B: date 2026-12-11\n")
    assert read(path)["not_understood"] == [
        f"{path}: row 2: column 'B': 'Fri 4 Dec' is neither yes nor no, nor a limit such as 'until 22:00'"
    ]


def test_a_shift_that_they_could_not_work_is_said(read, tmp_path: Path) -> None:
    path = text(tmp_path / "f.csv", "Name,Dates", '"O\'Neill, Sam","Sat 5 Dec 2026, 10:00-18:00 (Match day)"')
    answer = read(path)
    assert answer["exit"] == 0
    assert answer["understood"][0]["contradictions"] == [
        "offers Sat 5 Dec 10:00-18:00 (JR-04), and no duty that they could work lies within it"
    ]


def test_later_of_a_form_and_a_sheet(read, sheets: Path, tmp_path: Path) -> None:
    """A form states its own time; a sheet has that of its file, which is now, after the form was sent."""
    from datetime import date

    from tests.cli.offers.filled import fill

    fill(sheets / "SC04-Kim-Marsh.xlsx", tmp_path / "kim.xlsx", {date(2026, 12, 18): "yes"})
    form = text(tmp_path / "f.csv", "Timestamp,Name,Dates", "01/02/2020 09:00:00,SC04,Fri 4 Dec")
    assert dates(read(tmp_path / "kim.xlsx", form), "SC04") == ["18"]
    assert dates(read(form, tmp_path / "kim.xlsx"), "SC04") == ["18"]


def test_a_form_of_another_month_is_not_counted(read, tmp_path: Path) -> None:
    """They have not replied for December, and what they offered for it before stays."""
    path = text(
        tmp_path / "november.csv",
        "Timestamp,Name,Which dates can you work?",
        '20/10/2026 09:00:00,SC04,"Fri 6 Nov 2026, Sat 7 Nov 2026"',
        '20/10/2026 09:01:00,P02,"Fri 27 Nov 2026, Fri 4 Dec 2026"',
    )
    answer = read(path)
    assert answer["exit"] == 2
    assert answer["not_understood"] == [
        f"{path}: row 2: SC04 offers only dates outside the period (Fri 6 Nov 2026, Sat 7 Nov 2026): is it a reply for"
        " another one? It is not counted"
    ]
    assert "SC04" in answer["not_replied"]
    assert [item["person"] for item in answer["understood"]] == ["P02"]


def test_a_row_without_a_time_is_as_late_as_the_row_above_it(read, tmp_path: Path) -> None:
    path = text(
        tmp_path / "f.csv",
        "Timestamp,Name,Dates",
        "20/11/2026 09:00:00,P02,Fri 4 Dec",
        "the other day,SC04,Fri 4 Dec",
        "21/11/2026 09:00:00,SC04,Fri 11 Dec",
    )
    answer = read(path)
    assert dates(answer, "SC04") == ["11"]
    assert answer["understood"][1]["replaces"] == [f"{path}: row 3"]
