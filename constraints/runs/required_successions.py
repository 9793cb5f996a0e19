"""The rule of which shifts must follow a shift."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from constraints.facts import Facts
from constraints.shared.succession_rule import SuccessionRule
from constraints.shared.worked_dates_rule import Known
from models.clock import days, spoken_date
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class RequiredSuccessions(SuccessionRule):
    """On the date after a duty of one shift a person starts one of certain shifts or, with `rest`, has a rest day.

    `after` gives for each shift those of which one must follow it. Without `rest` an empty date is not enough, unless
    it lies beyond all that is known. Tours of one's team are of the shift the team works, and a duty carried in is of
    the shifts it kept the times of; other work has no shift and is no rest. Where both dates hold work that is not this
    rota's, or it is not this rota that leaves a date empty after such work, nothing is said. Where the rule names
    duties, only those are work.

    Source: coordinators' practice, such as nights in blocks with rest behind them; not verified at a source.
    """

    kind: ClassVar[str] = "required-successions"
    unit: ClassVar[str] = "successions"
    example: ClassVar[str] = "- {kind: required-successions, after: {late: [late]}, rest: true}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    rest: bool = True

    def _days(self, facts: Facts, known: Known) -> Iterator[tuple[date, date, str, Collection[str]]]:
        """Each date, the next, a shift, and those that must follow it."""
        period = facts.book.period
        for day in days(period.first - timedelta(days=1), period.last):
            following = day + timedelta(days=1)
            if self.rest or following <= known.last:
                for shift, followers in self.after.items():
                    yield day, following, shift, followers

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Forbids the shift without one of its followers on the next date."""
        if not model.duties_of(person):
            return
        known, fixed = self.known(model.facts, person), self.fixed_shifts(model.facts, person)
        for day, following, shift, followers in self._days(model.facts, known):
            if not fixed.get(following, set()).isdisjoint(followers):
                continue
            unless = [
                literal
                for duty in model.duties_on(person, following)
                if duty.shift.id in followers
                for literal in model.on(person, duty)
            ]
            groups = []
            if shift not in fixed.get(day, ()):
                groups.append(self.literals(model, person, day, fixed, {shift}))
            elif following in known.fixed:
                continue
            if following not in known.fixed and (self.rest or not groups):
                groups.append(self.literals(model, person, following, {}, followers, others=True))
            model.not_each_of(self, groups, unless)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each shift that is not followed as it must be."""
        known, fixed = self.known(view.facts, person), self.fixed_shifts(view.facts, person)
        chosen = self.chosen_shifts(view, person, fixed)
        for day, following, shift, followers in self._days(view.facts, known):
            held = shift in fixed.get(day, ())
            if not held and shift not in chosen.get(day, ()):
                continue
            then = fixed.get(following, set()) | chosen.get(following, set())
            works = following in known.fixed or bool(then)
            if not then.isdisjoint(followers) or (self.rest and not works):
                continue
            if held and (following in known.fixed or not then):
                continue
            what = " and ".join(sorted(then)) or ("other work" if works else "nothing")
            wanted = [*followers, *(["rest"] if self.rest else [])]
            yield self.breach(
                1,
                f"{person.id} has {what} on {spoken_date(following)} after {shift} on {spoken_date(day)}"
                f" (only {' or '.join(wanted)} may follow){self.only}",
                person=person.id,
                date=following,
            )
