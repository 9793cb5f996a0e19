"""300 random replies, with all that people do to sheets and exports: nothing is lost without a line.

The oracle is the list of what was meant, made before any file is written: for each person and date, whether it is
offered, not offered, or written so that nobody could know. It knows nothing of how files are read.
"""

import csv
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from models.book import Book
from roster import api
from roster.io.offers.ask_workbook import person_bytes
from roster.offers.asking.slots import AskedPerson
from roster.offers.collected import Collected
from tests.cli.offers.filled import headings, row_of, rows_of
from tests.offers.unit import unit

NIGHTS = [date(2026, 12, day) for day in (4, 11, 18, 25)]  # Fridays: one shift each
YES = ["yes", "x", "Y", "Yes ", "YES!", "ok", "\u2713", "can do", "yes please", "1", "true"]
NO = ["no", "N", "-", "n/a", "can't", "busy", "No thanks"]
UNCLEAR = [
    "maybe",
    "if needed",
    "perhaps?",
    "ask my wife",
    "tbc",
    "probably",
    "??",
    "unless I am in court",
    "blue",
    "half",
]
DATES = ["{0:%a} {0.day} {0:%b}", "{0:%A} {0.day} {0:%B} {0.year}", "{0.day}/{0.month}/{0.year}", "{0:%Y-%m-%d}",
         "{0.day} {0:%b}", "{0:%a} {0.day}/{0.month}", "{0:%B} {0.day}, {0.year}", "{0.day}th {0:%B}"]  # fmt: skip
UNCLEAR_TEXTS = [
    "maybe {0.day} Dec",
    "not {0.day} Dec",
    "{0.day} Dec if I can",
    "whenever",
    "Sat {0.day} Dec",
    "{0.day} Dec?",
    "every other Friday",
    "weekend of the {0.day}th",
    "Friday",
    "every Friday except the {0.day}th if I can",
    "all but one",
    "6 Nov 2026",
    "Fri 6 Nov and Sat 7 Nov 2026",
]
# Words for some of the Fridays, and which of them these are.
CHOSEN = {
    "every Friday": (0, 1, 2, 3), "All Fridays": (0, 1, 2, 3), "Fridays in December": (0, 1, 2, 3),
    "first and third Friday": (0, 2), "1st & 3rd Fri": (0, 2), "the last Friday of the month": (3,),
    "every Friday except the 18th": (0, 1, 3), "Fridays but not the 11th or the 18th": (0, 3),
    "any Friday apart from 25 Dec": (0, 1, 2), "Friday 4th; Fri 11th": (0, 1), "Fri nights": (0, 1, 2, 3),
    "Fridays only please": (0, 1, 2, 3), "second Friday": (1,),
}  # fmt: skip
# A moment as exports write it: of a day of November, an hour and a minute.
STAMPS = ["{0:02}/11/2026 {1:02}:{2:02}:00", "2026/11/{0:02} {1}:{2:02}:00 am GMT", "2026-11-{0:02}T{1:02}:{2:02}:00Z",
          "11/{0}/2026 {1}:{2:02}:00 AM", "{0} Nov 2026 {1:02}:{2:02}"]  # fmt: skip
EVERY = range(300)


@dataclass
class Meant:
    """What one person meant.

    Attributes:
        offered: the dates they offer.
        unclear: the rows in which something is written that nobody can know, by file.
        known: whether the reply says whose it is.
    """

    person: str
    offered: set[date]
    unclear: list[str]
    known: bool = True


def spelt(chance: random.Random, person: str, name: str) -> str:
    """A person as they, or a form, may write them."""
    first, last = name.split()
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()  # Zoe; ONeill
    names = [name, name.upper(), plain, f"{last}, {first}", f"{last} {first}", f" {name} ({person})"]
    return chance.choice([person, person.lower(), *names])


def a_sheet(chance: random.Random, asked: AskedPerson, book: Book, folder: Path) -> Meant:
    """A returned sheet: answers, other file names, rows deleted, sorted and added, a column put in."""
    path = folder / f"{chance.choice(['reply', 'IMG_0041', 'sheet (3)', asked.person.id])} {asked.person.id}.xlsx"
    path.write_bytes(person_bytes(asked, book))
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    meant = Meant(asked.person.id, set(), [])
    texts = {}
    for night in NIGHTS:
        kind = chance.choice(["yes", "no", "blank", "unclear"])
        texts[night] = chance.choice({"yes": YES, "no": NO, "blank": [None], "unclear": UNCLEAR}[kind])
        sheet.cell(rows_of(sheet, night)[0], 5, texts[night])
        if kind == "yes":
            meant.offered.add(night)
    if chance.random() < 0.3:  # somebody deletes what they do not want
        for night in [night for night in NIGHTS if texts[night] is None]:
            for row in rows_of(sheet, night):
                sheet.delete_rows(row)
    if chance.random() < 0.3:
        added = chance.choice(NIGHTS) + timedelta(days=2)
        sheet.cell(sheet.max_row + 1, 1, chance.choice(DATES).format(added))
        sheet.cell(sheet.max_row, 5, chance.choice(YES))
        meant.offered.add(added)
    if chance.random() < 0.3:
        sheet.cell(row_of(sheet, "Anything else?"), 5, "See you there")
    if chance.random() < 0.3:
        sheet.insert_cols(chance.choice([3, 4]))
    if chance.random() < 0.2:
        sheet.title = "Sheet1"
    answers = next(cell.column for cell in sheet[headings(sheet)] if cell.value == "Can you?")
    meant.unclear = [
        f"{path}: row {cell.row}"
        for (cell,) in sheet.iter_rows(min_col=answers, max_col=answers)
        if cell.value in UNCLEAR
    ]
    workbook.save(path)
    return meant


def a_form(chance: random.Random, people: list[tuple[str, str]], folder: Path) -> Iterator[Meant]:
    """An export: of Microsoft Forms or Google Forms, with ticked choices, a grid of dates, or typed dates."""
    kind, stamp = chance.choice(["ticked", "typed", "grid", "spoken"]), chance.choice(STAMPS)
    microsoft = chance.random() < 0.5
    path = folder / "forms.csv"
    head = ["ID", "Start time", "Completion time", "Email", "Name"] if microsoft else ["Timestamp", "Your name"]
    questions = (
        [f"Nights [{night:%a} {night.day} Dec]" for night in NIGHTS]
        if kind == "grid"
        else ["Which dates can you work?"]
    )
    rows = [[*head, *questions, "Anything else?"]]
    for number, (person, name) in enumerate(people):
        meant = Meant(person, {night for night in NIGHTS if chance.random() < 0.5}, [])
        who = spelt(chance, person, name)
        if chance.random() < 0.15:
            who, meant.known = chance.choice(["Robin Nobody", "", "anonymous"]), False
        at = stamp.format(20 + number % 8, 9, number)
        row = [str(number), at, at, "anonymous", who] if microsoft else [at, who]
        unclear = chance.random() < 0.2
        if kind == "grid":
            cells = [chance.choice(YES if night in meant.offered else [*NO, ""]) for night in NIGHTS]
            if unclear:
                place = chance.randrange(len(NIGHTS))
                cells[place] = chance.choice(UNCLEAR)
                meant.offered.discard(NIGHTS[place])
        elif unclear:
            cells, meant.offered = [chance.choice(UNCLEAR_TEXTS).format(chance.choice(NIGHTS))], set()
            meant.known = meant.known and "Nov" not in cells[0]  # of another month: it is not counted
        elif kind == "spoken":
            words = chance.choice(list(CHOSEN))
            cells, meant.offered = [words], {NIGHTS[place] for place in CHOSEN[words]}
        elif kind == "ticked":
            mark = chance.choice([";", ", "])
            shown = [
                f"{night:%a} {night.day} Dec 2026" + chance.choice(["", ", 18:00-02:00"])
                for night in sorted(meant.offered)
            ]
            cells = [mark.join(shown) + (";" if mark == ";" and shown else "")]
        else:
            shown = [chance.choice(DATES).format(night) for night in meant.offered]
            cells = [chance.choice(["; ", "\n", " and ", ", "]).join(shown)]
        if chance.random() < 0.2 and meant.known:  # an earlier reply, which the later one replaces
            early = stamp.format(19, 8, number)
            first = [str(number), early, early, "anonymous", who] if microsoft else [early, who]
            rows.append([*first, *(["yes"] * len(NIGHTS) if kind == "grid" else ["Sat 26 Dec 2026"]), ""])
        rows.append([*row, *cells, chance.choice(["", "thanks", "Back on the 6th"])])
        if unclear or not meant.known:
            meant.unclear = [f"{path}: row {len(rows)}"]
        yield meant
    encodings = ["utf-8", "utf-8-sig", "utf-16", *(["cp1252"] if kind != "grid" else [])]  # it has no tick
    with path.open("w", newline="", encoding=chance.choice(encodings)) as file:
        csv.writer(file, delimiter=chance.choice([",", ",", ";", "\t"])).writerows(rows)


def offered(collected: Collected, person: str) -> set[date]:
    """The dates that the book holds of a person after the replies were read."""
    return {
        day for item in collected.into().people if item.id == person for offer in item.offers for day in offer.dates
    }


@pytest.mark.parametrize("seeds", [EVERY[start : start + 30] for start in EVERY[::30]], ids=lambda seeds: str(seeds[0]))
def test_nothing_is_lost_without_a_line(seeds: range, tmp_path: Path) -> None:
    book = unit()
    asked = {item.asked.person.id: item.asked for item in api.ask(book)}
    for seed in seeds:
        chance = random.Random(seed)
        folder = tmp_path / str(seed)
        folder.mkdir()
        people = [(person.id, person.name) for person in book.people if person.id in ("P02", "SC02", "SC04")]
        by_sheet = [person for person, _ in people if person != "SC02" and chance.random() < 0.4]
        meant = [a_sheet(chance, asked[person], book, folder) for person in by_sheet]
        by_form = [item for item in people if item[0] not in by_sheet and chance.random() < 0.8]
        if by_form:
            meant += a_form(chance, by_form, folder)
        if not meant:
            continue
        collected, _ = api.collect_offers(book, [folder])
        problems = [str(problem.place) for problem in collected.problems]
        expected = sorted(place for item in meant for place in item.unclear)
        assert sorted(problems) == expected, (seed, list(map(str, collected.problems)), meant)
        silent = {person.id for person in collected.silent}
        for item in meant:
            assert offered(collected, item.person) == (item.offered if item.known else set()), (seed, item)
        answered = {item.person for item in meant if item.known}
        untouched = {person.id for person, _ in collected.blank}
        assert silent == set(asked) - answered | untouched, seed
