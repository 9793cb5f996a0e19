"""Applies `seat`: how many people sit in a seat of a crew, of which roles, with which qualifications."""

from __future__ import annotations

from models.problems import did_you_mean
from models.service import Crew, Seat
from roster.planning.changes.draft import Draft
from roster.planning.changes.registry import apply_change
from roster.planning.scenarios.service_changes import ChangeSeat


@apply_change.register
def _change_seat(change: ChangeSeat, draft: Draft) -> None:
    fine = draft.check_all_known("crews", change.crews, "crews") & draft.check_all_known(
        "roles", change.roles or (), "roles"
    )
    fine &= draft.check_all_known("qualifications", change.qualifications or (), "qualifications")
    if not fine:
        return
    crews: list[Crew] = draft.fields["crews"]
    meant = [crew for crew in crews if not change.crews or crew.id in change.crews]
    seats = {seat.id for crew in meant for seat in crew.seats}
    if change.seat not in seats:
        draft.report(f"no such crew has a seat '{change.seat}'{did_you_mean(change.seat, seats)}", "seat")
        return

    def with_new_seat(crew: Crew) -> Crew:
        if crew not in meant:
            return crew
        return crew.remade(seats=[_changed(seat, change) if seat.id == change.seat else seat for seat in crew.seats])

    draft.fields["crews"] = draft.build(lambda: [with_new_seat(crew) for crew in crews]) or crews


def _changed(seat: Seat, change: ChangeSeat) -> Seat:
    """The seat with its new fields. Where maximum and preferred were the same number, they stay the same."""
    minimum = seat.minimum if change.minimum is None else change.minimum
    preferred = change.preferred
    if preferred is None:
        preferred = max(minimum, seat.preferred) if change.maximum is None else min(seat.preferred, change.maximum)
    maximum = change.maximum
    if maximum is None:
        maximum = preferred if seat.maximum == seat.preferred else max(preferred, seat.maximum)
    return seat.remade(
        minimum=minimum,
        preferred=preferred,
        maximum=maximum,
        roles=change.roles or seat.roles,
        qualifications=seat.qualifications if change.qualifications is None else change.qualifications,
    )
