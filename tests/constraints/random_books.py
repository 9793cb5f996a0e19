"""Random small books for Hypothesis: mixes of rules, people, history and wishes, over clock changes and month ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from constraints.admission import admit, obstacle
from constraints.base import CandidateRule
from constraints.facts import Candidate, Facts
from constraints.registry import installed
from models.book import Book
from models.clock import days
from models.rota import Basis
from tests.constraints.books import DAYS, Raw, holds, person, posted, raw_book, seat, service, worked

STARTS = ("2026-12-03", "2026-12-29", "2026-10-23", "2027-03-26", "2026-11-28")
SHIFTS: dict[str, Any] = {
    "early": ("07:00", "15:00"),
    "day": ("10:00", "20:00"),
    "late": ("18:00", "02:00"),
    "long": {"start": "20:00", "length": "10h"},
}
CREWS = {
    "car": [seat("paramedic", "paramedic"), seat("police", "special constable", "1-2")],
    "solo": [seat("any", "special constable paramedic")],
    "wide": [seat("wide", "constable special", "2-3-4", qualifications=["driver"])],
    "base": [seat("base", "paramedic special", "0-1-2")],
}
LIMITS: tuple[dict[str, list[str]], ...] = (
    {"roles": ["special"]},
    {"tags": ["new"]},
    {"shifts": ["late", "long"]},
    {"call_signs": ["C1"]},
)
SOFT = ("cover", "disturbance", "full", "hours", "fair", "wishes")


def _some(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


# kind -> its parameters; every rule that a book must state is here (test_random_books sees to it)
PARAMETERS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "accompanied": {"status": st.just("learner"), "experienced": st.just(["patrol"]), "each": _some(1, 2)},
    "average-hours": {
        "hours": _some(4, 8.5, 20),
        "weeks": _some(1, 2, 17),
        "since": _some(None, "2026-10-12", "2026-10-19"),
        "counting": _some("rostered", "elapsed", "paid"),
    },
    "consecutive-duties": {"most": st.integers(1, 3)},
    "contract-hours": {"band_hours": _some(0.5, 4, 10), "tolerance_hours": _some(0, 3), "over_costs": st.booleans()},
    "crew-qualification": {"qualification": st.just("driver"), "minimum": _some(1, 2)},
    "daily-rest": {"hours": _some(4, 11, 16.5, 40)},
    "day-job-rest": {"hours_before_duty": _some(0, 2, 5), "hours_after_duty": _some(0, 11)},
    "even-stand-downs": {},
    "fair-share": {
        "counts": _some("friday-saturday", "weekend", "late-finish", "bank-holiday", "duties", "hours"),
        "within": _some("role", "area"),
        "by": _some("head", "cap"),
        "band_hours": _some(3, 8),
    },
    "keep-published": {"count": _some("people", "duties")},
    "largest-share": {"within": _some("role", "area")},
    "longest-tour": {"hours": _some(7.5, 8, 9), "night_hours": _some(0, 3)},
    "maximum-hours": {
        "hours": _some(8, 16, 17.5),
        "per": _some("week", "fortnight", "month", "period"),
        "counting": _some("rostered", "elapsed", "paid"),
    },
    "minimum-hours": {
        "hours": _some(6, 16, 20),
        "per": _some("month", "period"),
        "band_hours": _some(3, 8),
        "counting": _some("rostered", "elapsed"),
    },
    "most-duties": {"duties": st.integers(0, 2), "per": _some("week", "fortnight", "month", "period")},
    "night-worker-average": {
        "hours": _some(1, 4, 8),
        "days_per_week": _some(2, 6),
        "weeks": _some(1, 2, 17),
        "since": _some(None, "2026-10-12", "2026-10-19"),
        "night_hours": _some(2, 3),
        "share": _some(0.2, 0.5, 1),
    },
    "notice-period": {"days": _some(1, 2, 8)},
    "requests": {},
    "rest-after-nights": {"nights": st.integers(1, 3), "hours": _some(11, 30, 46)},
    "weekly-rest": {"hours": _some(24, 30), "days": _some(2, 3, 7), "rolling": st.booleans()},
    "band-cover": {
        "bands": st.lists(
            st.fixed_dictionaries(
                {
                    "start": _some("08:00", "18:00", "23:00"),
                    "end": _some("12:00", "02:00", "23:00"),
                    "minimum": st.just(1),
                    "preferred": st.integers(1, 3),
                }
            ),
            min_size=1,
            max_size=2,
        ),
        "asks": _some("minimum", "preferred"),
    },
    "crew-continuity": {"seats": _some([], ["paramedic"], ["any", "police"])},
    "fewest-consecutive-duties": {"least": st.integers(2, 3)},
    "fewest-consecutive-rest-days": {"least": st.integers(2, 3)},
    "forbidden-successions": {
        "after": _some({"late": ["early"]}, {"late": ["early", "day"], "day": ["early"]}, {"early": ["early"]}),
        "within_days": st.integers(1, 3),
    },
    "forward-rotation": {"tolerance": _some("0m", "3h"), "within_days": st.integers(1, 3)},
    "free-weekends": {"free": st.just(1), "of": st.integers(1, 3), "weekend": _some(["sat", "sun"], DAYS[4:])},
    "most-cars-at-once": {"most": st.integers(0, 2)},
    "most-weekends": {"most": st.integers(0, 1), "weekend": _some(["sat", "sun"], DAYS[4:])},
    "newcomers-apart": {"most": st.integers(0, 1), "tags": st.just(["new"]), "fewer_than": _some(None, 1, 2)},
    "required-pairs": {"pairs": _some([["p0", "p1"]], [["p0", "p1"], ["p0", "p2"]]), "both_ways": st.booleans()},
    "required-successions": {
        "after": _some({"late": ["late"]}, {"early": ["late", "day"], "late": ["early"]}),
        "rest": st.booleans(),
    },
    "seat-cover": {
        "seat": _some(None, "police", "base"),
        "people": _some(None, 1, 2),
        "under": _some(1, 3),
        "over": _some(0, 2),
    },
    "sole-officer": {
        "roles": st.just(["special", "constable"]),
        "alone_roles": _some([], ["constable"]),
        "alone": _some([], ["driver"]),
    },
    "total-hours": {
        "least": _some(0, 6, 16),
        "most": _some(16, 24.5),
        "per": _some("week", "fortnight", "month", "period"),
        "counting": _some("rostered", "elapsed", "paid"),
    },
    "unwanted-pairs": {"pairs": _some([["p0", "p1"]], [["p0", "p1"], ["p1", "p2"]])},
    "whole-weekends": {"weekend": _some(["sat", "sun"], DAYS[4:])},
}


@st.composite
def rule_entries(draw: st.DrawFn) -> list[Raw]:
    """Some rules of a book, hard or soft, each always-rule at most once."""
    entries = []
    for kind in draw(st.lists(_some(*sorted(PARAMETERS.keys() & set(installed().kinds))), max_size=5)):
        drawn = {name: draw(values) for name, values in PARAMETERS[kind].items()}
        entry = {"kind": kind, **{name: value for name, value in drawn.items() if value is not None}}
        rule = installed()[kind]
        choices = [*(["hard"] if rule.hardenable else []), *(SOFT if rule.softenable else [])]
        entry |= {"level": draw(_some(*choices)), "weight": draw(st.integers(1, 4))}
        if draw(st.integers(0, 3)) == 0:
            entry["applies_to"] = draw(_some(*(to for to in LIMITS if set(to) <= set(rule.holds_for))))
        entries.append(entry)
    for kind, weights in (("crew-cover", 3), ("full-crew", 3), ("ranked-roles", 3)):
        if draw(st.integers(0, 3)) == 0:
            entries.append({"kind": kind, "weight": draw(st.integers(1, weights))})
    if draw(st.booleans()):
        entries.append({"kind": "vehicle", "handover_minutes": draw(_some(0, 30, 300))})
    return draw(st.permutations(entries))


@st.composite
def _people(draw: st.DrawFn, dates: list[str], most: int) -> list[Raw]:
    people = []
    for number in range(draw(st.integers(2, most))):
        role = draw(_some("special", "special", "constable", "paramedic"))
        fields: Raw = {}
        means = draw(st.integers(0, 5))
        if role == "paramedic" and means < 4:
            fields["posting"] = posted(draw(_some(7.5, 20, 37.5)), draw(_some("", "fri sat sun")))
        elif role == "constable" and means < 3:
            fields["team"] = "A"
        offers = None
        if means > 1 or not fields:
            offer: Raw = draw(
                st.one_of(
                    st.just({"weekdays": DAYS}),
                    st.lists(_some(*dates), min_size=1, max_size=4, unique=True).map(lambda some: {"dates": some}),
                )
            )
            if draw(st.integers(0, 4)) == 0:
                offer = {**offer, **draw(_some({"start": "17:00", "end": "03:00"}, {"call_signs": ["C1"]}))}
            offers = [offer]
            if draw(st.integers(0, 2)) == 0:
                fields["caps"] = draw(
                    _some(
                        {"duties_per_month": 1},
                        {"hours_per_month": 12},
                        {"duties_per_week": 1},
                        {"nights_per_weekend": 1},
                    )
                )
        held = draw(st.lists(_some("driver", "patrol", "learner", f"driver to {dates[0]}"), max_size=2, unique=True))
        if draw(st.integers(0, 4)) == 0:
            day = draw(_some(*dates))
            fields["absences"] = [
                draw(
                    _some(
                        {"kind": "annual leave", "first": day},
                        {"kind": "training", "start": f"{day} 06:00", "end": f"{day} 19:00", "hours": 5},
                    )
                )
            ]
        if draw(st.integers(0, 3)) == 0:
            fields["day_job"] = [
                draw(
                    _some(
                        {"weekdays": DAYS[:5], "start": "09:00", "end": "17:00"},
                        {"weekdays": ["fri"], "dates": [dates[0]], "start": "22:00", "end": "06:00"},
                    )
                )
            ]
        if draw(st.integers(0, 3)) == 0:
            fields["areas"] = draw(_some(["medway"], ["swale", "medway"]))
        if draw(st.booleans()):
            fields["tags"] = ["new"]
        if draw(st.integers(0, 5)) == 0:
            fields["joined"] = draw(_some(*dates))
        people.append(person(f"p{number}", role, offers, qualifications=holds(*held), **fields))
    return people


@st.composite
def _services(draw: st.DrawFn, dates: list[str], most_duties: int) -> list[Raw]:
    services, left = [], most_duties
    for shift in draw(st.lists(_some(*SHIFTS), min_size=1, max_size=2, unique=True)):
        lines = draw(_some("C1", "C1", "C1 C2"))
        room = max(1, left // len(lines.split()))
        chosen = draw(st.lists(_some(*dates), min_size=1, max_size=min(room, len(dates)), unique=True))
        left -= len(chosen) * len(lines.split())
        services.append(
            service(
                shift,
                " ".join(sorted(chosen)),
                lines,
                draw(_some("car", "solo", "solo", "wide", "base")),
                priority=draw(st.integers(1, 12)),
            )
        )
        if left <= 0:
            break
    return services


@st.composite
def _records(draw: st.DrawFn, names: list[str], start: date, last: date) -> Raw:
    """A record of the period: about a shift's times or any others, on a call sign or not, kept or not."""
    day = draw(_some(*days(start, last)))
    begins, ends = draw(_some((7, 15), (10, 20), (18, 26), (18, 31), (20, 30), (0, 6), (15, 18)))
    begins, ends = begins + draw(_some(0, 0, 1)), ends + draw(_some(0, 0, -1, 2))
    midnight = datetime.combine(day, time())
    fields: Raw = draw(
        _some({}, {}, {"call_sign": "C1"}, {"call_sign": "C1"}, {"call_sign": "C2"}, {"kind": "elsewhere"})
    )
    if draw(st.integers(0, 4)) == 0:
        fields = {**fields, "no_show": True}
    first, until = (f"{midnight + timedelta(hours=hours):%Y-%m-%d %H:%M}" for hours in (begins, ends))
    return worked(draw(_some(*names)), first, until, **fields)


def _history(draw: Callable[..., Any], names: list[str], start: date, last: date) -> Raw:
    """Carried in, worked elsewhere, totals and requests."""
    eve = start - timedelta(days=1)
    more: Raw = {"carried_in": {}}
    if draw(st.integers(0, 2)) == 0:
        more["carried_in"]["duties"] = [
            worked(draw(_some(*names)), f"{eve} 18:00", f"{start} 02:00", **draw(_some({}, {"call_sign": "C1"}))),
            worked(draw(_some(*names)), f"{eve - timedelta(days=1)} 09:00", f"{eve - timedelta(days=1)} 17:00"),
        ]
    if draw(st.integers(0, 3)) == 0:
        more["carried_in"]["totals"] = [
            {
                "person": draw(_some(*names)),
                "hours": {f"{start:%Y-%m}": draw(_some(4, 12))},
                "shares": {"friday-saturday": draw(st.integers(0, 3)), "duties": 1},
            }
        ]
    if draw(st.integers(0, 3)) == 0:
        day = draw(_some(*days(start, last)))
        kind = draw(_some("elsewhere", "training"))
        more["worked"] = [worked(draw(_some(*names)), f"{day} 12:00", f"{day} 19:00", kind=kind)]
    if draw(st.integers(0, 2)) == 0:
        more["worked"] = more.get("worked", []) + draw(st.lists(_records(names, start, last), min_size=1, max_size=4))
    more["requests"] = [
        {
            "person": draw(_some(*names)),
            "wish": draw(_some("work", "off")),
            "dates": [str(draw(_some(*days(start, last))))],
            "weight": draw(st.integers(1, 3)),
        }
        for _ in range(draw(st.integers(0, 2)))
    ]
    return more


def _published(draw: Callable[..., Any], book: Book, start: date) -> Raw:
    """What was published: people on duties they could be on or not, and perhaps one that is asked for no more."""
    duties = [*(duty.id for duty in book.duties), f"C1@{start - timedelta(days=1)}/late"]
    places = st.tuples(_some(*(someone.id for someone in book.people)), _some(*duties))
    assignments = [
        {"person": name, "duty": duty, "seat": "any", "basis": "offered"}
        for name, duty in draw(st.lists(places, max_size=5, unique=True))
    ]
    as_of = draw(_some({}, {"as_of": f"{start + timedelta(days=1)}"}))
    return {"version": 2, "at": f"{start - timedelta(days=1)}T23:30:00Z", "assignments": assignments, **as_of}


def candidates(book: Book) -> list[Candidate]:
    """Everyone who could sit anywhere, as far as the book alone tells."""
    facts = Facts(book)
    rules, _ = installed().build((), facts)
    gates = [rule for rule in rules if isinstance(rule, CandidateRule)]
    every = [
        Candidate(someone.id, duty.id, place.id, basis)
        for someone in book.people
        for duty in facts.duties
        for place in duty.crew.seats
        for basis in Basis
    ]
    seated = {(who.person, who.duty): who for found in facts.seated_on_record.values() for who in found}
    return [who for who in every if who == seated.get(who[:2], who) and obstacle(facts, gates, who) is None]


@st.composite
def books(draw: st.DrawFn, *, people: int = 5, duties: int = 6, most_candidates: int | None = None) -> Book:
    """A random book that its admission finds possible.

    Args:
        people, duties: at most about as many.
        most_candidates: at most as many decisions, so that every rota can be tried.
    """
    start = date.fromisoformat(draw(_some(*STARTS)))
    last = start + timedelta(days=draw(st.integers(1, 4)))
    dates = [str(day) for day in days(start, last)]
    more: Raw = {
        "organisations": [{"id": "SECAmb"}, {"id": "Kent Police", "holidays": {"added": {dates[0]: "a day off"}}}],
        "teams": [
            {"id": "A", "cycle": draw(_some(["late", "rest"], ["early", "late", "rest"], ["long"])), "anchor": dates[0]}
        ],
        "vehicles": draw(
            _some(
                [],
                [],
                [{"id": "V1", "call_signs": ["C1", "C2"]}],
                [{"id": "V1", "call_signs": ["C1", "C2"]}, {"id": "S", "spare_for": ["medway"]}],
                [
                    {"id": "V1", "call_signs": ["C1"], "off_road": [{"first": dates[0]}]},
                    {"id": "V2", "call_signs": ["C2"]},
                    {"id": "S", "spare_for": ["medway", "swale"]},
                ],
            )
        ),
        "rules": draw(rule_entries()),
    }
    raw = raw_book(
        draw(_people(dates, people)),
        draw(_services(dates, duties)),
        period=f"{start} {last}",
        crews=CREWS,
        shifts=SHIFTS,
        call_signs={"C1": "medway", "C2": "swale"},
        **more,
    )
    raw["shifts"] = [
        {"id": name, **(times if isinstance(times, dict) else {"start": times[0], "end": times[1]})}
        for name, times in SHIFTS.items()
    ]
    possible = candidates(Book.model_validate(raw))
    while most_candidates is not None and len(possible) > most_candidates:
        raw["people"] = raw["people"][:-1]
        possible = candidates(Book.model_validate(raw)) if raw["people"] else []
    facts = Facts(Book.model_validate(raw))
    # A rule may name a person who was not drawn, or a band without a call sign: such a book is refused, not solved.
    raw["rules"] = [
        entry
        for entry, built in zip(raw["rules"], facts.book.rules, strict=True)
        if not installed().build([built], facts)[1]
    ]
    if raw["people"]:
        raw |= _history(draw, [item["id"] for item in raw["people"]], start, last)
        if draw(st.integers(0, 2)) == 0:
            raw["published"] = _published(draw, Book.model_validate(raw), start)
    if possible and draw(st.integers(0, 4)) == 0:
        pinned = draw(st.lists(_some(*possible), min_size=1, max_size=2, unique_by=lambda who: who[:2]))
        raw["pins"] = [
            {"person": who.person, "duty": who.duty, **({"seat": who.seat} if draw(st.booleans()) else {})}
            for who in pinned
        ]
    book = Book.model_validate(raw)
    assert admit(book, installed()).problems == []
    return book
