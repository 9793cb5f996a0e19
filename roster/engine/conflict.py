"""When no rota obeys the pins: the smallest set of what contradicts itself, confirmed by solving without each part."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from constraints.base import Rule
from constraints.context import RotaModel
from constraints.facts import Facts
from constraints.verify import verify
from constraints.view import RotaView
from models.duty import find_duty
from models.rota import Assignment, Basis
from models.wishes import Pin
from roster.engine.cpsat import Status, minimise

T = TypeVar("T")
SECONDS = 20.0  # for one question "is there any rota at all?"; they take milliseconds where pins are the cause


@dataclass(frozen=True)
class Conflict:
    """Pins, or hard rules where pins are not to blame, that cannot hold together.

    Attributes:
        pins: the pins, with their places in the book.
        rules: kinds of hard rules without one of which there would be a rota; only where there are no pins.
        reasons: what the checks say of a rota of these pins alone.
        minimal: whether it was shown that without any one of them there is a rota.
    """

    pins: list[tuple[int, Pin]]
    rules: list[str]
    reasons: list[str]
    minimal: bool

    @property
    def sentences(self) -> list[str]:
        """The conflict as a coordinator would say it."""
        said = [f"pins[{index}]: {pin.person} on {pin.duty}" for index, pin in self.pins]
        head = "this pin cannot hold:" if len(said) == 1 else "these pins cannot all hold:"
        if self.rules:
            head, said = "these hard rules leave no rota at all:", list(self.rules)
        if not said:
            return ["no rota obeys the hard rules, and the cause was not found in time"]
        return [head, *said, *self.reasons]


def find_conflict(facts: Facts, rules: Sequence[Rule], *, workers: int, seed: int, stop: threading.Event) -> Conflict:
    """The smallest conflict of a book for which no rota exists."""

    def feasible(pins: Sequence[tuple[int, Pin]], kept: Sequence[Rule]) -> bool | None:
        model = RotaModel(facts, kept)
        pin_all(model, [pin for _, pin in pins])
        run = minimise(model.cp, seconds=SECONDS, workers=workers, seed=seed, stop=stop)
        return None if run.status is Status.UNKNOWN else run.found

    pins = list(enumerate(facts.book.pins))
    if pins and feasible([], rules):
        smallest, sure = _shrink(pins, lambda kept: feasible(kept, rules))
        return Conflict(smallest, [], _reasons(facts, rules, [pin for _, pin in smallest]), sure)
    optional = [rule for rule in rules if rule.hard and not rule.always]
    fixed = [rule for rule in rules if rule not in optional]
    smallest_rules, sure = _shrink(optional, lambda kept: feasible([], [*fixed, *kept]))
    return Conflict([], [rule.kind for rule in smallest_rules], [], sure)


def pin_all(model: RotaModel, pins: Sequence[Pin]) -> None:
    """Fix every pin in a model."""
    for pin in pins:
        model.pin(model.facts.people[pin.person], find_duty(pin.duty, model.facts.duties), pin.seat)


def _shrink(items: Sequence[T], feasible: Callable[[list[T]], bool | None]) -> tuple[list[T], bool]:
    """Leave out one after another whatever is not needed for the contradiction, and confirm what is left."""
    needed = list(items)
    sure = True
    for item in items:
        without = [other for other in needed if other is not item]
        answer = feasible(without)
        if answer is False:
            needed = without
        elif answer is None:
            sure = False
    return needed, sure and feasible(needed) is False


def _reasons(facts: Facts, rules: Sequence[Rule], pins: Sequence[Pin]) -> list[str]:
    """The hard breaches of a rota of these pins alone, but for crews that others could still fill."""
    assignments = []
    for pin in pins:
        duty, person = find_duty(pin.duty, facts.duties), facts.people[pin.person]
        seats = [seat.id for seat in facts.seats_for(person, duty) if pin.seat in (None, seat.id)]
        basis = Basis.OFFERED if facts.offered(person, duty) else Basis.ROSTERED
        assignments += [Assignment(person=person.id, duty=duty.id, seat=seat, basis=basis) for seat in seats[:1]]
    found = verify(RotaView(facts, assignments, {}), rules).hard
    telling = [breach.message for breach in found if breach.rule != "crew-size"]
    return telling or [breach.message for breach in found]
