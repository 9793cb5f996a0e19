"""What the tables stand on: traces, pictures, and one solver alone on a tiny book."""

from __future__ import annotations

import sys
import time
import xml.etree.ElementTree
from pathlib import Path
from typing import Any

import pytest

from constraints.admission import admit
from constraints.registry import installed
from constraints.rota_model import RotaModel
from models.book import Book
from roster.engine.model.build import built_without_pins
from roster.engine.model.solution_io import read_out
from tests.benchmarks import plain, synthetic, synthetic_score
from tests.benchmarks.picture import Curve, svg
from tests.benchmarks.tables.one_level import row_of
from tests.benchmarks.tables.outcomes import Level, Outcome, Point
from tests.benchmarks.tables.report import gap
from tests.benchmarks.tables.running import measured, read_trace

SIZE = synthetic.Size(1, 7, paramedics=2, constables=2, specials=4)


def _model(raw: Any) -> RotaModel:
    admission = admit(Book.model_validate(raw), installed())
    return built_without_pins(admission.facts, admission.rules)


@pytest.mark.parametrize("levels", [False, True])
def test_each_solver_alone_proves_the_same(levels: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Level by level; with one level the value is what the independent scorer finds."""
    raw = synthetic.raw_book(SIZE, levels=levels)
    proven = []
    for solver in ("cp-sat", "highs"):
        monkeypatch.setattr(plain, "STARTED", time.monotonic())
        model = _model(raw)
        alone = plain.highs(model) if solver == "highs" else plain.cp_sat(model, 2, 0)
        lines, found = plain.solve(model, alone, 60)
        assert all(line.proven for line in lines)
        proven.append([(line.level, line.value, line.bound) for line in lines])
        if not levels:
            assignments, _ = read_out(model, found.solution)
            score = synthetic_score.score(raw, [item.model_dump(mode="json") for item in assignments])
            assert score.legal
            assert score.objective + score.constant == lines[-1].value
    assert proven[0] == proven[1]


def test_what_a_child_used_counts_though_nobody_waits_for_it(tmp_path: Path) -> None:
    """A child that works for some processor time, and is then left behind by a parent that does not wait."""
    child = "import time\nwhile time.process_time() < 1.2: pass\nopen('done', 'w')\ntime.sleep(60)"
    program = tmp_path / "parent.py"
    program.write_text(
        "import os, pathlib, subprocess, sys, time\n"
        f"os.chdir({str(tmp_path)!r})\n"
        f"child = subprocess.Popen([sys.executable, '-c', {child!r}])\n"
        "while not pathlib.Path('done').exists(): time.sleep(0.05)\n"
        "time.sleep(2)\n"
        "child.kill()\n"
        "os._exit(0)\n",
        encoding="utf-8",
    )
    run = measured([sys.executable, str(program)], limit=60)
    assert run.status == 0
    assert run.cpu >= 1.1  # the system counts in ticks
    assert run.memory > 0


def test_a_trace_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    """A line that a killed process left unfinished is passed over."""
    trace = tmp_path / "trace.jsonl"
    trace.write_text(
        '{"seconds": 0.5, "level": "cover", "value": null, "bound": 3}\n'
        '{"seconds": 0.7, "level": "cover", "value": 9, "bound": 3, "whole": 12}\n'
        '{"seconds": 1.5, "level": "wishes", "value": 8.5, "bound": null}\n'
        '{"seconds": 2.5, "lev'
    )
    points = read_trace(trace)
    assert points[1:] == [Point(0.7, "cover", 9, 3), Point(1.5, "wishes", 8.5, None)]
    outcome = Outcome("ours", 3, 100, trace=points)
    assert outcome.first == 0.7
    assert outcome.better_than(9, "wishes") == 1.5
    assert outcome.better_than(8.5, "wishes") is None
    assert read_trace(tmp_path / "none") == []


def test_a_row_tells_where_the_scorer_disagrees() -> None:
    """A score that is not the scorer's, and a rota that it finds illegal."""
    raw = synthetic.raw_book(SIZE)
    nobody = synthetic_score.score(raw, [])
    told = Outcome("ours", 1, 1, [Level("wishes", nobody.objective + nobody.constant, 0)], "legal", [])
    assert row_of(raw, told, 0)[-1] == "legal, same score"
    wrong = Outcome("ours", 1, 1, [Level("wishes", 5, 0)], "legal", [])
    assert row_of(raw, wrong, 0)[-1] == "legal, BUT WE SAY 5"
    alone = [{"person": raw["people"][0]["id"], "duty": "JR-01@2026-12-31/late", "seat": "paramedic"}]
    assert "NOT LEGAL" in row_of(raw, Outcome("ours", 1, 1, [], "legal", alone), 0)[-1]
    assert row_of(raw, Outcome("ours", 1, 1, checks="no rota"), 0)[-1] == "no rota"


@pytest.mark.parametrize(
    ("value", "bound", "words"), [(101, 100, "1.00%"), (100, 100, "0"), (5, -3, "none"), (None, 3, "-"), (3, None, "-")]
)
def test_gaps(value: float | None, bound: float | None, words: str) -> None:
    assert gap(value, bound) == words


def test_a_picture_is_drawn_of_whatever_there_is() -> None:
    """Well-formed, with a line for each value and bound that is known, and nothing outside of it."""
    full = Curve("ours & more", [(0.01, 140_000, None), (3, 400, -5), (40, 365, 365)])
    picture = xml.etree.ElementTree.fromstring(svg("A < B", [full, Curve("none", [])], 30))
    lines = [element.attrib["points"] for element in picture.iter() if element.tag.endswith("polyline")]
    assert len(lines) == 2
    for x, y in (map(float, pair.split(",")) for line in lines for pair in line.split()):
        assert 0 <= x <= 760
        assert 0 <= y <= 420
