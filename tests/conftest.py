"""A small book that every test may change: one car, Friday and Saturday nights of December 2026."""

import copy
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from roster.io import trust
from tests.fast import is_fast, only_fast

pytest_plugins = ["tests.desk.databases"]

# The same examples on every machine and every run; the slow runs ask for more of them.
settings.register_profile("roster", derandomize=True, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "roster"))

SMALL: dict[str, Any] = {
    "name": "Small",
    "period": {"first": "2026-12-01", "last": "2026-12-31"},
    "organisations": [{"id": "secamb"}, {"id": "kent-police"}],
    "roles": [
        {"id": "paramedic", "organisation": "secamb", "unpaid_break": "30m"},
        {"id": "special", "organisation": "kent-police"},
    ],
    "areas": [{"id": "medway-swale", "name": "Medway & Swale", "aliases": ["Medway", "Swale"]}],
    "qualifications": [{"id": "driver"}, {"id": "safety-training"}, {"id": "accompanied"}, {"id": "directed"}],
    "call_signs": [{"id": "JR-04", "area": "medway-swale"}],
    "shifts": [{"id": "peak", "code": "N", "start": "18:00", "end": "02:00"}],
    "crews": [
        {
            "id": "jru",
            "seats": [
                {"id": "paramedic", "roles": ["paramedic"]},
                {"id": "police", "roles": ["special"], "minimum": 1, "preferred": 2},
            ],
        }
    ],
    "services": [{"id": "peaks", "call_signs": ["JR-04"], "shift": "peak", "crew": "jru", "weekdays": ["fri", "sat"]}],
    "people": [
        {"id": "P01", "role": "paramedic", "offers": [{"weekdays": ["fri", "sat"]}]},
        {"id": "P02", "role": "paramedic", "offers": [{"weekdays": ["fri", "sat"]}]},
        {
            "id": "SC01",
            "role": "special",
            "offers": [{"weekdays": ["fri", "sat"]}],
            "qualifications": [{"id": "driver"}],
        },
        {
            "id": "SC02",
            "role": "special",
            "offers": [{"weekdays": ["fri", "sat"]}],
            "qualifications": [{"id": "driver"}],
        },
        {"id": "SC03", "role": "special", "offers": [{"weekdays": ["fri", "sat"]}]},
    ],
    "rules": [{"kind": "minimum-hours", "hours": 16, "applies_to": {"roles": ["special"]}}],
}


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """With `-m fast` the files of other tests are not even imported: that takes as long as the fast tests."""
    return True if only_fast(config) and not is_fast(collection_path) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the fast tests."""
    for item in items:
        if is_fast(item.path) and item.get_closest_marker("slow") is None:
            item.add_marker(pytest.mark.fast)


EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


@pytest.fixture
def small() -> dict[str, Any]:
    """A copy of the small book's raw data, to be changed at will."""
    return copy.deepcopy(SMALL)


@pytest.fixture(autouse=True)
def configuration(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration folder of the test's own, for its child processes too; it need not be there."""
    folder = tmp_path_factory.getbasetemp() / f"configuration-{uuid.uuid4().hex}"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    return folder


@pytest.fixture
def trusting() -> Iterator[None]:
    """Every rule file may run, as with `--trust`."""
    with trust.trusting():
        yield
