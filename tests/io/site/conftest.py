"""A book to publish, on purpose full of what nobody but its owner may see."""

import copy
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from models.book import Book
from roster import api
from roster.api import ready
from roster.io.site.publication import Publication
from tests.browser import running_browser
from tests.conftest import SMALL
from tests.io.conftest import Seats, with_rota

FRIDAY_SATURDAY = [{"weekdays": ["fri", "sat"]}]
AT = datetime(2026, 9, 20, 9, 0, tzinfo=UTC)


def person(name: str, role: str, **fields: Any) -> dict[str, Any]:
    """A person with a name of their own who offers Fridays and Saturdays."""
    names = {"P01": "Ada Ashdown", "P02": "Ben Birch", "SC01": "Cy Cedar", "SC02": "Di Dogwood", "SC03": "Ed Elder"}
    reached = {
        "phone": f"07700 900{100 + 11 * list(names).index(name)}",
        "email": f"{names[name].split()[1].lower()}@example.org",
    }
    return {"id": name, "name": names[name], "role": role, "offers": FRIDAY_SATURDAY, **reached, **fields}


def absence(kind: str, first: str) -> dict[str, Any]:
    return {"kind": kind, "first": first, "hours": 3.37}


# October 2026 holds the longer night, 24 October. The hours of everybody end in figures that nobody else's end in.
SITE: dict[str, Any] = copy.deepcopy(SMALL) | {
    "name": "Site",
    "period": {"first": "2026-10-01", "last": "2026-10-31"},
    "organisations": [
        {"id": "secamb", "name": "South East Ambulance", "holidays": {"country": "GB", "subdivision": "ENG"}},
        {
            "id": "kent-police",
            "name": "Kent Police",
            "coordinator": {"name": "Flo Fir", "email": "flo+rota@example.com"},
        },
    ],
    "call_signs": [{"id": "JR-04", "area": "medway-swale"}, {"id": "JR-07", "area": "medway-swale"}],
    "vehicles": [{"id": "CAR-1", "call_signs": ["JR-04"]}, {"id": "CAR-2", "name": "Octavia", "call_signs": ["JR-07"]}],
    "services": [
        {"id": "peaks", "call_signs": ["JR-04", "JR-07"], "shift": "peak", "crew": "jru", "weekdays": ["fri", "sat"]}
    ],
    "people": [
        person("P01", "paramedic", posting={"hours_per_week": 31.17}, absences=[absence("annual leave", "2026-10-05")]),
        person("P02", "paramedic", posting={"hours_per_week": 29.83}, absences=[absence("sickness", "2026-10-06")]),
        person("SC01", "special", absences=[absence("training", "2026-10-07")], caps={"hours_per_month": 41.5}),
        person("SC02", "special", absences=[absence("abstraction", "2026-10-08")]),
        person("SC03", "special", absences=[absence("rest day", "2026-10-12")]),
    ],
    "requests": [{"person": name, "wish": "off", "dates": ["2026-10-13"]} for name in ("P01", "SC01", "SC02", "SC03")],
    "carried_in": {
        "totals": [
            {"person": "SC01", "hours": {"2026-10": 1.15}},
            {"person": "SC02", "hours": {"2026-10": 2.35}},
            {"person": "SC03", "hours": {"2026-10": 3.55}},
        ]
    },
}
SEATS: Seats = [
    ("P01", "JR-04@2026-10-02/peak", "paramedic"),
    ("SC01", "JR-04@2026-10-02/peak", "police"),
    ("SC02", "JR-04@2026-10-02/peak", "police"),
    ("P02", "JR-07@2026-10-03/peak", "paramedic"),
    ("SC03", "JR-07@2026-10-03/peak", "police"),
    ("P01", "JR-04@2026-10-24/peak", "paramedic"),  # nine hours long: the clocks go back
    ("SC01", "JR-04@2026-10-24/peak", "police"),
]


def solved(seats: Seats = SEATS, **fields: Any) -> Book:
    """The book with these people in their seats."""
    book, _ = with_rota(copy.deepcopy(SITE) | fields, seats)
    assert book.rota is not None
    records = tuple(
        record.model_copy(update={"vehicle": "CAR-1" if record.call_sign == "JR-04" else "CAR-2"})
        if record.vehicle
        else record
        for record in book.rota.duties
    )
    return book.model_copy(update={"rota": book.rota.model_copy(update={"duties": records})})


def published(book: Book, folder: Path, version: int = 1, **options: Any) -> Publication:
    """A publication of a book in a folder, its frozen book beside it."""
    return api.publish(ready(book), folder, folder.parent / f"frozen-v{version}.json", **{"at": AT, **options})


def again(before: Publication, seats: Seats, **fields: Any) -> Book:
    """The frozen book with another rota in it, as a re-plan leaves it."""
    raw = before.book.model_dump(mode="json", exclude={"rota"}, exclude_defaults=True) | fields
    return with_rota(raw, seats)[0]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Publication]:
    """The folder of a publication, to be looked at only."""
    folder = tmp_path_factory.mktemp("published") / "site"
    return folder, published(solved(), folder)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser without a window."""
    yield from running_browser()
