"""For each rule, how a solved book is edited to break it, and words of the sentence that `roster check` then prints."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.cli.rules.book_edits import (
    Data,
    car_and_spare,
    crew,
    daily,
    early_shift,
    in_the_spare,
    only,
    posted,
    publish,
    put,
    set_person,
    two_call_signs,
    two_crews,
    vehicles,
    without_car,
)


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


FIFTH = "JR-05@2026-12-04/peak"

CASES: dict[str, Case] = {
    "crew-size": Case(only(put("SC01", 4)), ["yet is stood down: its paramedic seat has 0, and needs 1", "1 person"]),
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
        only(*crew(4), {**put("P02", 4, "paramedic"), "duty": FIFTH}, {**put("SC01", 4), "duty": FIFTH}),
        ["SC01 is on JR-04 on Fri 4 Dec until 02:00 and on JR-05 on Fri 4 Dec from 18:00", "1 overlap"],
        prepare=two_call_signs,
    ),
    "own-caps": Case(
        only(*crew(4), *crew(11)),
        ["SC01 is on more than the 1 duty they offered in December 2026", "1 duty"],
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
        only(*crew(4)), ["SC01 has 8h in December 2026, 8h short", "8 hours, 8 points at hours"], soft=True
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
    "keep-published": Case(
        only(*crew(4)),
        ["SC01 is off JR-04 on Sat 5 Dec, not as published", "1 person"],
        rule={"kind": "keep-published", "level": "hard"},
        prepare=publish(*crew(4), *crew(5)),
    ),
    "notice-period": Case(
        only(*crew(4)),
        ["SC01 is off JR-04 on Sat 5 Dec, changed at 4 days' notice (at least 8)", "1 change"],
        rule={"kind": "notice-period", "days": 8, "level": "hard"},
        prepare=publish(*crew(4), *crew(5)),
    ),
    "largest-share": Case(
        only(*(item for day in (4, 5, 11) for item in crew(day))),
        ["SC01 has 3 duties, the most of any special", "3 duties, 6 points at fair"],
        rule={"kind": "largest-share", "weight": 2},
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
    "average-hours": Case(
        only(*crew(4), *crew(5)),
        ["SC01 has 1h more than 15h in the week to Sun 6 Dec (15 a week on average)", "1 hour"],
        rule={"kind": "average-hours", "hours": 15},
    ),
    "night-worker-average": Case(
        only(*crew(4), *crew(5)),
        ["SC01 has 1h more than 15h in the week to Sun 6 Dec (5 a day on average, 3 days a week", "1 hour"],
        rule={"kind": "night-worker-average", "hours": 5, "days_per_week": 3},
    ),
    "longest-tour": Case(
        only(*crew(4)),
        ["SC01 is on JR-04 on Fri 4 Dec for 8h (at most 7h)", "1 hour"],
        rule={"kind": "longest-tour", "hours": 7},
    ),
    "rest-after-nights": Case(
        only(*crew(4), *crew(5), *crew(11)),
        ["SC01 has 136h of rest after 2 nights running, between JR-04 on Sat 5 Dec and JR-04 on Fri 11 Dec", "4 hours"],
        rule={"kind": "rest-after-nights", "nights": 2, "hours": 140},
    ),
    "day-job-rest": Case(
        only(*crew(4)),
        ["SC01 has 1h of rest between the day job of Fri 4 Dec and JR-04 on Fri 4 Dec", "1 hour, 1 point at wishes"],
        rule={"kind": "day-job-rest"},
        prepare=set_person(2, day_job=[{"weekdays": ["fri"], "start": "09:00", "end": "17:00"}]),
        soft=True,
    ),
    "unwanted-pairs": Case(
        only(*crew(4), put("SC02", 4)),
        ["SC01 and SC02 are both on JR-04 on Fri 4 Dec, and are not to be on one duty", "1 pair"],
        rule={"kind": "unwanted-pairs", "pairs": [["SC01", "SC02"]]},
    ),
    "required-pairs": Case(
        only(*crew(4)),
        ["SC01 is on JR-04 on Fri 4 Dec without SC02", "1 person"],
        rule={"kind": "required-pairs", "pairs": [["SC01", "SC02"]]},
    ),
    "sole-officer": Case(
        only(*crew(4)),
        ["SC01 is the only special on JR-04 on Fri 4 Dec, and may not be alone", "1 officer"],
        rule={"kind": "sole-officer", "roles": ["special"]},
    ),
    "newcomers-apart": Case(
        only(*crew(4), put("SC02", 4)),
        ["SC01 and SC02 on JR-04 on Fri 4 Dec are new (at most 1 in a crew)", "1 newcomer"],
        rule={"kind": "newcomers-apart", "fewer_than": 1, "applies_to": {"roles": ["special"]}},
    ),
    "crew-continuity": Case(
        only(*crew(4), *crew(5, police="SC02")),
        ["SC02 is in the police seat of JR-04 on Sat 5 Dec", "1 change, 1 point at wishes"],
        rule={"kind": "crew-continuity"},
        soft=True,
    ),
    "most-cars-at-once": Case(
        only(*(item | {"duty": item["duty"].replace("JR-04", line)} for line, item in two_crews())),
        ["2 cars are out at once on Fri 4 Dec from 18:00 to 02:00 (at most 1)", "8 hours"],
        rule={"kind": "most-cars-at-once", "most": 1, "applies_to": {"areas": ["medway"]}},
        prepare=two_call_signs,
    ),
    "band-cover": Case(
        only(),
        ["Fri 4 Dec from 18:00 to 02:00: none of 1 duties (8h short)", "8 hours, 8 points at cover"],
        rule={
            "kind": "band-cover",
            "bands": [{"start": "18:00", "end": "02:00", "weekdays": ["fri"], "minimum": 1}],
        },
        soft=True,
    ),
    "fewest-consecutive-duties": Case(
        only(*crew(4)),
        ["SC01 works only 1 day, Fri 4 Dec (at least 2 running)", "1 day"],
        rule={"kind": "fewest-consecutive-duties", "least": 2},
    ),
    "fewest-consecutive-rest-days": Case(
        only(*crew(7), *crew(9)),
        ["SC01 rests only 1 day between duties, Tue 8 Dec (at least 2)", "1 day"],
        rule={"kind": "fewest-consecutive-rest-days", "least": 2},
        prepare=daily,
    ),
    "most-consecutive-rest-days": Case(
        only(*crew(7), *crew(14)),
        ["SC01 rests 6 days running, Tue 8 Dec to Sun 13 Dec (at most 5)", "1 day"],
        rule={"kind": "most-consecutive-rest-days", "most": 5, "applies_to": {"people": ["SC01"]}},
        prepare=daily,
    ),
    "same-shift-runs": Case(
        only(*crew(4)),
        ["SC01 works peak only 1 day, Fri 4 Dec (at least 2 running)", "1 day"],
        rule={"kind": "same-shift-runs", "least": 2},
    ),
    "fewest-duties": Case(
        only(*crew(4)),
        ["SC01 has 1 fewer than 2 duties in the period", "1 duty"],
        rule={"kind": "fewest-duties", "duties": 2, "applies_to": {"people": ["SC01"]}},
    ),
    "forbidden-successions": Case(
        only(*crew(4), *crew(5)),
        ["SC01 has peak on Sat 5 Dec after peak on Fri 4 Dec", "1 succession"],
        rule={"kind": "forbidden-successions", "after": {"peak": ["peak"]}},
    ),
    "required-successions": Case(
        only(*crew(4)),
        ["SC01 has nothing on Sat 5 Dec after peak on Fri 4 Dec (only peak may follow)", "1 succession"],
        rule={"kind": "required-successions", "after": {"peak": ["peak"]}, "rest": False},
    ),
    "forward-rotation": Case(
        only(*crew(4), *(item | {"duty": "JR-04@2026-12-05/early"} for item in crew(5))),
        ["SC01 starts at 10:00 on Sat 5 Dec, 8h earlier than 18:00 on Fri 4 Dec (never earlier)", "8 hours"],
        rule={"kind": "forward-rotation"},
        prepare=early_shift,
    ),
    "most-weekends": Case(
        only(*crew(5), *crew(12)),
        ["SC01 works 2 weekends, the last from Sat 12 Dec (at most 1)", "1 weekend"],
        rule={"kind": "most-weekends", "most": 1},
    ),
    "whole-weekends": Case(
        only(*crew(4)),
        ["SC01 works Fri 4 Dec but not Sat 5 Dec", "1 day, 2 points at fair"],
        rule={"kind": "whole-weekends", "weekend": ["fri", "sat"], "level": "fair", "weight": 2},
        soft=True,
    ),
    "free-weekends": Case(
        only(*crew(5), *crew(12)),
        ["SC01 works 2 of the 2 weekends from Sat 5 Dec to Sat 12 Dec (at least 1 free)", "1 weekend"],
        rule={"kind": "free-weekends", "free": 1, "of": 2},
    ),
    "seat-cover": Case(
        only(*crew(4)),
        ["JR-04 on Fri 4 Dec has 1 in its police seat, 1 fewer than the 2 wanted", "1 person, 5 points at full"],
        rule={"kind": "seat-cover", "seat": "police", "under": 5},
        soft=True,
    ),
    "total-hours": Case(
        only(),
        ["SC01 has 8h less than 8 hours in the period", "8 hours"],
        rule={"kind": "total-hours", "least": 8, "applies_to": {"people": ["SC01"]}},
    ),
}
