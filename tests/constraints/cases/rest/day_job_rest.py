"""Rest beside the day job: a minute short, exact, a minute over, on either side; nights at work; days off; clocks."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book

MINUTE = 1 / 60
NINE_TO_FIVE = {"weekdays": ["mon", "tue", "wed", "thu", "fri"], "start": "09:00", "end": "17:00"}


def ann(*jobs: dict) -> list[dict]:
    return [person("ann", offers="all", day_job=list(jobs))]


CASES = [
    Case(
        "1:59, 2:00 and 2:01 after the day job",
        raw_book(
            ann(NINE_TO_FIVE),
            {"x": "04", "y": "04", "z": "04"},
            shifts={"x": ("18:59", "23:00"), "y": ("19:00", "23:00"), "z": ("19:01", "23:00")},
        ),
        "{kind: day-job-rest}",
        {"ann 04/x": MINUTE, "ann 04/y": 0, "ann 04/z": 0},
        {"ann 04/x": 1},
        clean=True,
    ),
    Case(
        "10:59, 11:00 and 11:01 before the day job",
        raw_book(
            ann(NINE_TO_FIVE),
            {"x": "03", "y": "02", "z": "01"},
            shifts={"x": ("19:00", "22:01"), "y": ("19:00", "22:00"), "z": ("19:00", "21:59")},
        ),
        "{kind: day-job-rest}",
        {"ann 03/x": MINUTE, "ann 02/y": 0, "ann 01/z": 0},
    ),
    Case(
        "both sides add up, a weekend has none, and nobody else is spoken of",
        raw_book([*ann(NINE_TO_FIVE), person("bob", offers="all")], {"late": "03 04 05"}),
        "{kind: day-job-rest, hours_before_duty: 2, hours_after_duty: 11}",
        {"ann 03/late": 1 + 4, "ann 04/late": 1, "ann 05/late": 0, "bob 03/late": 0},
    ),
    Case(
        "during the job, and one that starts or ends with it",
        raw_book(
            ann({"dates": ["2026-12-05"], "start": "09:00", "end": "17:00"}),
            {"x": "05", "y": "05", "z": "05", "long": "05"},
            shifts={
                "x": ("09:00", "10:00"),
                "y": ("07:00", "09:00"),
                "z": ("17:00", "18:00"),
                "long": ("08:00", "18:00"),
            },
        ),
        "{kind: day-job-rest, hours_before_duty: 2, hours_after_duty: 3}",
        {"ann 05/x": 2, "ann 05/y": 3, "ann 05/z": 2, "ann 05/long": 3},
        clean=True,
    ),
    Case(
        "nights at the day job, off on a date, and added on another",
        raw_book(
            ann(
                {
                    "weekdays": ["fri"],
                    "dates": ["2026-12-12"],
                    "removed_dates": ["2026-12-25"],
                    "start": "22:00",
                    "end": "06:00",
                }
            ),
            {"day": "05 13 26", "early": "2027-01-01"},
            period="2026-12-01 2027-01-03",
        ),
        "{kind: day-job-rest, hours_before_duty: 4, hours_after_duty: 8}",
        {"ann 05/day": 1, "ann 13/day": 1, "ann 26/day": 0, "ann 01-01/early": 1},
    ),
    Case(
        "two jobs a day: the last that ended and the next that starts",
        raw_book(
            ann(
                {"weekdays": ["fri"], "start": "06:00", "end": "08:00"},
                {"weekdays": ["fri"], "start": "16:00", "end": "17:00"},
            ),
            {"x": "04", "y": "04"},
            shifts={"x": ("09:00", "10:00"), "y": ("18:00", "20:00")},
        ),
        "{kind: day-job-rest, hours_before_duty: 3, hours_after_duty: 7}",
        {"ann 04/x": 2 + 1, "ann 04/y": 2, "ann 04/x, ann 04/y": 5},
    ),
    Case(
        "the night the clocks go back has an hour more, and the one they go forward an hour less",
        raw_book(
            ann({"weekdays": ["sun"], "start": "09:00", "end": "17:00"}),
            {"eve": "2026-10-24 2027-03-27 2027-03-20"},
            period="2026-10-01 2027-03-31",
            shifts={"eve": ("14:00", "22:00")},
        ),
        "{kind: day-job-rest, hours_after_duty: 11}",
        {"ann 2026-10-24/eve": 0, "ann 2027-03-20/eve": 0, "ann 2027-03-27/eve": 1},
    ),
    Case(
        "only the shifts it applies to",
        raw_book(ann(NINE_TO_FIVE), {"late": "03", "peak": "03"}),
        "{kind: day-job-rest, applies_to: {shifts: [late]}}",
        {"ann 03/late": 5, "ann 03/peak": 0},
        clean=True,
    ),
]
