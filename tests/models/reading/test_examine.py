"""Reading raw data says every mistake at once, each once, in the order of the book, and not what follows from it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.reading.examine import examine
from tests.constraints.books import person, raw_book
from tests.models.full_book import full_book, put
from tests.models.references.test_check import rota


def places(raw: Any) -> list[str]:
    return [problem.place for problem in examine(raw).problems]


@pytest.mark.parametrize("raw", [None, [], "book", 7, [{"name": "x"}]])
def test_what_is_no_mapping_is_no_book(raw: Any) -> None:
    """One sentence, no traceback."""
    (problem,) = examine(raw).problems
    assert "a book is a mapping of fields" in problem.message


def test_an_empty_book_lacks_every_field_that_must_be_there() -> None:
    """All of them at once."""
    assert places({}) == [
        "name",
        "period",
        "organisations",
        "roles",
        "areas",
        "call_signs",
        "shifts",
        "crews",
        "services",
        "people",
    ]


def test_fields_and_references_together() -> None:
    """Mistakes in fields do not hide names that name nothing, in other items and other sections."""
    raw = full_book()
    put(raw, "people[0].offers", [{"weekdays": ["fry"]}])
    put(raw, "people[1].team", "team-2")
    put(raw, "shifts[0].colour", "red")
    put(raw, "call_signs[1].area", "Gravesand")
    put(raw, "requests[0].weight", 0)
    assert places(raw) == [
        "call_signs[1].area",
        "shifts[0].colour",
        "people[0].offers[0].weekdays[0]",
        "people[1].team",
        "requests[0].weight",
    ]


def test_forty_mistakes_at_once() -> None:
    """Twenty people with a faulty field and twenty with an unknown role: forty problems, each at its person."""
    people = [person(f"f{n}", caps={"duties_per_week": 99}) for n in range(20)]
    people += [person(f"r{n}", "speciall") for n in range(20)]
    found = examine(raw_book(people, {"late": "04"})).problems
    assert len(found) == 40
    assert {problem.path[1] for problem in found} == set(range(40))


def test_problems_stand_in_the_order_of_the_book() -> None:
    """Inside a section by item, whatever kind of mistake it is."""
    raw = full_book()
    put(raw, "people[0].role", "speciall")
    put(raw, "people[1].caps", {"duties_per_week": 99})
    put(raw, "people[2].areas", ["Thanet"])
    assert places(raw) == ["people[0].role", "people[1].caps.duties_per_week", "people[2].areas[0]"]


@pytest.mark.parametrize(
    ("section", "index"),
    [
        ("organisations", 0),
        ("roles", 2),
        ("areas", 0),
        ("areas", 1),
        ("qualifications", 0),
        ("call_signs", 0),
        ("vehicles", 0),
        ("shifts", 1),
        ("crews", 1),
        ("services", 0),
        ("teams", 0),
        ("people", 0),
        ("people", 2),
    ],
)
def test_a_faulty_item_does_not_cascade(section: str, index: int) -> None:
    """An unknown field in an item is one mistake: what names the item, by id or by alias, is right."""
    raw = put(full_book(), f"{section}[{index}].colour", "red")
    assert places(raw) == [f"{section}[{index}].colour"]


@pytest.mark.parametrize("section", ["roles", "areas", "call_signs", "shifts", "crews", "people", "organisations"])
@pytest.mark.parametrize("value", [None, "x"])
def test_a_faulty_section_does_not_cascade(section: str, value: Any) -> None:
    """A list that is no list is one mistake: nobody knows what would have been in it."""
    assert places(put(full_book(), section, value)) == [section]


@pytest.mark.parametrize("section", ["roles", "areas", "call_signs", "shifts", "crews", "people", "organisations"])
def test_a_missing_section_does_not_cascade(section: str) -> None:
    """A section that is left out is one mistake."""
    raw = full_book()
    del raw[section]
    assert places(raw) == [section]


def test_a_faulty_part_of_an_item_is_said_once() -> None:
    """The only seat of a crew, the only role of a seat: no word of a list that is empty without it."""
    raw = put(full_book(), "crews[2].seats[0].minimum", -1)
    assert places(raw) == ["crews[2].seats[0].minimum"]
    raw = put(full_book(), "crews[2].seats[0].roles", ["a@b"])
    assert places(raw) == ["crews[2].seats[0].roles[0]"]


def test_a_faulty_person_does_not_hide_a_pin_on_no_duty() -> None:
    """Only what decides which duties there are may do that."""
    raw = put(put(full_book(), "people[1].colour", "red"), "pins[0].duty", "JR-04@2026-12-03")
    assert places(raw) == ["people[1].colour", "pins[0].duty"]


def test_a_faulty_item_does_not_hide_a_mistake_in_the_rota() -> None:
    """The rota's people are checked beside it."""
    raw = put(full_book() | {"rota": rota(person="karla")}, "vehicles[1].colour", "red")
    assert places(raw) == ["vehicles[1].colour", "rota.assignments[0].person"]


def test_a_faulty_rota_does_not_hide_a_mistake_in_the_inputs() -> None:
    """And the other way round."""
    raw = put(full_book() | {"rota": rota(basis="forced")}, "people[1].team", "team-2")
    assert places(raw) == ["people[1].team", "rota.assignments[0].basis"]


def test_mistakes_in_what_is_carried_in() -> None:
    """Lists inside `carried_in` are read item by item as well."""
    raw = full_book()
    put(raw, "carried_in.duties[0].end", "2026-11-28 18:00")
    raw["carried_in"]["duties"].append({"person": "ambre", "start": "2026-11-27 18:00", "end": "2026-11-28 02:00"})
    put(raw, "carried_in.totals[0].hours", {"2026-13": 4})
    found = examine(raw).problems
    said = {problem.path[:3]: problem.message for problem in found}
    assert len(found) == len(said) == 3
    assert said["carried_in", "duties", 0].startswith("ends at 2026-11-28 18:00, not after it starts")
    assert "did you mean 'amber'" in said["carried_in", "duties", 1]
    assert ("carried_in", "totals", 0) in said


def test_a_month_that_is_none_is_told_what_one_looks_like() -> None:
    """Not what an id may hold."""
    (problem,) = examine(put(full_book(), "carried_in.totals[0].hours", {"2026-13": 4})).problems
    assert "2026-13" in problem.message
    assert "line break" not in problem.message
    assert "YYYY-MM" in problem.message


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("people[0].rolle", "special", "'rolle' is not a field here; did you mean 'role'?"),
        ("nam", "x", "'nam' is not a field here; did you mean 'name'?"),
        ("people[0].absences[0].kind", "anual leave", "did you mean 'annual leave'?"),
        ("people[0].offers", {"weekdays": ["fri"]}, "should be a list"),
        ("people[0]", "amber", "should be a mapping of fields, not 'amber'"),
        ("people[0].caps.duties_per_week", 99, "less than or equal to 14"),
        ("shifts[0].length", "30h", "should be at most 24h (found '30h')"),
        ("shifts[0].length", "0m", "should be more than 0m (found '0m')"),
        ("carried_in.duties[0].length", "40h", "should be at most 36h (found '40h')"),
        ("roles[0].unpaid_break", "9999h1m", "should be at most 9999h (found '9999h1m')"),
        ("people[0].id", "am@ber", "'am@ber' cannot be used here: no @, / or line break"),
        ("shifts[0].start", 1080, "'1080' is not a time of day; write it as HH:MM"),
        ("shifts[1].length", "8h", "give either end or length"),
        ("period.last", "2026-11-01", "the period ends on 2026-11-01, before it starts on 2026-12-01"),
        ("schema_version", 2, "1"),
        ("carried_in.duties[0].kind", "dutty", "did you mean 'duty'?"),
    ],
)
def test_sentences(path: str, value: Any, said: str) -> None:
    """One mistake is one problem in plain words."""
    raw = put(full_book(), path, value)
    (problem,) = [found for found in examine(raw).problems if "person 'amber'" not in found.message]
    assert said in problem.message


def test_what_is_left_can_be_worked_with() -> None:
    """The sound part of a faulty book is a book, which knows where its items stood."""
    raw = put(put(full_book(), "people[0].role", "speciall"), "services[1].colour", "red")
    reading = examine(raw)
    assert reading.book is None
    assert reading.salvaged is not None
    assert [someone.id for someone in reading.salvaged.people] == ["bruno", "carla"]
    assert list(reading.indices["people"]) == [1, 2]
    assert [item.id for item in reading.salvaged.services] == ["nights"]


def test_the_input_is_left_as_it_was() -> None:
    """Reading changes nothing in the data it is given."""
    raw = put(full_book(), "people[0].colour", "red")
    before = repr(raw)
    examine(raw)
    assert repr(raw) == before


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=5) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=3),
    max_leaves=6,
)
PATHS = [
    "name",
    "period",
    "period.first",
    "roles",
    "roles[0]",
    "roles[0].unpaid_break",
    "areas[0].aliases",
    "shifts[1]",
    "shifts[1].dated_ends",
    "shifts[1].dated_ends[0].date",
    "crews[1].seats",
    "crews[1].seats[0]",
    "services[0].weekdays",
    "services[0].priority_dates",
    "teams[0].cycle",
    "people[0]",
    "people[0].id",
    "people[0].offers",
    "people[0].offers[0]",
    "people[0].caps",
    "people[2].posting",
    "people[0].absences[0].first",
    "requests[0]",
    "pins[0].duty",
    "carried_in",
    "carried_in.duties",
    "carried_in.totals[0].hours",
    "worked[0].start",
    "rules",
    "rules[0]",
    "rules[0].kind",
    "rules[0].applies_to",
    "rota",
    "rule_files",
    "vehicles[0].off_road[0]",
]


@given(st.dictionaries(st.sampled_from(PATHS), JUNK, min_size=1, max_size=3))
def test_no_junk_is_a_traceback(junk: dict[str, Any]) -> None:
    """Whatever stands where: a book, or problems in words that each have a place."""
    raw = full_book()
    for path, value in sorted(junk.items()):
        try:
            put(raw, path, value)
        except (TypeError, KeyError, IndexError, ValueError):
            continue  # junk further up took the place away
    reading = examine(raw)
    assert (reading.book is None) == bool(reading.problems)
    assert all(problem.message and str(problem) for problem in reading.problems)
    assert len(set(reading.problems)) == len(reading.problems)
