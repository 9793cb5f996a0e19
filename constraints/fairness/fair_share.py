"""Friday and Saturday nights, late finishes, duties: shared evenly, remembering what was carried in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from constraints.base import PersonRule
from constraints.facts import Facts
from models.duty import Duty
from models.people import Person
from models.rota import Breach
from models.rules import Level

if TYPE_CHECKING:
    from datetime import datetime

    from constraints.context import RotaModel
    from constraints.view import RotaView

STEPS = 12  # beyond so many duties more than a share, each further one costs like the last
SMALL_HOURS_END = 6  # a duty that ends after midnight and by 06:00 finishes late: WTR night time is 23:00-06:00


class Counted(StrEnum):
    """What is shared."""

    FRIDAY_SATURDAY = "friday-saturday"
    LATE_FINISH = "late-finish"
    DUTIES = "duties"

    def counts(self, start: datetime, end: datetime) -> bool:
        """Whether a duty with these naive local times is one."""
        if self is Counted.FRIDAY_SATURDAY:
            return start.weekday() in (4, 5)
        if self is Counted.LATE_FINISH:
            return end.date() > start.date() and 0 < end.hour * 60 + end.minute <= SMALL_HOURS_END * 60
        return True

    @property
    def words(self) -> str:
        """The duties in words."""
        return {
            Counted.FRIDAY_SATURDAY: "Friday and Saturday duties",
            Counted.LATE_FINISH: "late finishes",
            Counted.DUTIES: "duties",
        }[self]


class Within(StrEnum):
    """Among whom it is shared."""

    ROLE = "role"
    AREA = "area"  # the people of one role with the same home area


class FairShare(PersonRule):
    """Nobody has more than an even share of what is counted; each one beyond costs.

    The share is what the group has carried in plus the places to fill in this period, divided by the people of the
    group who are rostered for or have offered any of them, rounded down. The first beyond a share costs 1, the next 3,
    then 5, so that the burden spreads; what a person carried in counts as theirs already.

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

    def _group(self, facts: Facts, person: Person) -> tuple[str, str | None]:
        return person.role, facts.home_area(person) if self.within is Within.AREA else None

    def carried(self, facts: Facts, person: Person) -> int:
        """How many a person brings along."""
        totals = [item for item in facts.book.carried_in.totals if item.person == person.id]
        listed = [item for item in facts.book.carried_in.duties if item.person == person.id and not item.no_show]
        return sum(item.shares.get(self.counts, 0) for item in totals) + sum(
            self.counts.counts(item.start, item.end) for item in listed
        )

    def _is_counted(self, facts: Facts, duty: Duty) -> bool:
        return self.counts.counts(duty.wall_start, duty.wall_end) and self.concerns_duty(facts, duty)

    def shares(self, facts: Facts) -> dict[tuple[str, str | None], int]:
        """The even share of each group."""
        return facts.once(self, lambda: self._work_out_shares(facts))

    def _work_out_shares(self, facts: Facts) -> dict[tuple[str, str | None], int]:
        heads: Counter[tuple[str, str | None]] = Counter()
        burden: Counter[tuple[str, str | None]] = Counter()
        wanted: dict[tuple[str, str | None], set[str]] = defaultdict(set)
        for person in facts.people.values():
            if not self.concerns_person(person):
                continue
            possible = [
                duty
                for duty in facts.reachable(person)
                if self._is_counted(facts, duty) and (facts.rostered(person, duty) or facts.offered(person, duty))
            ]
            if possible:
                group = self._group(facts, person)
                heads[group] += 1
                burden[group] += self.carried(facts, person)
                wanted[group].update(duty.id for duty in possible)
        for group, duties in wanted.items():
            burden[group] += sum(
                seat.preferred for name in duties for seat in facts.duty[name].crew.seats if group[0] in seat.roles
            )
        return {group: burden[group] // heads[group] for group in heads}

    def _room_and_bands(self, facts: Facts, person: Person) -> tuple[int, list[tuple[int, int]]] | None:
        """How many are left to a person's share, and what each one beyond costs; None for people outside any group."""
        share = self.shares(facts).get(self._group(facts, person))
        if share is None:
            return None
        carried = self.carried(facts, person)
        room = max(0, share - carried)
        first = carried + room - share + 1
        return room, [(1, 2 * step - 1) for step in range(first, first + STEPS)]

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Duties within the share."""
        terms = [
            (literal, 1)
            for duty in model.duties_of(person)
            if self._is_counted(model.facts, duty)
            for literal in model.on(person, duty)
        ]
        if terms and (found := self._room_and_bands(model.facts, person)):
            model.at_most(self, terms, *found)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """More than the share."""
        has = sum(self._is_counted(view.facts, duty) for duty in view.duties_of(person))
        found = self._room_and_bands(view.facts, person) if has else None
        if found and has > found[0]:
            carried = self.carried(view.facts, person)
            brought = f", {carried} carried in" if carried else ""
            yield self.breach(
                has - found[0],
                f"{person.id} has {carried + has} {self.counts.words}{brought}; an even share is"
                f" {self.shares(view.facts)[self._group(view.facts, person)]}",
                bands=found[1],
                person=person.id,
            )
