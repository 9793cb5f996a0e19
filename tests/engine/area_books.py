"""Synthetic books whose areas share no person and no rule, so that their models fall into components."""

from __future__ import annotations

from functools import cache
from typing import Any

from constraints.admission import Admission, admit
from constraints.registry import installed
from models.book import Book
from tests.benchmarks import synthetic
from tests.benchmarks.synthetic import Size

CARS = 2
Raw = dict[str, Any]


def separated(raw: Raw) -> Raw:
    """A synthetic book in which each person works in one area only."""
    return {**raw, "people": [{**person, "areas": person["areas"][:1]} for person in raw["people"]]}


def _share(role: str, counts: str) -> Raw:
    return {"kind": "fair-share", "counts": counts, "within": "area", "applies_to": {"roles": [role]}}


@cache
def levels_book() -> Admission:
    """Two areas, with something to pay at every level but disturbance."""
    raw = separated(synthetic.raw_book(Size(CARS, 7, 1, 2, 4), levels=True))
    raw["rules"] = [rule for rule in raw["rules"] if rule["kind"] not in ("fair-share", "even-stand-downs")]
    raw["rules"] += [_share("special", "friday-saturday"), _share("paramedic", "late-finish")]
    return admit(Book.model_validate(raw), installed())


@cache
def one_level_book() -> Admission:
    """Two areas, with everything paid at one level."""
    return admit(Book.model_validate(separated(synthetic.raw_book(Size(CARS, 10, 3, 4, 8)))), installed())


@cache
def many_areas() -> Admission:
    """Four areas, at the levels of the examples."""
    raw = separated(synthetic.raw_book(Size(4, 7, 2, 2, 4), levels=True))
    raw["rules"] = [rule for rule in raw["rules"] if rule["kind"] not in ("fair-share", "even-stand-downs")]
    return admit(Book.model_validate(raw), installed())
