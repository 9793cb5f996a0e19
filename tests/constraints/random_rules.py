"""Random rules of a book, each with random parameters."""

from typing import Any

from hypothesis import strategies as st

from constraints.registry import installed
from tests.constraints.books import DAYS, Raw

LIMITS: tuple[dict[str, list[str]], ...] = (
    {"roles": ["special"]},
    {"tags": ["new"]},
    {"shifts": ["late", "long"]},
    {"call_signs": ["C1"]},
)
SOFT = ("cover", "disturbance", "full", "hours", "fair", "wishes")


def some(*values: Any) -> st.SearchStrategy[Any]:
    """One of some values."""
    return st.sampled_from(values)


# kind -> its parameters; every rule that a book must state is here (test_random_books sees to it)
PARAMETERS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "accompanied": {"status": st.just("learner"), "experienced": st.just(["patrol"]), "each": some(1, 2)},
    "average-hours": {
        "hours": some(4, 8.5, 20),
        "weeks": some(1, 2, 17),
        "since": some(None, "2026-10-12", "2026-10-19"),
        "counting": some("rostered", "elapsed", "paid"),
    },
    "consecutive-duties": {"most": st.integers(1, 3)},
    "contract-hours": {"band_hours": some(0.5, 4, 10), "tolerance_hours": some(0, 3), "over_costs": st.booleans()},
    "crew-qualification": {"qualification": st.just("driver"), "minimum": some(1, 2)},
    "daily-rest": {"hours": some(4, 11, 16.5, 40)},
    "day-job-rest": {"hours_before_duty": some(0, 2, 5), "hours_after_duty": some(0, 11)},
    "even-stand-downs": {},
    "fair-share": {
        "counts": some("friday-saturday", "weekend", "late-finish", "bank-holiday", "duties", "hours"),
        "within": some("role", "area"),
        "by": some("head", "cap"),
        "band_hours": some(3, 8),
    },
    "keep-published": {"count": some("people", "duties")},
    "largest-share": {"within": some("role", "area")},
    "longest-tour": {"hours": some(7.5, 8, 9), "night_hours": some(0, 3)},
    "maximum-hours": {
        "hours": some(8, 16, 17.5),
        "per": some("week", "fortnight", "month", "period"),
        "counting": some("rostered", "elapsed", "paid"),
    },
    "minimum-hours": {
        "hours": some(6, 16, 20),
        "per": some("month", "period"),
        "band_hours": some(3, 8),
        "counting": some("rostered", "elapsed"),
    },
    "most-duties": {"duties": st.integers(0, 2), "per": some("week", "fortnight", "month", "period")},
    "night-worker-average": {
        "hours": some(1, 4, 8),
        "days_per_week": some(2, 6),
        "weeks": some(1, 2, 17),
        "since": some(None, "2026-10-12", "2026-10-19"),
        "night_hours": some(2, 3),
        "share": some(0.2, 0.5, 1),
    },
    "notice-period": {"days": some(1, 2, 8)},
    "requests": {},
    "rest-after-nights": {"nights": st.integers(1, 3), "hours": some(11, 30, 46)},
    "weekly-rest": {"hours": some(24, 30), "days": some(2, 3, 7), "rolling": st.booleans()},
    "band-cover": {
        "bands": st.lists(
            st.fixed_dictionaries(
                {
                    "start": some("08:00", "18:00", "23:00"),
                    "end": some("12:00", "02:00", "23:00"),
                    "minimum": st.just(1),
                    "preferred": st.integers(1, 3),
                }
            ),
            min_size=1,
            max_size=2,
        ),
        "asks": some("minimum", "preferred"),
    },
    "crew-continuity": {"seats": some([], ["paramedic"], ["any", "police"])},
    "fewest-consecutive-duties": {"least": st.integers(2, 3), "eve": st.booleans()},
    "fewest-consecutive-rest-days": {"least": st.integers(2, 3)},
    "fewest-duties": {"duties": st.integers(0, 2), "per": some("week", "fortnight", "month", "period")},
    "forbidden-successions": {
        "after": some({"late": ["early"]}, {"late": ["early", "day"], "day": ["early"]}, {"early": ["early"]}),
        "within_days": st.integers(1, 3),
    },
    "forward-rotation": {"tolerance": some("0m", "3h"), "within_days": st.integers(1, 3)},
    "free-weekends": {"free": st.just(1), "of": st.integers(1, 3), "weekend": some(["sat", "sun"], DAYS[4:])},
    "most-cars-at-once": {"most": st.integers(0, 2)},
    "most-consecutive-rest-days": {"most": st.integers(1, 4)},
    "most-weekends": {"most": st.integers(0, 1), "weekend": some(["sat", "sun"], DAYS[4:])},
    "newcomers-apart": {"most": st.integers(0, 1), "tags": st.just(["new"]), "fewer_than": some(None, 1, 2)},
    "required-pairs": {"pairs": some([["p0", "p1"]], [["p0", "p1"], ["p0", "p2"]]), "both_ways": st.booleans()},
    "required-successions": {
        "after": some({"late": ["late"]}, {"early": ["late", "day"], "late": ["early"]}),
        "rest": st.booleans(),
    },
    "same-shift-runs": {"least": some(1, 2), "most": st.integers(2, 3), "eve": st.booleans()},
    "seat-cover": {
        "seat": some(None, "police", "base"),
        "people": some(None, 1, 2),
        "under": some(1, 3),
        "over": some(0, 2),
    },
    "sole-officer": {
        "roles": st.just(["special", "constable"]),
        "alone_roles": some([], ["constable"]),
        "alone": some([], ["driver"]),
    },
    "total-hours": {
        "least": some(0, 6, 16),
        "most": some(16, 24.5),
        "per": some("week", "fortnight", "month", "period"),
        "counting": some("rostered", "elapsed", "paid"),
    },
    "unwanted-pairs": {"pairs": some([["p0", "p1"]], [["p0", "p1"], ["p1", "p2"]])},
    "whole-weekends": {"weekend": some(["sat", "sun"], DAYS[4:])},
}


@st.composite
def rule_entries(draw: st.DrawFn) -> list[Raw]:
    """Some rules of a book, hard or soft, each always-rule at most once."""
    entries = []
    for kind in draw(st.lists(some(*sorted(PARAMETERS.keys() & set(installed().kinds))), max_size=5)):
        drawn = {name: draw(values) for name, values in PARAMETERS[kind].items()}
        entry = {"kind": kind, **{name: value for name, value in drawn.items() if value is not None}}
        rule = installed()[kind]
        choices = [*(["hard"] if rule.hardenable else []), *(SOFT if rule.softenable else [])]
        entry |= {"level": draw(some(*choices)), "weight": draw(st.integers(1, 4))}
        if draw(st.integers(0, 3)) == 0:
            entry["applies_to"] = draw(some(*(to for to in LIMITS if set(to) <= set(rule.holds_for))))
        entries.append(entry)
    for kind, weights in (("crew-cover", 3), ("full-crew", 3), ("ranked-roles", 3)):
        if draw(st.integers(0, 3)) == 0:
            entries.append({"kind": kind, "weight": draw(st.integers(1, weights))})
    if draw(st.booleans()):
        entries.append({"kind": "vehicle", "handover_minutes": draw(some(0, 30, 300))})
    return draw(st.permutations(entries))
