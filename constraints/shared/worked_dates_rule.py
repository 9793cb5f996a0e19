"""The dates on which a person works. No rule, but what rules about runs, successions and weekends stand on.

A date is *fixed* where work that is not this rota's to decide starts on it, whatever the rota adds there; on the others
the rota decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from constraints.base import PersonRule
from constraints.facts import Facts
from models.clock import days
from models.people import Person

if TYPE_CHECKING:
    from constraints.rota_model import Literal, RotaModel
    from constraints.view import RotaView


@dataclass(frozen=True)
class Known:
    """What is known of a person's dates before there is a rota.

    Attributes:
        fixed: the dates worked in any case.
        first, last: the stretch of which it is known what was worked: the period, and around it as far as work is
            listed. Nothing is known of the dates beyond.
    """

    fixed: frozenset[date]
    first: date
    last: date

    def windows(self, facts: Facts, longest: int) -> Iterator[tuple[date, list[date], date]]:
        """Each date, the dates between, and another date 2 to `longest` days later; all known, some in the period."""
        period = facts.book.period
        dates = days(max(self.first, period.first - timedelta(days=longest)), self.last)
        for place, first in enumerate(dates):
            if first > period.last:
                return
            for end in range(place + 2, min(place + longest + 1, len(dates))):
                if dates[end] >= period.first:
                    yield first, dates[place + 1 : end], dates[end]


class WorkedDatesRule(PersonRule):
    """A rule that looks at the dates on which a person works.

    Where the book names duties, only these are work, and the fixed work known to be of them
    (`constraints.facts.fixed_work`).
    """

    def known(self, facts: Facts, person: Person) -> Known:
        """What is known of a person's dates."""
        fixed = frozenset(item.date for item in self.commitments(facts, person))
        # Work that the rule does not count tells as well what was worked on its date.
        listed = {item.date for item in facts.commitments(person)}
        period = facts.book.period
        return Known(fixed, min({period.first, *listed}), max({period.last, *listed}))

    def decided(self, model: RotaModel, person: Person, known: Known) -> dict[date, list[Literal]]:
        """By date that is not fixed and could be worked: literals whose sum says whether it is."""
        found = {}
        for day in model.facts.book.period.dates:
            if day not in known.fixed and (duties := model.duties_on(person, day)):
                found[day] = model.any_of(person, duties)
        return found

    def undecided(
        self, model: RotaModel, known: Known, free: Mapping[date, list[Literal]]
    ) -> dict[date, list[Literal]]:
        """The same as `decided`, with an entry (perhaps without literals) for every date that is not fixed."""
        return {day: free.get(day, []) for day in model.facts.book.period.dates if day not in known.fixed}

    def chosen(self, view: RotaView, person: Person, known: Known) -> set[date]:
        """The dates on which the rota puts the person on a duty, without the fixed ones."""
        return view.dates_of(person) - known.fixed
