"""`roster new --example` writes the sheets that belong to an example beside the book, or nothing at all."""

from pathlib import Path

from tests.conftest import EXAMPLES

NAMES = ["forms-june.xlsx", "forms-may.xlsx", "people.xlsx", "questions.yaml", "unit.yaml"]


def test_the_sheets_of_an_example_lie_in_a_folder_of_its_name(run, tmp_path: Path):
    for book in ("may.yaml", "may.xlsx"):
        folder = tmp_path / book.rpartition(".")[2]
        folder.mkdir()
        result = run("new", folder / book, "--example", "sussex-2027-05")
        assert result.exit_code == 0, result.output
        sheets = folder / "sussex-2027-05"
        assert sorted(path.name for path in sheets.iterdir()) == NAMES
        assert all((sheets / name).read_bytes() == (EXAMPLES / "sussex-2027-05" / name).read_bytes() for name in NAMES)
        assert [line for line in result.output.splitlines() if line.startswith("written: ")] == [
            f"written: {path}" for path in (folder / book, *(sheets / name for name in NAMES))
        ]


def test_a_sheet_that_is_there_already_is_kept_and_nothing_is_written(run, tmp_path: Path):
    (tmp_path / "sussex-2027-05").mkdir()
    (tmp_path / "sussex-2027-05" / "people.xlsx").write_bytes(b"my own")
    result = run("new", tmp_path / "may.yaml", "--example", "sussex-2027-05")
    assert result.exit_code == 2
    assert "people.xlsx: is there already; move it, or choose another folder" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["sussex-2027-05"]
    assert (tmp_path / "sussex-2027-05" / "people.xlsx").read_bytes() == b"my own"


def test_an_example_without_sheets_is_a_book_alone(run, tmp_path: Path):
    assert run("new", tmp_path / "pilot.yaml", "--example", "pilot-2018-06").exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["pilot.yaml"]
