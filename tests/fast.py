"""The subset `pytest -m fast`: a minute on two cores, something of every package, to run after each change.

A folder or a file belongs to it by its line in `PLACES`. Tests marked `slow` never do. `CONTRIBUTING.md` says when to
run it; all tests run before a change lands.
"""

from pathlib import Path

import pytest

TESTS = Path(__file__).parent

PLACES = (
    "analysis",
    "benchmarks/outputs",
    "benchmarks/test_curtois.py",
    "cli/answers",
    "cli/test_bad_input.py",
    "cli/test_main.py",
    "constraints/counting",
    "constraints/facts",
    "constraints/fairness",
    "constraints/shared",
    "desk/store/books/test_proposals.py",
    "desk/store/people/test_accounts.py",
    "desk/store/test_file_system.py",
    "documents/test_generated.py",
    "engine/diagnosis",
    "engine/params",
    "engine/repair",
    "engine/test_levels.py",
    "engine/test_shortage.py",
    "importing/test_names_in_cells.py",
    "io/storage",
    "io/tables",
    "lifecycle",
    "models",
    "offers/words",
    "planning/money",
    "planning/scenarios",
    "planning/summary",
    "tables",
    "test_errors.py",
    "test_fast.py",
)


def is_fast(path: Path) -> bool:
    """Whether a test file, or a folder of them, belongs to the subset or holds something that does."""
    try:
        place = path.relative_to(TESTS)
    except ValueError:
        return False
    fast = [Path(name) for name in PLACES]
    return any(place.is_relative_to(name) or name.is_relative_to(place) for name in fast)


def only_fast(config: pytest.Config) -> bool:
    """Whether only the subset is asked for, so that no other file needs to be imported."""
    return config.getoption("markexpr") == "fast"
