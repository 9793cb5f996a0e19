"""The rule that weekends, late finishes, bank holidays or hours are shared evenly, with what was carried in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.base import PersonRule
from constraints.counting.counted_duties import Counted
from constraints.counting.group_shares import Member, Share, Tie, possible_amounts, shares_by_cap, shares_by_head
from constraints.facts import Commitment, Counting, Facts
from constraints.shared.sharing_groups import Group, Within
from constraints.topics import Topic
from models.base import format_minutes
from models.duty import Duty
from models.people import Person
from models.rota import POINT, Breach
from models.rules import DUTIES, PEOPLE, Level

if TYPE_CHECKING:
    from constraints.rota_model import Literal, RotaModel
    from constraints.view import RotaView

STEPS = 12  # beyond so many bands more than a share, each further unit costs like the last


class By(StrEnum):
    """What an even share is measured by."""

    HEAD = "head"  # everybody alike
    CAP = "cap"  # never more than offers, own caps and contract allow; the posted in proportion to their contracts


class FairShare(PersonRule):
    """Nobody has more than an even share of what is counted; each one beyond costs.

    The share is what the group has carried in plus the places to fill in this period, divided by the people of the
    group who are rostered for or have offered any of them; by `head` it is rounded down. The first beyond a share costs
    1, the next 3, then 5, so that the burden spreads; what a person carried in counts as theirs already.

    Counts: `friday-saturday` and `weekend` (Saturday and Sunday) go by the day a duty starts; `late-finish` ends after
    midnight and by 06:00; `bank-holiday` starts on a bank holiday of the person's organisation, or ends inside one
    (Christmas Eve's late turn, which ends on Christmas morning, counts, and so does Christmas Day's); `duties` are all;
    `hours` are hours by the clock on the wall, in bands of `band_hours`. Only duties of the unit count, and
    `carried_in.totals.shares` may hold each count by these names, with or without a month (`2026-11 late-finish`).
    Where the rule names duties, only those are shared and remembered, of duties carried in those known to be of them;
    totals do not tell of which duties they are, and are left out.

    By `head` everybody's share is the same. By `cap` shares rise together until one reaches what their own offers, caps
    and contract allow (one duty a date, absences left out); what they cannot take is shared by the others, and posted
    people share in proportion to the paid hours they owe in this period. So who offered little is not counted as a
    whole head, nobody's share is above what they offered, and who offers more than an even share has no larger one;
    where all of them together offered less than is wanted, everybody's share is what they offered. Shares by cap are
    exact, and in whole duties by the largest remainders, so that an even split costs nothing: of three duties, a full
    contract has two and a half contract has one. Of people with equal claims to one that is over, it does not matter
    who has it: five duties for three alike are 2, 2 and 1, whoever has the 1. Only when more of them have one beyond
    the lower number than that leaves, each such costs 1; the second beyond it costs 3, the third 5.

    Who joined within the remembered time starts at the mean that those of the group who were there carried in (rounded
    down), or their own where it is more. That time begins with the first duty carried in; where totals of this count
    are carried in, `remembered_days` before the period.

    Source: coordinators' practice; fairness that remembers is what rota users ask for most.
    """

    kind: ClassVar[str] = "fair-share"
    reads: ClassVar[frozenset[Topic]] = frozenset({Topic.SHARES})
    suggested_for: ClassVar[Mapping[Topic, tuple[str, ...]]] = {Topic.SHARES: ()}
    unit: ClassVar[str] = "duties"
    example: ClassVar[str] = (
        "- {kind: fair-share, counts: friday-saturday, within: role, applies_to: {roles: [special]}}"
    )
    hardenable: ClassVar[bool] = False
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    level: Level = Level.FAIR
    counts: Counted
    within: Within = Within.ROLE
    by: By = By.HEAD
    band_hours: Annotated[float, Field(ge=0.25, le=744)] = 8
    remembered_days: Annotated[int, Field(ge=1, le=3660)] = 365

    def trouble(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """Bank holidays where no organisation of the book has any."""
        if self.counts is Counted.BANK_HOLIDAY and not any(item.holidays for item in facts.book.organisations):
            yield "counts", "no organisation of the book has a calendar of bank holidays (organisations: holidays)"

    @property
    def _counts_hours(self) -> bool:
        return self.counts is Counted.HOURS

    @property
    def unit_price(self) -> int:
        """Sixtieths of a point for one more: a minute where hours are counted, else a duty."""
        return self.weight * (1 if self._counts_hours else POINT)

    @property
    def compares_people(self) -> bool:
        """By cap, it does: who of several has the duty that is over depends on the whole rota."""
        return self.by is By.CAP and not self._counts_hours

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
        return self._amounts(facts, person)[duty.id]

    def _amounts(self, facts: Facts, person: Person) -> Mapping[str, int]:
        """The same by duty, computed once for all people of a role."""
        return facts.once(
            ("amounts shared", self.counts, self.applies_to, person.role),
            lambda: {duty.id: self._work_out_amount(facts, person, duty) for duty in facts.duties},
        )

    def _work_out_amount(self, facts: Facts, person: Person, duty: Duty) -> int:
        if not self.concerns_duty(facts, duty):
            return 0
        if self._counts_hours:
            return facts.minutes(person, duty, Counting.ROSTERED)
        return int(self.counts.counts(duty.wall_start, duty.wall_end, self._holidays(facts, person)))

    def _own_carried(self, facts: Facts, person: Person) -> int:
        """How much a person brings from before the period."""
        totals = sum(item.share(self.counts) for item in facts.totals.get(person.id, []))
        if self.applies_to.names_duties:
            totals = 0  # of which duties they are is not known
        first = facts.book.period.first
        before = [item for item in self.commitments(facts, person) if item.on_unit and item.date < first]
        return round(totals * (60 if self._counts_hours else 1)) + self._on_record(facts, person, before)

    def _worked(self, facts: Facts, person: Person) -> int:
        """How much is on record of the period."""
        period = facts.book.period
        found = [item for item in self.commitments(facts, person) if item.on_unit and item.date in period]
        return self._on_record(facts, person, found)

    def _on_record(self, facts: Facts, person: Person, work: Sequence[Commitment]) -> int:
        """How much some work on the unit counts."""
        if self._counts_hours:
            return sum(item.unit_minutes for item in work)
        holidays, zone = self._holidays(facts, person), facts.book.period.zone
        return sum(self.counts.counts(item.wall_start(zone), item.wall_end(zone), holidays) for item in work)

    def _is_new(self, facts: Facts, person: Person) -> bool:
        """Whether a person joined within the time that is remembered."""
        if person.joined is None:
            return False
        if any(item.mentions(self.counts) for item in facts.book.carried_in.totals):
            return person.joined > facts.book.period.first - timedelta(days=self.remembered_days)
        first = facts.once("the first duty of the unit carried in", partial(_first_carried_in, facts))
        return first is not None and first < person.joined

    # --- shares

    def shares(self, facts: Facts) -> dict[str, Share]:
        """Computes the even share of each person of a group; people outside any group have none."""
        return facts.once((self, "shares"), partial(self._work_out_shares, facts))

    def _work_out_shares(self, facts: Facts) -> dict[str, Share]:
        groups: dict[Group, list[Member]] = defaultdict(list)
        for person in facts.people.values():
            if self.concerns_person(person) and (
                possible := possible_amounts(facts, person, self._amounts(facts, person))
            ):
                carried, new = self._own_carried(facts, person), self._is_new(facts, person)
                groups[self.within.group_of(facts, person)].append(Member(person, possible, carried, new))
        shares: dict[str, Share] = {}
        for (role, _), members in groups.items():
            if self.by is By.HEAD:
                shares |= shares_by_head(facts, role, members)
            else:
                shares |= shares_by_cap(facts, role, members, hours=self._counts_hours)
        return shares

    # --- the rule

    def _room_and_bands(self, share: Share, worked: int) -> tuple[int, list[tuple[int, int]]]:
        """How much is left to a person's share, and what each unit beyond costs.

        Args:
            worked: what is on record of the period.
        """
        has = share.carried + worked
        room = max(0, share.even - has)
        width = round(self.band_hours * 60) if self._counts_hours else 1
        step, part = divmod(has + room - share.even, width)
        return room, [(width - (0 if more else part), 2 * (step + more) + 1) for more in range(STEPS)]

    def post(self, model: RotaModel) -> None:
        """Limits duties to the share; people who are tied may together have as many more as there are to spare."""
        super().post(model)
        for tie in dict.fromkeys(share.tie for share in self.shares(model.facts).values() if share.tie):
            first_beyond: list[Literal] = []
            for person in map(model.facts.people.__getitem__, tie.people):
                seen = model.hiding(person, self._exceptions(model.facts, person))
                first_beyond += self._post_share(seen, person)[:1]
            model.at_most(self, [(first, 1) for first in first_beyond], tie.spare)

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Limits duties to the share, except for people who are tied: `post` states those together."""
        share = self.shares(model.facts).get(person.id)
        if share is not None and share.tie is None:
            self._post_share(model, person)

    def _post_share(self, model: RotaModel, person: Person) -> Sequence[Literal]:
        """Limits duties to a person's share; returns what is beyond it, band by band."""
        share = self.shares(model.facts)[person.id]
        amounts = self._amounts(model.facts, person)
        terms = [
            (literal, amount)
            for duty in model.duties_of(person)
            if (amount := amounts[duty.id])
            for literal in model.on(person, duty)
        ]
        room, bands = self._room_and_bands(share, self._worked(model.facts, person))
        if share.tie is not None:
            bands = [(1, 0), *bands[1:]]  # the first beyond costs where more have one than there is to spare
        return model.at_most(self, terms, room, bands)

    def check(self, view: RotaView) -> Iterator[Breach]:
        """Each person with more than the share."""
        rounded_up = {
            name
            for tie in dict.fromkeys(share.tie for share in self.shares(view.facts).values() if share.tie)
            for name in self._rounded_up(view, tie)
        }
        for person in view.people:
            if self.concerns_person(person):
                seen = view.hiding(person, self._exceptions(view.facts, person))
                yield from self._beyond(seen, person, rounded_up=person.id in rounded_up)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """What one person has beyond the share."""
        share = self.shares(view.facts).get(person.id)
        tied = share is not None and share.tie is not None and person.id in self._rounded_up(view, share.tie)
        yield from self._beyond(view, person, rounded_up=tied)

    def _rounded_up(self, view: RotaView, tie: Tie) -> list[str]:
        """The tied people who get the share that is rounded up: the first in the book that need it."""
        found = []
        for person in map(view.facts.people.__getitem__, tie.people):
            seen = view.hiding(person, self._exceptions(view.facts, person))
            room, _ = self._room_and_bands(self.shares(view.facts)[person.id], self._worked(seen.facts, person))
            if self._has(seen, person) > room:
                found.append(person.id)
        return found[: tie.spare]

    def _has(self, view: RotaView, person: Person) -> int:
        return sum(self._amount(view.facts, person, duty) for duty in view.duties_of(person))

    def _beyond(self, view: RotaView, person: Person, *, rounded_up: bool) -> Iterator[Breach]:
        """What a person has beyond their share, which may be rounded up by one."""
        share = self.shares(view.facts).get(person.id)
        has = self._has(view, person)
        if share is None or not has:
            return
        worked = self._worked(view.facts, person)
        room, bands = self._room_and_bands(share, worked)
        if rounded_up:
            room, bands = room + 1, bands[1:]
        if has <= room:
            return
        brought = ""
        if share.carried:
            brought = f", {self._said(share.carried)} carried in"
            if share.credited:
                brought = f", {self._said(share.carried)} counted in as the mean of those who were there before"
        even = f"{'an' if self.by is By.HEAD else 'their'} even share is {self._said(share.even)}"
        if share.tie is not None:
            even += f", and {share.even + 1} for {share.tie.spare} of {len(share.tie.people)} people"
        yield self.breach(
            has - room,
            f"{person.id} has {self._said(share.carried + worked + has)} {self.counts.words}{brought}; {even}",
            bands=bands,
            unit="hours" if self._counts_hours else None,
            person=person.id,
        )

    def _said(self, amount: int) -> str:
        return format_minutes(amount) if self._counts_hours else str(amount)


def _first_carried_in(facts: Facts) -> date | None:
    """The first date before the period on which work on the unit is known of any person."""
    dates = [
        spell.date
        for person in facts.people.values()
        for spell in facts.spells(person)
        if spell.on_unit and spell.date < facts.book.period.first
    ]
    return min(dates, default=None)
