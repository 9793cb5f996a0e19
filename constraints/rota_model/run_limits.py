"""Valid inequalities from several limits on a person's runs of work and of rest, taken together.

With at most 5 dates of work running and at least 2 of rest, nobody works 6 dates of 7; each limit by itself lets the LP
relaxation do so. The start of a run gets a variable here, in which the limits are as tight as they can be (Rajan and
Takriti 2005, for power plants that run and rest). No rota is cut off; the bounds are better.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from constraints.rota_model.forms import Forms
from constraints.terms import Literal, Terms
from models.people import Person

Worked = Mapping[date, Sequence[Literal]]
DAY = timedelta(days=1)


@dataclass
class _Limits:
    """Limits of a person's runs, in dates; None where there is none."""

    most: int | None = None
    fewest: int | None = None
    rest: int | None = None


class RunLimits:
    """The hard limits that rules have posted."""

    def __init__(self) -> None:
        # By person and dates with their literals: limits of rules that see other work or other dates do not combine.
        self._found: dict[tuple[str, tuple[tuple[date, tuple[int, ...]], ...]], tuple[_Limits, Worked]] = {}

    def note(
        self,
        person: Person,
        worked: Worked,
        *,
        most: int | None = None,
        fewest: int | None = None,
        rest: int | None = None,
    ) -> None:
        """Note a hard limit of a person.

        Args:
            worked: for each date of the period that the rota decides: literals whose sum says whether it is worked.
            most, fewest: dates of work running.
            rest: fewest rest days between two dates of work.
        """
        key = (person.id, tuple((day, tuple(literal.index for literal in on)) for day, on in worked.items()))
        limits, _ = self._found.setdefault(key, (_Limits(), worked))
        limits.most = min(filter(None, (limits.most, most)), default=None)
        limits.fewest = max(filter(None, (limits.fewest, fewest)), default=None)
        limits.rest = max(filter(None, (limits.rest, rest)), default=None)

    def post(self, model: Forms) -> None:
        """State the inequalities, for each person with a fewest and a most of running work and of rest between.

        Where no fewest is asked for, hours mostly bind before runs do, and the variables cost more than they give
        (measured on 50 cars of five days in six at most and no single rest days).
        """
        for limits, worked in self._found.values():
            if limits.most is not None and limits.fewest is not None and limits.rest is not None:
                for dates in _stretches(worked):
                    _post(model, limits.most, limits.fewest, limits.rest, [worked[day] for day in dates])


def _stretches(worked: Worked) -> Iterator[list[date]]:
    """The dates in stretches without a gap."""
    stretches: dict[date, list[date]] = defaultdict(list)
    first = None
    for day in sorted(worked):
        if first is None or day - DAY not in stretches[first]:
            first = day
        stretches[first].append(day)
    yield from stretches.values()


def _post(model: Forms, most: int, fewest: int, rest: int, worked: Sequence[Sequence[Literal]]) -> None:
    """States the inequalities over one stretch; runs that begin or end before its second date are left out."""
    begins = {day: model.begins(worked[day - 1], worked[day]) for day in range(1, len(worked))}

    def work(day: int, factor: int) -> Terms:
        return [(literal, factor) for literal in worked[day]]

    def ends(day: int) -> Terms:
        """Whether the date before was worked and this one is not."""
        return [(begins[day], 1), *work(day - 1, 1), *work(day, -1)]

    for day in range(1, len(worked)):
        begun = [(begins[one], 1) for one in range(max(1, day - fewest + 1), day + 1)]
        model.follows([*begun, *work(day, -1)], 0)
        ended = [term for one in range(max(1, day - rest + 1), day + 1) for term in ends(one)]
        model.follows([*ended, *work(day, 1)], 1)
        if day >= most:
            model.follows([*work(day, 1), *((begins[one], -1) for one in range(day - most + 1, day + 1))], 0)
