"""A small unit that asks for offers: two shifts on Saturdays, Specials of two areas, a paramedic in post."""

from typing import Any

from models.book import Book

UNIT: dict[str, Any] = {
    "name": "Small unit, December 2026",
    "period": {"first": "2026-12-01", "last": "2026-12-31"},
    "organisations": [{"id": "secamb"}, {"id": "kent-police"}],
    "roles": [{"id": "paramedic", "organisation": "secamb"}, {"id": "special", "organisation": "kent-police"}],
    "areas": [{"id": "medway"}, {"id": "thanet"}],
    "qualifications": [{"id": "safety"}],
    "call_signs": [{"id": "JR-04", "area": "medway"}, {"id": "JR-07", "area": "thanet"}],
    "shifts": [
        {"id": "peak", "name": "Peak night", "start": "18:00", "end": "02:00"},
        {"id": "day", "name": "Match day", "start": "10:00", "end": "18:00"},
    ],
    "crews": [
        {
            "id": "jru",
            "seats": [
                {"id": "paramedic", "roles": ["paramedic"]},
                {"id": "police", "roles": ["special"], "minimum": 1, "preferred": 2, "qualifications": ["safety"]},
            ],
        }
    ],
    "services": [
        {"id": "m", "call_signs": ["JR-04"], "shift": "peak", "crew": "jru", "weekdays": ["fri", "sat"]},
        {"id": "t", "call_signs": ["JR-07"], "shift": "peak", "crew": "jru", "weekdays": ["fri"]},
        {"id": "d", "call_signs": ["JR-04"], "shift": "day", "crew": "jru", "weekdays": ["sat"]},
    ],
    "people": [
        {"id": "P01", "name": "Rowan Field", "role": "paramedic", "posting": {"hours_per_week": 37.5}},
        {"id": "P02", "name": "Zo\u00eb Hart", "role": "paramedic", "email": "zoe.hart@example.org"},
        {
            "id": "SC01",
            "name": "Alex Stone",
            "role": "special",
            "areas": ["medway"],
            "qualifications": [{"id": "safety"}],
            "caps": {"duties_per_month": 3},
            "phone": "01632 960001",
            "email": "alex.stone@example.org",
        },
        {
            "id": "SC02",
            "name": "Sam O\u2019Neill",
            "role": "special",
            "areas": ["thanet"],
            "qualifications": [{"id": "safety", "valid_to": "2026-12-20"}],
        },
        {
            "id": "SC03",
            "name": "Alex Stone",
            "role": "special",
            "qualifications": [{"id": "safety"}],
            "absences": [{"first": "2026-12-11", "last": "2026-12-13", "kind": "annual leave"}],
        },
        {"id": "SC04", "name": "Kim Marsh", "role": "special", "qualifications": [{"id": "safety"}]},
    ],
}


def unit(**changes: Any) -> Book:
    """The unit, with other sections."""
    return Book.model_validate(UNIT | changes)
