"""Reads the answers to the five questions that make a unit: areas and cars, nights, crew, people, first month."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr

from models.text.dates_and_times import month_named, tidy, weekdays_written, written_clock
from roster.lifecycle.new_unit.roles import UnitAnswerError, is_officer, role_named, singular

_PARTS = re.compile(r"\s*[,;\n]\s*|\s+and\s+", re.IGNORECASE)
_COUNTED = re.compile(r"(?P<number>\d{1,4})\s*(?:x\s*)?(?P<what>[^\d].*)", re.IGNORECASE)
_TIMES = re.compile(r"(?P<start>\S+?)\s*(?:-|\u2013|\bto\b)\s*(?P<end>\d\S*)\s*$", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_MONTH_IN_WORDS = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{4})")
_HOW_PEOPLE_SERVE = re.compile(r"\b(volunteer(?:s|ing)?|offering|posted|full[- ]time)\b", re.IGNORECASE)
_NAME_AND_ID = re.compile(r"(?P<name>[^()]+?)\s*\((?P<id>[^()@/\s]+)\)")
_MOST_PEOPLE = 2000
_POLICE_WORDS = frozenset({"police", "police officer", "officer"})


@dataclass(frozen=True)
class Group:
    """Some people of one role.

    Attributes:
        role, name: the id and the name of the role.
        posted: whether they are posted to the unit full-time; else they offer dates.
    """

    role: str
    name: str
    number: int
    posted: bool


@dataclass(frozen=True)
class SeatWanted:
    """A seat of the crew.

    Attributes:
        role: the id of the role it is for; `police` for officers of any police role.
    """

    role: str
    number: int


@dataclass(frozen=True)
class Nights:
    """On which days of the week cars run, and from when to when (`HH:MM`)."""

    weekdays: tuple[str, ...]
    start: str = "18:00"
    end: str = "02:00"


def areas_in(text: str) -> tuple[str, ...]:
    """The names of areas: `Brighton, Worthing`; an id may follow in brackets: `Brighton (BN)`.

    Raises:
        UnitAnswerError: there is none, or a name or an id is there twice.
    """
    found = _names(text, "area", "Brighton, Worthing")
    ids = [key.casefold() for _, key in map(area_name_and_id, found) if key]
    if twice := [key for number, key in enumerate(ids) if key in ids[:number]]:
        raise UnitAnswerError(f"two areas have the id '{twice[0].upper()}'")
    return found


def area_name_and_id(words: str) -> tuple[str, str]:
    """The name of an area, and its id; empty where the words give none."""
    match = _NAME_AND_ID.fullmatch(words)
    return (match["name"], match["id"]) if match else (words, "")


def cars_in(text: str, areas: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The call signs of cars, each with its area: `JR20, JR21` in the order of the areas; `2` for so many new ones.

    Raises:
        UnitAnswerError: there are none, a name cannot be one, or there are fewer than areas.
    """
    text = tidy(text)
    signs = [f"JR-{n:02}" for n in range(1, int(text) + 1)] if re.fullmatch(r"\d{1,3}", text) else None
    if signs is None:
        signs = list(_names(text, "car", "JR20, JR21, or a number of cars"))
    if bad := [sign for sign in signs if re.search(r"[@/:]", sign)]:
        raise UnitAnswerError(f"'{bad[0]}' is no call sign; write them as JR20, JR21, in the order of the areas")
    if len(signs) < len(areas):
        raise UnitAnswerError(
            f"{len(signs)} car{'' if len(signs) == 1 else 's'} for {len(areas)} areas; give each area a car"
        )
    return tuple((sign, areas[number % len(areas)]) for number, sign in enumerate(signs))


def nights_in(text: str) -> Nights:
    """The days of the week, and the times where they are not 18:00-02:00: `fri, sat, sun`, `thu-sat 20:00-04:00`.

    Raises:
        UnitAnswerError: a word is no day of the week, or a time is none.
    """
    text = tidy(text)
    start, end = "18:00", "02:00"
    match = _TIMES.search(text)
    if match and any(letter.isdigit() for letter in match["start"]):
        clocks = [written_clock(match["start"]), written_clock(match["end"])]
        if None in clocks:
            raise UnitAnswerError(f"'{match[0].strip()}' are no times; write fri, sat, sun 18:00-02:00")
        start, end = (format_clock(clock.after_midnight.seconds // 60) for clock in clocks if clock is not None)
        text = text[: match.start()]
    text = re.sub(r"(?<=[A-Za-z])\s*[-\u2013]\s*(?=[A-Za-z])", "-", text)
    days: list[str] = []
    for word in filter(None, re.split(r"[,;\s]+|\band\b", text)):
        if not (found := weekdays_written(word)):
            raise UnitAnswerError(f"'{word}' is no day of the week; write fri, sat, sun")
        days += [day for day in found if day not in days]
    if not days:
        raise UnitAnswerError("there is no day of the week; write fri, sat, sun")
    return Nights(tuple(days), start, end)


def format_clock(minutes: int) -> str:
    """Minutes after midnight as `HH:MM`."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def people_in(text: str) -> tuple[Group, ...]:
    """The people by role: `8 paramedic volunteers, 3 constables, 22 specials`, `2 posted paramedics`.

    Raises:
        UnitAnswerError: a part has no number or no role, or there are too many people.
    """
    groups = []
    for number, what in _counted_parts(text, "8 paramedics, 3 constables, 22 specials"):
        posted = any(word.lower().startswith(("posted", "full")) for word in _HOW_PEOPLE_SERVE.findall(what))
        role, name = role_named(_HOW_PEOPLE_SERVE.sub("", what))
        groups.append(Group(role, name, number, posted))
    if sum(group.number for group in groups) > _MOST_PEOPLE:
        raise UnitAnswerError(f"that is more than {_MOST_PEOPLE:,} people")
    return tuple(groups)


def crew_in(text: str, people: Sequence[Group]) -> tuple[SeatWanted, ...]:
    """The seats of a car: `1 paramedic, 2 police`.

    Raises:
        UnitAnswerError: a seat has no number, is there twice, or is for a role that nobody has.
    """
    known = {group.role for group in people}
    seats: list[SeatWanted] = []
    for number, what in _counted_parts(text, "1 paramedic, 2 police"):
        word = singular(what)
        role = "police" if word in _POLICE_WORDS else role_named(what)[0]
        if role not in known and not (role == "police" and any(map(is_officer, known))):
            raise UnitAnswerError(f"nobody is a {word}; the people are {', '.join(sorted(known))}")
        if any(seat.role == role for seat in seats):
            raise UnitAnswerError(f"'{what}' is there twice; write 2 police for two seats")
        seats.append(SeatWanted(role, number))
    return tuple(seats)


def month_in(text: str) -> date:
    """The first day of a month: `2027-05`, `May 2027`.

    Raises:
        UnitAnswerError: it is no month.
    """
    text = tidy(text)
    year = month = 0
    if match := _MONTH.fullmatch(text):
        year, month = int(match[1]), int(match[2])
    elif match := _MONTH_IN_WORDS.fullmatch(text):
        year, month = int(match[2]), month_named(match[1])
    if not (1 <= month <= 12 and 2000 <= year <= 2199):
        raise UnitAnswerError(f"'{text}' is no month; write 2027-05 or May 2027")
    return date(year, month, 1)


def coordinator_in(text: str) -> dict[str, str]:
    """Whom people tell that they can come: `Flo Fir <flo@example.org>`, or an address alone.

    Raises:
        UnitAnswerError: there is no e-mail address.
    """
    name, address = parseaddr(tidy(text))
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        raise UnitAnswerError(f"'{text}' holds no e-mail address; write Flo Fir <flo@example.org>")
    return {"name": name, "email": address} if name else {"email": address}


def _names(text: str, noun: str, example: str) -> tuple[str, ...]:
    names = [part for part in _PARTS.split(tidy(text)) if part]
    if not names:
        raise UnitAnswerError(f"there is no {noun}; write {example}")
    lower = [name.casefold() for name in names]
    if twice := [name for number, name in enumerate(names) if lower[number] in lower[:number]]:
        raise UnitAnswerError(f"{noun} '{twice[0]}' is there twice")
    return tuple(names)


def _counted_parts(text: str, example: str) -> list[tuple[int, str]]:
    """The number and the words of each part."""
    found = []
    for part in _names(text, "number of people", example):
        match = _COUNTED.fullmatch(part)
        if not match or int(match["number"]) == 0:
            raise UnitAnswerError(f"'{part}' has no number and role; write {example}")
        found.append((int(match["number"]), match["what"].strip()))
    return found


__all__ = ["Group", "Nights", "SeatWanted", "UnitAnswerError", "area_name_and_id", "areas_in", "cars_in"]
__all__ += ["coordinator_in", "crew_in", "month_in", "nights_in", "people_in"]
