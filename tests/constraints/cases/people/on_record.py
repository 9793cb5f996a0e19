"""Records that take people off duties: half of a duty and a minute less, no-shows, other call signs, the fringe."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, worked

RULE = "{kind: on-record}"
ANN = [person("ann", offers="all"), person("bob", offers="all")]


def book(*records: dict, **more: object) -> dict:
    """Duties 18:00-02:00 of 4 and 5 December, and what is on record."""
    return raw_book(ANN, {"late": "04 05"}, worked=list(records), **more)


CASES = [
    Case(
        "a no-show of the duty's time, on its call sign or none, and nobody else's",
        book(
            worked("ann", "2026-12-04 18:00", "2026-12-05 02:00", no_show=True),
            worked("bob", "2026-12-05 18:00", "2026-12-06 02:00", no_show=True, call_sign="C1"),
        ),
        RULE,
        {"ann 04/late": 1, "ann 05/late": 0, "bob 04/late": 0, "bob 05/late": 1},
    ),
    Case(
        "a no-show on another call sign says nothing of this one",
        book(
            worked("ann", "2026-12-04 18:00", "2026-12-05 02:00", no_show=True, call_sign="C2"),
            call_signs={"C1": "medway", "C2": "medway"},
        ),
        RULE,
        {"ann 04/late": 0},
    ),
    Case(
        "work elsewhere in half of the duty's time takes its place, a minute less does not",
        book(
            worked("ann", "2026-12-04 14:00", "2026-12-04 22:00", kind="elsewhere"),
            worked("bob", "2026-12-04 13:59", "2026-12-04 21:59", kind="elsewhere"),
            worked("ann", "2026-12-05 10:00", "2026-12-05 18:00", kind="training"),
        ),
        RULE,
        {"ann 04/late": 1, "bob 04/late": 0, "ann 05/late": 0},
    ),
    Case(
        "half of a short record is enough too, and two that meet count together",
        book(
            worked("ann", "2026-12-04 17:00", "2026-12-04 19:00", kind="elsewhere"),
            worked("bob", "2026-12-04 17:00", "2026-12-04 18:59", kind="elsewhere"),
            worked("ann", "2026-12-05 14:00", "2026-12-05 18:00", kind="elsewhere"),
            worked("ann", "2026-12-05 18:00", "2026-12-05 22:00", kind="elsewhere"),
        ),
        RULE,
        {"ann 04/late": 1, "bob 04/late": 0, "ann 05/late": 1},
    ),
]
