"""`--reproducible`: the same book, seed, workers and version give the same rota, byte for byte, in another process."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.synthetic import Size, raw_book, write
from tests.conftest import EXAMPLES
from tests.engine.area_books import separated
from tests.engine.tuning import write_params

ROOT = EXAMPLES.parent
# What one run differs in from the next by right.
_OWN = re.compile(r'"(made_at|seconds)": ?("[^"]*"|[\d.e-]+)')

PLAIN = "from roster.cli.main import main; main()"
# A book of any size counts as large, and is not proven: its rota comes from rounds of parts, here but a few.
IN_ROUNDS = (
    "from roster.engine.search import deterministic; deterministic.DeterministicSearch._prove = lambda self: None; "
    + PLAIN
)
FEW_ROUNDS = {"parallel": {"large_model": 0}, "deterministic": {"rounds": 3}}
# What can be solved apart is, whatever its size.
CUT_SMALL = {"decomposition": {"least_model": 0, "least_section": 1}}


def _start(program: str, hash_seed: int, *arguments: object, params: Path | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, "solve", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": str(hash_seed)} | ({"ROSTER_PARAMS": str(params)} if params else {}),
    )


def _twice(program: str, book: Path, folder: Path, *options: str, params: Path | None = None) -> list[str]:
    """What two processes wrote, at the same time, so that they are in each other's way; its own moment left out."""
    outputs = [folder / f"{number}.json" for number in (1, 2)]
    processes = [
        _start(program, number, book, "-o", output, "--reproducible", "--time-limit", "300", *options, params=params)
        for number, output in zip((1, 20_000), outputs, strict=True)
    ]
    for process in processes:
        _, errors = process.communicate(timeout=600)
        assert process.returncode == 0, errors
    texts = [output.read_text(encoding="utf-8") for output in outputs]
    for text in texts:
        assert json.loads(text)["rota"]["provenance"]["reproducible"] is True
    return [_OWN.sub(r'"\1": null', text) for text in texts]


@pytest.fixture
def synthetic(tmp_path: Path) -> Path:
    path = tmp_path / "synthetic.json"
    write(path, raw_book(Size(2, 14, 4, 6, 12), levels=True))
    return path


def test_an_example(tmp_path: Path) -> None:
    one, other = _twice(PLAIN, EXAMPLES / "starter.yaml", tmp_path, "--workers", "2")
    assert one == other


@pytest.mark.parametrize("workers", [pytest.param("1", marks=pytest.mark.slow), "2"])
def test_a_book_in_rounds_of_parts(synthetic: Path, tmp_path: Path, workers: str) -> None:
    one, other = _twice(
        IN_ROUNDS, synthetic, tmp_path, "--workers", workers, "--seed", "5", params=write_params(tmp_path, **FEW_ROUNDS)
    )
    assert one == other
    assert json.loads(one)["rota"]["provenance"]["ended"] == "all steps taken"


def test_another_seed_may_be_another_rota(synthetic: Path, tmp_path: Path) -> None:
    """The seed is not passed over: the steps differ, and each says what seed it had."""
    params = write_params(tmp_path, **FEW_ROUNDS)
    processes = [
        _start(
            IN_ROUNDS,
            1,
            *(synthetic, "-o", tmp_path / f"{seed}.json", "--reproducible", "--workers", 1, "--seed", seed),
            params=params,
        )
        for seed in (1, 2)
    ]
    for process in processes:
        _, errors = process.communicate(timeout=600)
        assert process.returncode == 0, errors
    rotas = [json.loads((tmp_path / f"{seed}.json").read_text())["rota"] for seed in (1, 2)]
    assert [rota["provenance"]["seed"] for rota in rotas] == [1, 2]
    assert rotas[0]["assignments"] != rotas[1]["assignments"]


def test_cut_short_it_says_so(tmp_path: Path) -> None:
    """By the time limit, in the middle of its steps: the book and the summary say that it need not come out again."""
    book = tmp_path / "synthetic.json"
    write(book, raw_book(Size(10, 31), levels=True))
    process = _start(PLAIN, 1, book, "-o", tmp_path / "o.json", "--reproducible", "--time-limit", "4")
    out, errors = process.communicate(timeout=600)
    assert process.returncode == 0, errors
    assert "not reproducible" in out
    provenance = json.loads((tmp_path / "o.json").read_text())["rota"]["provenance"]
    assert provenance["reproducible"] is False
    assert provenance["ended"] != "proven best"


def test_without_it_nothing_is_promised(synthetic: Path, tmp_path: Path) -> None:
    process = _start(PLAIN, 1, EXAMPLES / "starter.yaml", "-o", tmp_path / "o.json", "--time-limit", "30")
    out, errors = process.communicate(timeout=600)
    assert process.returncode == 0, errors
    assert "reproducible" not in out
    assert json.loads((tmp_path / "o.json").read_text())["rota"]["provenance"]["reproducible"] is False


def test_in_parts(tmp_path: Path) -> None:
    """In processes side by side, whichever is done first."""
    book = tmp_path / "apart.json"
    write(book, separated(raw_book(Size(4, 7, 2, 2, 4))))
    first, second = _twice(PLAIN, book, tmp_path, "--workers", "2", params=write_params(tmp_path, **CUT_SMALL))
    assert first == second
