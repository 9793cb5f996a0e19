"""Records in words: with units, dates as they are spoken, and the names of what they refer to."""

from typing import Any

import pytest
from pydantic import BaseModel

from constraints.registry import installed
from models.people import Person
from models.service import Service, Shift, Vehicle
from models.wishes import Pin
from roster.desk.web.forms.in_words import RecordWords
from roster.desk.web.forms.shapes import shapes
from tests.desk.service.unit import small_book

# What a record says as JSON -> the same in words.
CASES: list[tuple[type[BaseModel], dict[str, Any], list[str]]] = [
    (Shift, {"start": "18:00", "end": "02:00"}, ["start 18:00", "end 02:00"]),
    (Person, {"role": "paramedic", "joined": "2024-02-01"}, ["role paramedic", "joined Thu 1 Feb 2024"]),
    (Person, {"caps": {"hours_per_month": 16.0, "duties_per_week": 1}}, ["caps (16 hours per month, 1 duty per week)"]),
    (Person, {"absences": [{"kind": "leave"}, {"kind": "leave"}]}, ["2 absences"]),
    (Vehicle, {"off_road": [{"first": "2026-12-04"}]}, ["off road once"]),
    (Service, {"weekdays": ["mon", "tue", "wed", "sat", "sun"]}, ["weekdays Mon to Wed and Sat and Sun"]),
    (Service, {"priority_dates": {"2026-12-25": 20}}, ["priority dates Fri 25 Dec 2026: 20"]),
    (Pin, {"duty": "JR-04@2026-12-11/peak"}, ["duty JR-04 on Fri 11 Dec 2026, peak"]),
]


@pytest.mark.parametrize(("model", "record", "said"), CASES)
def test_fields_are_said_with_units_names_and_spoken_dates(
    model: type[BaseModel], record: dict[str, Any], said: list[str]
) -> None:
    assert RecordWords(small_book()).pairs(shapes(model), record) == said


def test_a_rule_is_said_as_a_sentence_with_the_values_of_the_book_in_it() -> None:
    words, rules = RecordWords(small_book()), installed()
    told = words.rule(rules["weekly-rest"], {"hours": 36})
    assert told == "In every stretch of 7 days there is one unbroken rest of at least 36 hours."
    told = words.rule(rules["maximum-hours"], {"hours": 1, "per": "fortnight", "applies_to": {"roles": ["paramedic"]}})
    assert told == "At most 1 hour in every fortnight. Applies to (roles paramedic)."
    told = words.rule(rules["maximum-hours"], None)
    assert told == "At most so many hours in every week, fortnight, month or period."


def test_no_rule_is_said_with_marks_or_with_a_unit_twice() -> None:
    words = RecordWords(small_book())
    for rule in installed():
        for told in (words.rule(rule, None), words.rule(rule, {})):
            assert "`" not in told
            assert not any(f"{unit} {unit}" in told for unit in ("hours", "days", "weeks", "dates", "duties")), told
