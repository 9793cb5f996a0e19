"""The rule that wishes to work and to be off are granted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from constraints.base import PersonRule
from constraints.facts import Facts
from constraints.topics import Topic
from models.clock import spoken_date
from models.duty import Duty
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE, Level
from models.wishes import Request, Wish

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class Requests(PersonRule):
    """Requests to work or to be off are granted; each date that is not costs the request's weight.

    A date on which nothing the request speaks of takes place, or of which there is a record, is passed over. Where the
    rule names duties, only those count: a day off is granted whatever else the person works on it.

    Source: the people's own requests.
    """

    kind: ClassVar[str] = "requests"
    reads: ClassVar[frozenset[Topic]] = frozenset({Topic.REQUESTS})
    suggested_for: ClassVar[Mapping[Topic, tuple[str, ...]]] = {Topic.REQUESTS: ()}
    unit: ClassVar[str] = "requests"
    example: ClassVar[str] = "- {kind: requests, weight: 1}"
    hardenable: ClassVar[bool] = False
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    level: Level = Level.WISHES

    def _asked(self, facts: Facts, person: Person) -> Sequence[tuple[Request, date, list[Duty]]]:
        """Each request and date, with the duties it is about."""
        if person.id not in facts.requests:
            return ()
        return facts.once(("asked", self.applies_to, person.id), lambda: list(self._look_up(facts, person)))

    def _look_up(self, facts: Facts, person: Person) -> Iterator[tuple[Request, date, list[Duty]]]:
        narrow = self.applies_to.names_duties
        by_date = facts.reachable_on(person)
        for request in facts.requests[person.id]:
            for day in request.dates_within(facts.book.period.first, facts.book.period.last):
                meant = [
                    duty
                    for duty in by_date.get(day, ())
                    if (person.id, duty.id) not in facts.fates
                    and request.shift in (None, duty.shift.id)
                    and request.call_sign in (None, duty.call_sign.id)
                    and (not narrow or self.concerns_duty(facts, duty))
                ]
                if meant:
                    yield request, day, meant

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Prices each date that is not as asked."""
        for request, _, duties in self._asked(model.facts, person):
            works = [(literal, request.weight) for literal in model.any_of(person, duties)]
            if request.wish is Wish.OFF:
                model.price(self, works)
            else:
                model.price(self, [(literal, -weight) for literal, weight in works], constant=request.weight)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each date that is not as asked."""
        on = {duty.id for duty in view.duties_of(person)}
        for request, day, duties in self._asked(view.facts, person):
            works = any(duty.id in on for duty in duties)
            if works is (request.wish is Wish.OFF):
                asked = "to be off" if works else "to work"
                shift = view.facts.shifts[request.shift] if request.shift is not None else None
                narrow = [name for name in (request.call_sign, shift and (shift.name or shift.id)) if name]
                narrowed = f" ({', '.join(narrow)})" if narrow else ""
                yield self.breach(
                    1,
                    f"{person.id} asked {asked}{narrowed} on {spoken_date(day)} and {'is on' if works else 'does not'}",
                    bands=[(1, request.weight)],
                    person=person.id,
                    date=day,
                )
