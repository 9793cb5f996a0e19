"""What would crew a stood-down duty, as the panel of its seats shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from constraints.view import RotaView
from models.duty import Duty
from models.rota import Cure, CureKind, CuresOfDuty, DutyState
from roster.analysis.cure_sentences import cure_lines
from roster.analysis.names import Names
from roster.desk.changes import AnyChange
from roster.desk.service.access.masking import Masking
from roster.desk.service.views import seat_changes
from roster.desk.service.views.seat_panel import CureLine


def cures_shown(
    view: RotaView, masking: Masking, duty: Duty, found: Sequence[CuresOfDuty], names: Names
) -> Iterator[CureLine]:
    """What a search found would crew a duty; nothing for a duty that is not stood down.

    Args:
        view: the rota as it is.
        masking: hides what the viewer may not see.
        found: the cures that the rota holds, then those of the last search; the first record of the duty counts.
    """
    record = next((item for item in found if item.duty == duty.id), None)
    if record is None or view.state(duty) is not DutyState.STOOD_DOWN:
        return
    seen = masking.cures(record)
    down = [other for other in view.facts.duties if view.state(other) is DutyState.STOOD_DOWN]
    for sentence, cure in zip_longest(cure_lines(duty, seen, down, names.full), seen.cures):
        offer: tuple[AnyChange, ...] = ()
        if (name := _who_offers(cure, masking)) is not None:
            person = view.facts.people[name]
            if view.facts.offered(person, duty):
                continue  # it was done since
            offer = (seat_changes.offer(person, duty),)
        yield CureLine(sentence=sentence, offer=offer, crews=cure is not None)


def _who_offers(cure: Cure | None, masking: Masking) -> str | None:
    """Who would have to offer the duty; None where a cure is another change, or the viewer may not see their offers."""
    if cure is None or cure.kind is not CureKind.OFFER or cure.person in masking.hidden:
        return None
    return cure.person


__all__ = ["cures_shown"]
