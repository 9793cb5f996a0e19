"""`roster new BOOK.xlsx` with the five answers that make a unit, as options or asked on a terminal."""

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from roster import read_book, solve
from roster.cli.main import cli
from roster.cli.rotas import new
from roster.cli.rotas.new_books import unit_questions
from roster.io.xlsx.workbook import FRONT

SUSSEX = {
    "--areas": "Brighton, Worthing",
    "--cars": "JR20, JR21",
    "--nights": "fri,sat,sun",
    "--crew": "1 paramedic, 2 police",
    "--people": "8 paramedic volunteers, 3 constables, 22 specials",
    "--month": "2027-05",
}


def _options(**changes: str | None) -> list[str]:
    answers = SUSSEX | {f"--{name}": value for name, value in changes.items()}
    return [word for name, value in answers.items() if value is not None for word in (name, value)]


def test_a_unit_of_six_options(run, tmp_path: Path) -> None:
    """Its workbook reads back whole, has eight sheets in front, and all the others behind."""
    path = tmp_path / "sussex.xlsx"
    result = run("new", path, *_options())
    assert result.exit_code == 0, result.output
    assert "28 duties, 8 paramedics, 3 constables, 22 special constables" in result.output
    sheets = openpyxl.load_workbook(path).sheetnames
    assert tuple(sheets[:8]) == FRONT
    assert {"Crews", "Shifts", "Worked", "Derogations", "Lists"} <= set(sheets[8:])
    book = read_book(path)
    assert [person.id for person in book.people][:9] == [*(f"P0{number}" for number in range(1, 9)), "PC01"]
    assert book.people[-1].id == "SP22"
    assert {person.name for person in book.people} == {""}
    assert {(sign.id, sign.area) for sign in book.call_signs} == {("JR20", "BR"), ("JR21", "WO")}
    assert [(seat.id, seat.minimum, seat.preferred) for seat in book.crews[0].seats] == [
        ("paramedic", 1, 1),
        ("police", 1, 2),
    ]
    assert {entry.kind for entry in book.rules} >= {"daily-rest", "minimum-hours", "fair-share", "requests"}
    assert "crew-qualification" not in {entry.kind for entry in book.rules}


def test_the_unit_is_solved_once_people_offer(run, tmp_path: Path) -> None:
    """Names and offers are all that has to be written: offers go into the prepared rows of Availability."""
    path, filled = tmp_path / "unit.xlsx", tmp_path / "filled.xlsx"
    assert run("new", path, *_options(people="2 paramedics, 4 specials", cars="1", areas="Brighton")).exit_code == 0
    workbook = openpyxl.load_workbook(path)
    grid = workbook["Availability"]
    people = [grid.cell(row, 1).value for row in range(5, 11)]
    assert people == ["P01", "P02", "SP01", "SP02", "SP03", "SP04"]
    for row in range(5, 11):
        grid.cell(row, 3).value = "N"  # Saturday 1 May
    workbook.save(filled)
    book = solve(read_book(filled))
    assert book.rota is not None
    assert {record.state.value for record in book.rota.duties if str(record.date) == "2027-05-01"} == {"crewed"}


def test_other_forms_of_a_book(run, tmp_path: Path) -> None:
    """The same unit as YAML."""
    assert run("new", tmp_path / "a.xlsx", *_options()).exit_code == 0
    assert run("new", tmp_path / "a.yaml", *_options()).exit_code == 0
    assert read_book(tmp_path / "a.yaml") == read_book(tmp_path / "a.xlsx")


def test_every_wrong_answer_at_once(run, tmp_path: Path) -> None:
    """Each with its option; nothing is written."""
    wrong = _options(cars="JR20", nights="fry", people="some", month="2027-13")
    result = run("new", tmp_path / "a.xlsx", *wrong)
    assert result.exit_code == 2
    for said in (
        "--cars: 1 car for 2 areas",
        "--nights: 'fry' is no day of the week",
        "--people: 'some' has no number and role",
        "--month: '2027-13' is no month",
    ):
        assert said in result.stderr
    assert not (tmp_path / "a.xlsx").exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"month": None, "crew": None}, "give --crew, --month too"),
        ({"crew": "1 nurse, 2 police"}, "--crew: nobody is a nurse; the people are constable, paramedic, special"),
        ({"crew": "1 paramedic, 1 police, 1 police"}, "--crew:"),
        ({"areas": ""}, "--areas: there is no area; write Brighton, Worthing"),
        ({"areas": "Brighton, brighton"}, "--areas: area 'brighton' is there twice"),
        ({"cars": "JR@20, JR21"}, "--cars: 'JR@20' is no call sign"),
        ({"people": "0 specials"}, "--people: '0 specials' has no number and role"),
    ],
)
def test_answers_that_make_no_unit(run, tmp_path: Path, changes: dict[str, str | None], said: str) -> None:
    """Each is refused with what to write."""
    result = run("new", tmp_path / "a.xlsx", *_options(**changes))
    assert result.exit_code == 2
    assert said in result.stderr


def test_an_example_brings_its_own_unit(run, tmp_path: Path) -> None:
    """Options of a unit do not go with it."""
    result = run("new", tmp_path / "a.xlsx", "--example", "kent-2026-12", *_options())
    assert (result.exit_code, "bring their own unit" in result.stderr) == (2, True)


def test_without_terminal_and_options_the_template_comes(run, tmp_path: Path) -> None:
    """As ever."""
    assert run("new", tmp_path / "a.xlsx").exit_code == 0
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames[1] == "Period"
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["Availability"]["A5"].value.startswith("e.g. ")


def test_a_terminal_asks_until_it_understands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong answer is asked again; what an option gives is not asked."""
    for module in (new, unit_questions):
        monkeypatch.setattr(module, "on_terminal", lambda: True)
    said = "Brighton, Worthing\nJR20\nJR20, JR21\n\n8 paramedics, 22 specials\n\n"
    path = tmp_path / "asked.xlsx"
    result = CliRunner().invoke(cli, ["new", str(path), "--month", "May 2027"], input=said)
    assert result.exit_code == 0, result.output
    assert "1 car for 2 areas" in result.output
    assert "Which month" not in result.output
    book = read_book(path)
    assert {duty.date.weekday() for duty in book.duties} == {4, 5}  # the usual nights: Friday and Saturday
    assert len(book.people) == 30
