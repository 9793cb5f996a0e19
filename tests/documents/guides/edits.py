"""What a reader does in Excel, or in a text editor, between two commands of a document."""

import importlib.util
from collections.abc import Callable, Iterator
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


def collect_offers(folder: Path) -> None:
    """In january.xlsx the Specials' offers are written into the grid."""
    with _edited(folder / "january.xlsx") as sheet:
        _month().offer_fridays_and_saturdays(sheet("Availability"))


def add_few_fridays(folder: Path) -> None:
    """In january.yaml a rule of one's own is named and stated."""
    book = folder / "january.yaml"
    text = book.read_text(encoding="utf-8").rstrip("\n")
    book.write_text(
        f"{text}\n  - {{kind: few-fridays, most: 2, level: wishes, weight: 5}}\nrule_files: [few_fridays.py]\n",
        encoding="utf-8",
    )
