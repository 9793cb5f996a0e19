"""The forms in which a rule is stated: limits on weighted sums of literals, and prices of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ortools.sat.python import cp_model

from constraints.facts import Candidate, Facts
from constraints.rota_model.decisions import Decisions, weighted_sum
from constraints.terms import Bands, Literal, Objective, Priced, Terms, negated
from models.duty import Duty
from models.people import Person
from models.rules import SOFT_LEVELS, Level

LARGEST = 2**50  # sixtieths of a point; sums of a hundred such amounts still fit the solver's numbers
MOST_LENGTHS = 3  # distinct lengths of duties by which a sum is rounded


class Forms(Decisions):
    """Limits and prices. A hard rule adds a constraint; a soft one pays into the objective of its level.

    Attributes:
        objectives: by level, what soft rules pay.
    """

    def __init__(self, facts: Facts, candidates: Iterable[Candidate]) -> None:
        super().__init__(facts, candidates)
        self.objectives: dict[Level, Objective] = {level: Objective() for level in SOFT_LEVELS}

    def at_most(self, rule: Priced, terms: Terms, room: int, bands: Bands | None = None) -> Sequence[cp_model.IntVar]:
        """The sum of terms (coefficients positive) is at most `room`; a soft rule pays for the excess.

        `room` is what the past leaves, and never less than nothing: only what this rota adds is held against it.

        Returns:
            The variables that add up to the excess paid for, band by band; none where there can be no excess.
        """
        room = max(0, room)
        most = sum(coefficient for _, coefficient in terms)
        if most <= room:
            return []
        if rule.hard and room == 1 and all(coefficient == 1 for _, coefficient in terms):
            self.cp.add_at_most_one([literal for literal, _ in terms])
            return []
        return self._limit(rule, terms, room, most - room, bands)

    def at_least(self, rule: Priced, terms: Terms, target: int, bands: Bands | None = None) -> None:
        """The sum of terms (coefficients positive) is at least `target`; a soft rule pays for the shortfall."""
        if target > 0:
            parts = self._limit(rule, negated(terms), -target, target, bands)
            self._round_up(terms, parts, target)

    def _round_up(self, terms: Terms, parts: Sequence[cp_model.IntVar], target: int) -> None:
        """Add valid inequalities for whole duties to a sum that is at least `target`.

        In the LP relaxation 1.6 duties of 10 h reach a target of 16 h at no cost; with whole duties one leaves 6 h
        short. This is mixed-integer rounding of the sum divided by each length (Nemhauser and Wolsey 1990); no rota is
        cut off.
        """
        for length in sorted({coefficient for _, coefficient in terms}, reverse=True)[:MOST_LENGTHS]:
            rest = target % length
            if rest:
                rounded = [
                    (literal, rest * (coefficient // length) + min(rest, coefficient % length))
                    for literal, coefficient in terms
                ]
                self.cp.add(weighted_sum([*rounded, *((part, 1) for part in parts)]) >= rest * (target // length + 1))

    def at_most_as_many(self, rule: Priced, terms: Terms, others: Terms) -> None:
        """The sum of terms is at most the sum of others; a soft rule pays for the excess."""
        if terms:
            most = sum(coefficient for _, coefficient in terms)
            self._limit(rule, [*terms, *negated(others)], 0, most)

    def at_least_if(self, rule: Priced, terms: Terms, target: int, condition: Literal) -> None:
        """Where the condition holds, the sum of terms is at least `target`; a soft rule pays for the shortfall."""
        if target > 0:
            self._limit(rule, [(condition, target), *negated(terms)], 0, target)

    def not_all(self, rule: Priced, literals: Sequence[Literal], unless: Sequence[Literal], amount: int) -> None:
        """Not all of the literals hold, unless one of the others does; a soft rule pays `amount` units."""
        self.not_each_of(rule, [[literal] for literal in literals], unless, amount)

    def not_each_of(
        self, rule: Priced, groups: Sequence[Sequence[Literal]], unless: Sequence[Literal], amount: int = 1
    ) -> None:
        """Not every group has a literal that holds, unless one of the others does; a soft rule pays `amount` units.

        At most one literal of a group can hold, as with those of `any_of`; a group of none never does.
        """
        if not all(groups):
            return
        literals = [literal for group in groups for literal in group]
        if rule.hard and len(groups) == 2 and not unless:
            self.cp.add_at_most_one(literals)
            return
        terms = [*((literal, 1) for literal in literals), *((other, -1) for other in unless)]
        self._limit(rule, terms, len(groups) - 1, 1, [(1, amount)])

    def follows(self, terms: Terms, room: int) -> None:
        """Add a valid inequality: the sum of terms is at most `room` in every rota that keeps the posted rules."""
        self.cp.add(weighted_sum(terms) <= room)

    def _limit(
        self, rule: Priced, terms: Terms, room: int, most: int, bands: Bands | None = None
    ) -> list[cp_model.IntVar]:
        """The sum of terms is at most `room`; a soft rule pays for the excess, which cannot be more than `most`.

        Returns:
            The variables that add up to the excess paid for.
        """
        parts: list[cp_model.IntVar] = []
        sizes = []
        if rule.hard:
            self.cp.add(weighted_sum(terms) <= room)
            return parts
        left = most
        for number, (width, factor) in enumerate(bands or [(most, 1)]):
            size = left if bands is None or number == len(bands) - 1 else min(width, left)
            if size > 0:
                part = self.cp.new_int_var(0, size, "")
                if factor:
                    self.objectives[rule.level].terms.append((part, factor * rule.unit_price))
                parts.append(part)
                sizes.append(size)
            left -= size
        self.cp.add(weighted_sum([*terms, *((part, -1) for part in parts)]) <= room)
        self._derived.define(parts, (terms, -room), sizes=sizes)
        return parts

    def price(self, rule: Priced, terms: Terms, constant: int = 0) -> None:
        """A soft rule pays, for each posted unit of terms, its price; `constant` units are paid in any case."""
        amounts = [constant * rule.unit_price, *(coefficient * rule.unit_price for _, coefficient in terms)]
        if max(map(abs, amounts)) > LARGEST:
            raise ValueError(
                f"an amount of {max(map(abs, amounts)):,} sixtieths of a point is more than can be added up"
            )
        objective = self.objectives[rule.level]
        objective.terms += [(literal, coefficient * rule.unit_price) for literal, coefficient in terms]
        objective.constant += constant * rule.unit_price

    def price_greatest(self, rule: Priced, sums: Sequence[tuple[Terms, int]]) -> None:
        """A soft rule pays, for each posted unit of the greatest of several sums, its price.

        Args:
            sums: terms (coefficients positive), and what they have whatever is decided.
        """
        least = max((has for _, has in sums), default=0)
        self.price(rule, [], constant=least)
        open_sums = [(terms, has - least) for terms, has in sums if has + sum(factor for _, factor in terms) > least]
        if not open_sums:
            return
        most = max(has + sum(factor for _, factor in terms) for terms, has in open_sums)
        excess = self.cp.new_int_var(0, most, "")
        for terms, has in open_sums:
            self.cp.add(weighted_sum([*terms, (excess, -1)]) <= -has)
        self.objectives[rule.level].terms.append((excess, rule.unit_price))
        self._derived.define([excess], *open_sums, sizes=[most])

    def forbid(self, rule: Priced, literals: Sequence[Literal], amount: int = 1) -> None:
        """None of the literals holds; a soft rule pays `amount` units for each that does."""
        if not rule.hard:
            self.price(rule, [(literal, amount) for literal in literals])
        else:
            for literal in literals:
                self.cp.add(literal == 0)

    def exactly_one_if(self, literals: Sequence[Literal], condition: Literal) -> None:
        """Exactly one of the literals holds where the condition does, and none where it does not."""
        self.cp.add(sum(literals) == condition)

    def between_if(self, literals: Sequence[Literal], least: int, most: int, condition: Literal) -> None:
        """Between `least` and `most` of the literals hold where the condition does, and none where it does not."""
        self.cp.add(sum(literals) >= least * condition)
        self.cp.add(sum(literals) <= most * condition)

    def pin(self, person: Person, duty: Duty, seat: str | None, *, on: bool = True) -> None:
        """Fix a person on a duty, or off it."""
        self.cp.add(sum(self.seats_of(person, duty, seat)) == int(on))
