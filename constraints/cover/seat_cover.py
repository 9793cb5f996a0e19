"""The rule that a seat holds as many people as are wanted, neither fewer nor more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field, model_validator

from constraints.base import DutyRule
from constraints.facts import Facts
from models.base import Id
from models.duty import Duty
from models.problems import did_you_mean
from models.rota import Breach
from models.rules import DUTIES, PEOPLE, Level
from models.service import Seat

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class SeatCover(DutyRule):
    """A seat holds as many people as are wanted; each one short costs `under`, each one beyond `over`.

    Wanted are `people` or, where that is not given, the seat's preferred number; the seat is `seat`, or every one. It
    is meant for wide seats of a ward or a base, whose minimum may be 0: full-crew counts places short of the preferred
    number as well, at its own level. A duty that is stood down has nobody. Where the rule names people, only these are
    counted: `people: 1` for the role `paramedic` is one paramedic in the seat.
    Hard, a side that costs nothing is left free: `people: 1, over: 0` is a minimum that is never gone below, beside a
    soft entry for the number that would be best. Where it cannot be met there is no rota, and the answer names it.

    Source: coordinators' practice; the cover requirements of Curtois and Qu's shift scheduling problems (2014).
    """

    kind: ClassVar[str] = "seat-cover"
    unit: ClassVar[str] = "people"
    example: ClassVar[str] = "- {kind: seat-cover, under: 100, over: 1, applies_to: {shifts: [late]}}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    level: Level = Level.FULL
    seat: Id | None = None
    people: Annotated[int, Field(ge=0, le=1000)] | None = None
    under: Annotated[int, Field(ge=0, le=1_000_000)] = 1
    over: Annotated[int, Field(ge=0, le=1_000_000)] = 1

    @model_validator(mode="after")
    def _counts_something(self) -> SeatCover:
        if not self.under and not self.over:
            raise ValueError("under and over are both 0: the rule would say nothing")
        return self

    def trouble(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """A seat that no crew has."""
        known = {seat.id for crew in facts.book.crews for seat in crew.seats}
        if self.seat is not None and self.seat not in known:
            yield "seat", f"seat '{self.seat}' is unknown{did_you_mean(self.seat, known)}"

    def _seats(self, duty: Duty) -> Iterator[tuple[Seat, int]]:
        """The seats that the rule looks at, with the number wanted."""
        for seat in duty.crew.seats:
            if self.seat in (None, seat.id):
                yield seat, seat.preferred if self.people is None else self.people

    def post_duty(self, model: RotaModel, duty: Duty) -> None:
        """Prices places short and people too many."""
        for seat, wanted in self._seats(duty):
            places = [
                (literal, 1)
                for who, literal in model.in_seat(duty, seat.id)
                if self.concerns_person(model.facts.people[who.person])
            ]
            if self.under:
                model.at_least(self, places, wanted, [(wanted, self.under)])
            if self.over:
                model.at_most(self, places, wanted, [(len(places), self.over)])

    def check_duty(self, view: RotaView, duty: Duty) -> Iterator[Breach]:
        """Each seat with too few or too many."""
        for seat, wanted in self._seats(duty):
            present = sum(self.concerns_person(view.facts.people[item.person]) for item in view.in_seat(duty, seat.id))
            price = self.under if present < wanted else self.over
            if present != wanted and price:
                yield self.breach(
                    abs(present - wanted),
                    f"{duty.spoken} has {present} in its {seat.name or seat.id} seat, {abs(present - wanted)}"
                    f" {'fewer' if present < wanted else 'more'} than the {wanted} wanted",
                    bands=[(1, price)],
                    duty=duty.id,
                    date=duty.date,
                )
