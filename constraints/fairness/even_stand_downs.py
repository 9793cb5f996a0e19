"""The rule that stand-downs are spread over call signs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from constraints.base import Rule
from constraints.facts import Facts
from constraints.topics import Topic
from models.duty import Duty
from models.rota import Breach
from models.rules import DUTIES, Level

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class EvenStandDowns(Rule):
    """Where duties must be stood down, they are spread over the call signs of one service.

    A call sign's first stood-down duty costs 1, its second 3, its third 5. A call sign that was stood down more often
    before the period (`carried_in.stand_downs`) than the least of its service begins that much higher up.

    Source: call signs of equal priority owe their areas equal cover.
    """

    kind: ClassVar[str] = "even-stand-downs"
    reads: ClassVar[frozenset[Topic]] = frozenset({Topic.STAND_DOWNS})
    suggested_for: ClassVar[Mapping[Topic, tuple[str, ...]]] = {Topic.STAND_DOWNS: ()}
    unit: ClassVar[str] = "duties"
    example: ClassVar[str] = "- {kind: even-stand-downs, weight: 2}"
    hardenable: ClassVar[bool] = False
    holds_for: ClassVar[tuple[str, ...]] = DUTIES

    level: Level = Level.FAIR

    def _lines(self, facts: Facts) -> dict[tuple[str, str], list[Duty]]:
        """The duties of each service and call sign, where the service has several call signs."""
        lines: dict[tuple[str, str], list[Duty]] = defaultdict(list)
        for duty in facts.duties:
            if len(duty.service.call_signs) > 1 and self.concerns_duty(facts, duty):
                lines[duty.service.id, duty.call_sign.id].append(duty)
        return lines

    @staticmethod
    def _bands(facts: Facts, duties: list[Duty]) -> list[tuple[int, int]]:
        before = facts.stood_down_before
        sign, others = duties[0].call_sign.id, duties[0].service.call_signs
        ahead = before.get(sign, 0) - min(before.get(other, 0) for other in others)
        return [(1, 2 * (ahead + step) + 1) for step in range(len(duties))]

    def post(self, model: RotaModel) -> None:
        """Prices each further stand-down of a call sign higher."""
        for duties in self._lines(model.facts).values():
            model.at_most(self, [(model.stands_down(duty), 1) for duty in duties], 0, self._bands(model.facts, duties))

    def check(self, view: RotaView) -> Iterator[Breach]:
        """Every call sign that is stood down at all."""
        for (_, call_sign), duties in self._lines(view.facts).items():
            down = [duty for duty in duties if not view.runs(duty)]
            if down:
                shift = down[0].shift.name or down[0].shift.id
                yield self.breach(
                    len(down),
                    f"{call_sign} is stood down on {len(down)} of its {len(duties)} {shift} duties",
                    bands=self._bands(view.facts, duties),
                    duty=down[0].id,
                )
