"""The names of `roster` for programs: each exists, importing loads little, and the calls take what is documented."""

import json
import subprocess
import sys
from dataclasses import fields
from importlib.metadata import version
from pathlib import Path

import pytest

import roster
from models.book import Book
from models.reading.examine import read

HEAVY = {"ortools", "pandas", "openpyxl", "pydantic", "yaml", "click", "rich", "holidays", "numpy"}


def loaded_by(code: str) -> set[str]:
    """The packages that are loaded once some code has run in a process of its own."""
    printed = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(printed.stdout))


@pytest.fixture
def book(small) -> Book:
    return read(small)


@pytest.fixture
def solved(book) -> Book:
    return roster.solve(book, roster.Options(time_limit=60, workers=1))


def test_every_name_is_there() -> None:
    """Type checkers and the lazy loader read the stub, so each of its names must exist."""
    for name in roster.__all__:
        assert getattr(roster, name) is not None
    assert set(roster.__all__) <= set(dir(roster))
    with pytest.raises(AttributeError, match="slove"):
        _ = roster.slove


def test_importing_costs_nothing() -> None:
    assert loaded_by("import roster") & HEAVY == set()


def test_errors_and_options_do_not_need_the_solver() -> None:
    code = "from roster import RosterError, ConflictError, RepairError, Options, Callbacks, read_book, frames"
    assert loaded_by(code) & {"ortools", "pandas", "openpyxl"} == set()


def test_the_version_is_that_of_the_distribution() -> None:
    assert roster.__version__ == version("jru-roster")


def test_the_packages_say_that_they_are_typed() -> None:
    for package in ("roster", "models", "constraints"):
        assert (Path(roster.__file__).resolve().parent.parent / package / "py.typed").is_file()


def test_options_hold_what_a_user_sets() -> None:
    assert [item.name for item in fields(roster.Options)] == ["time_limit", "workers", "seed", "reproducible", "start"]


def test_one_object_for_all_that_is_told(book) -> None:
    reported: list[str] = []
    better: list[Book] = []
    callbacks = roster.Callbacks(report=lambda progress: reported.append(progress.level), better=better.append)
    found = roster.solve(book, roster.Options(time_limit=60, workers=1), callbacks=callbacks)
    assert "cover" in reported
    assert all(item.rota is not None for item in better)
    assert better
    away = roster.Outage(absent=(roster.Away("P01", book.period.first, book.period.last),))
    reported.clear()
    roster.repair(found, away, roster.Options(time_limit=30, workers=1), callbacks=callbacks)
    assert "cover" in reported


def test_an_argument_goes_before_the_object(book) -> None:
    ours: list[object] = []
    others: list[object] = []
    callbacks = roster.Callbacks(report=others.append)
    roster.solve(book, roster.Options(time_limit=60, workers=1), callbacks=callbacks, report=ours.append)
    assert ours
    assert not others


def test_a_search_is_stopped_by_the_object(book) -> None:
    callbacks = roster.Callbacks()
    callbacks.stop.set()
    found = roster.solve(book, roster.Options(time_limit=60, workers=1), callbacks=callbacks)
    assert found.rota is not None
    assert found.rota.provenance.ended == "interrupted"
    assert not roster.Callbacks().stop.is_set()


def test_why_a_duty_and_a_person(solved) -> None:
    duty = roster.explain_duty(solved, "JR-04@2026-12-04", seconds=0)
    assert duty.state == "crewed"
    assert [len(seat.people) for seat in duty.seats] == [1, 2]
    person = roster.explain_person(solved, "SC01", seconds=0)
    assert person.person.id == "SC01"
    with pytest.raises(roster.BookError, match="'JR-05' has no duties; did you mean 'JR-04'"):
        roster.explain_duty(solved, "JR-05@2026-12-04")
    with pytest.raises(roster.BookError, match="person 'SC1' is unknown"):
        roster.explain_person(solved, "SC1")


def test_what_if_from_python(book, tmp_path: Path) -> None:
    less = {"id": "less", "changes": [{"change": "remove-people", "people": ["P02"]}]}
    asked = {"scenarios": [less], "gains": []}
    reported: list[int] = []
    found = roster.what_if(book, asked, seconds=20, jobs=1, report=lambda done: reported.append(done.cells))
    assert [cell.id for cell in found.table.cells] == ["base", "less"]
    assert [cell.error for cell in found.table.cells] == [None, None]
    assert reported == [1, 2]
    roster.write_sweep(found, tmp_path / "out.json", tmp_path / "out.xlsx")
    assert json.loads((tmp_path / "out.json").read_text())["table"]["cells"][1]["id"] == "less"
    with pytest.raises(roster.FileError, match=r"out\.csv: a table of scenarios is written as"):
        roster.write_sweep(found, tmp_path / "out.csv")


def test_mistakes_of_a_what_if_say_where(book, tmp_path: Path) -> None:
    wrong = {"scenarios": [{"id": "less", "changes": [{"change": "remove-people", "people": ["P99"]}]}]}
    with pytest.raises(roster.BookError, match="P99"):
        roster.what_if(book, roster.Scenarios.model_validate(wrong), jobs=1)
    with pytest.raises(roster.BookError, match=r"scenarios\[0\]\.changes"):
        roster.what_if(book, {"scenarios": [{"id": "less", "changes": [{"change": "remove-peple"}]}]}, jobs=1)
    file = tmp_path / "asked.json"
    file.write_text(json.dumps(wrong))
    with pytest.raises(roster.FileError, match=r"asked\.json.*P99"):
        roster.what_if(book, file, jobs=1)
    with pytest.raises(roster.BookError, match="no share"):
        roster.fewest_people(book, "paramedic", 95)
    with pytest.raises(roster.BookError, match="role 'paramedics' is unknown; did you mean 'paramedic'"):
        roster.fewest_people(book, "paramedics", 0.95)


USER = """
from roster import Book, Callbacks, Options, RosterError, Sweep, __version__, check, explain_duty, frames, read_book
from roster import solve, what_if


def main(path: str) -> str:
    try:
        book: Book = read_book(path)
    except RosterError as error:
        return str(error)
    solved = solve(book, Options(time_limit=10), callbacks=Callbacks(report=lambda progress: print(progress.level)))
    sweep: Sweep = what_if(solved)
    table = frames.assignments(solved)
    print(table["person"].value_counts(), frames.cells(sweep).shape)
    again = frames.offers_from(frames.offers(solved), solved).into(solved)
    print(again.name)
    return f"{__version__} {check(solved).legal} {explain_duty(solved, 'JR-04@2026-12-04').sentence}"
"""


@pytest.mark.slow
def test_a_users_program_passes_the_type_checker(tmp_path: Path) -> None:
    """mypy checks it in strict mode, without settings for the library."""
    pytest.importorskip("mypy", reason="mypy is not installed: it comes with the extra 'dev'")
    (tmp_path / "user.py").write_text(USER)
    (tmp_path / "wrong.py").write_text("from roster import Options, slove\nOptions(alone=1)\n")
    there = Path(roster.__file__).resolve().parent.parent

    def checked(name: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "--config-file=", name],
            cwd=tmp_path,
            env={"MYPYPATH": str(there), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout + done.stderr

    assert "Success" in checked("user.py")
    found = checked("wrong.py")
    assert '"slove"' in found
    assert '"alone"' in found
