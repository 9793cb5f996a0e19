"""The rule that the same people stay in a car from one date to the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from constraints.base import DutyRule
from constraints.facts import Facts
from models.base import Id
from models.duty import Duty
from models.problems import did_you_mean
from models.records.history import WorkedKind
from models.rota import Breach
from models.rules import DUTIES, PEOPLE, Level
from models.service import Seat

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class CrewContinuity(DutyRule):
    """Crews stay together over consecutive dates: who sits where they did not sit the date before is a change.

    A duty is compared with that of the same call sign and shift on the date before, seat by seat of the same name; each
    person in the seat who was not in it then counts once. Where that duty was stood down, or there is none, nothing is
    compared, and nobody counts. For the first date of the period, the crew of the date before is who worked the call
    sign in those hours, as carried in, in any seat that takes their role; where nobody is listed, nothing is compared.
    `seats` names the seats that matter (all when empty). Where the rule names people, only these are looked at.

    Source: practice (crews that know each other); a wish.
    """

    kind: ClassVar[str] = "crew-continuity"
    unit: ClassVar[str] = "changes"
    example: ClassVar[str] = "- {kind: crew-continuity, seats: [paramedic], weight: 1}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    level: Level = Level.WISHES
    seats: tuple[Id, ...] = ()

    def trouble(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """Seats that no crew of the book has."""
        known = {seat.id for crew in facts.book.crews for seat in crew.seats}
        for name in self.seats:
            if name not in known:
                yield "seats", f"seat '{name}' is in no crew{did_you_mean(name, known)}"

    def _eve(self, facts: Facts, duty: Duty) -> Duty | None:
        """Finds the duty of the same call sign and shift on the date before."""
        by_line = facts.once(
            "call sign, shift and date -> duty",
            lambda: {(other.call_sign.id, other.shift.id, other.date): other for other in facts.duties},
        )
        return by_line.get((duty.call_sign.id, duty.shift.id, duty.date - timedelta(days=1)))

    def _seats(self, duty: Duty) -> list[Seat]:
        return [seat for seat in duty.crew.seats if not self.seats or seat.id in self.seats]

    def _carried_in(self, facts: Facts, duty: Duty, seat: Seat) -> set[str]:
        """Who worked the call sign on the day before the period, in those hours, in a role that the seat takes."""
        day = timedelta(days=1)
        if duty.date != facts.book.period.first:
            return set()
        return {
            item.person
            for item in facts.book.carried_in.duties
            if item.kind is WorkedKind.DUTY
            and not item.no_show
            and item.call_sign == duty.call_sign.id
            and item.date == duty.date - day
            and item.start < duty.wall_end - day
            and duty.wall_start - day < item.end
            and facts.people[item.person].role in seat.roles
        }

    def post_duty(self, model: RotaModel, duty: Duty) -> None:
        """Prices each person in the seat who was not in it the date before, where the duty ran then."""
        eve = self._eve(model.facts, duty)
        for seat in self._seats(duty):
            now = [
                (who, literal)
                for who, literal in model.in_seat(duty, seat.id)
                if self.concerns_person(model.facts.people[who.person])
            ]
            if eve is None:
                if there := self._carried_in(model.facts, duty, seat):
                    model.forbid(self, [literal for who, literal in now if who.person not in there])
                continue
            if seat.id not in {other.id for other in eve.crew.seats}:
                continue
            before = model.in_seat(eve, seat.id)
            known = {who.person for who, _ in before}
            down = model.stands_down(eve)
            # Who could not have been there is new unless the eve was stood down: one row for all of them.
            model.at_most_as_many(
                self,
                [(literal, 1) for who, literal in now if who.person not in known],
                [(down, seat.maximum)],
            )
            for person in sorted({who.person for who, _ in now} & known):
                model.at_most_as_many(
                    self,
                    [(literal, 1) for who, literal in now if who.person == person],
                    [*((literal, 1) for who, literal in before if who.person == person), (down, 1)],
                )

    def check_duty(self, view: RotaView, duty: Duty) -> Iterator[Breach]:
        """Each person who is new in a seat."""
        eve = self._eve(view.facts, duty)
        if eve is not None and not view.runs(eve):
            return
        for seat in self._seats(duty):
            if eve is None:
                there = self._carried_in(view.facts, duty, seat)
                if not there:
                    continue
            elif seat.id in {other.id for other in eve.crew.seats}:
                there = {item.person for item in view.in_seat(eve, seat.id)}
            else:
                continue
            new = [
                item.person
                for item in view.in_seat(duty, seat.id)
                if item.person not in there and self.concerns_person(view.facts.people[item.person])
            ]
            if new:
                yield self.breach(
                    len(new),
                    f"{' and '.join(new)} {'is' if len(new) == 1 else 'are'} in the {seat.name or seat.id} seat of"
                    f" {duty.spoken}, and {'was' if len(new) == 1 else 'were'} not in it the date before",
                    person=new[0],
                    duty=duty.id,
                    date=duty.date,
                )
