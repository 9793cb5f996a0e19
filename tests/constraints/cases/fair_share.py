"""More than an even share: what counts, who shares it, what was carried in."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, service, worked

OFFERED = (Basis.OFFERED,)
PAIR = [person("ann", offers="all"), person("bob", offers="all")]

CASES = [
    Case(
        "Friday and Saturday nights: a share of one, Sundays do not count",
        raw_book(PAIR, {"late": "04..06"}),
        "{kind: fair-share, counts: friday-saturday}",
        {
            "ann 04/late": 0,
            "ann 04/late, bob 05/late": 0,
            "ann 04/late, ann 05/late": 1,
            "ann 04/late, ann 06/late": 0,
            "bob 04/late, bob 05/late, bob 06/late": 1,
        },
        bases=OFFERED,
        clean=True,
    ),
    Case(
        "one carried in by a total, both bases",
        raw_book(
            PAIR,
            {"late": "04 05"},
            carried_in={"totals": [{"person": "ann", "shares": {"friday-saturday": 1}}]},
        ),
        "{kind: fair-share, counts: friday-saturday}",
        {"ann 04/late": 1, "ann 04/late, ann 05/late": 2, "bob 04/late": 0, "bob 04/late, bob 05/late": 1},
        {"ann 04/late": 60, "ann 04/late, ann 05/late": 60 + 180},
        clean=True,
    ),
    Case(
        "more carried in than the share: what is beyond it already is not charged, but makes the next dearer",
        raw_book(
            PAIR,
            {"late": "04 05"},
            carried_in={
                "totals": [{"person": "ann", "shares": {"friday-saturday": 2, "duties": 9}}],
                "duties": [
                    worked("ann", "2026-11-27 18:00", "2026-11-28 02:00"),
                    worked("ann", "2026-11-28 18:00", "2026-11-29 02:00", no_show=True),
                    worked("ann", "2026-11-29 18:00", "2026-11-30 02:00"),
                ],
            },
        ),
        "{kind: fair-share, counts: friday-saturday}",
        {"": 0, "ann 04/late": 1, "bob 04/late, bob 05/late": 0},
        {"ann 04/late": 180, "ann 04/late, ann 05/late": 180 + 300},
        clean=True,
    ),
    Case(
        "late finishes end after midnight and by six",
        raw_book(
            PAIR,
            {"e0": "04", "e1": "05", "e6": "06", "e61": "07"},
            shifts={
                "e0": ("16:00", "00:00"),
                "e1": ("16:00", "00:01"),
                "e6": ("22:00", "06:00"),
                "e61": ("22:00", "06:01"),
            },
            carried_in={"totals": [{"person": "ann", "shares": {"late-finish": 1}}]},
        ),
        "{kind: fair-share, counts: late-finish}",
        {"ann 04/e0": 0, "ann 05/e1": 1, "ann 06/e6": 1, "ann 07/e61": 0, "bob 05/e1, bob 06/e6": 1},
        bases=OFFERED,
        clean=True,
    ),
    Case(
        "within the home area; who has offered nothing has no part in the share",
        raw_book(
            [
                person("ann", offers="all", areas=["medway"]),
                person("bob", offers="all", areas=["swale", "medway"]),
                person("cat", areas=["medway"]),
            ],
            [service("late", "04 05", "C1"), service("late", "04", "C2", id="two")],
            call_signs={"C1": "medway", "C2": "swale"},
        ),
        "{kind: fair-share, counts: duties, within: area}",
        {"ann 04/late, ann 05/late": 0, "bob C2@04/late, bob 05/late": 0},
        bases=OFFERED,
        clean=True,
    ),
    Case(
        "only among the people it applies to",
        raw_book([*PAIR, person("cop", "constable", "all")], {"late": "04 05"}),
        "{kind: fair-share, counts: duties, applies_to: {roles: [special]}}",
        {"cop 04/late, cop 05/late": 0, "ann 04/late, ann 05/late": 1},
        bases=OFFERED,
        clean=True,
    ),
]
