"""For each rule, a solved book is edited to break it: hard means exit 1, soft exit 0; both say what is wrong."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from constraints.registry import installed

Data = dict[str, Any]


@dataclass
class Case:
    """How a rule's breach is brought about.

    Attributes:
        rule: the rule's entry, if the book must state it.
        prepare: changes the small book before it is solved.
        edit: changes the solved rota.
        words: of the sentence that tells of the breach: the person or duty, and the amount.
    """

    edit: Callable[[Data], None]
    words: list[str]
    rule: Data | None = None
    prepare: Callable[[Data], None] = lambda book: None
    soft: bool = False
    status: int = field(init=False)

    def __post_init__(self) -> None:
        self.status = 0 if self.soft else 1


def put(person: str, day: int, seat: str = "police", basis: str = "offered") -> Data:
    return {"person": person, "duty": f"JR-04@2026-12-{day:02}/peak", "seat": seat, "basis": basis}


def add(*assignments: Data) -> Callable[[Data], None]:
    return lambda rota: rota["assignments"].extend(assignments)


def only(*assignments: Data) -> Callable[[Data], None]:
    return lambda rota: rota.update(assignments=list(assignments))


def crew(day: int, police: str = "SC01", paramedic: str = "P01") -> list[Data]:
    return [put(paramedic, day, "paramedic"), put(police, day)]


def set_person(number: int, **fields: Any) -> Callable[[Data], None]:
    return lambda book: book["people"][number].update(fields)


def carry_in(person: str, *days: int) -> Callable[[Data], None]:
    duties = [
        {"person": person, "start": f"2026-11-{day:02} 18:00", "end": f"2026-11-{day + 1:02} 02:00"} for day in days
    ]
    return lambda book: book.update(carried_in={"duties": duties})


def vehicles(book: Data) -> None:
    book["vehicles"] = [{"id": "CAR-4", "call_signs": ["JR-04"]}]


def two_call_signs(book: Data) -> None:
    book["call_signs"].append({"id": "JR-05", "area": "medway-swale"})
    book["services"][0]["call_signs"] = ["JR-04", "JR-05"]


def posted(book: Data) -> None:
    book["people"][0] = {"id": "P01", "role": "paramedic", "posting": {"hours_per_week": 2}}


def car_and_spare(book: Data) -> None:
    book["vehicles"] = [{"id": "CAR-4", "call_signs": ["JR-04"]}, {"id": "CAR-9", "spare_for": ["Medway"]}]


def in_the_spare(rota: Data) -> None:
    rota["duties"][0]["vehicle"] = "CAR-9"


def without_car(rota: Data) -> None:
    for record in rota["duties"]:
        record["vehicle"] = None


def daily(book: Data) -> None:
    book["services"][0]["weekdays"] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    for person in book["people"]:
        person["offers"] = [{"weekdays": book["services"][0]["weekdays"]}]


CASES: dict[str, Case] = {
    "crew-size": Case(only(put("SC01", 4)), ["JR-04 on Fri 4 Dec is stood down for want of", "1 person"]),
    "crew-cover": Case(only(), ["JR-04 on Fri 4 Dec is stood down", "1 duty, 10 points at cover"], soft=True),
    "full-crew": Case(
        only(*crew(4)), ["JR-04 on Fri 4 Dec is part-crewed: 1 of 2", "1 seat, 1 point at full"], soft=True
    ),
    "vehicle": Case(without_car, ["JR-04 on Fri 4 Dec runs without a vehicle", "1 duty"], prepare=vehicles),
    "own-vehicle": Case(
        in_the_spare,
        ["CAR-9, a spare, carries JR-04 on Fri 4 Dec", "1 duty, 1 point at wishes"],
        prepare=car_and_spare,
        soft=True,
    ),
    "ranked-roles": Case(
        only(*crew(4), put("P02", 4)),
        ["P02, a paramedic, is in the police seat of JR-04 on Fri 4 Dec", "1 rank, 1 point at wishes"],
        prepare=lambda book: book["crews"][0]["seats"][1].update(roles=["special", "paramedic"]),
        soft=True,
    ),
    "seat-eligibility": Case(
        only(put("P01", 4, "paramedic"), put("P02", 4)), ["P02, on JR-04 on Fri 4 Dec, is a paramedic", "1 assignment"]
    ),
    "availability": Case(
        only(*crew(4, police="SC03")),
        ["SC03, on JR-04 on Fri 4 Dec, is absent (annual leave)", "1 assignment"],
        prepare=set_person(4, absences=[{"kind": "annual leave", "first": "2026-12-04"}]),
    ),
    "one-duty-at-a-time": Case(
        add(
            {"person": "SC01", "duty": "JR-04@2026-12-04/peak", "seat": "police", "basis": "offered"},
            {"person": "SC01", "duty": "JR-05@2026-12-04/peak", "seat": "police", "basis": "offered"},
        ),
        ["SC01 is on JR-04 on Fri 4 Dec until 02:00 and on JR-05 on Fri 4 Dec from 18:00", "1 overlap"],
        prepare=two_call_signs,
    ),
    "own-caps": Case(
        only(*crew(4), *crew(11)),
        ["SC01 is on more than the 1 duties they offered in 2026-12", "1 duty"],
        prepare=set_person(2, caps={"duties_per_month": 1}),
    ),
    "crew-qualification": Case(
        only(*crew(4, police="SC03")),
        ["JR-04 on Fri 4 Dec runs without a driver", "1 person"],
        rule={"kind": "crew-qualification", "qualification": "driver"},
    ),
    "accompanied": Case(
        only(*crew(4, police="SC03")),
        ["SC03 on JR-04 on Fri 4 Dec must be accompanied", "1 officer"],
        rule={"kind": "accompanied", "status": "accompanied", "experienced": ["directed"]},
        prepare=set_person(4, qualifications=[{"id": "accompanied"}]),
    ),
    "daily-rest": Case(
        only(*crew(4), *crew(5)),
        ["SC01 has 16h of rest between JR-04 on Fri 4 Dec and JR-04 on Sat 5 Dec (at least 20h)", "4 hours"],
        rule={"kind": "daily-rest", "hours": 20},
    ),
    "weekly-rest": Case(
        only(*(item for day in range(7, 14) for item in crew(day))),
        ["SC01 has no rest of 24 hours in the 7 days from Mon 7 Dec", "1 stretch"],
        rule={"kind": "weekly-rest"},
        prepare=daily,
    ),
    "consecutive-duties": Case(
        only(*crew(4), *crew(5)),
        ["SC01 works 2 days running, Fri 4 Dec to Sat 5 Dec (at most 1)", "1 day"],
        rule={"kind": "consecutive-duties", "most": 1},
    ),
    "maximum-hours": Case(
        only(*crew(4), *crew(5)),
        ["SC01 has 4h more than 12 hours in the week of Mon 30 Nov", "4 hours"],
        rule={"kind": "maximum-hours", "hours": 12},
    ),
    "most-duties": Case(
        only(*crew(4), *crew(5)),
        ["SC01 has 1 more than 1 duties in the week of Mon 30 Nov", "1 duty"],
        rule={"kind": "most-duties", "duties": 1, "per": "week"},
    ),
    "contract-cap": Case(
        only(*(item for day in (4, 11) for item in (put("P01", day, "paramedic", "rostered"), put("SC01", day)))),
        ["P01 is rostered for 6h9m more than the contract holds", "6.15 hours"],
        prepare=posted,
    ),
    "contract-hours": Case(
        only(),
        ["P01 is 8h51m short of the 8h51m of the contract", "8.85 hours"],
        rule={"kind": "contract-hours"},
        prepare=posted,
        soft=True,
    ),
    "minimum-hours": Case(
        only(*crew(4)), ["SC01 has 8h in 2026-12, 8h short", "8 hours, 8 points at hours"], soft=True
    ),
    "fair-share": Case(
        only(*(item for day in (4, 5, 11, 12, 18, 19) for item in crew(day))),
        ["SC01 has 6 Friday and Saturday duties; an even share is 5", "1 duty, 1 point at fair"],
        rule={"kind": "fair-share", "counts": "friday-saturday", "applies_to": {"roles": ["special"]}},
        soft=True,
    ),
    "even-stand-downs": Case(
        only(),
        ["JR-05 is stood down on 8 of its 8 peak duties", "8 duties, 64 points at fair"],
        rule={"kind": "even-stand-downs"},
        prepare=two_call_signs,
        soft=True,
    ),
    "requests": Case(
        only(*crew(4)),
        ["SC01 asked to be off on Fri 4 Dec", "1 request, 3 points at wishes"],
        rule={"kind": "requests"},
        prepare=lambda book: book.update(
            requests=[{"person": "SC01", "wish": "off", "dates": ["2026-12-04"], "weight": 3}]
        ),
        soft=True,
    ),
}


def test_every_rule_has_a_broken_rota():
    assert set(CASES) == set(installed().kinds)


@pytest.mark.parametrize("kind", sorted(CASES))
def test_a_broken_rule_is_told(run, write, small, tmp_path, kind: str):
    case = CASES[kind]
    case.prepare(small)
    if case.rule is not None:
        small["rules"].append(case.rule)
    solved = tmp_path / "solved.json"
    assert run("solve", write(small), "-o", solved).exit_code == 0
    assert run("check", solved).exit_code == 0
    data = json.loads(solved.read_text())
    case.edit(data["rota"])
    solved.write_text(json.dumps(data))
    result = run("check", solved)
    assert result.exit_code == case.status, result.output
    line = next((line for line in result.output.splitlines() if case.words[0] in line), "")
    assert line.strip().startswith(f"{kind}: "), f"{case.words[0]!r} is not told of by {kind} in:\n{result.output}"
    for word in case.words:
        assert word in line
