"""What a repair would gain if more people might be disturbed than in the repair that was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from constraints.verify import verify
from constraints.view import RotaView
from models.duty import Duty
from models.rota import DutyState, Rota
from models.rules import Level
from roster.engine.levels import LevelResult
from roster.engine.model.solution_io import read_out
from roster.engine.repair.repaired import OtherLimit
from roster.engine.repair.search import RepairSearch


def other_limits(
    search: RepairSearch, rota: Rota, levels: Sequence[LevelResult], disturbed: int, most_people: int | None
) -> Iterator[OtherLimit]:
    """Solves with one person more allowed and, where there is a limit, with none, as far as there is time.

    Args:
        rota: the repair.
        levels: the results of its levels.
        disturbed: number of people whom it disturbs.
        most_people: the limit it obeys; None for none.
    """
    if all(item.level is not Level.COVER for item in levels):
        return
    limits: list[int | None] = [max(disturbed, most_people or 0) + 1]
    if most_people is not None:
        limits.append(None)
    for number, limit in enumerate(limits):
        seconds = search.seconds_left / (len(limits) - number)
        if seconds < search.params.least_seconds or search.stopped:
            return
        yield _with_limit(search, rota, limit, seconds)


def _with_limit(search: RepairSearch, rota: Rota, limit: int | None, seconds: float) -> OtherLimit:
    """Solves cover and preferred seats under a limit; without one, with the fewest people disturbed between them."""
    working = search.working
    rules = [rule for rule in working.rules if rule.hard or rule.level is not Level.DISTURBANCE or limit is None]
    model = search.model(rules, limit)
    outcome = search.solved(model, rota, seconds, enough=lambda result: result.level is Level.FULL)
    assert outcome.solution is not None  # the repair itself obeys a wider limit
    view = working.view(*read_out(model, outcome.solution))
    ran = {item.duty for item in rota.duties if item.state is not DutyState.STOOD_DOWN}
    results = {item.level: item for item in outcome.levels}
    repaired = working.view(rota.assignments)
    return OtherLimit(
        people=limit,
        disturbed=len(working.disturbed(view)),
        cover=rota.score_at(Level.COVER).value - verify(view, working.rules).value(Level.COVER),
        runs=tuple(duty for duty in view.duties if view.runs(duty) and duty.id not in ran),
        seats=sum(_filled(view, duty) - _filled(repaired, duty) for duty in view.duties),
        proven=all(results[level].proven for level in (Level.COVER, Level.FULL) if level in results),
    )


def _filled(view: RotaView, duty: Duty) -> int:
    """Returns how many of a duty's preferred seats are filled."""
    return sum(min(len(view.in_seat(duty, seat.id)), seat.preferred) for seat in duty.crew.seats)
