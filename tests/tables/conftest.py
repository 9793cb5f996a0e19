"""A book for tables of worked time."""

import copy

import pytest

from models.book import Book
from tests.conftest import SMALL
from tests.io.conftest import with_rota


@pytest.fixture
def book() -> Book:
    """SC01 was carried in from a night that ends in the period, and is on 4 December."""
    raw = copy.deepcopy(SMALL)
    for place, name in enumerate(["Pat O'Neill", "Pat Smith", "Zoë Łuczak", "Same Name", "Same Name"]):
        raw["people"][place]["name"] = name
    raw["carried_in"] = {"duties": [{"person": "SC01", "start": "2026-11-30 18:00", "end": "2026-12-01 02:00"}]}
    return with_rota(raw, [("P01", "JR-04@2026-12-04/peak", "paramedic"), ("SC01", "JR-04@2026-12-04/peak", "police")])[
        0
    ]
