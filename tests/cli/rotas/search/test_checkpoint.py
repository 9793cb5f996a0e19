"""`--checkpoint`, `--resume` and `--trace`: after a power cut the search continues from its incumbent."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from roster.io.storage.files import STANDARD
from tests.benchmarks import synthetic
from tests.benchmarks.synthetic import Size
from tests.conftest import EXAMPLES
from tests.processes import all_end, children, kill, needs_proc

PATIENCE = 120.0  # seconds


def _start(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "roster", *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=EXAMPLES.parent,
    )


def _until(condition: Any, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert process.poll() is None, "it ended too early"
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _scores(path: Path) -> list[tuple[str, float]]:
    return [(score["level"], score["value"]) for score in json.loads(path.read_text())["rota"]["scores"]]


def _is_no_worse(after: Path, before: Path) -> bool:
    """Whether one is better at the first level at which they differ; their levels are the same."""
    one, other = _scores(after), _scores(before)
    assert [level for level, _ in one] == [level for level, _ in other]
    return [value for _, value in one] <= [value for _, value in other]


def _falls(trace: Path) -> int:
    """Checks a trace (values fall, bounds rise, times are in order) and returns how many lines it has."""
    lines = [json.loads(line) for line in trace.read_text().splitlines()]
    assert all(set(line) == {"seconds", "level", "value", "bound"} for line in lines)
    seconds = [line["seconds"] for line in lines]
    assert seconds == sorted(seconds)
    levels = [line["level"] for line in lines]
    assert levels == sorted(levels, key=list(dict.fromkeys(levels)).index)  # no level comes back
    for level in set(levels):
        values = [line["value"] for line in lines if line["level"] == level and line["value"] is not None]
        bounds = [line["bound"] for line in lines if line["level"] == level and line["bound"] is not None]
        assert values == sorted(values, reverse=True)
        assert bounds == sorted(bounds)
        assert not values or not bounds or bounds[-1] <= values[-1]
    return len(lines)


def _killed_and_resumed(size: Size, levels: bool, more: float, seconds: float, run: Any, folder: Path) -> None:
    book, checkpoint, trace = folder / "book.json", folder / "checkpoint.json", folder / "trace.jsonl"
    synthetic.write(book, synthetic.raw_book(size, levels=levels))
    process = _start("solve", book, "-o", folder / "never.json", "--time-limit", 600, "--checkpoint", checkpoint,
                     "--trace", trace, "--workers", 2)  # fmt: skip
    helpers: set[int] = set()
    try:
        _until(lambda: checkpoint.exists() and children(process.pid), process)
        time.sleep(more)
        _until(lambda: helpers.update(children(process.pid)) or helpers, process)
    finally:
        process.kill()
        process.wait()
    assert helpers
    ended = all_end(helpers)
    for helper in helpers:
        kill(helper)
    assert ended
    assert not (folder / "never.json").exists()
    assert _falls(trace) > 1
    kept = json.loads(checkpoint.read_text())["rota"]
    assert kept["provenance"]["ended"] != "proven best"
    assert run("check", checkpoint).exit_code == 0
    before = checkpoint.read_bytes()
    result = run("solve", book, "-o", folder / "o.json", "--time-limit", seconds, "--resume", checkpoint,
                 "--trace", trace, "--workers", 2)  # fmt: skip
    assert result.exit_code == 0
    assert checkpoint.read_bytes() == before
    assert run("check", folder / "o.json").exit_code == 0
    assert _is_no_worse(folder / "o.json", checkpoint)
    _falls(trace)
    first = json.loads(trace.read_text().splitlines()[0])
    assert first["value"] is None or first["value"] <= dict(_scores(checkpoint))[first["level"]]


@needs_proc
def test_killed_and_resumed(run, tmp_path: Path) -> None:
    """Ten cars: after SIGKILL no worker process remains; resumed from the checkpoint, the search is never worse."""
    _killed_and_resumed(Size(10, 7), False, 0.3, 3, run, tmp_path)


@needs_proc
@pytest.mark.slow
@pytest.mark.parametrize(("cars", "levels", "more"), [(10, False, 0.0), (10, False, 15.0), (30, True, 0.0)])
def test_killed_and_resumed_later(run, tmp_path: Path, cars: int, levels: bool, more: float) -> None:
    """The same for a month, with checkpoints that have been replaced, at one level and at all of them."""
    _killed_and_resumed(Size(cars, 31), levels, more, 30, run, tmp_path)


def _fewer(small: dict[str, Any]) -> dict[str, Any]:
    """A book with costs at most levels."""
    small["people"][0]["caps"] = {"duties_per_month": 3}
    small["rules"] += [{"kind": "fair-share", "counts": "friday-saturday"}]
    return small


@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_a_checkpoint_is_a_solved_book(run, write, small, tmp_path: Path, suffix: str) -> None:
    checkpoint = tmp_path / f"c.{suffix}"
    result = run("solve", write(_fewer(small)), "-o", tmp_path / "o.json", "--checkpoint", checkpoint)
    assert result.exit_code == 0
    assert run("check", checkpoint).exit_code == 0
    again = run("solve", tmp_path / "book.json", "-o", tmp_path / "again.json", "--resume", checkpoint)
    assert again.exit_code == 0
    assert _scores(tmp_path / "again.json") == _scores(tmp_path / "o.json")


@pytest.mark.parametrize("limit", [0.01, 0.3, 30])
def test_however_little_time_there_is_to_go_on(run, write, small, tmp_path: Path, limit: float) -> None:
    """The given rota is kept when there is no time to find another."""
    book = write(_fewer(small))
    assert run("solve", book, "-o", tmp_path / "a.json", "--reproducible").exit_code == 0
    assert run("solve", book, "-o", tmp_path / "b.json", "--resume", tmp_path / "a.json", "--time-limit", limit)
    assert _is_no_worse(tmp_path / "b.json", tmp_path / "a.json")
    assert run("check", tmp_path / "b.json").exit_code == 0


def test_a_rota_that_is_no_longer_legal_is_gone_on_from(run, write, small, tmp_path: Path) -> None:
    """The checkpoint's rota was edited by hand: the result is legal nevertheless."""
    book = write(_fewer(small))
    assert run("solve", book, "-o", tmp_path / "a.json").exit_code == 0
    edited = json.loads((tmp_path / "a.json").read_text())
    edited["rota"]["assignments"] = [item for item in edited["rota"]["assignments"] if item["seat"] != "paramedic"]
    (tmp_path / "edited.json").write_text(json.dumps(edited))
    assert run("check", tmp_path / "edited.json").exit_code == 1
    result = run("solve", book, "-o", tmp_path / "b.json", "--resume", tmp_path / "edited.json")
    assert result.exit_code == 0
    assert _scores(tmp_path / "b.json") == _scores(tmp_path / "a.json")


# --- refused


def test_resume_of_another_book(run, write, small, tmp_path: Path) -> None:
    write(small, "other.json")
    assert run("solve", tmp_path / "other.json", "-o", tmp_path / "solved.json").exit_code == 0
    result = run("solve", write(_fewer(small)), "-o", tmp_path / "o.json", "--resume", tmp_path / "solved.json")
    assert result.exit_code == 2
    assert "its inputs are not those of this book" in result.output
    assert not (tmp_path / "o.json").exists()


def test_resume_without_a_rota(run, write, small, tmp_path: Path) -> None:
    book = write(small)
    result = run("solve", book, "-o", tmp_path / "o.json", "--resume", book)
    assert result.exit_code == 2
    assert "holds no rota to go on from" in result.output


@pytest.mark.parametrize(
    ("name", "content", "reported"),
    [
        ("missing.json", None, "there is no such file"),
        ("rota.xlsx", "PK", "the workbook is damaged or cut short"),
        ("cut.json", '{"name": "cut sho', "line 1"),
        ("empty.yaml", "", "the file is empty"),
    ],
)
def test_resume_of_no_book(run, write, small, tmp_path: Path, name: str, content: str | None, reported: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    result = run("solve", write(small), "-o", tmp_path / "o.json", "--resume", tmp_path / name)
    assert result.exit_code == 2
    assert reported in result.output
    assert name in result.output


@pytest.mark.parametrize(
    ("name", "reported"),
    [
        ("book.json", "is the input"),
        ("sub/../book.json", "is the input"),
        ("c.xlsx", "a checkpoint is .json or .yaml"),
        ("c.txt", "an output ends in"),
        ("c", "an output ends in"),
        ("o.json", "is named twice"),
        ("before.json", "is named twice"),
        ("nowhere/c.json", "there is no folder"),
        ("folder.json", "is a folder"),
        (STANDARD, "needs a file of its own"),
    ],
)
def test_where_a_checkpoint_cannot_be(run, write, small, tmp_path: Path, name: str, reported: str) -> None:
    """It is refused at once, and no existing file is changed."""
    book = write(small)
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "sub").mkdir()
    assert run("solve", book, "-o", tmp_path / "before.json").exit_code == 0
    kept = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    checkpoint = name if name == STANDARD else tmp_path / name
    result = run(
        "solve", book, "-o", tmp_path / "o.json", "--resume", tmp_path / "before.json", "--checkpoint", checkpoint
    )
    assert result.exit_code == 2
    assert reported in result.output
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == kept


def test_a_checkpoint_that_cannot_be_written(run, write, small, tmp_path: Path, monkeypatch) -> None:
    """The disk is full for the checkpoint only: a warning, and the search goes on to its end."""
    plain = os.replace

    def full(source: Any, target: Any) -> None:
        if Path(target).name == "c.json":
            raise OSError(28, "No space left on device")
        plain(source, target)

    monkeypatch.setattr(os, "replace", full)
    result = run("solve", write(_fewer(small)), "-o", tmp_path / "o.json", "--checkpoint", tmp_path / "c.json")
    assert result.exit_code == 0
    assert result.output.count("warning: no checkpoint:") == 1
    assert "No space left on device" in result.output
    assert not (tmp_path / "c.json").exists()
    assert run("check", tmp_path / "o.json").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.json", "o.json"]


def test_a_checkpoint_whose_folder_goes_away(run, write, small, tmp_path: Path, monkeypatch) -> None:
    """The checkpoint's path becomes a folder while the search goes on."""
    from roster import api

    plain = api.solve

    def solve(*arguments: Any, **options: Any) -> Any:
        (tmp_path / "c.json").mkdir()
        return plain(*arguments, **options)

    monkeypatch.setattr(api, "solve", solve)
    result = run("solve", write(_fewer(small)), "-o", tmp_path / "o.json", "--checkpoint", tmp_path / "c.json")
    assert result.exit_code == 0
    assert "warning: no checkpoint:" in result.output
    assert (tmp_path / "o.json").exists()


# --- traces


def test_a_trace(run, write, small, tmp_path: Path) -> None:
    result = run("solve", write(_fewer(small)), "-o", tmp_path / "o.json", "--trace", tmp_path / "t.jsonl")
    assert result.exit_code == 0
    assert _falls(tmp_path / "t.jsonl") > 1
    lines = [json.loads(line) for line in (tmp_path / "t.jsonl").read_text().splitlines()]
    last = {line["level"]: line["value"] for line in lines}
    assert last == dict(_scores(tmp_path / "o.json"))


def test_a_trace_that_cannot_be_written(run, write, small, tmp_path: Path) -> None:
    for place in (tmp_path / "nowhere" / "t.jsonl", tmp_path):
        result = run("solve", write(small), "-o", tmp_path / "o.json", "--trace", place)
        assert result.exit_code == 2
        assert "cannot be written" in result.output
        assert not (tmp_path / "o.json").exists()


@pytest.mark.parametrize("name", ["book.json", "before.json", "sub/../book.json", "link.json", "o.json", "c.json"])
def test_where_a_trace_cannot_be(run, write, small, tmp_path: Path, name: str) -> None:
    """A trace never replaces a file that the command reads or writes otherwise, however it is named."""
    book = write(small)
    (tmp_path / "sub").mkdir()
    (tmp_path / "link.json").symlink_to(book)
    assert run("solve", book, "-o", tmp_path / "before.json").exit_code == 0
    kept = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    result = run("solve", book, "-o", tmp_path / "o.json", "--checkpoint", tmp_path / "c.json",
                 "--resume", tmp_path / "before.json", "--trace", tmp_path / name)  # fmt: skip
    assert {path: path.read_bytes() for path in kept} == kept
    assert result.exit_code == 2
    assert f"{name}: is named twice" in result.output
