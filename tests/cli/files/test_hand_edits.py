"""A workbook is solved, its rota is edited by hand, checked, and solved again."""

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from roster import api


@pytest.fixture(scope="module")
def triage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Street triage, solved, as a workbook with a sheet that a user added."""
    from click.testing import CliRunner

    from roster.cli.main import cli

    folder = tmp_path_factory.mktemp("triage")
    book, solved = folder / "triage.xlsx", folder / "solved.xlsx"
    assert CliRunner().invoke(cli, ["new", str(book), "--example", "street-triage-2017-11"]).exit_code == 0
    workbook = openpyxl.load_workbook(book)
    workbook.create_sheet("Mine", 0)["A1"] = "keep me"
    workbook.save(book)
    result = CliRunner().invoke(cli, ["solve", str(book), "-o", str(solved), "--time-limit", "30", "--quiet"])
    assert result.exit_code == 0, result.output
    return solved


def places(sheet: Any) -> list[Any]:
    """The places of crews on the sheet Vehicles."""
    last = next(cell.column for cell in sheet[4] if cell.value == "State")
    return [sheet.cell(row, column) for row in range(5, sheet.max_row + 1) for column in range(8, last)]


def test_the_whole_way(run, triage: Path, tmp_path: Path) -> None:
    edited = tmp_path / "edited.xlsx"
    workbook = openpyxl.load_workbook(triage)
    assert workbook["Mine"]["A1"].value == "keep me"
    taken = [cell for cell in places(workbook["Vehicles"]) if cell.value not in (None, "-")]
    removed, pinned = taken[0], taken[-1]
    duties = {
        cell: "{}@{:%Y-%m-%d}".format(*(workbook["Vehicles"].cell(cell.row, column).value for column in (3, 1)))
        for cell in (removed, pinned)
    }
    gone_name, pinned_name = removed.value, pinned.value
    removed.value, pinned.value = "-", f"{pinned.value}!"
    workbook.save(edited)
    before = edited.read_bytes()
    result = run("check", edited, "--format", "json")
    reported = json.loads(result.stdout)
    assert result.exit_code in (0, 1)
    assert [item["on"] for item in reported["edited"]["changes"]] == [False]
    assert reported["edited"]["differences"]["people"]
    text = run("check", edited).output
    assert "edited by hand: 1 place changed by hand, 1 pinned" in text
    assert gone_name in text
    assert "the rota says nothing of the levels" not in text
    loose = run("solve", edited, "-o", tmp_path / "loose.xlsx", "--quiet", "--time-limit", 30)
    assert loose.exit_code == 0, loose.output
    assert "1 change made by hand is not pinned" in loose.output
    kept = run("solve", edited, "-o", tmp_path / "kept.xlsx", "--keep-edits", "--quiet", "--time-limit", 30)
    assert kept.exit_code == 0, kept.output
    for name, keeps in (("loose.xlsx", False), ("kept.xlsx", True)):
        solved = api.open_book(tmp_path / name).book
        names = {person.id: person.name or person.id for person in solved.people}
        assert solved.rota is not None
        on = {(names[item.person], item.duty.partition("/")[0]) for item in solved.rota.assignments}
        assert (pinned_name, duties[pinned]) in on
        assert any(not pin.off for pin in solved.pins)
        if keeps:
            assert any(pin.off for pin in solved.pins)
            assert (gone_name, duties[removed]) not in on
        workbook = openpyxl.load_workbook(tmp_path / name)
        assert workbook["Mine"]["A1"].value == "keep me"
        assert any(str(cell.value).endswith("!") for cell in places(workbook["Vehicles"]))
    assert run("check", tmp_path / "kept.xlsx").exit_code == 0
    assert edited.read_bytes() == before


def test_an_impossible_pin_is_a_warning_to_check_and_a_mistake_to_solve(run, write, small, tmp_path: Path) -> None:
    small["people"][0]["offers"] = [{"weekdays": ["fri"]}]
    solved, edited = tmp_path / "solved.xlsx", tmp_path / "edited.xlsx"
    assert run("solve", write(small), "-o", solved, "--time-limit", 20, "--quiet").exit_code == 0
    workbook = openpyxl.load_workbook(solved)
    sheet = workbook["Vehicles"]
    row = next(row for row in range(5, 20) if sheet.cell(row, 2).value == "Sat")
    sheet.cell(row, 8).value = "P01!"
    workbook.save(edited)
    reported = f"Vehicles!H{row}: P01 cannot be on JR-04"
    assert f"warning: this pin cannot hold: {reported}" in run("check", edited).output
    result = run("solve", edited, "-o", tmp_path / "rota.xlsx", "--quiet")
    assert result.exit_code == 2
    assert f"edited.xlsx: {reported}" in result.output
    assert not (tmp_path / "rota.xlsx").exists()


def test_random_edits_end_in_a_sentence(run, triage: Path, tmp_path: Path) -> None:
    survives(run, triage, tmp_path, 12)


@pytest.mark.slow
def test_many_random_edits_end_in_a_sentence(run, triage: Path, tmp_path: Path) -> None:
    survives(run, triage, tmp_path, 300)


def survives(run: Any, source: Path, folder: Path, times: int) -> None:
    """Any text in any cells of the rota: exit status 0, 1 or 2, and the workbook unchanged."""
    chance = random.Random(7)
    book = api.open_book(source).book
    words: list[Any] = [None, "-", "!", "!!", "=1/0", "=A1", "#REF!", 7, 0.5, True, "X", "a, b", ";", "\u00a0", "AL"]
    words += [person.id for person in book.people[:5]] + [f"{person.name}!" for person in book.people[:5]]
    shown = openpyxl.load_workbook(source)
    cells = [
        (name, cell.coordinate, cell.value)
        for name in ("Rota", "Vehicles")
        for row in shown[name].iter_rows()
        for cell in row
    ]
    words += [value for _, _, value in chance.sample(cells, 40)]
    path = folder / "edited.xlsx"
    for number in range(times):
        workbook = openpyxl.load_workbook(source)
        for name, place, _ in chance.sample(cells, chance.choice([1, 2, 5, 30])):
            workbook[name][place].value = chance.choice(words)
        if number % 5 == 4:
            getattr(workbook[chance.choice(["Rota", "Vehicles"])], chance.choice(["insert_rows", "delete_cols"]))(
                chance.randint(1, 12)
            )
        workbook.save(path)
        before = path.read_bytes()
        result = run("check", path)
        assert result.exit_code in (0, 1, 2), number
        assert result.output.strip()
        if result.exit_code != 2 and number % 4 == 0:
            arguments = ("-o", folder / "r.xlsx", "--keep-edits", "--quiet", "--time-limit", 2)
            assert run("solve", path, *arguments).exit_code in (0, 1, 2), number
        assert path.read_bytes() == before


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_saves_what_was_edited_and_nothing_else(triage: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(triage)
    cell = next(cell for cell in places(workbook["Vehicles"]) if cell.value not in (None, "-"))
    cell.value = None
    workbook.save(tmp_path / "edited.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for name in (str(triage), "edited.xlsx"):
        command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", "saved", name]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    same = api.open_book(tmp_path / "saved" / triage.name)
    assert same.edits is None
    assert same.book == api.open_book(triage).book
    edits = api.open_book(tmp_path / "saved" / "edited.xlsx").edits
    assert edits is not None
    assert [(item.on, item.where) for item in edits.changes] == [(False, f"Vehicles!{cell.coordinate}")]
