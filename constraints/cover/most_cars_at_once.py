"""The rule of how many cars may be out at one time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.base import Rule
from constraints.counting.spells import Spell, spells, spoken_time, unbroken
from constraints.facts import Facts, cliques
from models.base import format_minutes
from models.duty import Duty
from models.rota import Breach
from models.rules import DUTIES

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class MostCarsAtOnce(Rule):
    """At most `most` of the duties it applies to run at any one instant: name the area in `applies_to`.

    Without an area it speaks of the whole unit. Times are real and half-open: one car may go out the minute another
    comes in. Stood-down duties do not count. Each hour of each car too many counts.

    Source: practice (radio channels, desks, supervisors on duty); the number is the unit's own.
    """

    kind: ClassVar[str] = "most-cars-at-once"
    unit: ClassVar[str] = "hours"
    example: ClassVar[str] = "- {kind: most-cars-at-once, most: 2, applies_to: {areas: [medway]}}"
    holds_for: ClassVar[tuple[str, ...]] = DUTIES

    most: Annotated[int, Field(ge=0, le=1000)]

    def _duties(self, facts: Facts) -> Sequence[Duty]:
        return [duty for duty in facts.duties if self.concerns_duty(facts, duty)]

    def _crowded(self, facts: Facts) -> list[Spell]:
        """The spells in which more duties than allowed might run."""
        return [
            spell
            for spell in spells([(duty.start, duty.end) for duty in self._duties(facts)])
            if len(spell.on) > self.most
        ]

    def post(self, model: RotaModel) -> None:
        """Limits each largest group of duties on at once; where the rule is soft, prices each minute too many."""
        duties = self._duties(model.facts)
        if self.hard:
            groups = cliques([(duty.start, duty.end) for duty in duties])
            for group in groups if self.most else [[index] for index in range(len(duties))]:
                model.at_most(self, [(model.runs(duties[index]), 1) for index in group], self.most)
            return
        together: dict[tuple[int, ...], int] = {}
        for spell in model.facts.once((self, "crowded"), partial(self._crowded, model.facts)):
            together[spell.on] = together.get(spell.on, 0) + spell.minutes
        for on, minutes in together.items():
            terms = [(model.runs(duties[index]), minutes) for index in on]
            model.at_most(self, terms, self.most * minutes)

    def check(self, view: RotaView) -> Iterator[Breach]:
        """Each time with too many cars out."""
        facts = view.facts
        duties = self._duties(facts)
        looked_at = {duty.id for duty in view.duties}
        running = [view.runs(duty) for duty in duties]
        crowded = facts.once((self, "crowded"), partial(self._crowded, facts))
        beyond = (
            (spell, sum(running[index] for index in spell.on) - self.most)
            for spell in crowded
            if any(duties[index].id in looked_at for index in spell.on)
        )
        for run in unbroken(beyond):
            at_once = max(amount for _, amount in run) + self.most
            amount = sum(spell.minutes * excess for spell, excess in run)
            when = spoken_time(run[0][0].start, run[-1][0].end, facts.book.period.zone)
            duty = next(duties[index] for index in run[0][0].on if running[index])
            yield self.breach(
                amount,
                f"{at_once} cars are out at once on {when} (at most {self.most}), {format_minutes(amount)} too many",
                duty=duty.id,
                date=duty.date,
            )
