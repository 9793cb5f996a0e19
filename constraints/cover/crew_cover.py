"""The rule that duties are crewed, at least at minimum."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.base import DutyRule
from models.duty import Duty
from models.rota import Breach
from models.rules import Level

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class CrewCover(DutyRule):
    """Duties are crewed, at least at minimum; one that is stood down costs the priority of its service and date.

    Source: design of the service: a shortage is an answer, so this is never hard.
    """

    kind: ClassVar[str] = "crew-cover"
    unit: ClassVar[str] = "duties"
    example: ClassVar[str] = "- {kind: crew-cover, weight: 1}"
    always: ClassVar[bool] = True
    hardenable: ClassVar[bool] = False
    holds_for: ClassVar[tuple[str, ...]] = ()

    level: Level = Level.COVER

    def post_duty(self, model: RotaModel, duty: Duty) -> None:
        """Prices a stand-down by the priority."""
        model.price(self, [(model.runs(duty), -duty.priority)], constant=duty.priority)

    def check_duty(self, view: RotaView, duty: Duty) -> Iterator[Breach]:
        """A duty that is stood down."""
        if not view.runs(duty):
            yield self.breach(
                1, f"{duty.spoken} is stood down", bands=[(1, duty.priority)], duty=duty.id, date=duty.date
            )
