"""The 291 Specials of `examples/kent-specials-2026-12.yaml`: the same people, offers and requests at each run.

Everything else of the book is written by hand. The force's 291 Specials are the sources' figure; how they divide among
districts and units, and what each offers, is ASSUMED, as the book says.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from random import Random

NAME = "examples/kent-specials-2026-12.yaml"
MARKS = ("people", "requests")
_SEED = 291
_FIRST = date(2026, 12, 1)
_DAYS = [_FIRST + timedelta(days=day) for day in range(31)]

# District: how many Specials, and the area of the response car they may serve.
_DISTRICTS = {
    "Dartford": ("DA", 21, "DG"),
    "Gravesham": ("GR", 20, "DG"),
    "Medway": ("MW", 29, "MS"),
    "Swale": ("SW", 20, "MS"),
    "Thanet": ("TH", 28, "TC"),
    "Canterbury": ("CA", 27, "TC"),
    "Maidstone": ("MA", 28, None),
    "Ashford": ("AS", 20, None),
    "Folkestone and Hythe": ("FH", 20, None),
    "Dover": ("DO", 20, None),
    "Tunbridge Wells": ("TW", 20, None),
    "Tonbridge and Malling": ("TM", 19, None),
    "Sevenoaks": ("SE", 19, None),
}
_DRIVERS_UNTIL = ("2027-06-30", "2028-03-31", "2028-10-31", "2029-05-31")
_SAFETY_UNTIL = ("2027-02-28", "2027-05-31", "2027-07-31", "2027-09-30", "2027-10-31")


@dataclass(frozen=True)
class _Unit:
    """A unit that Specials are embedded in.

    Attributes:
        qualification: what its seats ask for.
        call_signs: its call signs.
        weekdays: the days of the week on which it has places for Specials; 0 is Monday.
        one_in: of how many Specials one serves it, or would if they were not on accompanied patrol.
        place: which of these many it is.
    """

    qualification: str
    call_signs: str
    weekdays: tuple[int, ...]
    one_in: int
    place: int


_UNITS = (
    _Unit("marine", "MU-1", (5, 6), 17, 4),
    _Unit("roads", "RP-1, RP-2", (4, 5, 6), 7, 3),
    _Unit("dogs", "DU-1", (4, 5), 23, 9),
    _Unit("serious-crime", "SX-1", (1, 3), 11, 6),
)
_WIDTH = 150  # characters of a line


def lines(mark: str) -> str:
    """The lines of one generated part of the book, `people` or `requests`."""
    people = list(_specials())
    if mark == "requests":
        return "\n".join(_requests(people))
    parts = []
    for name, (area, number, _) in _DISTRICTS.items():
        parts.append(f"  # {name}, {number}")
        parts += [person.text for person in people if person.area == area]
    return "\n".join(parts)


@dataclass(frozen=True)
class _Special:
    """A Special as the book has them, and the dates they offered."""

    id: str
    area: str
    dates: tuple[date, ...]
    text: str


def _specials() -> Iterator[_Special]:
    draw = Random(_SEED)
    number = 0
    for area, count, car in _DISTRICTS.values():
        for place in range(count):
            number += 1
            yield _special(draw, number, area, car if place % 4 == 1 else None)


def _special(draw: Random, number: int, area: str, car: str | None) -> _Special:
    name = f"SC{number:03}"
    status = ("accompanied-patrol", "directed-patrol", "qualified")[_drawn(draw, (3, 3, 4))]
    unit = next((unit for unit in _UNITS if number % unit.one_in == unit.place), None)
    if status == "accompanied-patrol":
        unit = None
    held = [f"{{id: officer-safety, valid_to: {draw.choice(_SAFETY_UNTIL)}}}", f"{{id: {status}}}"]
    if status != "accompanied-patrol" and draw.random() < 0.65:
        held.append(f"{{id: response-driver, valid_to: {draw.choice(_DRIVERS_UNTIL)}}}")
    if unit is not None:
        held.append(f"{{id: {unit.qualification}}}")
    offers, dates = _offers(draw, unit)
    areas = [area, *([car] if car else []), *(["KENT"] if unit else [])]
    first = f"  - {{id: {name}, name: Special {number:03}, role: special, areas: [{', '.join(areas)}],"
    rest = [f"qualifications: [{', '.join(held)}]"]
    if offers:
        rest.append(f"offers: [{', '.join(offers)}]{_caps(draw)}")
    if draw.random() < 0.08:
        away = _FIRST + timedelta(days=draw.randrange(24))
        rest.append(f"absences: [{{kind: annual leave, first: {away}, last: {away + timedelta(days=6)}}}]")
    text = "\n".join([first, *(_wrapped(f"     {part},") for part in rest)])
    return _Special(name, area, tuple(dates), f"{text[:-1]}}}")


def _wrapped(line: str) -> str:
    """A long line as two or more, broken between the entries of a list."""
    if len(line) <= _WIDTH:
        return line
    at = line.rindex(", ", 0, _WIDTH)
    return f"{line[:at]},\n{_wrapped(f'              {line[at + 2 :]}')}"


def _offers(draw: Random, unit: _Unit | None) -> tuple[list[str], list[date]]:
    """What a Special offers: nights and Sundays for any unit they serve, evenings, and days for their unit alone."""
    kind = _drawn(draw, (3, 7, 60, 30))  # nothing, one date, as many as most do, many
    if kind == 0:
        return [], []
    if kind == 1:
        dates = [draw.choice([day for day in _DAYS if day.weekday() in (4, 5, 6)])]
        return [f"{{dates: {_list(dates)}}}"], dates
    share = (0.35, 0.6)[kind - 2]
    dates = [day for day in _DAYS if draw.random() < share * _liked(day)]
    alone = [] if unit is None else [day for day in _DAYS if day.weekday() in unit.weekdays and draw.random() < 0.45]
    offers = [f"{{dates: {_list(dates)}}}"] if dates else []
    if unit is not None and (own := [day for day in alone if day not in dates]):
        offers.append(f"{{dates: {_list(own)}, call_signs: [{unit.call_signs}]}}")
        dates = sorted({*dates, *own})
    return offers, dates


def _liked(day: date) -> float:
    """How readily a date is offered, beside an ordinary Friday or Saturday: Christmas, evenings and Sundays less."""
    if day in (date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 31)):
        return 0.4
    return {4: 1.0, 5: 1.0, 6: 0.7, 2: 0.5}.get(day.weekday(), 0.0)


def _caps(draw: Random) -> str:
    most = ("duties_per_month: 4", "duties_per_month: 3", "duties_per_month: 2", "hours_per_month: 24")
    caps = [most[_drawn(draw, (4, 3, 2, 1))]]
    if draw.random() < 0.3:
        caps.append("nights_per_weekend: 1")
    return f", caps: {{{', '.join(caps)}}}"


def _requests(people: Iterable[_Special]) -> Iterator[str]:
    """One Special in nine wishes for a date they offered, or would rather not have it."""
    draw = Random(_SEED + 1)
    for person in islice((person for person in people if person.dates), 4, None, 9):
        wish, weight = draw.choice((("work", ""), ("off", ""), ("off", ", weight: 2")))
        yield f"  - {{person: {person.id}, wish: {wish}, dates: [{draw.choice(person.dates)}]{weight}}}"


def _drawn(draw: Random, weights: tuple[int, ...]) -> int:
    """Which of some cases it is, by their weights."""
    left = draw.random() * sum(weights)
    for case, weight in enumerate(weights):
        left -= weight
        if left < 0:
            return case
    return len(weights) - 1


def _list(dates: Iterable[date]) -> str:
    return f"[{', '.join(map(str, dates))}]"


def with_people(text: str) -> str:
    """The book with its generated parts put in.

    Raises:
        ValueError: the book has no such part.
    """
    for mark in MARKS:
        begin, end = f"  # generated: {mark} (python -m tests.documents)\n", f"  # end of {mark}\n"
        if text.count(begin) != 1 or text.count(end) != 1:
            raise ValueError(f"the book has no part '{begin.strip()}' ... '{end.strip()}'")
        text = f"{text.split(begin)[0]}{begin}{lines(mark)}\n{end}{text.split(end)[1]}"
    return text
