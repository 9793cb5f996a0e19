"""Changes of people: more, fewer, a number of them, other hours or offers, absences, and rates of absence."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from models.base import Id, LocalDate, Model, Weekday
from models.clock import days_later
from models.people import AbsenceKind, Caps, Held, Offer, Posting
from models.text.lists import listed
from roster.planning.scenarios.sampling import Share

MAX_ADDED = 500  # people in one change; more is a typing mistake


class ChosenPeople(Model):
    """The people a change is about: those who match every list that is given; everybody where no list is given.

    Attributes:
        people: only people with these ids.
        roles: only people of these roles.
        areas: only people whose first area is one of these.
        tags: only people with any of these tags.
        posted: only those posted full-time (true), or only those who are not (false).
    """

    people: tuple[Id, ...] = ()
    roles: tuple[Id, ...] = ()
    areas: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    posted: bool | None = None

    @property
    def words(self) -> str:
        """The people as a phrase: `posted paramedics of Medway`."""
        if self.people:
            return listed(self.people)
        found = listed([f"{role}s" for role in self.roles]) or "people"
        if self.posted is not None:
            found = f"{'posted' if self.posted else 'unposted'} {found}"
        if self.tags:
            found += f" tagged {listed(self.tags)}"
        return found + (f" of {listed(self.areas)}" if self.areas else "")


class AddPeople(Model):
    """Adds people, called `paramedic+1`, `paramedic+2` and so on: each a copy of a person in the book, except for the
    fields given here.

    Newcomers have no absences but those that are drawn, their qualifications do not expire, and nothing is carried in
    for them.

    Attributes:
        role: the role of the newcomers.
        count: how many people are added.
        like: the person they are copied from; when absent, the first of the role (of those posted full-time, if any).
        first: the day they join; when absent, they are there from the start.
        areas: where they may serve, instead of where the copied person does.
        tags: their tags, instead of the copied person's.
        qualifications: what they hold, instead of what the copied person holds.
        posting: their contract, instead of the copied person's.
        team: their response team, instead of the copied person's.
        offers: what they offer, instead of what the copied person offers.
        share: the share of those dates that they offer, drawn at random; all of them when absent.
        caps: their own limits, instead of the copied person's.
    """

    change: Literal["add-people"]
    role: Id
    count: Annotated[int, Field(ge=1, le=MAX_ADDED)] = 1
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
        """The change as a sentence for tables and reports."""
        where = f" in {listed(self.areas)}" if self.areas else ""
        when = f" from {self.first}" if self.first else ""
        return f"{self.count} more {self.role}{'s' if self.count > 1 else ''}{where}{when}"


class RemovePeople(ChosenPeople):
    """Removes people: those named, or `count` of those described, the last in the book first.

    Attributes:
        count: how many are removed; all who are described when absent.
        first: the day from which they no longer work; when absent, they are removed from the whole period.
    """

    change: Literal["remove-people"]
    count: Annotated[int, Field(ge=1, le=MAX_ADDED)] | None = None
    first: LocalDate | None = None

    @model_validator(mode="after")
    def _names_people(self) -> RemovePeople:
        if not (self.people or self.roles or self.areas or self.tags):
            raise ValueError("name people, roles, areas or tags: everybody cannot be meant")
        return self

    @property
    def sentence(self) -> str:
        """The change as a sentence for tables and reports."""
        many = "" if self.people or self.count is None else f"{self.count} "
        return f"without {many}{self.words}" + (f" from {self.first}" if self.first else "")


class NumberOfPeople(Model):
    """Sets the number of people of a role: removes the last in the book, or adds copies of the first.

    Attributes:
        role: the role whose people are counted.
        number: how many there are to be.
        area: counts only people whose first area this is.
        like: the person newcomers are copied from; the first of those counted when absent.
        posted: counts only people posted full-time (true), or only the others (false); when absent, those posted
            full-time if anybody of the role is, else all of the role. The others stay.
    """

    change: Literal["number-of-people"]
    role: Id
    number: Annotated[int, Field(ge=0, le=2000)]
    area: str | None = None
    like: Id | None = None
    posted: bool | None = None

    @property
    def sentence(self) -> str:
        """The change as a sentence for tables and reports."""
        return f"{self.number} {self.role}s" + (f" in {self.area}" if self.area else "")


class ChangePeople(ChosenPeople):
    """Changes areas, hours, offers, limits or the team of people in the book.

    Attributes:
        set_areas: where they may serve (dedicated pairs: one area; a pool: all of them).
        hours_per_week: paid hours a week, for people with a posting.
        share: the share of possible dates that they offer. The dates are drawn at random from `weekdays`; when that is
            absent, from the days of the week they offer in the book.
        weekdays: the days of the week from which dates are drawn; goes with `share`.
        offers: what they offer, instead of what the book says.
        caps: their own limits, instead of what the book says.
        team: the response team they move to.
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
    def _changes_something(self) -> ChangePeople:
        given = (self.set_areas, self.hours_per_week, self.share, self.offers, self.caps, self.team)
        if all(item is None for item in given):
            raise ValueError("changes nothing: give set_areas, hours_per_week, share, offers, caps or team")
        if self.weekdays is not None and self.share is None:
            raise ValueError("weekdays go with share")
        return self

    @property
    def sentence(self) -> str:
        """The change as a sentence for tables and reports."""
        parts = []
        if self.set_areas is not None:
            parts.append(f"serve {listed(self.set_areas) or 'anywhere'}")
        if self.hours_per_week is not None:
            parts.append(f"work {self.hours_per_week:g} h a week")
        if self.share is not None:
            parts.append(f"offer {self.share:.0%} of the {listed(self.weekdays or ()) or 'days they know'}")
        if self.offers is not None:
            parts.append("offer otherwise")
        if self.caps is not None:
            limits = [f"{value:g} {name.replace('_', ' ')}" for name, value in self.caps if value is not None]
            parts.append(f"at most {listed(limits)}" if limits else "no limits of their own")
        if self.team is not None:
            parts.append(f"go to team {self.team}")
        return f"{self.words}: {', '.join(parts)}"


class AddAbsence(Model):
    """Adds an absence of one person: for some weeks, or from one date to another.

    Attributes:
        person: the id of the person.
        first: the first day away.
        last: the last day away, included.
        weeks: the number of weeks away, instead of `last`.
        kind: the reason.
    """

    change: Literal["absence"]
    person: Id
    first: LocalDate
    last: LocalDate | None = None
    weeks: Annotated[int, Field(ge=1, le=104)] | None = None
    kind: AbsenceKind = AbsenceKind.SICKNESS

    @model_validator(mode="after")
    def _one_form(self) -> AddAbsence:
        if (self.last is None) == (self.weeks is None):
            raise ValueError("give either last, or weeks")
        if self.end < self.first:
            raise ValueError(f"ends on {self.last}, before it starts on {self.first}")
        return self

    @property
    def end(self) -> date:
        """The last day away."""
        return self.last or days_later(self.first, 7 * (self.weeks or 0) - 1)

    @property
    def sentence(self) -> str:
        """The change as a sentence for tables and reports: who is sick is no matter for a board, so it names nobody."""
        span = f"for {self.weeks} weeks from {self.first}" if self.weeks else f"from {self.first} to {self.last}"
        return f"one person away {span}"


class ChangeAwayRate(Model):
    """Changes the rate of absences drawn at random: sickness, abstraction, leave or training.

    Attributes:
        kind: the reason for the absences.
        roles: the roles it holds for; everybody when none is named.
        rate: the share of days that people are away.
    """

    change: Literal["away"]
    kind: AbsenceKind
    rate: Share
    roles: tuple[Id, ...] = ()

    @property
    def sentence(self) -> str:
        """The change as a sentence for tables and reports."""
        people = f" of {listed([f'{role}s' for role in self.roles])}" if self.roles else ""
        return f"{self.kind}{people} {100 * self.rate:.3g} %"
