"""One long rest in each stretch: a minute short, exact, a minute over; carried in, lost already, and clock changes."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, worked

ANN = [person("ann", offers="all")]
TWO_DAYS = "2026-12-07 2026-12-08"
OFFERED = (Basis.OFFERED,)


def noons(name: str, month: str, days: range) -> list[dict]:
    """An hour of work elsewhere at noon, so that no other day of the week has a long rest."""
    return [worked(name, f"{month}-{day} 12:00", f"{month}-{day} 13:00", kind="elsewhere") for day in days]


CASES = [
    Case(
        "23:59, 24:00 and 24:01 in two days",
        raw_book(
            ANN,
            {"day": "07", "x": "08", "y": "08", "z": "08"},
            period=TWO_DAYS,
            shifts={"x": ("16:59", "18:00"), "y": ("17:00", "18:00"), "z": ("17:01", "18:00")},
        ),
        "{kind: weekly-rest, hours: 24, days: 2}",
        {"ann 07/day, ann 08/x": 1, "ann 07/day, ann 08/y": 0, "ann 07/day, ann 08/z": 0, "ann 08/x": 0, "": 0},
        clean=True,
    ),
    Case(
        "rolling stretches that reach out of the period on both sides",
        raw_book(
            ANN,
            {"late": "07..09", "early": "08"},
            period="2026-12-07 2026-12-09",
            carried_in={"duties": [worked("ann", "2026-12-05 18:00", "2026-12-06 02:00")]},
        ),
        "{kind: weekly-rest, hours: 40, days: 3, rolling: true}",
        {"ann 07/late": 0, "ann 07/late, ann 09/late": 0, "ann 07/late, ann 08/late": 1, "ann 08/early": 1},
        clean=True,
    ),
    Case(
        "39:59 and 40:00 in a week that began before the period",
        raw_book(
            ANN,
            {"x": "03", "late": "03..05"},
            period="2026-12-02 2026-12-06",
            shifts={"x": ("17:59", "01:59")},
            carried_in={
                "duties": [
                    worked("ann", "2026-11-30 18:00", "2026-12-01 02:00"),
                    worked("ann", "2026-12-01 18:00", "2026-12-02 02:00"),
                ]
            },
        ),
        "{kind: weekly-rest, hours: 40}",
        {"ann 03/late, ann 04/late, ann 05/late": 0, "ann 03/x, ann 04/late, ann 05/late": 1},
        clean=True,
    ),
    Case(
        "a stretch whose rest the past has taken is not held against the rota",
        raw_book(
            ANN,
            {"day": "07 08"},
            period=TWO_DAYS,
            worked=[worked("ann", "2026-12-08 00:00", "2026-12-08 01:00", kind="elsewhere")],
        ),
        "{kind: weekly-rest, hours: 30, days: 2}",
        {"ann 07/day, ann 08/day": 0},
        clean=True,
    ),
    *(
        Case(
            f"the Sunday the clocks go back has 25 hours: {hours} asked",
            raw_book(
                ANN,
                {"eve": "24", "dawn": "25"},
                period="2026-10-19 2026-10-25",
                shifts={"eve": ("16:00", "00:00"), "dawn": ("00:00", "00:30")},
                worked=noons("ann", "2026-10", range(19, 25)),
            ),
            f"{{kind: weekly-rest, hours: {hours}}}",
            {"ann 24/eve": breaches, "ann 24/eve, ann 25/dawn": 1, "": 0},
            clean=True,
        )
        for hours, breaches in ((24.9, 0), (25, 0), (25.1, 1))
    ),
    *(
        Case(
            f"the Sunday the clocks go forward has 23 hours: {hours} asked",
            raw_book(
                ANN,
                {"eve": "27"},
                period="2027-03-22 2027-03-28",
                shifts={"eve": ("16:00", "00:00")},
                worked=[
                    worked("ann", f"2027-03-{day} {start}", f"2027-03-{day} {end}", kind="elsewhere")
                    for day in range(22, 28)
                    for start, end in (("02:00", "03:00"), ("15:00", "16:00"))
                ],
            ),
            f"{{kind: weekly-rest, hours: {hours}}}",
            {"ann 27/eve": breaches},
            clean=True,
        )
        for hours, breaches in ((22.9, 0), (23, 0), (23.1, 1))
    ),
    Case(
        "tours of the team break a rest as duties do",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"early": "07 08", "late": "07"},
            period=TWO_DAYS,
            teams=[{"id": "A", "cycle": ["late", "rest"], "anchor": "2026-12-07"}],
        ),
        "{kind: weekly-rest, hours: 18, days: 2}",
        {"cop 08/early": 0, "cop 07/early": 0, "cop 07/late": 0, "cop 07/early, cop 08/early": 1},
        clean=True,
        bases=OFFERED,
    ),
]
