"""`roster solve --cluster`: the parts of a large book on the workers of a Dask scheduler."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from roster.engine.decomposition import cluster as dask
from tests.benchmarks.synthetic import Size, raw_book
from tests.dask_cluster import Workers, two_workers  # noqa: F401 - a fixture
from tests.engine.area_books import separated
from tests.engine.tuning import write_params

ROOT = Path(__file__).parents[3]


@pytest.fixture
def apart(write) -> Path:
    raw = separated(raw_book(Size(3, 7, 2, 2, 4), levels=True))
    raw["rules"] = [rule for rule in raw["rules"] if rule["kind"] not in ("fair-share", "even-stand-downs")]
    return write(raw)


def test_nobody_answers(run, apart: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("distributed", reason="Dask's distributed is not installed: pip install 'jru-roster[cluster]'")
    monkeypatch.setattr(dask, "cluster", partial(dask.cluster, seconds=1))
    result = run("solve", apart, "-o", tmp_path / "o.json", "--cluster", "tcp://127.0.0.1:9")
    assert result.exit_code == 2
    reported = [line for line in result.stderr.splitlines() if not line.startswith("warning: ")]
    assert len(reported) == 1
    assert reported[0].startswith("tcp://127.0.0.1:9: no Dask scheduler answers there (")
    assert not (tmp_path / "o.json").exists()


def test_the_package_is_not_there(run, apart: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = run("solve", apart, "-o", tmp_path / "o.json", "--cluster", "tcp://127.0.0.1:9")
    assert result.exit_code == 2
    assert "a cluster needs the package `distributed`" in result.stderr


def test_the_parts_are_solved_there(
    run,
    apart: Path,
    tmp_path: Path,
    two_workers: Workers,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
):
    """The cluster finds the same values, and with --reproducible the same rota; progress is printed."""
    params = write_params(tmp_path, decomposition={"least_model": 0, "least_section": 1})
    monkeypatch.setenv("ROSTER_PARAMS", str(params))
    found = []
    for name, more in (("here", []), ("there", ["--cluster", two_workers.address])):
        out, trace, kept = (tmp_path / f"{name}{suffix}" for suffix in (".json", ".trace", ".kept.json"))
        options = ["--reproducible", "--trace", trace, "--checkpoint", kept, "--workers", 2]
        result = run("solve", apart, "-o", out, *options, *more)
        assert result.exit_code == 0, result.output
        assert "every level proven best" in result.stdout
        assert {json.loads(line)["level"] for line in trace.read_text().splitlines()} >= {"cover", "hours", "wishes"}
        assert json.loads(kept.read_text())["rota"]
        rota = json.loads(out.read_text())["rota"]
        found.append((rota["assignments"], rota["duties"], rota["scores"]))
    assert found[0] == found[1]


def test_a_book_that_is_one_part_is_solved_here(run, write, small, tmp_path: Path, two_workers: Workers):  # noqa: F811
    result = run("solve", write(small), "-o", tmp_path / "o.json", "--cluster", two_workers.address)
    assert result.exit_code == 0
    assert "has no parts that are worth solving apart, so it is solved here" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
@pytest.mark.parametrize("where", ["here", "there"])
def test_ctrl_c_keeps_the_best_of_each_part(write, tmp_path: Path, two_workers: Workers, where: str):  # noqa: F811
    """Stopped when the first rota is reported: the incumbent is checked and written."""
    book = write(separated(raw_book(Size(10, 28), levels=False)))
    command = [sys.executable, "-m", "roster", "solve", book, "-o", tmp_path / "o.json", "--trace", tmp_path / "t"]
    if where == "there":
        command += ["--cluster", two_workers.address]
    process = subprocess.Popen([*map(str, command)], stderr=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        while process.poll() is None and not ((tmp_path / "t").exists() and (tmp_path / "t").stat().st_size):
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        errors = process.communicate(timeout=120)[1]
    finally:
        process.kill()
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    assert json.loads((tmp_path / "o.json").read_text())["rota"]["provenance"]["ended"] in (
        "interrupted",
        "proven best",
    )
