"""A command never writes to a file that it reads, however the file is named on the command line."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from roster import api
from roster.planning.sweep.results_cache import SUFFIX
from tests.io.site.conftest import solved


@pytest.fixture
def work(tmp_path: Path, small: dict[str, Any]) -> Path:
    """A folder with a book in two parts and a solved book of the last period, also in two parts."""
    rota = json.loads(solved().model_dump_json())
    people, small["people"] = small["people"], []
    (tmp_path / "part.json").write_text(json.dumps({"people": people}))
    (tmp_path / "book.json").write_text(json.dumps(small | {"include": ["part.json"]}))
    (tmp_path / "last-part.json").write_text(json.dumps({"people": rota.pop("people")}))
    (tmp_path / "last.json").write_text(json.dumps(rota | {"include": ["last-part.json"]}))
    (tmp_path / "worked.csv").write_text("person,date,start,end\n")
    (tmp_path / "asked.json").write_text(json.dumps({"grid": {"specials": "1..2"}}))
    (tmp_path / "sub").mkdir()
    return tmp_path


def disguised(path: Path, how: str) -> Path:
    """Another name of a file."""
    other = path.with_name(f"other{path.suffix}")
    if how == "hard link":
        os.link(path, other)
        return other
    if how == "link":
        other.symlink_to(path)
        return other
    if how == "link to its folder":
        (path.parent / "folder").symlink_to(path.parent)
        return path.parent / "folder" / path.name
    return path.parent / "sub" / ".." / path.name


CALLS = {
    "solve": ("solve", "book.json", "--history", "last.json", "-o", "OUT"),
    "solve, checkpoint": ("solve", "book.json", "--history", "last.json", "-o", "o.json", "--checkpoint", "OUT"),
    "solve, trace": ("solve", "book.json", "--worked", "worked.csv", "-o", "o.json", "--trace", "OUT"),
    "publish": ("publish", "last.json", "site", "-o", "OUT"),
    "repair": ("repair", "last.json", "--absent", "P01@2026-10-02", "-o", "OUT"),
    "repair, calls": ("repair", "last.json", "--absent", "P01@2026-10-02", "-o", "o.json", "--call-sheet", "OUT"),
    "whatif": ("whatif", "book.json", "asked.json", "-o", "OUT"),
    "diff": ("diff", "last.json", "last.json", "-o", "OUT"),
}


@pytest.mark.parametrize("how", ["hard link", "link", "link to its folder", "other spelling"])
@pytest.mark.parametrize(
    ("call", "target"),
    [
        *(("solve", name) for name in ("book.json", "part.json", "last.json", "last-part.json")),
        *(("solve, checkpoint", name) for name in ("book.json", "part.json", "last-part.json")),
        *(("solve, trace", name) for name in ("book.json", "part.json", "worked.csv")),
        *(("publish", name) for name in ("last.json", "last-part.json")),
        *(("repair", name) for name in ("last.json", "last-part.json")),
        *(("repair, calls", name) for name in ("last.json", "last-part.json")),
        *(("whatif", name) for name in ("book.json", "part.json", "asked.json")),
        *(("diff", name) for name in ("last.json", "last-part.json")),
    ],
)
def test_no_input_is_an_output(run, work: Path, monkeypatch, call: str, target: str, how: str) -> None:
    monkeypatch.chdir(work)
    before = {path.name: path.read_bytes() for path in work.iterdir() if path.is_file()}
    output = disguised(work / target, how)
    result = run(*(output if word == "OUT" else word for word in CALLS[call]))
    assert result.exit_code == 2, result.output
    words = ("is the input", "is named twice", "is included by the input", "is read here")
    assert any(f"{name}: {printed}" in result.stderr for name in (output, target) for printed in words)
    assert {name: (work / name).read_bytes() for name in before} == before
    assert not (work / "site").exists()


@pytest.mark.parametrize("how", ["hard link", "link", "other spelling"])
def test_the_frozen_book_before_is_not_overwritten(run, work: Path, monkeypatch, how: str) -> None:
    monkeypatch.chdir(work)
    book = api.read_book("last.json")
    api.publish(book, "old", "frozen.json")
    (work / "next.json").write_text(book.model_dump_json())
    before = (work / "frozen.json").read_bytes()
    result = run("publish", "next.json", "old", "--after", "frozen.json", "-o", disguised(work / "frozen.json", how))
    assert result.exit_code == 2, result.output
    assert "is read here; the output needs another name" in result.stderr
    assert (work / "frozen.json").read_bytes() == before


def test_what_a_killed_sweep_left_among_its_cells_goes_with_them(run, work: Path) -> None:
    output = work / "t.json"
    cells = output.with_name(output.name + SUFFIX)
    (cells / ".roster-dead.part").mkdir(parents=True)
    (cells / ".roster-dead.part" / "0.new").write_text("{")
    (cells / ".roster-older.part").write_text("{")
    result = run("whatif", work / "book.json", work / "asked.json", "-o", output, "--jobs", 1, "--quiet")
    assert result.exit_code == 0, result.output
    assert not cells.exists()
