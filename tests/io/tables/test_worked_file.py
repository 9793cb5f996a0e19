"""What was worked, from a file: as DutySheet lists it, as Excel saves it, and with every kind of slip."""

import contextlib
import copy
import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.book import Book
from models.reading.examine import read
from roster.io.storage.files import FileError
from roster.io.tables.worked_file import read_worked
from tests.conftest import SMALL
from tests.io.conftest import with_rota

CELLS = ["SC01", "SC02", "", "04/12/2026", "4.12.26", "18:00", "02:00", "1800", "24:00", "99:99", "4/12/26 18:00",
         "training", "no-show", "yes", "JR-04", "0000-00-00", "31/12/9999", "9999-12-31 23:00", "-1"]  # fmt: skip
HEAD = "Person,Date,Start,End,Type,No show,Call sign"


@pytest.fixture
def book() -> Book:
    raw = copy.deepcopy(SMALL)
    raw["people"][2]["name"] = "Zoë Łuczak"
    raw["people"][3]["name"] = raw["people"][4]["name"] = "Same Name"
    return with_rota(raw, [("P01", "JR-04@2026-12-04/peak", "paramedic"), ("SC01", "JR-04@2026-12-04/peak", "police")])[
        0
    ]


def worked(tmp_path: Path, book: Book, *lines: str, head: str = HEAD) -> list[str]:
    """What a file of these lines says."""
    path = tmp_path / "worked.csv"
    path.write_text("\n".join((head, *lines)), encoding="utf-8")
    return [
        f"{item.person} {item.start:%d %H:%M}-{item.end:%d %H:%M} {item.kind}"
        f"{f' {item.call_sign}' if item.call_sign else ''}{' no-show' if item.no_show else ''}"
        for item in read_worked(path, book, lambda sentence: None)
    ]


def mistakes(tmp_path: Path, book: Book, *lines: str, head: str = HEAD) -> list[str]:
    with pytest.raises(FileError) as refused:
        worked(tmp_path, book, *lines, head=head)
    start = f"{tmp_path / 'worked.csv'}: "
    assert all(line.startswith(start) for line in refused.value.lines)
    return [line.removeprefix(start) for line in refused.value.lines]


@pytest.mark.parametrize("times", ["23:00,02:00", "18:00,24:00", "24:00,24:00"])
def test_the_last_day_there_is(tmp_path: Path, book: Book, times: str):
    (found, *_) = mistakes(tmp_path, book, f"SC01,31/12/9999,{times},,,")
    assert found.endswith("the year 9999 cannot be meant")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("SC01,04/12/2026,18:00,02:00,duty,,JR-04", "SC01 04 18:00-05 02:00 duty JR-04"),
        ("sc01,4/12/26,1800,2:00,,,", "SC01 04 18:00-05 02:00 duty"),
        ("Zoë  łuczak,Fri 4 Dec 2026,18.00,02:00,JRU,no,jr-04", "SC01 04 18:00-05 02:00 duty JR-04"),
        ("SC01,2026-12-04,18:00,00:00,JR-04,,", "SC01 04 18:00-05 00:00 duty"),
        ("SC01,2026-12-04,18:00,24:00,,,", "SC01 04 18:00-05 00:00 duty"),
        ("SC01,,04/12/2026 18:00,05/12/2026 03:15,,,", "SC01 04 18:00-05 03:15 duty"),
        ("SC01,04/12/2026,6pm,2am,,,", "SC01 04 18:00-05 02:00 duty"),
        ("SC01,08/12/2026,09:00,17:00,Elsewhere,,", "SC01 08 09:00-08 17:00 elsewhere"),
        ("SC01,08/12/2026,09:00,17:00,Public order,,", "SC01 08 09:00-08 17:00 elsewhere"),
        ("SC01,08/12/2026,09:00,17:00,Public order,,JR-04", "SC01 08 09:00-08 17:00 duty JR-04"),
        ("SC01,08/12/2026,09:00,17:00,TRAINING,,", "SC01 08 09:00-08 17:00 training"),
        ("SC01,04/12/2026,18:00,02:00,,Yes,", "SC01 04 18:00-05 02:00 duty no-show"),
        ("SC01,04/12/2026,,,no-show,,", "SC01 04 18:00-05 02:00 duty no-show"),
        ("SC01,04/12/2026,,,,x,JR-04", "SC01 04 18:00-05 02:00 duty JR-04 no-show"),
    ],
)
def test_a_row(tmp_path: Path, book: Book, line: str, found: str) -> None:
    assert worked(tmp_path, book, line) == [found]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("SC09,04/12/2026,18:00,02:00,,,", "row 2, column person: 'SC09' is unknown; did you mean 'SC0"),
        ("Same Name,04/12/2026,18:00,02:00,,,", "row 2, column person: 'Same Name' is the name of SC02, SC03"),
        (",04/12/2026,18:00,02:00,,,", "row 2, column person: is empty"),
        ("SC01,31/02/2026,18:00,02:00,,,", "row 2, column date: '31/02/2026' is not a date"),
        ("SC01,12/25/2026,18:00,02:00,,,", "row 2, column date: '12/25/2026' is not a date"),
        ("SC01,,18:00,02:00,,,", "row 2, column date: is empty"),
        ("SC01,04/12/2026,25:00,02:00,,,", "row 2, column start: '25:00' is not a time of day"),
        ("SC01,04/12/2026,18:00,,,,", "row 2, column end: is empty"),
        ("SC01,04/12/2026,18:00,06/12/2026 18:00,,,", "row 2, column end: 2026-12-04 18:00 to 2026-12-06"),
        ("SC01,04/12/2026,18:00,03/12/2026 18:00,,,", "row 2, column end: ends at 2026-12-03 18:00, not after"),
        ("SC01,04/12/2026,18:00,02:00,dutty,,", "row 2, column type: 'dutty' is unknown; did you mean 'duty'?"),
        ("SC01,04/12/2026,18:00,02:00,,perhaps,", "row 2, column no-show: 'perhaps' is neither yes nor no"),
        ("SC01,04/12/2026,18:00,02:00,,,JR-4", "row 2, column call sign: 'JR-4' is unknown; did you mean 'JR-04'?"),
        ("SC01,05/12/2026,,,,yes,", "row 2, column start: no duty is planned for SC01 on Sat 5 Dec; give start"),
    ],
)  # fmt: skip
def test_a_mistake_names_row_and_column(tmp_path: Path, book: Book, line: str, words: str) -> None:
    (found,) = mistakes(tmp_path, book, line)
    assert found.startswith(words)


def test_every_mistake_is_said_at_once(tmp_path: Path, book: Book) -> None:
    found = mistakes(tmp_path, book, "SC9,04/12/2026,25:00,02:00,,,", "", ",04/12/2026,18:00,,,,")
    assert [line.split(":")[0] for line in found] == [
        "row 2, column person",
        "row 2, column start",
        "row 4, column person",
        "row 4, column end",
    ]


def test_overlaps(tmp_path: Path, book: Book) -> None:
    """In the file, and with the book; the same spell twice is one, and duties may meet."""
    known = {"person": "SC02", "start": "2026-12-12 18:00", "end": "2026-12-13 02:00"}
    book = book.changed(worked=[known])
    same = ["SC02,12/12/2026,18:00,02:00,,,", "SC01,04/12/2026,18:00,02:00,,,", "SC01,04/12/2026,18:00,02:00,,,"]
    assert len(worked(tmp_path, book, *same, "SC01,05/12/2026,02:00,04:00,,,")) == 3
    assert mistakes(tmp_path, book, "SC02,13/12/2026,01:00,03:00,,,", "SC01,04/12/2026,18:00,02:00,,,",
                    "SC01,05/12/2026,01:00,03:00,,,") == [
        "row 2, column start: SC02 from 2026-12-13 01:00 to 2026-12-13 03:00 overlaps what the book has, SC02 from"
        " 2026-12-12 18:00 to 2026-12-13 02:00",
        "row 4, column start: SC01 from 2026-12-05 01:00 to 2026-12-05 03:00 overlaps row 3, SC01 from 2026-12-04 18:00"
        " to 2026-12-05 02:00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("Name;Day;Start;Proposed end;Duty type", "SC01;04/12/2026;18:00;02:00;duty"),
        ("end\tstart\tdate\tmileage\tid", "02:00\t18:00\t04/12/2026\t12\tSC01"),
        (" PERSON , date,Booked On,booked off,Duty Type", "SC01, 04/12/2026 ,18:00,02:00,"),
        ('"Person","Date","Start","End"', '"SC01","04/12/2026","18:00","02:00"'),
    ],
)
def test_headings_and_separators(tmp_path: Path, book: Book, head: str, line: str) -> None:
    assert worked(tmp_path, book, line, head=head) == ["SC01 04 18:00-05 02:00 duty"]


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("Date,Start,End", "row 1: there is no column 'person'"),
        ("Person,Date,Strat,End", "row 1: there is no column 'start'; is it 'strat'?"),
        ("Person,Date,Duty date,Start,End", "row 1: there are two columns for 'date': 'Date' and 'Duty date'"),
        ("Person,Date,date,Start,End", "row 1: there are two columns for 'date'"),
    ],
)
def test_headings_that_are_wrong(tmp_path: Path, book: Book, head: str, words: str) -> None:
    assert mistakes(tmp_path, book, "SC01,x,y,z,w", head=head) == [words]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (b"PK\x03\x04 and so on", "the workbook is damaged or cut short"),
        (b"\xd0\xcf\x11\xe0 and so on", "is a workbook of the old form"),
        (b"<html><table><tr>", "is a web page"),
        (b"\xff\xfep\x00e", "is no text .*or cut short"),
        (b"person,\x81\xff", "is no text .*or cut short"),
        (b"\x00\x01\x02", "is no text, so no CSV file"),
        (b"\n,,\n", "the file has no headings"),
        (b"person,start,end\n" + b'"' + b"x" * 200_000, "row 2: a quote .* is never closed"),
        (b"sep=;\n", "the file has no headings"),
        (b"SC01,04/12/2026,18:00,02:00\n", "the file has no headings"),
        (b"person,start,end" + b"," * 1000, "has more than 1,000 columns"),
        (b"a\n" * 200_001, "has more than 200,000 rows"),
    ],
)
def test_files_that_are_none(tmp_path: Path, book: Book, data: bytes, words: str) -> None:
    path = tmp_path / "worked.csv"
    path.write_bytes(data)
    with pytest.raises(FileError, match=words):
        read_worked(path, book, lambda sentence: None)


def test_as_excel_saves_it_here(tmp_path: Path, book: Book) -> None:
    """Not UTF-8, but what Windows writes."""
    book = book.changed(people=[*book.people[:2], book.people[2].model_copy(update={"name": "Zoë"}), *book.people[3:]])
    path = tmp_path / "worked.csv"
    path.write_bytes("person,date,start,end\nZoë,04/12/2026,18:00,02:00\n".encode("cp1252"))
    assert read_worked(path, book, lambda sentence: None)[0].person == "SC01"


def test_other_types_are_told_of(tmp_path: Path) -> None:
    path = tmp_path / "worked.csv"
    path.write_text(f"{HEAD}\nSC01,04/12/2026,09:00,10:00,Fete,,\nSC01,05/12/2026,09:00,10:00,Fete,,\n")
    said: list[str] = []
    read_worked(path, read(copy.deepcopy(SMALL)), said.append)
    assert said == ["type 'Fete' (2 rows) is taken to be duty elsewhere for the force"]


def told(tmp_path: Path, book: Book, data: str | bytes) -> list[str]:
    """All that is said of a file, mistakes or sentences with the total last."""
    path = tmp_path / "worked.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    said: list[str] = []
    try:
        read_worked(path, book, said.append, said.append)
    except FileError as error:
        return [line.removeprefix(f"{path}: ") for line in error.lines]
    return said


ROW = "SC01,04/12/2026,18:00,02:00"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("first", ["", "sep={}\r\n", '"SEP={}"\r\n'])
def test_encodings_and_separators(tmp_path: Path, book: Book, encoding: str, separator: str, first: str) -> None:
    text = first.format(separator) + f"person,date,start,end\r\n{ROW}\r\nZoë Łuczak,05/12/2026,18:00,02:00\r\n".replace(
        ",", separator
    )
    assert told(tmp_path, book, text.encode(encoding)) == ["2 rows: 2 counted"]


def test_a_guess_about_the_encoding_is_told(tmp_path: Path, book: Book) -> None:
    data = f"person,date,start,end,Überstunden\n{ROW}\n".encode("cp1252")
    assert told(tmp_path, book, data) == [
        "is not UTF-8; it is read as Windows saves text here (cp1252)",
        "not read: Überstunden",
        "1 row: 1 counted",
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("person,date,start,end\nSC09,,,\n", "row 2, column person"),
        ("sep=;\nperson;date;start;end\nSC09;;;\n", "row 2 (line 3), column person"),
        ("Duties\n\nFrom,01/12/2026\nperson,date,start,end\nSC09,,,\n", "row 5, column person"),
        (f'person,date,start,end,notes\n{ROW},"late\njob"\n\nSC09,,,,\n', "row 4 (line 5), column person"),
        (f'person,date,start,end,notes\r\n{ROW},"late\r\njob"\r\nSC09,,,,\r\n', "row 3 (line 4), column person"),
        ('"Duties\nworked"\nperson,date,start,end\nSC09,,,\n', "row 3 (line 4), column person"),
    ],
)
def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path: Path, book: Book, text: str, place: str) -> None:
    assert told(tmp_path, book, text)[0].startswith(f"{place}: 'SC09' is unknown")


def test_what_is_not_read_is_named(tmp_path: Path, book: Book) -> None:
    text = "Duties worked\nKent\n\nperson,date,,start,end,Day,notes,,\nSC01,04/12/2026,7,18:00,02:00,Fri,no show,,\n"
    text += "person,date,,start,end,Day,notes,,\n\nSC02,05/12/2026,,18:00,02:00,Sat,,,\n"
    assert told(tmp_path, book, text) == [
        "2 rows above the headings not read ('Duties worked')",
        "not read: column 3, which has no heading, Day, notes",
        "row 5: 'no show' in column 'notes' is not read: the row counts as worked",
        "row 6: repeats the headings; passed over",
        "2 rows: 2 counted",
    ]


FIRST, SECOND = "04/12/2026 18:00,05/12/2026 02:00", "05/12/2026 18:00,06/12/2026 02:00"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (f'SC01,"late,{FIRST}\nSC02,ok,{SECOND}', "is never closed"),
        (f'SC01,"late,{FIRST}\nSC02,"ok",{SECOND}', "closes in the middle of a cell"),
        # Closed by a stray quote of the next row, in the same column, in an earlier and in a later one.
        (f'SC01,"late,{FIRST}\nSC02,ok",{SECOND}', "is not closed before"),
        (f'"SC01,late,{FIRST}\nSC02",ok,{SECOND}', "is not closed before"),
        (f'SC01,"late,{FIRST}\nSC02,"",{SECOND}"', "is not closed before"),
    ],
)
def test_a_quote_that_is_not_closed_swallows_no_row(tmp_path: Path, book: Book, rows: str, words: str) -> None:
    (found,) = told(tmp_path, book, f"person,notes,start,end\n{rows}\n")
    assert found.startswith("row 2: ")
    assert words in found


def test_a_quote_that_is_not_closed_swallows_no_row_without_times(tmp_path: Path, book: Book) -> None:
    (found,) = told(tmp_path, book, f'person,date,start,end,type\n{ROW},"duty\nSC02,05/12/2026,,,no-show"\n')
    assert found.startswith("row 2: a quote (\") is not closed before 'SC02,")


def test_a_quote_in_the_headings_swallows_no_row(tmp_path: Path, book: Book) -> None:
    (found,) = told(tmp_path, book, f'person,date,start,end,"notes\n{ROW},"\nSC02,05/12/2026,18:00,02:00,\n')
    assert found.startswith("row 1: a quote (\") is not closed before 'SC01,")


def test_quoted_line_breaks_and_separators(tmp_path: Path, book: Book) -> None:
    text = f'"person",date,start,end,notes\n{ROW},"late, at 02:00,\nthen home"\n'
    assert told(tmp_path, book, text) == ["not read: notes", "1 row: 1 counted"]


def test_more_cells_than_headings(tmp_path: Path, book: Book) -> None:
    (found, *_) = told(tmp_path, book, f"person,date,start,end\n{ROW},02:00\n{ROW.replace('04', '05')},,\n")
    assert found == "row 2: has more cells than there are headings; put a text with a comma in quotes"


@given(st.lists(st.lists(st.sampled_from(CELLS) | st.text(max_size=12), max_size=8), max_size=5))
def test_whatever_the_cells_say_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "worked.csv"
    with path.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        file.write(f"{HEAD}\n")
        csv.writer(file).writerows(rows)
    book = read(copy.deepcopy(SMALL))
    with contextlib.suppress(FileError):
        book.changed(worked=read_worked(path, book, lambda sentence: None))
