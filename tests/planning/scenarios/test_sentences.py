"""Changes that are alike are said once."""

from roster.planning.scenarios.scenarios import Scenarios
from roster.planning.scenarios.sentences import change_sentences


def told(*changes: dict[str, object]) -> tuple[str, ...]:
    asked = Scenarios.model_validate({"scenarios": [{"id": "x", "changes": list(changes)}]})
    return change_sentences(asked.scenarios[0].changes)


def more(role: str, count: int, *areas: str, **fields: object) -> dict[str, object]:
    return {"change": "add-people", "role": role, "count": count, "areas": list(areas), **fields}


def test_newcomers_like_several_people_are_added_up() -> None:
    assert told(more("special", 5, "BN", like="S1"), more("special", 4, "BN", like="S2")) == ("9 more specials in BN",)


def test_the_same_in_several_areas_is_said_of_each() -> None:
    changes = [more("special", 5, area, like=like) for area in ("BN", "WO", "GU") for like in ("S1", "S2")]
    assert told(*changes) == ("10 more specials in each of BN, WO and GU",)


def test_what_differs_stays_apart() -> None:
    changes = [
        more("paramedic", 4, "BN", "WO"),
        more("paramedic", 2, "GU"),
        more("special", 2, "GU", first="2026-12-10"),
    ]
    assert told(*changes, more("special", 2, "GU")) == (
        "4 more paramedics in BN and WO",
        "2 more paramedics in GU",
        "2 more specials in GU from 2026-12-10",
        "2 more specials in GU",
    )


def test_other_changes_keep_their_place() -> None:
    shift = {"change": "shift", "shift": "late", "length": "8h"}
    assert told(more("special", 1, "BN"), shift, more("special", 1, "BN")) == (
        "1 more special in BN",
        "late 8 h",
        "1 more special in BN",
    )
    assert told(shift) == ("late 8 h",)
