"""The fast subset holds something of every package, and each of its places is there."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fast import PLACES, TESTS, is_fast

ROOT = TESTS.parent


@pytest.mark.parametrize("place", PLACES)
def test_each_place_is_there(place: str):
    assert (TESTS / place).exists(), f"{place} has moved: follow it in tests/fast.py"


def test_every_package_is_in_it():
    packages = [path.parent for top in ("roster", "") for path in (ROOT / top).glob("*/__init__.py")]
    rooms = {path.name for path in packages if (TESTS / path.name).is_dir()} - {"tests"}
    assert {"models", "constraints", "engine", "io", "cli", "planning", "analysis", "lifecycle", "tables"} <= rooms
    assert not [room for room in rooms if not any(place.startswith(f"{room}/") or place == room for place in PLACES)]


def test_files_outside_it_are_not_fast():
    assert is_fast(TESTS / "models" / "test_people.py")
    assert is_fast(TESTS / "cli")
    assert not is_fast(TESTS / "cli" / "planning" / "test_whatif.py")
    assert not is_fast(Path("/"))


def test_the_last_marker_of_the_command_line_counts():
    """`addopts` leaves slow tests out; `-m fast` takes its place, and takes no slow test either."""
    found = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n", "0", "-m", "fast", "tests/benchmarks"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "tests/benchmarks/outputs/test_compare.py::" in found
    assert "test_every_command_runs_on_a_solved_book" not in found
    assert "test_synthetic" not in found
