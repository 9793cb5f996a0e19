"""A change applied to a book: the book as it would be, with every mistake in the change said in one sentence.

Changes are made one after another on a draft, the book's lists, and the result is checked as a whole like any book.
What names somebody or something that is gone goes with it: requests, pins, history, rules about them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import singledispatchmethod
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from models.areas import AreaNames
from models.base import Weekday
from models.book import Book
from models.history import CarriedIn
from models.people import Absence, AbsenceKind, Held, Offer, Person, Posting
from models.period import Period
from models.problems import BookError, Path, Problem, did_you_mean
from models.reading import problem_message
from models.references import NAMED_SECTIONS
from models.rules import Level, RuleEntry
from models.scenarios import (
    SERVICE_FIELDS,
    Add,
    AddPeople,
    AwayFor,
    Change,
    ChangePeople,
    ChangePeriod,
    ChangeRule,
    ChangeSeat,
    ChangeServices,
    ChangeShift,
    Chosen,
    DaysAWeek,
    DrawnAway,
    DrawnRate,
    Draws,
    NumberOfPeople,
    Remove,
    RemovePeople,
    last_of,
)
from models.service import Crew, Seat, Service, Shift

LONGEST_SPAN = 1100  # days: three years


@dataclass(frozen=True)
class Pattern:
    """How somebody's offers are drawn, where a change says so.

    Attributes:
        share: of the dates they might offer; None for as many as in the book.
        weekdays: on which days of the week; None for those they offer in the book.
    """

    share: float | None
    weekdays: tuple[Weekday, ...] | None = None


@dataclass(frozen=True)
class Case:
    """A book as it would be, and what goes with it that no book holds.

    Attributes:
        book: its period is that of the book it was made from, where `span` is another one or longer.
        span: the period asked about.
        draws: what is left to chance.
        patterns: by person, whose offers are drawn.
        absences: by person, those that changes made: they hold whatever is drawn.
    """

    book: Book
    span: Period
    draws: Draws
    patterns: Mapping[str, Pattern] = field(default_factory=dict)
    absences: Mapping[str, tuple[Absence, ...]] = field(default_factory=dict)


def applied(case: Case, changes: Sequence[Change], path: Path = ()) -> Case:
    """A case with changes made to it, one after another.

    Args:
        path: where the changes are in the scenarios file.

    Raises:
        BookError: every mistake in them, each with its place.
    """
    draft = _Draft(case)
    for number, change in enumerate(changes):
        draft.make(change, (*path, number))
    return draft.case(path)


class _Draft:
    """The lists of a book while changes are made to them."""

    def __init__(self, case: Case) -> None:
        book = case.book
        self._before = book
        self._fields: dict[str, Any] = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in ((name, getattr(book, name)) for name in Book.model_fields)
        }
        # A planner asks what could be, not what was told; and what is solved is solved anew.
        self._fields |= {"rota": None, "published": None}
        self._span = case.span
        self._draws = case.draws
        self._patterns = dict(case.patterns)
        self._absences = dict(case.absences)
        self._problems: list[Problem] = []
        self._path: Path = ()

    def make(self, change: Change, path: Path) -> None:
        """Make one change."""
        self._path = path
        self._make(change)

    def case(self, path: Path) -> Case:
        """What came of it.

        Raises:
            BookError: every mistake.
        """
        if self._problems:
            raise BookError(self._problems)
        self._let_go()
        book = self._book(path)
        if not book.people:
            raise BookError([Problem(path, "leaves nobody in the book")])
        if not book.services or not any(service.call_signs for service in book.services):
            raise BookError([Problem(path, "leaves no service in the book, so there is no duty to crew")])
        if not book.duties and self._span == book.period:
            raise BookError([Problem(path, "leaves no duty in the period")])
        return Case(book, self._span, self._draws, self._patterns, self._absences)

    def _book(self, path: Path) -> Book:
        """The lists as a book; a pin to a duty that is no longer asked for goes with it."""
        for _ in range(2):
            try:
                return Book.model_validate(self._fields)
            except ValidationError as error:
                found = list(_problems(error))
                pins = {problem.path[1] for problem in found if problem.path[:1] == ("pins",)}
                if len(pins) < len({problem.path[:2] for problem in found}):
                    told = dict.fromkeys(problem.message for problem in found if problem.path[:1] != ("pins",))
                    raise BookError([Problem(path, message) for message in told]) from None
                self._fields["pins"] = [pin for number, pin in enumerate(self._fields["pins"]) if number not in pins]
        raise AssertionError("pins that are gone are still there")

    # --- mistakes

    def _say(self, message: str, *place: str | int) -> None:
        self._problems.append(Problem((*self._path, *place), message))

    def _known(self, section: str, name: str | None, *place: str | int) -> bool:
        """Whether a name is one of a section; complains where it is not."""
        known = [item.id for item in self._fields[section]]
        if name is None or name in known:
            return True
        self._say(f"{NAMED_SECTIONS[section]} '{name}' is unknown{did_you_mean(name, known)}", *place)
        return False

    def _all_known(self, section: str, names: Iterable[str], *place: str | int) -> bool:
        fine = True
        for number, name in enumerate(names):
            fine &= self._known(section, name, *place, number)  # each is to be looked at
        return fine

    def _areas(self, names: Iterable[str], *place: str | int) -> set[str]:
        """The ids of areas by any of their names."""
        areas = AreaNames(self._fields["areas"])
        found: set[str] = set()
        for number, name in enumerate(names):
            ids = areas.ids(name)
            if not ids:
                self._say(f"area '{name}' is unknown{did_you_mean(name, areas.spellings)}", *place, number)
            found.update(ids)
        return found

    # --- people

    @property
    def _people(self) -> list[Person]:
        people: list[Person] = self._fields["people"]
        return people

    def _chosen(self, chosen: Chosen) -> list[Person]:
        """The people a change speaks of."""
        fine = self._all_known("people", chosen.people, "people") & self._all_known("roles", chosen.roles, "roles")
        areas = self._areas(chosen.areas, "areas")
        tags = {tag for person in self._people for tag in person.tags}
        for number, tag in enumerate(chosen.tags):
            if tag not in tags:
                fine = False
                self._say(f"nobody has the tag '{tag}'{did_you_mean(tag, tags)}", "tags", number)
        if not fine or (chosen.areas and not areas):
            return []
        found = [
            person
            for person in self._people
            if (not chosen.people or person.id in chosen.people)
            and (not chosen.roles or person.role in chosen.roles)
            and (not chosen.areas or self._home(person) in areas)
            and (not chosen.tags or set(chosen.tags) & set(person.tags))
            and (chosen.posted is None or chosen.posted == (person.posting is not None))
        ]
        if not found:
            self._say(f"speaks of nobody: there are no {chosen.words}")
        return found

    def _home(self, person: Person) -> str | None:
        ids = AreaNames(self._fields["areas"]).ids(person.areas[0]) if person.areas else ()
        return ids[0] if ids else None

    def _replace(self, old: Person, new: Person) -> None:
        self._fields["people"] = [new if item.id == old.id else item for item in self._people]

    def _like(self, role: str, like: str | None) -> Person | None:
        """Whom a newcomer resembles."""
        if not self._known("roles", role, "role"):
            return None
        if like is not None:
            if not self._known("people", like, "like"):
                return None
            return next(person for person in self._people if person.id == like)
        same = [person for person in self._people if person.role == role]
        if not same:
            self._say(f"there is no {role} a newcomer could resemble; name somebody of another role: `like`", "role")
            return None
        return min(same, key=lambda person: person.posting is None)

    def _newcomers(self, change: AddPeople) -> list[Person]:
        like = self._like(change.role, change.like)
        self._known("teams", change.team, "team")
        self._areas(change.areas or (), "areas")
        self._all_known("qualifications", [held.id for held in change.qualifications or ()], "qualifications")
        self._within(change.first, "first")
        if like is None:
            return []
        taken = {person.id for person in self._people}
        free = (f"{change.role}+{number}" for number in range(1, len(taken) + change.count + 1))
        names = [name for name in free if name not in taken][: change.count]
        return [newcomer(like, name, change, self._before.period.last) for name in names]

    @singledispatchmethod
    def _make(self, change: Change) -> None:
        raise AssertionError(f"no such change: {change}")

    @_make.register
    def _add_people(self, change: AddPeople) -> None:
        for person in self._newcomers(change):
            self._people.append(person)
            if change.share is not None:
                self._patterns[person.id] = Pattern(change.share, _weekdays(person.offers))
            elif change.offers is None and change.like in self._patterns:
                self._patterns[person.id] = self._patterns[change.like]

    @_make.register
    def _remove_people(self, change: RemovePeople) -> None:
        self._within(change.first, "first")
        found = self._chosen(change)
        if change.count is not None:
            if change.count > len(found) > 0:
                self._say(f"there are only {len(found)} {change.words}, not {change.count}", "count")
            found = found[-change.count :]
        self._take_away(found, change.first)

    def _take_away(self, gone: Sequence[Person], first: date | None) -> None:
        if first is None:
            names = {person.id for person in gone}
            self._fields["people"] = [person for person in self._people if person.id not in names]
            return
        end = max(self._span.last, self._before.period.last)
        for person in gone:
            away = Absence(kind=AbsenceKind.OTHER, first=first, last=end)
            posting = person.posting
            if posting is not None:
                before = first - timedelta(days=1)
                if posting.first is None or posting.first <= before:
                    posting = posting.remade(last=min(before, posting.last or before))
                else:
                    posting = None
            self._send_away(person.remade(posting=posting), away)

    @_make.register
    def _number_of_people(self, change: NumberOfPeople) -> None:
        if not self._known("roles", change.role, "role"):
            return
        area = self._areas([change.area], "area") if change.area is not None else set()
        same = [person for person in self._people if person.role == change.role]
        posted = change.posted if change.posted is not None else any(item.posting for item in same) or None
        counted = [
            person
            for person in same
            if (posted is None or posted == (person.posting is not None)) and (not area or self._home(person) in area)
        ]
        missing = change.number - len(counted)
        if missing > 0:
            like = change.like or (counted[0].id if counted else None)
            more = AddPeople(change="add-people", role=change.role, count=missing, like=like)
            if change.area is not None:
                more = more.model_copy(update={"areas": (change.area,)})
            self._add_people(more)
        elif missing < 0:
            self._take_away(counted[missing:], None)

    @_make.register
    def _change_people(self, change: ChangePeople) -> None:
        self._areas(change.set_areas or (), "set_areas")
        self._known("teams", change.team, "team")
        for person in self._chosen(change):
            fields: dict[str, Any] = {}
            if change.set_areas is not None:
                fields["areas"] = change.set_areas
            if change.hours_per_week is not None:
                if person.posting is None:
                    self._say(f"{person.id} has no posting whose hours could change", "hours_per_week")
                    continue
                fields["posting"] = person.posting.remade(hours_per_week=change.hours_per_week)
            if change.offers is not None:
                fields["offers"] = change.offers
            if change.caps is not None:
                fields["caps"] = change.caps
            if change.team is not None:
                fields |= {"team": change.team, "posting": None}
            if change.share is not None:
                self._patterns[person.id] = Pattern(change.share, change.weekdays)
            self._replace(person, person.remade(**fields))

    @_make.register
    def _away_for(self, change: AwayFor) -> None:
        if not self._known("people", change.person, "person"):
            return
        last = change.last or change.first + timedelta(weeks=change.weeks or 0, days=-1)
        if last < self._span.first or change.first > self._span.last:
            self._say(
                f"{change.first} to {last} lies outside the period, {self._span.first} to {self._span.last}", "first"
            )
        person = next(item for item in self._people if item.id == change.person)
        away = Absence(kind=change.kind, first=change.first, last=last)
        self._send_away(person, away)

    def _send_away(self, person: Person, away: Absence) -> None:
        self._replace(person, person.remade(absences=(*person.absences, away)))
        self._absences[person.id] = (*self._absences.get(person.id, ()), away)

    def _within(self, day: date | None, *place: str) -> None:
        if day is not None and day not in self._span:
            self._say(f"{day} lies outside the period, {self._span.first} to {self._span.last}", *place)

    # --- chance

    @_make.register
    def _drawn_rate(self, change: DrawnRate) -> None:
        if not self._all_known("roles", change.roles, "roles"):
            return
        same = [item for item in self._draws.away if item.kind is change.kind]
        like = same[-1] if same else DrawnAway(kind=change.kind, rate=change.rate)
        drawn = like.remade(rate=change.rate, roles=change.roles)
        # Of several of one kind the last that names a person counts, so that this one speaks for its roles alone.
        self._draws = self._draws.remade(away=(*self._draws.away, drawn))

    # --- shifts, services, crews

    @_make.register
    def _change_shift(self, change: ChangeShift) -> None:
        if not self._known("shifts", change.shift, "shift"):
            return
        shifts: list[Shift] = self._fields["shifts"]
        try:
            self._fields["shifts"] = [_retimed(item, change) if item.id == change.shift else item for item in shifts]
        except ValidationError as error:
            for told in _told(error):
                self._say(told)

    @_make.register
    def _change_services(self, change: ChangeServices) -> None:
        fine = self._all_known("services", change.services, "services")
        fine &= self._all_known("call_signs", change.call_signs, "call_signs")
        fine &= self._known("shifts", change.shift, "shift") & self._known("crews", change.crew, "crew")
        if not fine:
            return
        found: list[Service] = []
        touched = False
        for service in self._fields["services"]:
            if change.services and service.id not in change.services:
                found.append(service)
                continue
            kept, chosen = _split(service, change.call_signs, change.on)
            found += kept
            if chosen is not None:
                touched = True
                given = {name: getattr(change, name) for name in SERVICE_FIELDS if getattr(change, name) is not None}
                if "weekdays" in given:
                    given |= {"added_dates": _on(chosen.added_dates, given["weekdays"])}
                try:
                    found += [changed] if (changed := chosen.remade(**given)).weekdays else []
                except ValidationError as error:
                    for told in _told(error):
                        self._say(told)
                self._speak_of(service.id, [*kept, chosen])
        if not touched:
            self._say("changes nothing: none of these services has such a duty")
        self._fields["services"] = found

    @_make.register
    def _days_a_week(self, change: DaysAWeek) -> None:
        if not self._all_known("call_signs", change.call_signs, "call_signs"):
            return
        days = set(change.weekdays)
        found: list[Service] = []
        longest: dict[str, Service] = {}
        run: dict[str, set[Weekday]] = {}
        for service in self._fields["services"]:
            kept, chosen = _split(service, change.call_signs, ())
            found += kept
            if chosen is None:
                continue
            weekdays = tuple(day for day in chosen.weekdays if day in days)
            for call_sign in chosen.call_signs:
                run.setdefault(call_sign, set()).update(weekdays)
                before = longest.get(call_sign)
                if before is None or len(chosen.weekdays) > len(before.weekdays):
                    longest[call_sign] = chosen
            if weekdays:
                found.append(chosen.remade(weekdays=weekdays, added_dates=_on(chosen.added_dates, weekdays)))
            self._speak_of(service.id, [*kept, chosen])
        more: dict[tuple[str, tuple[Weekday, ...]], list[str]] = {}
        for call_sign, service in longest.items():
            if missing := tuple(day for day in Weekday if day in days - run[call_sign]):
                more.setdefault((service.id, missing), []).append(call_sign)
        taken = {item.id for item in found}
        for (name, missing), call_signs in more.items():
            service = next(item for item in longest.values() if item.id == name)
            added = _free(f"{name} {'-'.join(missing)}", taken)
            taken.add(added)
            found.append(
                service.remade(
                    id=added, call_signs=tuple(call_signs), weekdays=missing, added_dates=(), removed_dates=()
                )
            )
            self._speak_of(name, found[-1:])
        self._fields["services"] = found

    def _speak_of(self, service: str, parts: Sequence[Service]) -> None:
        """Rules that speak of a service speak of what was split off it."""
        for part in parts:
            self._fields["rules"] = [_also(entry, service, part.id) for entry in self._fields["rules"]]

    @_make.register
    def _change_seat(self, change: ChangeSeat) -> None:
        fine = self._all_known("crews", change.crews, "crews") & self._all_known("roles", change.roles or (), "roles")
        fine &= self._all_known("qualifications", change.qualifications or (), "qualifications")
        if not fine:
            return
        crews: list[Crew] = self._fields["crews"]
        meant = [crew for crew in crews if not change.crews or crew.id in change.crews]
        seats = {seat.id for crew in meant for seat in crew.seats}
        if change.seat not in seats:
            self._say(f"no such crew has a seat '{change.seat}'{did_you_mean(change.seat, seats)}", "seat")
            return
        try:
            self._fields["crews"] = [
                crew.remade(seats=[_reseated(seat, change) if seat.id == change.seat else seat for seat in crew.seats])
                if crew in meant
                else crew
                for crew in crews
            ]
        except ValidationError as error:
            for told in _told(error):
                self._say(told)

    # --- rules

    @_make.register
    def _change_rule(self, change: ChangeRule) -> None:
        rules: list[RuleEntry] = self._fields["rules"]
        meant = [
            entry
            for entry in rules
            if entry.kind == change.rule
            and (not change.roles or (entry.applies_to and set(change.roles) & set(entry.applies_to.roles)))
        ]
        if not meant:
            kinds = {entry.kind for entry in rules}
            self._say(f"the book states no such rule '{change.rule}'{did_you_mean(change.rule, kinds)}", "rule")
            return
        if "kind" in change.values:
            self._say("the kind of a rule cannot change", "values", "kind")
            return
        try:
            self._fields["rules"] = [
                entry.remade(**change.values) if any(entry is item for item in meant) else entry for entry in rules
            ]
        except ValidationError as error:
            for told in _told(error):
                self._say(told, "values")

    # --- more and less of anything

    @_make.register
    def _add(self, change: Add) -> None:
        for section in change.SECTIONS:
            info = Book.model_fields[section]
            (item_type, *_) = get_args(info.rebuild_annotation())
            reader: TypeAdapter[Any] = TypeAdapter(item_type)
            known = {item.id: item for item in self._fields[section] if hasattr(item, "id")}
            for number, raw in enumerate(getattr(change, section)):
                try:
                    item = reader.validate_python(dict(raw) if isinstance(raw, Mapping) else raw)
                except ValidationError as error:
                    for details in error.errors():
                        place = (section, number, *details["loc"])
                        self._say(problem_message(details, item_type), *place)
                    continue
                there = known.get(getattr(item, "id", ""))
                if there is not None and there != item:
                    what = NAMED_SECTIONS.get(section, section)
                    self._say(f"{what} '{item.id}' is there already, and is another", section, number, "id")
                elif there is None and item not in self._fields[section]:
                    self._fields[section].append(item)
                    if hasattr(item, "id"):
                        known[item.id] = item

    @_make.register
    def _remove(self, change: Remove) -> None:
        for section in ("call_signs", "vehicles", "services"):
            names = getattr(change, section)
            self._all_known(section, names, section)
            self._fields[section] = [item for item in self._fields[section] if item.id not in names]
        kinds = {entry.kind for entry in self._fields["rules"]}
        for number, kind in enumerate(change.rules):
            if kind not in kinds:
                self._say(f"the book states no rule '{kind}'{did_you_mean(kind, kinds)}", "rules", number)
        self._fields["rules"] = [entry for entry in self._fields["rules"] if entry.kind not in change.rules]
        if change.call_signs:
            services: list[Service] = self._fields["services"]
            left = {service.id: _without(service.call_signs, change.call_signs) for service in services}
            self._fields["services"] = [item.remade(call_signs=left[item.id]) for item in services if left[item.id]]

    # --- the period

    @_make.register
    def _change_period(self, change: ChangePeriod) -> None:
        last = change.last or last_of(change.first, change.months or 1)
        if (last - change.first).days >= LONGEST_SPAN:
            self._say(f"{change.first} to {last} is longer than {LONGEST_SPAN} days; is the year right?")
            return
        try:
            self._span = Period(first=change.first, last=last, time_zone=self._before.period.time_zone)
        except ValidationError as error:
            for told in _told(error):
                self._say(told)

    # --- what hangs on what is gone

    def _let_go(self) -> None:
        """Whatever names somebody or something that is no longer there goes with them."""
        fields = self._fields
        people = {person.id for person in fields["people"]}
        call_signs = {item.id for item in fields["call_signs"]}
        gone = {
            "people": {person.id for person in self._before.people} - people,
            "call_signs": {item.id for item in self._before.call_signs} - call_signs,
            "services": {item.id for item in self._before.services} - {item.id for item in fields["services"]},
        }
        if not any(gone.values()):
            return
        lost = gone["call_signs"]
        fields["requests"] = [
            item for item in fields["requests"] if item.person in people and item.call_sign not in lost
        ]
        fields["pins"] = [
            item for item in fields["pins"] if item.person in people and item.duty.split("@")[0] not in lost
        ]
        fields["worked"] = [_off(item, lost) for item in fields["worked"] if item.person in people]
        fields["derogations"] = [item for item in fields["derogations"] if item.person in people]
        carried: CarriedIn = fields["carried_in"]
        fields["carried_in"] = CarriedIn(
            duties=tuple(_off(item, lost) for item in carried.duties if item.person in people),
            totals=tuple(item for item in carried.totals if item.person in people),
            stand_downs=tuple(item for item in carried.stand_downs if item.call_sign in call_signs),
        )
        if lost:
            fields["vehicles"] = [
                item.remade(call_signs=_without(item.call_signs, lost)) for item in fields["vehicles"]
            ]
            fields["people"] = [_offering_without(person, lost) for person in fields["people"]]
        for entry in fields["rules"]:
            self._leave_alone(_bereft(entry, gone["people"], people))
        fields["rules"] = [kept for entry in fields["rules"] if (kept := _rule_without(entry, gone)) is not None]

    def _leave_alone(self, names: Iterable[str]) -> None:
        """Who may only work together with somebody who is gone does not work."""
        first, last = min(self._span.first, self._before.period.first), max(self._span.last, self._before.period.last)
        for person in [item for item in self._people if item.id in set(names)]:
            self._send_away(person, Absence(kind=AbsenceKind.OTHER, first=first, last=last))


def newcomer(like: Person, name: str, change: AddPeople, day: date) -> Person:
    """Somebody new who resembles somebody, and holds for good what that person holds on a day."""
    posting = change.posting or like.posting
    if posting is not None:
        posting = Posting(hours_per_week=posting.hours_per_week, weekdays=posting.weekdays)
    team = change.team or (None if change.posting else like.team)
    if change.team is not None and change.posting is None:
        posting = None
    held = change.qualifications
    if held is None:
        held = tuple(
            Held(id=name) for name in dict.fromkeys(one.id for one in like.qualifications if one.valid_on(day))
        )
    return Person(
        id=name,
        name=f"New {name.replace('+', ' ')}",
        role=change.role,
        areas=like.areas if change.areas is None else change.areas,
        joined=change.first,
        tags=like.tags if change.tags is None else change.tags,
        qualifications=held,
        posting=posting,
        team=team,
        offers=like.offers if change.offers is None else change.offers,
        caps=like.caps if change.caps is None else change.caps,
        day_job=like.day_job,
    )


def _weekdays(offers: Sequence[Offer]) -> tuple[Weekday, ...] | None:
    found = {day for offer in offers for day in offer.weekdays}
    return tuple(day for day in Weekday if day in found) or None


def _retimed(shift: Shift, change: ChangeShift) -> Shift:
    """A shift with other times."""
    start, end, length = change.start or shift.start, change.end or shift.end, shift.length
    if change.end is not None:
        length = None
    if change.length is not None:
        if shift.length is not None:
            end, length = None, change.length
            if change.start is None:
                start = _shifted(shift.start, shift.length - change.length)
        elif change.start is not None:
            end = _shifted(change.start, change.length)
        elif shift.end is not None:
            start = _shifted(shift.end, -change.length)
    same_end = end == shift.end
    return shift.remade(start=start, end=end, length=length, dated_ends=shift.dated_ends if same_end else ())


def _shifted(time: Any, minutes: int) -> Any:
    return (datetime.combine(date(2000, 1, 2), time) + timedelta(minutes=minutes)).time()


def _split(service: Service, call_signs: Sequence[str], on: Sequence[Weekday]) -> tuple[list[Service], Service | None]:
    """A service taken apart: what is not meant, and what is; None where it has no such duty."""
    mine = tuple(name for name in service.call_signs if not call_signs or name in call_signs)
    days = tuple(day for day in service.weekdays if not on or day in on)
    if not mine or not days:
        return [service], None
    rest = _without(service.call_signs, mine)
    others = _without(service.weekdays, days)
    kept = []
    if rest:
        kept.append(service.remade(call_signs=rest))
    if others:
        name = service.id if not rest else f"{service.id} {' '.join(mine)} otherwise"
        kept.append(
            service.remade(id=name, call_signs=mine, weekdays=others, added_dates=_on(service.added_dates, others))
        )
    if not kept:
        return [], service
    name = f"{service.id} {' '.join(mine)}" if rest else service.id
    name += f" {'-'.join(days)}" if others else ""
    added = _on(service.added_dates, days) if others else service.added_dates
    return kept, service.remade(id=name[:60].strip(), call_signs=mine, weekdays=days, added_dates=added)


def _on(dates: Sequence[date], weekdays: Sequence[Weekday]) -> tuple[date, ...]:
    return tuple(day for day in dates if Weekday.of(day) in weekdays)


def _without(names: Sequence[Any], gone: Iterable[Any]) -> tuple[Any, ...]:
    lost = set(gone)
    return tuple(name for name in names if name not in lost)


def _free(name: str, taken: Iterable[str]) -> str:
    known = set(taken)
    return (
        name
        if name not in known
        else next(f"{name} {n}" for n in range(2, len(known) + 3) if f"{name} {n}" not in known)
    )


def _reseated(seat: Seat, change: ChangeSeat) -> Seat:
    """A seat with other figures; the most there may be goes along with the preferred where it was the same."""
    minimum = seat.minimum if change.minimum is None else change.minimum
    preferred = change.preferred
    if preferred is None:
        preferred = max(minimum, seat.preferred) if change.maximum is None else min(seat.preferred, change.maximum)
    maximum = change.maximum
    if maximum is None:
        maximum = preferred if seat.maximum == seat.preferred else max(preferred, seat.maximum)
    return seat.remade(
        minimum=minimum,
        preferred=preferred,
        maximum=maximum,
        roles=change.roles or seat.roles,
        qualifications=seat.qualifications if change.qualifications is None else change.qualifications,
    )


def _also(entry: RuleEntry, service: str, part: str) -> RuleEntry:
    to = entry.applies_to
    if to is None or service not in to.services or part in to.services:
        return entry
    return entry.model_copy(update={"applies_to": to.model_copy(update={"services": (*to.services, part)})})


def _off(item: Any, lost: set[str]) -> Any:
    """What was worked, without a call sign that is gone."""
    return item.model_copy(update={"call_sign": None}) if item.call_sign in lost else item


def _offering_without(person: Person, lost: set[str]) -> Person:
    """A person whose offers name no call sign that is gone; one that named only such is no offer any longer."""
    if not any(set(offer.call_signs) & lost for offer in person.offers):
        return person
    offers = []
    for offer in person.offers:
        left = _without(offer.call_signs, lost)
        if left or not offer.call_signs:
            offers.append(offer.remade(call_signs=left))
    return person.remade(offers=tuple(offers))


def _bereft(entry: RuleEntry, gone: set[str], there: set[str]) -> Iterator[str]:
    """Those of a hard rule of pairs who need a partner, and have lost every one they had."""
    extra = entry.model_extra or {}
    if entry.kind != "required-pairs" or entry.level not in (None, Level.HARD):
        return
    pairs = [tuple(map(str, pair)) for pair in extra.get("pairs", ()) if len(pair) == 2]
    both = [*pairs, *((other, one) for one, other in pairs)] if extra.get("both_ways") else pairs
    for name in sorted({one for one, _ in both} & there):
        if {other for one, other in both if one == name} <= gone:
            yield name


def _rule_without(entry: RuleEntry, gone: Mapping[str, set[str]]) -> RuleEntry | None:
    """A rule without those who are gone; None where nobody and nothing is left that it speaks of."""
    to = entry.applies_to
    if to is not None:
        left = {name: _without(getattr(to, name), gone[name]) for name in gone}
        spoke = bool(to.people or to.roles or to.tags)
        speaks = bool(left["people"] or to.roles or to.tags)
        if (spoke and not speaks) or any(getattr(to, name) and not left[name] for name in ("call_signs", "services")):
            return None
        entry = entry.model_copy(update={"applies_to": to.model_copy(update=left)})
    own = {}
    for name, value in (entry.model_extra or {}).items():
        if isinstance(value, str) and value in gone["people"]:
            return None
        if isinstance(value, list | tuple):
            kept = [item for item in value if not _names(item, gone["people"])]
            if len(kept) < len(value):
                if not kept or (Counter(map(type, value)) == {str: 2} and len(kept) < 2):
                    return None
                own[name] = kept
    return entry.remade(**own) if own else entry


def _names(item: object, people: set[str]) -> bool:
    return (
        item in people
        if isinstance(item, str)
        else isinstance(item, list | tuple) and bool(set(map(str, item)) & people)
    )


def _problems(error: ValidationError) -> Iterator[Problem]:
    """What is wrong with a book, or an item of it, that changes made."""
    for details in error.errors():
        inner = details.get("ctx", {}).get("error")
        if isinstance(inner, BookError):
            yield from inner.problems
        else:
            place = Problem(tuple(details["loc"]), "").place
            message = problem_message(details, Book)
            yield Problem(tuple(details["loc"]), f"{place}: {message}" if details["loc"] else message)


def _told(error: ValidationError) -> list[str]:
    """The same in sentences without places: these are nobody's lines."""
    return list(dict.fromkeys(problem.message for problem in _problems(error)))


__all__ = ["Case", "Pattern", "applied", "newcomer"]
