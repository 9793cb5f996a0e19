"""Weekends, late finishes, bank holidays, hours: shared evenly, remembering what was carried in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.base import PersonRule
from constraints.counting.even_shares import Claim, levelled, most_within_caps, shortest_within
from constraints.counting.weekly_caps import Takes, nights_of
from constraints.facts import Counting, Facts
from models.base import format_minutes
from models.duty import Duty
from models.history import Worked, WorkedKind
from models.people import Person
from models.rota import POINT, Breach
from models.rules import Level

if TYPE_CHECKING:
    from constraints.context import RotaModel
    from constraints.view import RotaView

STEPS = 12  # beyond so many bands more than a share, each further unit costs like the last
SMALL_HOURS_END = 6  # a duty that ends after midnight and by 06:00 finishes late: WTR night time is 23:00-06:00

Group = tuple[str, str | None]  # role and home area


class Counted(StrEnum):
    """What is shared."""

    FRIDAY_SATURDAY = "friday-saturday"
    WEEKEND = "weekend"
    LATE_FINISH = "late-finish"
    BANK_HOLIDAY = "bank-holiday"
    DUTIES = "duties"
    HOURS = "hours"

    def counts(self, start: datetime, end: datetime, holidays: Container[date] = ()) -> bool:
        """Whether a duty with these naive local times is one."""
        if self is Counted.FRIDAY_SATURDAY:
            return start.weekday() in (4, 5)
        if self is Counted.WEEKEND:
            return start.weekday() in (5, 6)
        if self is Counted.LATE_FINISH:
            return end.date() > start.date() and 0 < end.hour * 60 + end.minute <= SMALL_HOURS_END * 60
        if self is Counted.BANK_HOLIDAY:
            return start.date() in holidays or (end - timedelta(minutes=1)).date() in holidays
        return True

    @property
    def words(self) -> str:
        """The duties in words."""
        return {
            Counted.FRIDAY_SATURDAY: "Friday and Saturday duties",
            Counted.WEEKEND: "Saturday and Sunday duties",
            Counted.LATE_FINISH: "late finishes",
            Counted.BANK_HOLIDAY: "bank holiday duties",
            Counted.DUTIES: "duties",
            Counted.HOURS: "on duty",
        }[self]


class Within(StrEnum):
    """Among whom it is shared."""

    ROLE = "role"
    AREA = "area"  # the people of one role with the same home area


class By(StrEnum):
    """What an even share is measured by."""

    HEAD = "head"  # everybody alike
    CAP = "cap"  # never more than offers, own caps and contract allow; the posted in proportion to their contracts


@dataclass(frozen=True)
class Share:
    """What one person should have at most, and has already; minutes where hours are counted.

    Attributes:
        credited: whether what was carried in is the mean of the group, for one who joined within that time.
    """

    even: int
    carried: int
    credited: bool


class FairShare(PersonRule):
    """Nobody has more than an even share of what is counted; each one beyond costs.

    The share is what the group has carried in plus the places to fill in this period, divided by the people of the
    group who are rostered for or have offered any of them, rounded down. The first beyond a share costs 1, the next 3,
    then 5, so that the burden spreads; what a person carried in counts as theirs already.

    Counts: `friday-saturday` and `weekend` (Saturday and Sunday) go by the day a duty starts; `late-finish` ends after
    midnight and by 06:00; `bank-holiday` starts on a bank holiday of the person's organisation, or ends inside one
    (Christmas Eve's late turn, which ends on Christmas morning, counts, and so does Christmas Day's); `duties` are all;
    `hours` are hours by the clock on the wall, in bands of `band_hours`. Only duties of the unit count, and
    `carried_in.totals.shares` may hold each count by these names, with or without a month (`2026-11 late-finish`).

    By `head` everybody's share is the same. By `cap` shares rise together until one reaches what their own offers, caps
    and contract allow (one duty a date, absences left out); what they cannot take is shared by the others, and posted
    people share in proportion to the paid hours they owe in this period. So who offered little is not counted as a
    whole head, nobody's share is above what they offered, and who offers more than an even share has no larger one;
    where all of them together offered less than is wanted, everybody's share is what they offered.

    Who joined within the remembered time starts at the mean that those of the group who were there carried in (rounded
    down), or their own where it is more. That time begins with the first duty carried in; where totals of this count
    are carried in, `remembered_days` before the period.

    Source: coordinators' practice; fairness that remembers is what rota users ask for most.
    """

    kind: ClassVar[str] = "fair-share"
    unit: ClassVar[str] = "duties"
    example: ClassVar[str] = (
        "- {kind: fair-share, counts: friday-saturday, within: role, applies_to: {roles: [special]}}"
    )
    hardenable: ClassVar[bool] = False

    level: Level = Level.FAIR
    counts: Counted
    within: Within = Within.ROLE
    by: By = By.HEAD
    band_hours: Annotated[float, Field(ge=0.25, le=744)] = 8
    remembered_days: Annotated[int, Field(ge=1, le=3660)] = 365

    def trouble(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """Bank holidays where no organisation has any."""
        if self.counts is Counted.BANK_HOLIDAY and not any(item.holidays for item in facts.book.organisations):
            yield "counts", "no organisation of the book has a calendar of bank holidays (organisations: holidays)"

    @property
    def _counts_hours(self) -> bool:
        return self.counts is Counted.HOURS

    @property
    def unit_price(self) -> int:
        """Sixtieths of a point for one more: a minute where hours are counted, else a duty."""
        return self.weight * (1 if self._counts_hours else POINT)

    # --- what counts

    def _holidays(self, facts: Facts, person: Person) -> frozenset[date]:
        """The bank holidays of a person's organisation in the period and in the time carried in."""
        if self.counts is not Counted.BANK_HOLIDAY:
            return frozenset()
        organisation = facts.organisations[facts.roles[person.role].organisation]

        def found() -> frozenset[date]:
            if organisation.holidays is None:
                return frozenset()
            period = facts.book.period
            first = min((item.date for item in facts.book.carried_in.duties), default=period.first)
            return frozenset(organisation.holidays.between(first, period.last + timedelta(days=2)))

        return facts.once(("bank holidays in the time shared", organisation.id), found)

    def _amount(self, facts: Facts, person: Person, duty: Duty) -> int:
        """What a duty adds to a person's count, in minutes where hours are counted."""
        if not self.concerns_duty(facts, duty):
            return 0
        if self._counts_hours:
            return facts.minutes(person, duty, Counting.ROSTERED)
        return int(self.counts.counts(duty.wall_start, duty.wall_end, self._holidays(facts, person)))

    def _own_carried(self, facts: Facts, person: Person) -> int:
        """How much a person brings along themselves."""
        totals = sum(item.share(self.counts) for item in facts.totals.get(person.id, []))
        listed = self._remembered(facts).get(person.id, [])
        if self._counts_hours:
            return round(totals * 60) + sum(item.rostered_minutes for item in listed)
        holidays = self._holidays(facts, person)
        return round(totals) + sum(self.counts.counts(item.start, item.end, holidays) for item in listed)

    @staticmethod
    def _remembered(facts: Facts) -> dict[str, list[Worked]]:
        """By person, the duties of the unit carried in one by one."""

        def found() -> dict[str, list[Worked]]:
            by_person: dict[str, list[Worked]] = defaultdict(list)
            for item in facts.book.carried_in.duties:
                if item.kind is WorkedKind.DUTY and not item.no_show:
                    by_person[item.person].append(item)
            return dict(by_person)

        return facts.once("duties carried in, by person", found)

    def _is_new(self, facts: Facts, person: Person) -> bool:
        """Whether a person joined within the time that is remembered."""
        if person.joined is None:
            return False
        if any(item.tells_of(self.counts) for item in facts.book.carried_in.totals):
            return person.joined > facts.book.period.first - timedelta(days=self.remembered_days)
        return any(item.date < person.joined for found in self._remembered(facts).values() for item in found)

    # --- shares

    def _group(self, facts: Facts, person: Person) -> Group:
        return person.role, facts.home_area(person) if self.within is Within.AREA else None

    def shares(self, facts: Facts) -> dict[str, Share]:
        """By person, the even share; people outside any group have none."""
        return facts.once((self, "shares"), partial(self._work_out_shares, facts))

    def _work_out_shares(self, facts: Facts) -> dict[str, Share]:
        groups: dict[Group, list[tuple[Person, dict[str, int]]]] = defaultdict(list)
        for person in facts.people.values():
            if self.concerns_person(person) and (possible := self._possible(facts, person)):
                groups[self._group(facts, person)].append((person, possible))
        shares: dict[str, Share] = {}
        for (role, _), members in groups.items():
            own = {person.id: self._own_carried(facts, person) for person, _ in members}
            new = {person.id for person, _ in members if self._is_new(facts, person)}
            there = [amount for name, amount in own.items() if name not in new]
            mean = sum(there) // len(there) if there else 0
            carried = {name: max(amount, mean) if name in new else amount for name, amount in own.items()}
            wanted = {name: amount for _, possible in members for name, amount in possible.items()}
            burden = sum(carried.values()) + sum(
                seat.preferred * amount
                for name, amount in wanted.items()
                for seat in facts.duty[name].crew.seats
                if role in seat.roles
            )
            if self.by is By.HEAD:
                even = [burden // len(members)] * len(members)
            else:
                even = levelled(burden, self._claims(facts, members, carried))
            for (person, _), share in zip(members, even, strict=True):
                name = person.id
                shares[name] = Share(share, carried[name], name in new and carried[name] > own[name])
        return shares

    def _possible(self, facts: Facts, person: Person) -> dict[str, int]:
        """The duties that count for which a person is rostered or has offered, with what each adds."""
        return {
            duty.id: amount
            for duty in facts.reachable(person)
            if (person.joined is None or person.joined <= duty.date)
            and (amount := self._amount(facts, person, duty))
            and (facts.rostered(person, duty) or facts.offered(person, duty))
        }

    def _claims(
        self, facts: Facts, members: list[tuple[Person, dict[str, int]]], carried: dict[str, int]
    ) -> list[Claim]:
        """What each of a group can take at most, and their weight: paid hours owed, or a whole one."""
        owed = {person.id: facts.contract_minutes(person) for person, _ in members if person.posting is not None}
        whole = max(owed.values(), default=1) or 1
        return [
            Claim(carried[person.id] + self._most(facts, person, possible), owed.get(person.id, whole))
            for person, possible in members
        ]

    def _most(self, facts: Facts, person: Person, possible: dict[str, int]) -> int:
        """The most of what is counted that a person's offers, caps and contract allow, one duty a date."""
        rostered: dict[date, Takes] = {}
        offered: dict[date, list[Takes]] = defaultdict(list)
        best: Counter[date] = Counter()
        for name, amount in possible.items():
            duty = facts.duty[name]
            if facts.absent(person, duty):
                continue
            best[duty.date] = max(best[duty.date], amount)
            if facts.rostered(person, duty):
                takes = Takes(amount, facts.minutes(person, duty, Counting.PAID))
                rostered[duty.date] = max(rostered.get(duty.date, takes), takes)
            if facts.offered(person, duty):
                minutes = facts.minutes(person, duty, Counting.ROSTERED)
                offered[duty.date].append(Takes(amount, minutes, nights_of(facts, duty)))
        within_contract = list(rostered.values())
        if person.posting is not None:
            within_contract = shortest_within(within_contract, facts.contract_minutes(person))
        most = sum(takes.amount for takes in within_contract) + most_within_caps(facts, person, offered)
        return min(most, sum(best.values()))

    # --- the rule

    def _room_and_bands(self, share: Share) -> tuple[int, list[tuple[int, int]]]:
        """How much is left to a person's share, and what each unit beyond costs."""
        room = max(0, share.even - share.carried)
        width = round(self.band_hours * 60) if self._counts_hours else 1
        step, part = divmod(share.carried + room - share.even, width)
        return room, [(width - (0 if more else part), 2 * (step + more) + 1) for more in range(STEPS)]

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Duties within the share."""
        share = self.shares(model.facts).get(person.id)
        if share is None:
            return
        terms = [
            (literal, amount)
            for duty in model.duties_of(person)
            if (amount := self._amount(model.facts, person, duty))
            for literal in model.on(person, duty)
        ]
        if terms:
            model.at_most(self, terms, *self._room_and_bands(share))

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """More than the share."""
        share = self.shares(view.facts).get(person.id)
        has = sum(self._amount(view.facts, person, duty) for duty in view.duties_of(person))
        if share is None or not has:
            return
        room, bands = self._room_and_bands(share)
        if has <= room:
            return
        brought = ""
        if share.carried:
            brought = f", {self._said(share.carried)} carried in"
            if share.credited:
                brought = f", {self._said(share.carried)} counted in as the mean of those who were there before"
        yield self.breach(
            has - room,
            f"{person.id} has {self._said(share.carried + has)} {self.counts.words}{brought};"
            f" {'an' if self.by is By.HEAD else 'their'} even share is {self._said(share.even)}",
            bands=bands,
            unit="hours" if self._counts_hours else None,
            person=person.id,
        )

    def _said(self, amount: int) -> str:
        return format_minutes(amount) if self._counts_hours else str(amount)
