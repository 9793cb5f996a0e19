"""A month in the life of a rota, as commands: `python examples/a-month.py [FOLDER]` runs them all, in a new folder.

What a person does in Excel between two commands is done here by openpyxl; a line that begins with `#` says what.
All files stay in the folder and can be opened.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    os.chdir(folder)

    say("November. The sheets of both organisations are prepared: people, leave, training, offers.")
    roster("new", "kent.xlsx", "--example", "kent-2026-12")
    with edited("kent.xlsx", "a Special offers two more Fridays, but somebody's role is mistyped") as sheet:
        offers = sheet("Availability")
        put(offers, "SC30", date(2026, 12, 11), "A")
        put(offers, "SC30", date(2026, 12, 18), "A")
        put(sheet("People"), "P04", "Role", "Paramedc")
    roster("check", "kent.xlsx", expect=2)
    with edited("kent.xlsx", "the role is put right") as sheet:
        put(sheet("People"), "P04", "Role", "paramedic")
    roster("check", "kent.xlsx")

    say("The rota is made, and argued over.")
    roster("solve", "kent.xlsx", "-o", "draft.xlsx", "--quiet")
    specials = (date(2026, 12, 12), "JR-01", "Police 1"), (date(2026, 12, 12), "JR-07", "Police 1")
    with edited("draft.xlsx", "on Saturday 12 December two Specials change places") as sheet:
        swap(sheet("Vehicles"), *specials)
    roster("check", "draft.xlsx", expect=1, lines=32)
    with edited("draft.xlsx", "they change back; instead two paramedics do, and a Special is pinned") as sheet:
        crews = sheet("Vehicles")
        swap(crews, *specials)
        swap(crews, (date(2026, 12, 12), "JR-01", "Paramedic"), (date(2026, 12, 12), "JR-07", "Paramedic"))
        mark_pinned(crews, (date(2026, 12, 12), "JR-04", "Police 1"))
    roster("check", "draft.xlsx", lines=8)
    roster("solve", "draft.xlsx", "-o", "december.xlsx", "--keep-edits", "--quiet")

    say("Everybody is told.")
    roster("publish", "december.xlsx", "site", "--plain-names")

    say("Friday 11 December: the paramedic of JR-04 rings in sick for the weekend.")
    last = "site/december-v1.xlsx"
    sick = seated(last, (date(2026, 12, 11), "JR-04", "Paramedic"))
    roster("cover", last, "--duty", "JR-04@2026-12-11", "--seat", "paramedic")
    roster("repair", last, "--absent", f"{sick}@2026-12-11..2026-12-13", "-o", "repaired.xlsx", "--quiet")
    roster("diff", last, "repaired.xlsx")
    roster("publish", "repaired.xlsx", "site", "--plain-names")
    roster("hours", "site/repaired-v2.xlsx", "--person", "SC07")

    say("January, from December as it was told.")
    roster("new", "january.xlsx", "--after", "site/repaired-v2.xlsx")
    with edited("january.xlsx", "the Specials send what they offer") as sheet:
        offer_fridays_and_saturdays(sheet("Availability"))
    last = "site/repaired-v2.xlsx"
    roster("solve", "january.xlsx", "-o", "january-rota.xlsx", "--history", last, "--time-limit", "60", "--quiet")
    roster("check", "january-rota.xlsx", lines=6)


def say(sentence: str) -> None:
    print(f"\n## {sentence}\n", flush=True)


def roster(*arguments: str, expect: int = 0, lines: int = 40) -> None:
    """Run a command as a person would see it, or the beginning of that."""
    print("$ roster " + " ".join(arguments), flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "roster", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    told = _without_remarks(line.rstrip() for line in done.stdout.strip().splitlines())
    if len(told) > lines:
        told[lines:] = [f"... and {len(told) - lines} more lines"]
    if told:
        print("\n".join(told), flush=True)
    if done.returncode != expect:
        sys.exit(f"exit status {done.returncode}, not {expect}")


def _without_remarks(lines: Iterable[str]) -> list[str]:
    """Lines as they are, but `...` for each stretch of remarks on what was read."""
    found: list[str] = []
    for line in lines:
        if not line.startswith(("read: ", "note: ", "warning: ")):
            found.append(line)
        elif found[-1:] != ["..."]:
            found.append("...")
    return found


# --- what a person does in Excel


@contextmanager
def edited(path: str, what: str) -> Iterator[Callable[[str], Worksheet]]:
    """A workbook by the names of its sheets, saved at the end."""
    print(f"# in {path}: {what}", flush=True)
    workbook = load_workbook(path)
    yield lambda name: workbook[name]
    workbook.save(path)


def put(sheet: Worksheet, key: str, column: date | str, value: str) -> None:
    """Write into the row that begins with a key, under a heading."""
    head = next(row for row in range(1, 20) if matching(sheet, row, column))
    row = next(row for row in range(head + 1, sheet.max_row + 1) if sheet.cell(row, 1).value == key)
    sheet.cell(row, matching(sheet, head, column)).value = value


def matching(sheet: Worksheet, row: int, heading: date | str) -> int:
    """The column with a heading in a row; 0 where there is none."""
    for cell in sheet[row]:
        value = cell.value.date() if isinstance(cell.value, datetime) else cell.value
        if value == heading or (isinstance(value, str) and value.removesuffix(" *") == heading):
            return cell.column
    return 0


Place = tuple[date, str, str]  # date, call sign, seat


def cell_of(sheet: Worksheet, place: Place):
    day, call_sign, seat = place
    head = next(row for row in range(1, 10) if matching(sheet, row, seat))
    for row in range(head + 1, sheet.max_row + 1):
        value = sheet.cell(row, 1).value
        if isinstance(value, datetime) and value.date() == day and sheet.cell(row, 3).value == call_sign:
            return sheet.cell(row, matching(sheet, head, seat))
    raise LookupError(place)


def swap(sheet: Worksheet, one: Place, other: Place) -> None:
    first, second = cell_of(sheet, one), cell_of(sheet, other)
    first.value, second.value = second.value, first.value


def mark_pinned(sheet: Worksheet, place: Place) -> None:
    cell_of(sheet, place).value += "!"


def seated(path: str, place: Place) -> str:
    """The id of whoever is in a seat."""
    workbook = load_workbook(path)
    name = cell_of(workbook["Vehicles"], place).value
    people = workbook["People"]
    return next(people.cell(row, 1).value for row in range(1, people.max_row + 1) if people.cell(row, 2).value == name)


def offer_fridays_and_saturdays(sheet: Worksheet) -> None:
    draws = random.Random(0)
    head = next(row for row in range(1, 20) if isinstance(sheet.cell(row, 3).value, datetime))
    for row in range(head + 1, sheet.max_row + 1):
        if str(sheet.cell(row, 1).value or "").startswith("SC"):
            for cell in sheet[head][2:]:
                if isinstance(cell.value, datetime) and cell.value.weekday() in (4, 5) and draws.random() < 0.5:
                    sheet.cell(row, cell.column).value = "A"


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "a-month"))
