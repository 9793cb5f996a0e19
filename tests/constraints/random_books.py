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
from tests.constraints.random_rules import rule_entries, some

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
CAPS = ({"duties_per_month": 1}, {"hours_per_month": 12}, {"duties_per_week": 1}, {"nights_per_weekend": 1})


@st.composite
def _people(draw: st.DrawFn, dates: list[str], most: int) -> list[Raw]:
    return [draw(_person(f"p{number}", dates)) for number in range(draw(st.integers(2, most)))]


@st.composite
def _person(draw: st.DrawFn, name: str, dates: list[str]) -> Raw:
    role = draw(some("special", "special", "constable", "paramedic"))
    fields: Raw = {}
    means = draw(st.integers(0, 5))  # of work: a posting, a team, offers
    if role == "paramedic" and means < 4:
        fields["posting"] = posted(draw(some(7.5, 20, 37.5)), draw(some("", "fri sat sun")))
    elif role == "constable" and means < 3:
        fields["team"] = "A"
    offers = None
    if means > 1 or not fields:
        offers = [draw(_offer(dates))]
        if draw(st.integers(0, 2)) == 0:
            fields["caps"] = draw(some(*CAPS))
    held = draw(st.lists(some("driver", "patrol", "learner", f"driver to {dates[0]}"), max_size=2, unique=True))
    if draw(st.integers(0, 4)) == 0:
        fields["absences"] = [draw(_absence(draw(some(*dates))))]
    if draw(st.integers(0, 3)) == 0:
        fields["day_job"] = [draw(_day_job(dates[0]))]
    if draw(st.integers(0, 3)) == 0:
        fields["areas"] = draw(some(["medway"], ["swale", "medway"]))
    if draw(st.booleans()):
        fields["tags"] = ["new"]
    if draw(st.integers(0, 5)) == 0:
        fields["joined"] = draw(some(*dates))
    return person(name, role, offers, qualifications=holds(*held), **fields)


@st.composite
def _offer(draw: st.DrawFn, dates: list[str]) -> Raw:
    offer: Raw = draw(
        st.one_of(
            st.just({"weekdays": DAYS}),
            st.lists(some(*dates), min_size=1, max_size=4, unique=True).map(lambda some: {"dates": some}),
        )
    )
    if draw(st.integers(0, 4)) == 0:
        offer = {**offer, **draw(some({"start": "17:00", "end": "03:00"}, {"call_signs": ["C1"]}))}
    return offer


def _absence(day: str) -> st.SearchStrategy[Raw]:
    return some(
        {"kind": "annual leave", "first": day},
        {"kind": "training", "start": f"{day} 06:00", "end": f"{day} 19:00", "hours": 5},
    )


def _day_job(day: str) -> st.SearchStrategy[Raw]:
    return some(
        {"weekdays": DAYS[:5], "start": "09:00", "end": "17:00"},
        {"weekdays": ["fri"], "dates": [day], "start": "22:00", "end": "06:00"},
    )


@st.composite
def _services(draw: st.DrawFn, dates: list[str], most_duties: int) -> list[Raw]:
    services, left = [], most_duties
    for shift in draw(st.lists(some(*SHIFTS), min_size=1, max_size=2, unique=True)):
        lines = draw(some("C1", "C1", "C1 C2"))
        room = max(1, left // len(lines.split()))
        chosen = draw(st.lists(some(*dates), min_size=1, max_size=min(room, len(dates)), unique=True))
        left -= len(chosen) * len(lines.split())
        services.append(
            service(
                shift,
                " ".join(sorted(chosen)),
                lines,
                draw(some("car", "solo", "solo", "wide", "base")),
                priority=draw(st.integers(1, 12)),
            )
        )
        if left <= 0:
            break
    return services


@st.composite
def _records(draw: st.DrawFn, names: list[str], start: date, last: date) -> Raw:
    """A record of the period: about a shift's times or any others, on a call sign or not, kept or not."""
    day = draw(some(*days(start, last)))
    begins, ends = draw(some((7, 15), (10, 20), (18, 26), (18, 31), (20, 30), (0, 6), (15, 18)))
    begins, ends = begins + draw(some(0, 0, 1)), ends + draw(some(0, 0, -1, 2))
    midnight = datetime.combine(day, time())
    fields: Raw = draw(
        some({}, {}, {"call_sign": "C1"}, {"call_sign": "C1"}, {"call_sign": "C2"}, {"kind": "elsewhere"})
    )
    if draw(st.integers(0, 4)) == 0:
        fields = {**fields, "no_show": True}
    first, until = (f"{midnight + timedelta(hours=hours):%Y-%m-%d %H:%M}" for hours in (begins, ends))
    return worked(draw(some(*names)), first, until, **fields)


def _history(draw: Callable[..., Any], names: list[str], start: date, last: date) -> Raw:
    """Carried in, worked elsewhere, totals and requests."""
    eve = start - timedelta(days=1)
    more: Raw = {"carried_in": {}}
    if draw(st.integers(0, 2)) == 0:
        more["carried_in"]["duties"] = [
            worked(draw(some(*names)), f"{eve} 18:00", f"{start} 02:00", **draw(some({}, {"call_sign": "C1"}))),
            worked(draw(some(*names)), f"{eve - timedelta(days=1)} 09:00", f"{eve - timedelta(days=1)} 17:00"),
        ]
    if draw(st.integers(0, 3)) == 0:
        more["carried_in"]["totals"] = [
            {
                "person": draw(some(*names)),
                "hours": {f"{start:%Y-%m}": draw(some(4, 12))},
                "shares": {"friday-saturday": draw(st.integers(0, 3)), "duties": 1},
            }
        ]
    if draw(st.integers(0, 3)) == 0:
        day = draw(some(*days(start, last)))
        kind = draw(some("elsewhere", "training"))
        more["worked"] = [worked(draw(some(*names)), f"{day} 12:00", f"{day} 19:00", kind=kind)]
    if draw(st.integers(0, 2)) == 0:
        more["worked"] = more.get("worked", []) + draw(st.lists(_records(names, start, last), min_size=1, max_size=4))
    more["requests"] = [
        {
            "person": draw(some(*names)),
            "wish": draw(some("work", "off")),
            "dates": [str(draw(some(*days(start, last))))],
            "weight": draw(st.integers(1, 3)),
        }
        for _ in range(draw(st.integers(0, 2)))
    ]
    return more


def _published(draw: Callable[..., Any], book: Book, start: date) -> Raw:
    """What was published: people on duties they could be on or not, and perhaps one that is asked for no more."""
    duties = [*(duty.id for duty in book.duties), f"C1@{start - timedelta(days=1)}/late"]
    places = st.tuples(some(*(someone.id for someone in book.people)), some(*duties))
    assignments = [
        {"person": name, "duty": duty, "seat": "any", "basis": "offered"}
        for name, duty in draw(st.lists(places, max_size=5, unique=True))
    ]
    as_of = draw(some({}, {"as_of": f"{start + timedelta(days=1)}"}))
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
def _plain_book(draw: st.DrawFn, start: date, last: date, people: int, duties: int) -> Raw:
    """People, services and rules, with nothing carried in, published or pinned."""
    dates = [str(day) for day in days(start, last)]
    more: Raw = {
        "organisations": [{"id": "SECAmb"}, {"id": "Kent Police", "holidays": {"added": {dates[0]: "a day off"}}}],
        "teams": [
            {"id": "A", "cycle": draw(some(["late", "rest"], ["early", "late", "rest"], ["long"])), "anchor": dates[0]}
        ],
        "vehicles": draw(_vehicles(dates[0])),
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
    return raw


def _vehicles(day: str) -> st.SearchStrategy[list[Raw]]:
    """No vehicles, or some; one may be off the road on a day."""
    return some(
        [],
        [],
        [{"id": "V1", "call_signs": ["C1", "C2"]}],
        [{"id": "V1", "call_signs": ["C1", "C2"]}, {"id": "S", "spare_for": ["medway"]}],
        [
            {"id": "V1", "call_signs": ["C1"], "off_road": [{"first": day}]},
            {"id": "V2", "call_signs": ["C2"]},
            {"id": "S", "spare_for": ["medway", "swale"]},
        ],
    )


@st.composite
def books(draw: st.DrawFn, *, people: int = 5, duties: int = 6, most_candidates: int | None = None) -> Book:
    """A random book that its admission finds possible.

    Args:
        people, duties: at most about as many.
        most_candidates: at most as many decisions, so that every rota can be tried.
    """
    start = date.fromisoformat(draw(some(*STARTS)))
    last = start + timedelta(days=draw(st.integers(1, 4)))
    raw = draw(_plain_book(start, last, people, duties))
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
        pinned = draw(st.lists(some(*possible), min_size=1, max_size=2, unique_by=lambda who: who[:2]))
        raw["pins"] = [
            {"person": who.person, "duty": who.duty, **({"seat": who.seat} if draw(st.booleans()) else {})}
            for who in pinned
        ]
    book = Book.model_validate(raw)
    assert admit(book, installed()).problems == []
    return book
