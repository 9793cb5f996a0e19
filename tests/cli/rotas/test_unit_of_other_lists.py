"""`roster new BOOK --people FILE`: a CSV file, no ids, names in two columns, any rank of the police."""

from pathlib import Path

import openpyxl
import pytest

from roster import read_book

ANSWERS = (
    *("--areas", "Brighton, Worthing", "--cars", "JR20, JR21", "--nights", "fri, sat"),
    *("--crew", "1 paramedic, 2 police", "--month", "2027-05"),
)
ROWS = [
    ["Robin", "Ash", "Paramedic", "Brighton"],
    ["Pat", "Ivy", "PC", ""],
    ["Kit", "Thorn", "Special Constable", "Worthing"],
    ["Val", "Furze", "Special Sergeant", ""],
    ["Lee", "Glade", "PS", ""],
    ["Sam", "Downs", "Inspector", ""],
    ["Jo", "Elm", "Police staff", ""],
    ["Kim", "Birch", "Dispatcher", ""],
]
HEADS = ["First name", "Surname", "Rank", "Area"]


def _text(path: Path, separator: str, rows: list[list[str]], encoding: str = "utf-8-sig") -> Path:
    path.write_text("\r\n".join(map(separator.join, rows)) + "\r\n", encoding=encoding, newline="")
    return path


@pytest.mark.parametrize(("separator", "encoding"), [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16")])
def test_a_list_as_text_with_names_in_two_columns_and_no_ids(
    run, tmp_path: Path, separator: str, encoding: str
) -> None:
    """Ids are made by role, in the order of the list; every column that was used counts as read."""
    people = _text(tmp_path / "people.csv", separator, [HEADS, *ROWS], encoding)
    result = run("new", tmp_path / "unit.yaml", *ANSWERS, "--people", people)
    assert result.exit_code == 0, result.output
    assert "People: 8 rows\n" in result.output
    assert "names are put together from two columns" in result.output
    assert "there is no column ID; ids are made in the order of the list: P01, PC01, SP01 to SP02" in result.output
    book = read_book(tmp_path / "unit.yaml")
    assert [(person.id, person.name) for person in book.people][:4] == [
        ("P01", "Robin Ash"),
        ("PC01", "Pat Ivy"),
        ("SP01", "Kit Thorn"),
        ("SP02", "Val Furze"),
    ]
    assert book.people[2].areas == ("WO",)


def test_the_police_keep_their_people_and_seats(run, tmp_path: Path) -> None:
    """Every rank may take a seat for the police; staff may not, and are not the ambulance service's either."""
    people = _text(tmp_path / "people.csv", ",", [HEADS, *ROWS])
    result = run("new", tmp_path / "unit.yaml", *ANSWERS, "--people", people)
    assert "note: taken for roles of the ambulance service: Dispatcher; change it on the sheet Roles" in result.output
    assert "note: taken for Special Constables, a rank above: Special Sergeant" in result.output
    assert "note: no seat of the crew is for: Dispatcher and Police staff" in result.output
    book = read_book(tmp_path / "unit.yaml")
    assert {role.id: role.organisation for role in book.roles} == {
        "paramedic": "ambulance",
        "constable": "police",
        "special": "police",
        "sergeant": "police",
        "inspector": "police",
        "police-staff": "police",
        "dispatcher": "ambulance",
    }
    assert book.crews[0].seats[1].roles == ("special", "constable", "inspector", "sergeant")


def test_numbers_of_ranks(run, tmp_path: Path) -> None:
    """`2 sergeants` makes two people of the police; the words have their usual plural."""
    words = "4 paramedics, 2 sergeants, 3 police staff, 1 detective constable"
    result = run("new", tmp_path / "unit.yaml", *ANSWERS, "--people", words)
    assert "4 paramedics, 2 sergeants, 3 police staff, 1 detective constable" in result.output
    book = read_book(tmp_path / "unit.yaml")
    assert {role.organisation for role in book.roles if role.id != "paramedic"} == {"police"}
    assert "PS01" in {person.id for person in book.people}
    assert book.crews[0].seats[1].roles == ("detective-constable", "sergeant")


def test_a_workbook_without_ids_below_a_title(run, tmp_path: Path) -> None:
    """The headings are found wherever they stand; a row without a role is told by its cell."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in (["Unit list 2027"], [], ["Name", "Job title"], ["Robin Ash", "Paramedic"], ["Pat Ivy", "PC"]):
        sheet.append(row)
    workbook.save(tmp_path / "list.xlsx")
    result = run("new", tmp_path / "unit.yaml", *ANSWERS, "--people", tmp_path / "list.xlsx")
    assert result.exit_code == 0, result.output
    assert [person.id for person in read_book(tmp_path / "unit.yaml").people] == ["P01", "PC01"]
    sheet.append(["Kit Thorn"])
    workbook.save(tmp_path / "list.xlsx")
    result = run("new", tmp_path / "other.yaml", *ANSWERS, "--people", tmp_path / "list.xlsx")
    assert (result.exit_code, "Sheet!B6" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("Some,thing\nRobin,Ash\n", "no sheet has the headings Name and Role"),
        ('Name,Role\n"Robin Ash,Paramedic\nPat Ivy,PC\n', "a quote"),
        ("Name,Role\n", "there are no people in it"),
    ],
)
def test_no_list_as_text(run, tmp_path: Path, text: str, said: str) -> None:
    """Refused with a reason, and nothing is written."""
    (tmp_path / "people.csv").write_text(text)
    result = run("new", tmp_path / "unit.yaml", *ANSWERS, "--people", tmp_path / "people.csv")
    assert (result.exit_code, said in result.stderr) == (2, True), result.output
    assert not (tmp_path / "unit.yaml").exists()
