"""What a reader does in Excel, or in a text editor, between two commands of a document."""

import importlib.util
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import EXAMPLES

_SATURDAY = date(2026, 12, 12)
_SPECIALS = (_SATURDAY, "JR-01", "Police 1"), (_SATURDAY, "JR-07", "Police 1")


@cache
def _month() -> ModuleType:
    """The script of a month in the life: it knows how a cell is found."""
    spec = importlib.util.spec_from_file_location("a_month", EXAMPLES / "a-month.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextmanager
def _edited(path: Path) -> Iterator[Callable[[str], Worksheet]]:
    workbook = load_workbook(path)
    yield lambda name: workbook[name]
    workbook.save(path)


def mistype_a_role(folder: Path) -> None:
    """In kent.xlsx somebody becomes a `Paramedc`, and a Special offers two more Fridays."""
    with _edited(folder / "kent.xlsx") as sheet:
        for day in (11, 18):
            _month().put(sheet("Availability"), "SC30", date(2026, 12, day), "A")
        _month().put(sheet("People"), "P04", "Role", "Paramedc")


def send_sheets_back(folder: Path) -> None:
    """Two Specials send their sheets back, and others answer a form: all of it is put into the folder `back`."""
    back = folder / "back"
    back.mkdir()
    copied = {"SC01-Special-01.xlsx": "from my phone.xlsx", "SC02-Special-02.xlsx": "SC02-Special-02.xlsx"}
    for name, copy in copied.items():
        (back / copy).write_bytes((folder / "sheets" / name).read_bytes())
    with _edited(back / "from my phone.xlsx") as sheet:
        _answer(sheet("SC01"), {4: "x", 11: "only till 22:00", 12: "Yes", "At most, duties a month": 2})
    with _edited(back / "SC02-Special-02.xlsx") as sheet:
        _answer(sheet("SC02"), {4: "maybe"})
    (back / "forms.csv").write_text(
        "ID,Start time,Completion time,Email,Name,Which dates can you work?\n"
        '1,20/11/2026 10:00,20/11/2026 10:05,anonymous,Special 05,"Fri 4 Dec 2026, 18:00-02:00;Sat 5 Dec 2026;"\n'
        '2,21/11/2026 10:00,21/11/2026 10:05,anonymous,"05, Special","Fri 11 Dec 2026, 18:00-02:00;"\n'
        "3,21/11/2026 11:00,21/11/2026 11:05,anonymous,SC06,Sat 19 Dec\n",
        encoding="utf-8",
    )


def answer_the_question(folder: Path) -> None:
    """In the sheet of SC02, `maybe` becomes `yes`."""
    with _edited(folder / "back" / "SC02-Special-02.xlsx") as sheet:
        _answer(sheet("SC02"), {4: "yes"})


def _answer(sheet: Worksheet, answers: Mapping[int | str, str | int]) -> None:
    """Writes answers beside days of December, or beside questions."""
    for cell in sheet["A"]:
        key = cell.value.day if isinstance(cell.value, date) else cell.value
        if key in answers:
            sheet.cell(cell.row, 5, answers[key])


def put_the_role_right(folder: Path) -> None:
    """In kent.xlsx the role is written as it should be."""
    with _edited(folder / "kent.xlsx") as sheet:
        _month().put(sheet("People"), "P04", "Role", "paramedic")


def swap_two_specials(folder: Path) -> None:
    """In draft.xlsx two Specials change places on a Saturday."""
    with _edited(folder / "draft.xlsx") as sheet:
        _month().swap(sheet("Vehicles"), *_SPECIALS)


def swap_back_and_pin(folder: Path) -> None:
    """In draft.xlsx they change back, and a Special is pinned."""
    with _edited(folder / "draft.xlsx") as sheet:
        _month().swap(sheet("Vehicles"), *_SPECIALS)
        _month().mark_pinned(sheet("Vehicles"), (_SATURDAY, "JR-04", "Police 1"))


def answer_the_calls(folder: Path) -> None:
    """In calls.xlsx one Special says no to JR-04, and one does not answer."""
    said = {"SC03": "no", "SC14": "voicemail"}
    with _edited(folder / "calls.xlsx") as sheet:
        for row in sheet("Call sheet").iter_rows(min_row=5):
            if row[7].value in said:
                row[5].value = said[row[7].value]


def collect_offers(folder: Path) -> None:
    """In january.xlsx the Specials' offers are written into the grid."""
    with _edited(folder / "january.xlsx") as sheet:
        _month().offer_fridays_and_saturdays(sheet("Availability"))


def renew_officer_safety(folder: Path) -> None:
    """In june.xlsx two people are trained again, which is a line each on the sheet Held."""
    with _edited(folder / "june.xlsx") as sheet:
        held = sheet("Held")
        last = max(cell.row for cell in held["A"] if cell.value)
        for row, (person, day) in enumerate((("P05", 12), ("SC10", 19)), start=last + 1):
            for column, value in enumerate((person, "officer-safety", date(2027, 6, day)), start=1):
                held.cell(row, column, value)


def add_few_fridays(folder: Path) -> None:
    """In january.yaml a rule of one's own is named and stated."""
    book = folder / "january.yaml"
    text = book.read_text(encoding="utf-8").rstrip("\n")
    book.write_text(
        f"{text}\n  - {{kind: few-fridays, most: 2, level: wishes, weight: 5}}\nrule_files: [few_fridays.py]\n",
        encoding="utf-8",
    )


def say_what_x_means(folder: Path) -> None:
    """In imported-mapping.xlsx the code X means nothing."""
    with _edited(folder / "imported-mapping.xlsx") as sheet:
        mapping = sheet("Mapping")
        [row] = [cells for cells in mapping.iter_rows() if (cells[0].value, cells[1].value) == ("code", "X")]
        row[4].value = "nothing"
