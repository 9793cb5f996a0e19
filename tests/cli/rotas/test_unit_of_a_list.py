"""`roster new BOOK.xlsx --people FILE`: the people of a new unit come from a list, and everything else from options."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from roster import read_book
from tests.conftest import EXAMPLES

ANSWERS = {
    "--areas": "Brighton, Worthing",
    "--cars": "JR20, JR21",
    "--nights": "fri, sat, sun",
    "--crew": "1 paramedic, 2 police",
    "--month": "2027-05",
}
HEADS = ["Collar no", "Full name", "Rank", "Area", "Mobile", "Email"]
ROWS = [
    ["P1", "Robin Ash", "Paramedic", "Brighton", "07700 900001", "ash@example.org"],
    ["C1", "Pat Ivy", "PC", None, None, None],
    ["S1", "Kit Thorn", "Special Constable", "worthing, Brighton", None, None],
    ["S2", "Val Furze", "specials", "Worthing", None, None],
]
HELD = [
    ["P1", "Officer Safety Training", "2027-12-31"],
    ["S1", "OST", "2027-12-31"],
    ["C1", "response driver", None],
    ["S2", "Accompanied", None],
    ["S2", "First aid at work", None],
]


@pytest.fixture
def people(tmp_path: Path) -> Any:
    """Writes a list of people, and returns its path."""

    def write(
        rows: list[list[Any]] = ROWS, held: list[list[Any]] = HELD, heads: list[str] = HEADS, sheet: str = "People"
    ) -> Path:
        workbook = openpyxl.Workbook()
        first = workbook.worksheets[0]
        first.title = sheet
        for row in (heads, *rows):
            first.append(row)
        second = workbook.create_sheet("Held")
        for row in (["Person", "Qualification", "Valid to"], *held):
            second.append(row)
        workbook.save(tmp_path / "people.xlsx")
        return tmp_path / "people.xlsx"

    return write


def _options(people: Path | str, **changes: str) -> list[str]:
    answers = ANSWERS | {"--people": str(people)} | {f"--{name}": value for name, value in changes.items()}
    return [word for pair in answers.items() for word in pair]


def test_people_with_ranks_areas_and_qualifications_in_their_own_words(run, people, tmp_path: Path) -> None:
    """Roles, areas and qualifications are found by their names; what is held brings its seats and rules along."""
    path = tmp_path / "unit.xlsx"
    result = run("new", path, *_options(people()))
    assert result.exit_code == 0, result.output
    assert "people.xlsx: People: 4 rows" in result.output
    assert "people.xlsx: Held: 5 rows" in result.output
    assert "seats ask for what their people hold: Officer safety training" in result.output
    assert "1 paramedic, 1 constable, 2 special constables" in result.output
    assert f"next: roster ask {path} asked" in result.output
    book = read_book(path)
    assert [(person.id, person.name, person.role, person.areas) for person in book.people] == [
        ("P1", "Robin Ash", "paramedic", ("BR",)),
        ("C1", "Pat Ivy", "constable", ()),
        ("S1", "Kit Thorn", "special", ("WO", "BR")),
        ("S2", "Val Furze", "special", ("WO",)),
    ]
    assert (book.people[0].phone, book.people[0].email) == ("07700 900001", "ash@example.org")
    assert [(item.id, item.name) for item in book.qualifications] == [
        ("officer-safety", "Officer safety training"),
        ("response-driver", "Response driver"),
        ("accompanied-patrol", "Accompanied patrol status"),
        ("first-aid-at-work", "First aid at work"),
    ]
    assert [seat.qualifications for seat in book.crews[0].seats] == [("officer-safety",), ("officer-safety",)]
    assert {"crew-qualification", "accompanied", "even-stand-downs"} <= {entry.kind for entry in book.rules}
    assert run("check", path).exit_code == 0
    assert "nobody has offered yet, and nobody is rostered; `roster ask` asks them" in run("check", path).output


@pytest.mark.parametrize("sheet", ["Sheet1", "Staff list", "Crew contacts"])
def test_the_headings_tell_the_sheet_of_people(run, people, tmp_path: Path, sheet: str) -> None:
    """Whatever its name; a book needs the name."""
    path = people(sheet=sheet, heads=["Staff number", "Name", "Role", "Areas", "Phone number", "E-mail"])
    result = run("new", tmp_path / "unit.xlsx", *_options(path))
    assert result.exit_code == 0, result.output
    assert f"people.xlsx: {sheet}: 4 rows" in result.output


def test_a_seat_asks_only_for_what_its_people_hold(run, people, tmp_path: Path) -> None:
    """Paramedics without the training keep their seat; a rule for a qualification that nobody holds is left out."""
    assert run("new", tmp_path / "unit.yaml", *_options(people(held=[["S1", "officer-safety", None]]))).exit_code == 0
    book = read_book(tmp_path / "unit.yaml")
    assert {seat.id: seat.qualifications for seat in book.crews[0].seats} == {
        "paramedic": (),
        "police": ("officer-safety",),
    }
    assert not {"crew-qualification", "accompanied"} & {entry.kind for entry in book.rules}


def test_every_mistake_on_the_list_with_its_cell(run, people, tmp_path: Path) -> None:
    """Areas that the unit does not have, a person without a rank, an id that is there twice; nothing is written."""
    rows = [*ROWS, ["P1", "Lee Glade", "Paramedic", "BN"], ["P9", "Sam Downs", None, None]]
    result = run("new", tmp_path / "unit.xlsx", *_options(people(rows)))
    assert result.exit_code == 2
    assert "people.xlsx: People!D6: area 'BN' is unknown" in result.stderr
    assert "--areas: the areas are Brighton (BR), Worthing (WO); their ids may be your own" in result.stderr
    assert "People!A7" in result.stderr or "People!C7" in result.stderr
    assert "People!A6" in result.stderr
    assert not (tmp_path / "unit.xlsx").exists()
    assert (
        run("new", tmp_path / "unit.xlsx", *_options(people(rows[:5]), areas="Brighton (BN), Worthing")).exit_code == 2
    )
    fine = people([*ROWS, ["P2", "Lee Glade", "Paramedic", "BN"]])
    assert run("new", tmp_path / "unit.xlsx", *_options(fine, areas="Brighton (BN), Worthing")).exit_code == 0
    assert [area.id for area in read_book(tmp_path / "unit.xlsx").areas] == ["BN", "WO"]


def test_a_misspelt_role_is_no_role_of_its_own(run, people, tmp_path: Path) -> None:
    """It would be a person whom no seat takes."""
    result = run("new", tmp_path / "unit.xlsx", *_options(people([*ROWS, ["P2", "Lee Glade", "Paramedc", None]])))
    assert result.exit_code == 2
    assert "People!C6: 'Paramedc' is no role that others have; did you mean 'paramedic'?" in result.stderr


def test_a_role_without_a_seat_is_said(run, people, tmp_path: Path) -> None:
    """They are in the book all the same."""
    result = run("new", tmp_path / "unit.xlsx", *_options(people([*ROWS, ["D1", "Lee Glade", "Dispatcher", None]])))
    assert result.exit_code == 0, result.output
    assert "note: no seat of the crew is for: Dispatcher" in result.output


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere.xlsx", "nowhere.xlsx"),
        ("people.csv", "people.csv"),
        ("people.ods", "save the list of people as .xlsx or CSV, with Name and Role in its first row"),
        ("other.xlsx", "no sheet has the headings Name and Role: its sheets are Sheet"),
    ],
)
def test_no_list(run, tmp_path: Path, name: str, said: str) -> None:
    """Refused together with other wrong answers."""
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].append(["some", "thing"])
    workbook.save(tmp_path / "other.xlsx")
    result = run("new", tmp_path / "unit.xlsx", *_options(tmp_path / name, month="soon"))
    assert result.exit_code == 2
    assert said in result.stderr
    assert "--month: 'soon' is no month" in result.stderr


def test_other_sheets_of_a_list_are_left_out_and_named(run, tmp_path: Path) -> None:
    """A whole book gives its people, and nothing else."""
    source = EXAMPLES / "sussex-2027-05.yaml"
    result = run("new", tmp_path / "unit.xlsx", *_options(source, areas="Brighton (BN), Worthing (WO)"))
    assert result.exit_code == 0, result.output
    assert "only people are read here; left out: areas, call_signs, crews," in result.output
    assert len(read_book(tmp_path / "unit.xlsx").people) == 33


def test_whom_people_tell_that_they_can_come(run, people, tmp_path: Path) -> None:
    """Both organisations get the coordinator; without an address there is none."""
    path = tmp_path / "unit.xlsx"
    assert run("new", path, *_options(people(), coordinator="Flo Fir <flo@example.org>")).exit_code == 0
    told = [organisation.coordinator for organisation in read_book(path).organisations]
    assert [(item.name, item.email) for item in told if item] == [("Flo Fir", "flo@example.org")] * 2
    result = run("new", tmp_path / "b.xlsx", *_options(people(), coordinator="Flo Fir"))
    assert (result.exit_code, "--coordinator: 'Flo Fir' holds no e-mail address" in result.stderr) == (2, True)
