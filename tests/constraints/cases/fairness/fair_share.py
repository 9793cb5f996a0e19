"""More than an even share: what counts, who shares it, what was carried in."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, posted, raw_book, service, worked

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
    Case(
        "Saturdays and Sundays by the day a duty starts: a Friday night that ends on Saturday is none",
        raw_book(PAIR, {"late": "04..07"}),
        "{kind: fair-share, counts: weekend}",
        {
            "ann 04/late, ann 05/late, ann 07/late": 0,
            "ann 05/late, ann 06/late": 1,
            "bob 04/late, bob 06/late": 0,
        },
        bases=OFFERED,
        clean=True,
    ),
    Case(
        "bank holidays of one's own organisation: duties that start on one or end inside it, not those that end as it"
        " begins",
        raw_book(
            [*PAIR, person("medic", "paramedic", "all"), person("aide", "paramedic", "all")],
            {"late": "24 25 26", "eve": "31"},
            shifts={"eve": ("16:00", "00:00")},
            organisations=[{"id": "SECAmb"}, {"id": "Kent Police", "holidays": {"removed": ["2026-12-26"]}}],
            carried_in={"duties": [worked("ann", "2026-08-31 18:00", "2026-09-01 02:00")]},
        ),
        "{kind: fair-share, counts: bank-holiday}",
        {
            # 25 December and, carried in, the last Monday of August: three for two people.
            "ann 24/late": 1,
            "ann 25/late": 1,
            "ann 26/late, ann 31/eve": 0,
            "bob 24/late": 0,
            "bob 24/late, bob 25/late": 1,
            "medic 24/late, medic 25/late": 0,
        },
        bases=OFFERED,
        clean=True,
    ),
    Case(
        "a night that ends on New Year's Day, on the last date of the period",
        raw_book(
            PAIR,
            {"late": "30 31"},
            organisations=[{"id": "SECAmb"}, {"id": "Kent Police", "holidays": {"added": {"2026-12-30": "ours"}}}],
        ),
        "{kind: fair-share, counts: bank-holiday}",
        {"ann 30/late, ann 31/late": 1, "ann 31/late": 0},
        bases=OFFERED,
        clean=True,
    ),
    Case(
        "hours, by the clock on the wall; work elsewhere and no-shows are none of the unit's",
        raw_book(
            PAIR,
            {"late": "04 05", "early": "07"},
            carried_in={
                "totals": [{"person": "ann", "shares": {"hours": 2}}],
                "duties": [
                    worked("bob", "2026-11-27 18:00", "2026-11-27 20:00"),
                    worked("bob", "2026-11-28 18:00", "2026-11-28 20:00", kind="elsewhere"),
                    worked("bob", "2026-11-29 18:00", "2026-11-29 20:00", no_show=True),
                ],
            },
        ),
        "{kind: fair-share, counts: hours, band_hours: 4}",
        {
            # 4 carried in and 24 to come: 14 each, 12 of them in this period.
            "ann 04/late": 0,
            "ann 04/late, ann 05/late": 4,
            "bob 04/late, bob 05/late, bob 07/early": 12,
        },
        {"ann 04/late, ann 05/late": 4 * 60, "bob 04/late, bob 05/late, bob 07/early": (4 + 12 + 20) * 60},
        bases=OFFERED,
        clean=True,
    ),
    Case(
        "hours beyond the share already, in the middle of a band",
        raw_book(
            PAIR, {"late": "04"}, carried_in={"totals": [{"person": "ann", "shares": {"hours": 14, "duties": 99}}]}
        ),
        "{kind: fair-share, counts: hours}",
        # An even share is 11; ann has 3 more, 5 hours are left of the first band.
        {"ann 04/late": 8, "bob 04/late": 0},
        {"ann 04/late": (5 + 3 * 3) * 60},
        bases=OFFERED,
        clean=True,
    ),
    Case(
        "by head, one who offered a single date counts as a whole head; by cap the others share the rest",
        raw_book(
            [person("ann", offers="all"), person("bob", offers="2026-12-04"), person("cat", offers="all")],
            {"late": "04..07"},
        ),
        "{kind: fair-share, counts: duties, by: cap}",
        # One is bob's, and three are ann's and cat's together: one each, and one that is over, whoever has it.
        {
            "ann 04/late": 0,
            "ann 04/late, ann 05/late": 0,
            "ann 04/late, cat 05/late, cat 06/late": 0,
            "ann 04/late, ann 05/late, cat 06/late, cat 07/late": 1,
            "cat 04/late, cat 05/late, cat 06/late": 1,
            "bob 04/late": 0,
        },
        {
            "ann 04/late, ann 05/late, cat 06/late, cat 07/late": 60,
            "cat 04/late, cat 05/late, cat 06/late": 180,
            "ann 04/late, cat 05/late, cat 06/late, cat 07/late": 180,
        },
        bases=OFFERED,
        clean=True,
    ),
    Case(
        "by cap, who is limited by caps and absences of their own leaves the rest to the others",
        raw_book(
            [
                person("ann", offers="all"),
                person("bob", offers="all", caps={"duties_per_month": 1}),
                person("cat", offers="all", absences=[{"kind": "other", "first": "2026-12-01", "last": "2026-12-31"}]),
            ],
            {"late": "04 05", "day": "07"},
        ),
        "{kind: fair-share, counts: duties, by: cap}",
        {"ann 04/late, ann 05/late": 0, "ann 04/late, ann 05/late, ann 07/day": 1, "bob 04/late, bob 05/late": 1},
        bases=OFFERED,
        clean=True,
    ),
    Case(
        "by cap, posted people share by their contracts: half the hours, half the share",
        raw_book(
            [
                person("full", "paramedic", posting=posted(37.5)),
                person("half", "paramedic", posting=posted(18.75)),
            ],
            {"late": "04..06"},
        ),
        "{kind: fair-share, counts: duties, by: cap}",
        {
            "full 04/late, full 05/late": 0,
            "full 04/late, full 05/late, full 06/late": 1,
            "half 04/late": 0,
            "half 04/late, half 05/late": 1,
        },
        bases=(Basis.ROSTERED,),
        clean=True,
    ),
    Case(
        "by cap, what is over goes to the largest remainders: half a contract beside two whole ones has one of three",
        raw_book(
            [
                person("one", "paramedic", posting=posted(40)),
                person("two", "paramedic", posting=posted(40)),
                person("few", "paramedic", posting=posted(20)),
            ],
            {"late": "04..06"},
        ),
        "{kind: fair-share, counts: duties, by: cap}",
        # 1.2, 1.2 and 0.6: one each.
        {
            "one 04/late, two 05/late, few 06/late": 0,
            "one 04/late, one 05/late": 1,
            "few 04/late, few 05/late": 1,
        },
        bases=(Basis.ROSTERED,),
        clean=True,
    ),
    Case(
        "by cap, who carried in the one that is over has it already",
        raw_book(
            [person("ann", offers="all"), person("bob", offers="all"), person("cat", offers="all")],
            {"late": "04..06"},
            carried_in={
                "duties": [
                    worked("ann", "2026-11-27 18:00", "2026-11-28 02:00"),
                    worked("ann", "2026-11-28 18:00", "2026-11-29 02:00"),
                ]
            },
        ),
        "{kind: fair-share, counts: duties, by: cap}",
        # Five for three: 2, 2 and 1. Ann has two, so that one of the others has two and one has one.
        {
            "bob 04/late, bob 05/late, cat 06/late": 0,
            "bob 04/late, cat 05/late, cat 06/late": 0,
            "ann 04/late, bob 05/late, cat 06/late": 1,
            "bob 04/late, bob 05/late, bob 06/late": 1,
        },
        {"bob 04/late, bob 05/late, bob 06/late": 180, "ann 04/late": 60},
        bases=OFFERED,
        clean=True,
    ),
    Case(
        "hours by cap: a share is no minute short",
        raw_book(
            [person("ann", offers="all"), person("bob", offers="all"), person("cat", offers="all")],
            {"x": "04", "y": "05", "z": "06"},
            shifts={"x": ("18:00", "18:33"), "y": ("18:00", "18:34"), "z": ("18:00", "18:35")},
        ),
        "{kind: fair-share, counts: hours, by: cap}",
        {"ann 04/x, bob 05/y": 0, "ann 06/z": 1 / 60},
        bases=OFFERED,
        clean=True,
    ),
    Case(
        "who joined in the time remembered starts at the mean of those who were there, or at their own",
        raw_book(
            [
                *PAIR,
                person("new", offers="all", joined="2026-11-29"),
                person("old", offers="all", joined="2026-11-27"),
            ],
            {"late": "04 05"},
            carried_in={
                "duties": [
                    *(worked("ann", f"2026-11-{day} 18:00", f"2026-11-{day} 23:00") for day in (27, 28, 29, 30)),
                    *(worked("bob", f"2026-11-{day} 18:00", f"2026-11-{day} 23:00") for day in (28, 29, 30)),
                ]
            },
        ),
        "{kind: fair-share, counts: duties}",
        # ann 4, bob 3, old 0: a mean of 2 for new. 9 and 2 to come: a share of 2.
        {"new 04/late": 1, "old 04/late, old 05/late": 0, "bob 04/late": 1},
        {"new 04/late": 60, "bob 04/late": 180},
        bases=OFFERED,
        clean=True,
    ),
    Case(
        "with totals the time remembered is so many days; who brings more than the mean keeps it",
        raw_book(
            [
                person("ann", offers="all"),
                person("new", offers="all", joined="2026-11-22"),
                person("late", offers="all", joined="2026-11-21"),
                person("keen", offers="all", joined="2026-12-05"),
            ],
            {"late": "04 05"},
            carried_in={
                "totals": [
                    {"person": "ann", "shares": {"duties": 4}},
                    {"person": "keen", "shares": {"duties": 3}},
                ]
            },
        ),
        "{kind: fair-share, counts: duties, remembered_days: 10}",
        # ann 4 and late 0: a mean of 2, which new has; keen has 3. 9 and 2 to come: a share of 2.
        {"new 04/late": 1, "late 04/late, late 05/late": 0, "keen 05/late": 1},
        {"new 04/late": 60, "keen 05/late": 180},
        bases=OFFERED,
        clean=True,
    ),
    Case(
        "late turns only: what is known to be one is remembered, totals are not",
        raw_book(
            PAIR,
            {"late": "04 05", "early": "04 05"},
            carried_in={
                "duties": [
                    worked("ann", "2026-11-27 18:00", "2026-11-28 02:00"),
                    worked("ann", "2026-11-28 18:00", "2026-11-29 02:00"),
                    worked("bob", "2026-11-28 07:00", "2026-11-28 15:00"),
                ],
                "totals": [{"person": "bob", "shares": {"duties": 5}}],
            },
        ),
        "{kind: fair-share, counts: duties, applies_to: {shifts: [late]}}",
        {
            "ann 04/late": 1,
            "ann 04/early, ann 05/early": 0,
            "bob 04/late, bob 05/late": 0,
            "bob 04/late, bob 05/late, bob 04/early": 0,
        },
        bases=OFFERED,
        clean=True,
    ),
    Case(
        "what is on record in the period is part of what somebody has",
        raw_book(PAIR, {"late": "05 11"}, worked=[worked("ann", "2026-12-04 09:00", "2026-12-04 17:00")]),
        "{kind: fair-share, counts: friday-saturday}",
        {"": 0, "ann 05/late": 1, "bob 05/late": 0, "bob 05/late, bob 11/late": 1},
        {"ann 05/late": 60, "ann 05/late, ann 11/late": 60 + 180},
        clean=True,
    ),
]
