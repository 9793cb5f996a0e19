"""The rule that newcomers are spread over crews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field, model_validator

from constraints.base import DutyRule
from constraints.counting.counted_duties import Counted
from constraints.facts import Facts
from models.base import Id
from models.duty import Duty
from models.problems import did_you_mean
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class NewcomersApart(DutyRule):
    """At most `most` newcomers are in one crew.

    A newcomer is who holds one of `qualifications` on the date of the duty, has one of `tags`, or has fewer than
    `fewer_than` duties of the unit behind them: those carried in one by one, and the `duties` of carried-in totals.
    How far back that goes is how far the book's history goes; what this rota gives makes nobody less new. Where the
    rule applies to some people only, the others are not counted.

    Source: practice; the number is an unverified default.
    """

    kind: ClassVar[str] = "newcomers-apart"
    unit: ClassVar[str] = "newcomers"
    example: ClassVar[str] = "- {kind: newcomers-apart, most: 1, tags: [newcomer], fewer_than: 3}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    most: Annotated[int, Field(ge=0, le=100)] = 1
    qualifications: tuple[Id, ...] = ()
    tags: tuple[str, ...] = ()
    fewer_than: Annotated[int, Field(ge=1, le=1000)] | None = None

    @model_validator(mode="after")
    def _says_who(self) -> NewcomersApart:
        if not (self.qualifications or self.tags or self.fewer_than):
            raise ValueError("say who is new: qualifications, tags or fewer_than")
        return self

    @property
    def shares_read(self) -> frozenset[str]:
        """The number of duties carried in, where it says who is new."""
        return frozenset({str(Counted.DUTIES)} if self.fewer_than else ())

    def trouble(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """Qualifications the book does not know."""
        known = {item.id for item in facts.book.qualifications}
        for name in self.qualifications:
            if name not in known:
                yield "qualifications", f"qualification '{name}' is unknown{did_you_mean(name, known)}"

    @staticmethod
    def _behind(facts: Facts) -> Counter[str]:
        """By person, duties of the unit before the period."""
        found: Counter[str] = Counter()
        for item in facts.book.carried_in.totals:
            found[item.person] += round(item.share("duties"))
        for person in facts.people.values():
            found[person.id] += sum(
                spell.on_unit and spell.date < facts.book.period.first for spell in facts.spells(person)
            )
        return found

    def _is_new(self, facts: Facts, person: str, duty: Duty) -> bool:
        found = facts.people[person]
        behind = facts.once("duties of the unit behind each person", lambda: self._behind(facts))
        return self.concerns_person(found) and (
            any(tag in self.tags for tag in found.tags)
            or any(found.holds(name, duty.date) for name in self.qualifications)
            or (self.fewer_than is not None and behind[person] < self.fewer_than)
        )

    def post_duty(self, model: RotaModel, duty: Duty) -> None:
        """Limits the newcomers of a crew."""
        seated = [pair for seat in duty.crew.seats for pair in model.in_seat(duty, seat.id)]
        new = {name for name in {who.person for who, _ in seated} if self._is_new(model.facts, name, duty)}
        model.at_most(self, [(literal, 1) for who, literal in seated if who.person in new], self.most)

    def check_duty(self, view: RotaView, duty: Duty) -> Iterator[Breach]:
        """A crew with too many newcomers."""
        new = [item.person for item in view.crew_of(duty) if self._is_new(view.facts, item.person, duty)]
        if len(new) > self.most:
            yield self.breach(
                len(new) - self.most,
                f"{' and '.join(new)} on {duty.spoken} {'is' if len(new) == 1 else 'are'} new"
                f" (at most {self.most} in a crew)",
                person=new[0],
                duty=duty.id,
                date=duty.date,
            )
