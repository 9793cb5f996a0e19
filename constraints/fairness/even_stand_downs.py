"""Stand-downs spread over call signs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.base import Rule
from constraints.facts import Facts
from models.duty import Duty
from models.rota import Breach
from models.rules import Level

if TYPE_CHECKING:
    from constraints.context import RotaModel
    from constraints.view import RotaView


class EvenStandDowns(Rule):
    """Where duties must be stood down, they are spread over the call signs of one service.

    A call sign's first stood-down duty costs 1, its second 3, its third 5.

    Source: call signs of equal priority owe their areas equal cover.
    """

    kind: ClassVar[str] = "even-stand-downs"
    unit: ClassVar[str] = "duties"
    example: ClassVar[str] = "- {kind: even-stand-downs, weight: 2}"
    hardenable: ClassVar[bool] = False

    level: Level = Level.FAIR

    def _lines(self, facts: Facts) -> dict[tuple[str, str], list[Duty]]:
        """The duties of each service and call sign, where the service has several call signs."""
        lines: dict[tuple[str, str], list[Duty]] = defaultdict(list)
        for duty in facts.duties:
            if len(duty.service.call_signs) > 1 and self.concerns_duty(facts, duty):
                lines[duty.service.id, duty.call_sign.id].append(duty)
        return lines

    @staticmethod
    def _bands(duties: list[Duty]) -> list[tuple[int, int]]:
        return [(1, 2 * step + 1) for step in range(len(duties))]

    def post(self, model: RotaModel) -> None:
        """Pay more for each further stand-down of a call sign."""
        for duties in self._lines(model.facts).values():
            model.at_most(self, [(model.stands_down(duty), 1) for duty in duties], 0, self._bands(duties))

    def check(self, view: RotaView) -> Iterator[Breach]:
        """Every call sign that is stood down at all."""
        for (_, call_sign), duties in self._lines(view.facts).items():
            down = [duty for duty in duties if not view.runs(duty)]
            if down:
                shift = down[0].shift.name or down[0].shift.id
                yield self.breach(
                    len(down),
                    f"{call_sign} is stood down on {len(down)} of its {len(duties)} {shift} duties",
                    bands=self._bands(duties),
                    duty=down[0].id,
                )
