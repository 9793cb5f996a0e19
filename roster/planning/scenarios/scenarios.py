"""A planner's questions: named changes to a book, alone, together, or as a grid of axes; and what is drawn by chance.

A scenarios file asks, of one book, "what if": each scenario is a list of changes, a grid has a cell for each
combination of its axes' values. How a change is applied to a book is `roster/planning/changes/`; what an axis
written short (`paramedics: 6..10`) means in a book is `roster/planning/scenarios/axes.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import Field, StringConstraints, ValidationError, field_validator, model_validator

from models.base import ClockTime, Duration, Id, LocalDate, Model, Text, Weekday
from models.clock import days_later, last_of
from models.people import AbsenceKind, Caps, Held, Offer, Posting
from models.problems import Path, Problem, did_you_mean
from models.reading import problem_message
from models.rules import Level, RuleEntry
from models.service import Priority
from roster.planning.results.money import Three

MOST_ADDED = 500  # people in one change; more is a slip
MOST_MONTHS = 36  # months in a row, and drawn months of a cell: beyond that no reader tells them apart

Share = Annotated[float, Field(ge=0, le=1)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Chosen(Model):
    """Which people a change speaks of: those who are in every list that is given. All of them where none is.

    Attributes:
        people: of those named by id.
        roles: of those of these roles.
        areas: of those whose first area it is.
        tags: of those with any of these tags.
        posted: only those posted full-time (true), or only those who are not (false).
    """

    people: tuple[Id, ...] = ()
    roles: tuple[Id, ...] = ()
    areas: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    posted: bool | None = None

    @property
    def words(self) -> str:
        """Who is meant, as people say it."""
        if self.people:
            return _listed(self.people)
        found = _listed([f"{role}s" for role in self.roles]) or "people"
        if self.posted is not None:
            found = f"{'posted' if self.posted else 'unposted'} {found}"
        if self.tags:
            found += f" tagged {_listed(self.tags)}"
        return found + (f" of {_listed(self.areas)}" if self.areas else "")


class AddPeople(Model):
    """More people, called `paramedic+1`, `paramedic+2` and so on: as one who is there, but for what is said otherwise.

    They are on no leave but what is drawn, their qualifications do not lapse, and they carry nothing in.

    Attributes:
        role: the role of the newcomers.
        count: how many.
        like: whom they resemble; when absent, the first of the role (of those posted full-time, where anybody is).
        first: the day they join; when absent, they are there from the start.
        areas: where they may serve, in place of where that person does.
        tags: their tags, in place of that person's.
        qualifications: what they hold, in place of what that person does.
        posting: their contract, in place of that person's.
        team: their response team, in place of that person's.
        offers: what they offer, in place of what that person does.
        share: of the dates they offer, how many, drawn by chance; all of them when absent.
        caps: their own limits, in place of that person's.
    """

    change: Literal["add-people"]
    role: Id
    count: Annotated[int, Field(ge=1, le=MOST_ADDED)] = 1
    like: Id | None = None
    first: LocalDate | None = None
    areas: tuple[str, ...] | None = None
    tags: tuple[str, ...] | None = None
    qualifications: tuple[Held, ...] | None = None
    posting: Posting | None = None
    team: Id | None = None
    offers: tuple[Offer, ...] | None = None
    share: Share | None = None
    caps: Caps | None = None

    @property
    def sentence(self) -> str:
        """What it does, in words."""
        where = f" in {_listed(self.areas)}" if self.areas else ""
        when = f" from {self.first}" if self.first else ""
        return f"{self.count} more {self.role}{'s' if self.count > 1 else ''}{where}{when}"


class RemovePeople(Chosen):
    """Fewer people: those named, or as many as `count` of those described, the last in the book first.

    Attributes:
        count: how many; all who are described when absent.
        first: the day from which they are gone; when absent, they never were there.
    """

    change: Literal["remove-people"]
    count: Annotated[int, Field(ge=1, le=MOST_ADDED)] | None = None
    first: LocalDate | None = None

    @model_validator(mode="after")
    def _somebody(self) -> RemovePeople:
        if not (self.people or self.roles or self.areas or self.tags):
            raise ValueError("name people, roles, areas or tags: everybody cannot be meant")
        return self

    @property
    def sentence(self) -> str:
        """What it does, in words."""
        many = "" if self.people or self.count is None else f"{self.count} "
        return f"without {many}{self.words}" + (f" from {self.first}" if self.first else "")


class NumberOfPeople(Model):
    """So many people of a role: the last in the book go, or more like the first come.

    Attributes:
        role: of which role.
        number: how many there are.
        area: only those whose first area it is.
        like: whom newcomers resemble; the first of them when absent.
        posted: counts only those posted full-time, or only those who are not; when absent, those posted full-time where
            anybody of the role is, else all of the role. The others stay.
    """

    change: Literal["number-of-people"]
    role: Id
    number: Annotated[int, Field(ge=0, le=2000)]
    area: str | None = None
    like: Id | None = None
    posted: bool | None = None

    @property
    def sentence(self) -> str:
        """What it does, in words."""
        return f"{self.number} {self.role}s" + (f" in {self.area}" if self.area else "")


class ChangePeople(Chosen):
    """Something else about people who are there.

    Attributes:
        set_areas: where they may serve (dedicated pairs: one area; a pool: all of them).
        hours_per_week: other paid hours a week, for those who are posted.
        share: of the dates they might offer, how many they do: their offers are drawn by chance from `weekdays`, or
            where that is absent, from the days of the week they offer in the book.
        weekdays: the days of the week from which `share` is drawn.
        offers: what they offer instead.
        caps: their own limits instead.
        team: the response team they go to.
    """

    change: Literal["people"]
    set_areas: tuple[str, ...] | None = None
    hours_per_week: Annotated[float, Field(gt=0, le=60)] | None = None
    share: Share | None = None
    weekdays: tuple[Weekday, ...] | None = None
    offers: tuple[Offer, ...] | None = None
    caps: Caps | None = None
    team: Id | None = None

    @model_validator(mode="after")
    def _something(self) -> ChangePeople:
        given = (self.set_areas, self.hours_per_week, self.share, self.offers, self.caps, self.team)
        if all(item is None for item in given):
            raise ValueError("changes nothing: give set_areas, hours_per_week, share, offers, caps or team")
        if self.weekdays is not None and self.share is None:
            raise ValueError("weekdays go with share")
        return self

    @property
    def sentence(self) -> str:
        """What it does, in words."""
        said = []
        if self.set_areas is not None:
            said.append(f"serve {_listed(self.set_areas) or 'anywhere'}")
        if self.hours_per_week is not None:
            said.append(f"work {self.hours_per_week:g} h a week")
        if self.share is not None:
            said.append(f"offer {self.share:.0%} of the {_listed(self.weekdays or ()) or 'days they know'}")
        if self.offers is not None:
            said.append("offer otherwise")
        if self.caps is not None:
            limits = [f"{value:g} {name.replace('_', ' ')}" for name, value in self.caps if value is not None]
            said.append(f"at most {_listed(limits)}" if limits else "no limits of their own")
        if self.team is not None:
            said.append(f"go to team {self.team}")
        return f"{self.words}: {', '.join(said)}"


class AwayFor(Model):
    """One person away for some weeks, or from a date to a date.

    Attributes:
        person: who.
        first: the first day away.
        last: the last day away, included.
        weeks: how many weeks away, in place of `last`.
        kind: why.
    """

    change: Literal["absence"]
    person: Id
    first: LocalDate
    last: LocalDate | None = None
    weeks: Annotated[int, Field(ge=1, le=104)] | None = None
    kind: AbsenceKind = AbsenceKind.SICKNESS

    @model_validator(mode="after")
    def _one_form(self) -> AwayFor:
        if (self.last is None) == (self.weeks is None):
            raise ValueError("give either last, or weeks")
        if self.end < self.first:
            raise ValueError(f"ends on {self.last}, before it starts on {self.first}")
        return self

    @property
    def end(self) -> date:
        """The last day."""
        return self.last or days_later(self.first, 7 * (self.weeks or 0) - 1)

    @property
    def sentence(self) -> str:
        """What it does, in words."""
        span = f"for {self.weeks} weeks from {self.first}" if self.weeks else f"from {self.first} to {self.last}"
        return f"{self.person} away {span} ({self.kind})"


class DrawnRate(Model):
    """Another rate at which people are away by chance: sickness, abstraction, leave, training.

    Attributes:
        kind: why they are away.
        roles: of which people; everybody where none is named.
        rate: the share of days.
    """

    change: Literal["away"]
    kind: AbsenceKind
    rate: Share
    roles: tuple[Id, ...] = ()

    @property
    def sentence(self) -> str:
        """What it does, in words."""
        whose = f" of {_listed([f'{role}s' for role in self.roles])}" if self.roles else ""
        return f"{self.kind}{whose} {self.rate:.3g}".replace(f"{self.rate:.3g}", f"{100 * self.rate:.3g} %")


class ChangeShift(Model):
    """Other times of a shift.

    Attributes:
        shift: which shift.
        start: the local time at which it starts.
        end: the local time at which it ends.
        length: how long it lasts; with neither start nor end, it starts so much earlier or later, and ends as before.
    """

    change: Literal["shift"]
    shift: Id
    start: ClockTime | None = None
    end: ClockTime | None = None
    length: Annotated[Duration, Field(gt=0, le=1440)] | None = None

    @model_validator(mode="after")
    def _something(self) -> ChangeShift:
        if self.start is None and self.end is None and self.length is None:
            raise ValueError("changes nothing: give start, end or length")
        if self.end is not None and self.length is not None:
            raise ValueError("give either end or length")
        return self

    @property
    def sentence(self) -> str:
        """What it does, in words."""
        said = [f"from {self.start:%H:%M}" if self.start else "", f"to {self.end:%H:%M}" if self.end else ""]
        if self.length is not None:
            said.append(f"{self.length / 60:g} h")
        return f"{self.shift} {' '.join(word for word in said if word)}"


class ChangeServices(Model):
    """Other duties: of some services, or of their duties for some call signs only.

    Attributes:
        services: which; all of them where none is named.
        call_signs, on: only their duties for these call signs, on these days of the week; the rest stay as they are.
        weekdays: on which days of the week they run.
        shift: the shift they run.
        crew: who sits in them.
        first: the first date on which they run.
        last: the last date on which they run.
        priority: what one stood-down duty weighs.
    """

    change: Literal["services"]
    services: tuple[Id, ...] = ()
    call_signs: tuple[Id, ...] = ()
    on: tuple[Weekday, ...] = ()
    weekdays: tuple[Weekday, ...] | None = None
    shift: Id | None = None
    crew: Id | None = None
    first: LocalDate | None = None
    last: LocalDate | None = None
    priority: Priority | None = None

    @model_validator(mode="after")
    def _something(self) -> ChangeServices:
        if all(getattr(self, name) is None for name in SERVICE_FIELDS):
            raise ValueError(f"changes nothing: give {_listed(SERVICE_FIELDS, 'or')}")
        return self

    @property
    def sentence(self) -> str:
        """What it does, in words."""
        said = []
        if self.crew is not None:
            said.append(f"crewed by {self.crew}")
        if self.shift is not None:
            said.append(f"on the {self.shift}")
        if self.weekdays is not None:
            said.append(f"run on {_listed(self.weekdays) or 'no day'}")
        if self.priority is not None:
            said.append(f"weigh {self.priority}")
        said += [f"{name} {day}" for name, day in (("from", self.first), ("to", self.last)) if day]
        which = f"{_listed(self.services) or 'all services'}"
        which += f" of {_listed(self.call_signs)}" if self.call_signs else ""
        which += f" on {_listed(self.on)}" if self.on else ""
        return f"{which}: {', '.join(said)}"


SERVICE_FIELDS = ("weekdays", "shift", "crew", "first", "last", "priority")


class DaysAWeek(Model):
    """On which days of the week the unit runs: services keep those of their days, and the longest one takes the others.

    Attributes:
        weekdays: the days; every call sign runs on each of them, and on no other.
        call_signs: only of these call signs; of all where none is named.
    """

    change: Literal["days"]
    weekdays: Annotated[tuple[Weekday, ...], Field(min_length=1)]
    call_signs: tuple[Id, ...] = ()

    @property
    def sentence(self) -> str:
        """What it does, in words."""
        return f"{_listed(self.call_signs) or 'every call sign'} on {_listed(self.weekdays)}"


class ChangeSeat(Model):
    """Another seat: how many people sit in it, of which roles, with which qualifications.

    Attributes:
        seat: which seat.
        crews: in which crews; in all that have a seat of that id where none is named.
        minimum: people without whom the duty is stood down.
        preferred: people of a full crew.
        maximum: never more.
        roles: the roles it accepts, best first.
        qualifications: what everybody in it must hold.
    """

    change: Literal["seat"]
    seat: Id
    crews: tuple[Id, ...] = ()
    minimum: Annotated[int, Field(ge=0, le=1000)] | None = None
    preferred: Annotated[int, Field(ge=0, le=1000)] | None = None
    maximum: Annotated[int, Field(ge=0, le=1000)] | None = None
    roles: Annotated[tuple[Id, ...], Field(min_length=1)] | None = None
    qualifications: tuple[Id, ...] | None = None

    @model_validator(mode="after")
    def _something(self) -> ChangeSeat:
        given = (self.minimum, self.preferred, self.maximum, self.roles, self.qualifications)
        if all(item is None for item in given):
            raise ValueError("changes nothing: give minimum, preferred, maximum, roles or qualifications")
        return self

    @property
    def sentence(self) -> str:
        """What it does, in words."""
        said = [
            f"{name} {value}"
            for name, value in (("minimum", self.minimum), ("preferred", self.preferred), ("maximum", self.maximum))
            if value is not None
        ]
        if self.roles is not None:
            said.append(f"for {_listed(self.roles)}")
        if self.qualifications is not None:
            said.append(f"with {_listed(self.qualifications) or 'no qualification'}")
        return f"{self.seat} seat{f' of {_listed(self.crews)}' if self.crews else ''}: {', '.join(said)}"


class ChangeRule(Model):
    """Other figures of a rule the book has.

    Attributes:
        rule: its kind.
        roles: only of those of the rules of that kind that apply to one of these roles.
        values: its parameters (also `level` and `weight`) with their new values.
    """

    change: Literal["rule"]
    rule: str
    roles: tuple[Id, ...] = ()
    values: Annotated[Mapping[str, Any], Field(min_length=1)]

    @property
    def sentence(self) -> str:
        """What it does, in words."""
        return f"{self.rule}: {', '.join(f'{name} {value}' for name, value in self.values.items())}"


class Add(Model):
    """More of anything a book lists, written as in a book: call signs, vehicles, services, people, rules.

    What is there already in the same words is no second one.

    Attributes:
        organisations, roles, areas, qualifications, call_signs, vehicles, shifts, crews, services, teams, people,
            requests, rules: written as in a book.
    """

    SECTIONS: ClassVar[tuple[str, ...]] = (
        "organisations",
        "roles",
        "areas",
        "qualifications",
        "call_signs",
        "vehicles",
        "shifts",
        "crews",
        "services",
        "teams",
        "people",
        "requests",
        "rules",
    )

    change: Literal["add"]
    organisations: tuple[Mapping[str, Any], ...] = ()
    roles: tuple[Mapping[str, Any], ...] = ()
    areas: tuple[Mapping[str, Any], ...] = ()
    qualifications: tuple[Mapping[str, Any], ...] = ()
    call_signs: tuple[Mapping[str, Any], ...] = ()
    vehicles: tuple[Mapping[str, Any], ...] = ()
    shifts: tuple[Mapping[str, Any], ...] = ()
    crews: tuple[Mapping[str, Any], ...] = ()
    services: tuple[Mapping[str, Any], ...] = ()
    teams: tuple[Mapping[str, Any], ...] = ()
    people: tuple[Mapping[str, Any], ...] = ()
    requests: tuple[Mapping[str, Any], ...] = ()
    rules: tuple[RuleEntry, ...] = ()

    @model_validator(mode="after")
    def _something(self) -> Add:
        if not any(getattr(self, name) for name in self.SECTIONS):
            raise ValueError(f"adds nothing: give {_listed(self.SECTIONS, 'or')}")
        return self

    @property
    def sentence(self) -> str:
        """What it does, in words."""
        said = []
        for name in self.SECTIONS:
            items = getattr(self, name)
            ids = [str(item["id"]) for item in items if isinstance(item, Mapping) and "id" in item]
            if items:
                told = _listed(ids) if 0 < len(ids) <= 4 else str(len(items))
                said.append(f"{name.replace('_', ' ')} {told}")
        return f"more: {', '.join(said)}"


class Remove(Model):
    """Fewer vehicles, call signs, services or rules; what only made sense with them goes too.

    Attributes:
        call_signs: ids of call signs.
        vehicles: ids of vehicles.
        services: ids of services.
        rules: kinds of rules.
    """

    SECTIONS: ClassVar[tuple[str, ...]] = ("call_signs", "vehicles", "services", "rules")

    change: Literal["remove"]
    call_signs: tuple[Id, ...] = ()
    vehicles: tuple[Id, ...] = ()
    services: tuple[Id, ...] = ()
    rules: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _something(self) -> Remove:
        if not any(getattr(self, name) for name in self.SECTIONS):
            raise ValueError(f"removes nothing: give {_listed(self.SECTIONS, 'or')}")
        return self

    @property
    def sentence(self) -> str:
        """What it does, in words."""
        return f"without {_listed([item for name in self.SECTIONS for item in getattr(self, name)])}"


class ChangePeriod(Model):
    """Another period. Longer than a month, it is made month by month, each remembering those before it.

    Outside the book's own period nobody has dated offers: they are drawn from the days of the week each offers in it.

    Attributes:
        first: the first date.
        last: the last date, included.
        months: how many months, in place of `last`.
    """

    change: Literal["period"]
    first: LocalDate
    last: LocalDate | None = None
    months: Annotated[int, Field(ge=1, le=MOST_MONTHS)] | None = None

    @model_validator(mode="after")
    def _one_form(self) -> ChangePeriod:
        if (self.last is None) == (self.months is None):
            raise ValueError("give either last, or months")
        if self.end < self.first:
            raise ValueError(f"ends on {self.last}, before it starts on {self.first}")
        return self

    @property
    def end(self) -> date:
        """The last day."""
        return self.last or last_of(self.first, self.months or 1)

    @property
    def sentence(self) -> str:
        """What it does, in words."""
        many = "1 month" if self.months == 1 else f"{self.months} months"
        return f"from {self.first} " + (f"to {self.last}" if self.last else f"for {many}")


Change = Annotated[
    AddPeople
    | RemovePeople
    | NumberOfPeople
    | ChangePeople
    | AwayFor
    | DrawnRate
    | ChangeShift
    | ChangeServices
    | DaysAWeek
    | ChangeSeat
    | ChangeRule
    | Add
    | Remove
    | ChangePeriod,
    Field(discriminator="change"),
]
BY_KIND: Mapping[str, type[Model]] = {
    get_args(kind.model_fields["change"].annotation)[0]: kind for kind in get_args(get_args(Change)[0])
}


class Scenario(Model):
    """A named list of changes, made one after another.

    Attributes:
        note: a remark for readers of the plan.
        changes: what differs from the base, made one after another.
    """

    id: Id
    name: Text = ""
    note: Text = ""
    changes: Annotated[tuple[Change, ...], Field(min_length=1)]


class Lasting(StrEnum):
    """How long somebody is away who is drawn to be."""

    WEEK = "week"  # a whole week, Monday to Sunday: leave, courses
    SPELL = "spell"  # some days in a row, `mean_days` on average: sickness
    DAY = "day"


class DrawnAway(Model):
    """Being away by chance: a share of days, in weeks, spells or single days, each person's for themselves.

    Attributes:
        kind: why they are away.
        rate: the share of days that people are away so, on average.
        roles: of which people; everybody where none is named. Of several of one kind, the last that names a person
            counts.
        lasting: whether they are away for whole weeks, for spells of some days, or for single days.
        mean_days: how many days a spell lasts on average.
        source: where the rate comes from.
    """

    kind: AbsenceKind
    rate: Share
    roles: tuple[Id, ...] = ()
    lasting: Lasting = Lasting.SPELL
    mean_days: Annotated[float, Field(ge=1, le=90)] = 4
    source: Text = ""


class DrawnOffers(Model):
    """Offers by chance: of the nights that lie on days of the week they offer in the book, people offer a share.

    Attributes:
        roles: of which people; of all who only offer where none is named.
        share: the share; when absent, each person's own, as the book's period has it.
        weekdays: the days of the week; when absent, those on which the person offers in the book.
        source: where the share comes from.
    """

    roles: tuple[Id, ...] = ()
    share: Share | None = None
    weekdays: tuple[Weekday, ...] | None = None
    source: Text = ""


class Draws(Model):
    """What chance decides, and how often it is asked.

    A person's luck on a date depends on the seed, the number of the draw, the person and the date alone, so that two
    cells differ by what was changed and not by luck (common random numbers).

    Attributes:
        months: how often each cell's period is drawn. The table shows the median of these, and the 10th and 90th
            percentile.
        away: who is away by chance.
        offers: who offers by chance.
        keep_dated: whether the book's own dated offers and absences hold beside what is drawn; when absent, they do
            where nothing of their kind is drawn.
    """

    months: Annotated[int, Field(ge=1, le=1000)] = 1
    away: tuple[DrawnAway, ...] = ()
    offers: tuple[DrawnOffers, ...] = ()
    keep_dated: bool | None = None

    @property
    def anything(self) -> bool:
        """Whether anything is left to chance."""
        return bool(self.away or self.offers)


class Scenarios(Model):
    """What a planner asks of one book.

    Attributes:
        name: what the plan is called.
        description: a sentence under its name.
        base_name: what the first cell is called.
        base: changes made to the book before all others; the first cell is the book with them and no more.
        scenarios: each is a cell.
        combined: lists of scenarios' ids: each is a cell with all of them, one after another.
        grid: axes; a cell for each combination of their values. An axis is written short (`paramedics: 6..10`,
            `late-turn: 8 h, 10 h`, `days: 5, 7`, `minimum-hours.hours: 16, 27.5`) or as a mapping from what a value is
            called to a scenario's id or a list of changes ([] for none).
        draws: what is left to chance.
        last_level: levels are solved down to this one; what lies below it is not asked about.
        gains: for which roles the table says what one more would give; for all who crew where absent, for none if
            empty.
        gain_months: of how many of a cell's drawn months the bottleneck and these gains are worked out.
        money: figures of your own in place of those of `figures.toml` in the package, by their names there: a number,
            or three of them, [cautious, central, favourable].
    """

    name: Annotated[Text, Field(min_length=1)] = "What if"
    description: Annotated[str, Field(max_length=20_000)] = ""
    base_name: Text = "As it is"
    base: tuple[Change, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    combined: tuple[Annotated[tuple[Id, ...], Field(min_length=2)], ...] = ()
    grid: Mapping[Words, Any] = {}
    draws: Draws = Draws()
    last_level: Level = Level.HOURS
    gains: tuple[Id, ...] | None = None
    gain_months: Annotated[int, Field(ge=0, le=1000)] = 1
    money: Mapping[Words, Three] = {}

    @field_validator("last_level", mode="before")
    @classmethod
    def _all_levels(cls, value: Any) -> Any:
        return Level.WISHES if value == "all" else value

    @model_validator(mode="after")
    def _soft_level(self) -> Scenarios:
        if self.last_level is Level.HARD:
            raise ValueError("last_level: a hard rule is no level to solve; write cover, full, hours, fair or all")
        return self


def scenarios_problems(error: ValidationError, above: Path = ()) -> list[Problem]:
    """A validation error of scenarios, or of a list of changes at some place, as problems in plain words."""
    found: dict[Problem, None] = {}
    every = error.errors()
    for details in every:
        place = tuple(details["loc"])
        # Where a change is faulty, pydantic also says that the list is too short without it.
        if details["type"] == "too_short" and any(
            len(other["loc"]) > len(place) and tuple(other["loc"])[: len(place)] == place for other in every
        ):
            continue
        # It names the kind of a change, after its number in the list, as if that were a field.
        tag = next((n for n, part in enumerate(place) if n and isinstance(place[n - 1], int) and part in BY_KIND), None)
        path: Path = (*above, *place)
        root: type[Model] = Scenarios
        inside = details
        if tag is not None:
            path = (*above, *place[:tag], *place[tag + 1 :])
            root = BY_KIND[str(place[tag])]
            inside = {**details, "loc": place[tag + 1 :]}
        if details["type"] == "union_tag_invalid":
            said = str(details["ctx"]["tag"])
            path = (*path, "change")
            message = (
                f"'{said}' is no kind of change{did_you_mean(said, BY_KIND) or '; they are ' + ', '.join(BY_KIND)}"
            )
        elif details["type"] == "union_tag_not_found":
            message = f"does not say what changes: `change` is one of {', '.join(BY_KIND)}"
        else:
            message = problem_message(inside, root)
            if details["type"] == "extra_forbidden" and tag == len(place) - 2 and "did you mean" not in message:
                message += f"; {place[tag]} takes {', '.join(name for name in root.model_fields if name != 'change')}"
        found[Problem(path, message)] = None
    return list(found)


def _listed(words: Sequence[object], joint: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    told = [str(word) for word in words]
    return f" {joint} ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)


__all__ = ["BY_KIND", "Change", "Chosen", "Draws", "Scenario", "Scenarios"]
