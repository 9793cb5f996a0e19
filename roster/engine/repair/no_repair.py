"""Why there is no repair: the limit on people disturbed, the past, or pins and rules that contradict each other."""

from __future__ import annotations

from constraints.verify import verify
from models.clock import spoken_date
from roster.engine.diagnosis.conflict import find_conflict
from roster.engine.repair.search import RepairSearch
from roster.engine.solvers.cpsat import Settings, minimise

_MOST_TOLD = 5  # breaches of the past


def reasons_for_no_repair(search: RepairSearch, most_people: int | None) -> list[str]:
    """Returns sentences that say why no rota obeys the limit, the past, the pins and the hard rules."""
    if most_people is not None and (least := _fewest_disturbed(search)) is not None:
        return [
            f"no repair disturbs at most {most_people} {'person' if most_people == 1 else 'people'}: even with duties"
            f" stood down, the duties of {least} change, so at least {least} must be allowed"
        ]
    working = search.working
    past = verify(working.view(working.past), [rule for rule in working.hard_rules if rule.kind != "vehicle"])
    breaches = [item.message for item in past.hard][:_MOST_TOLD]
    if breaches:
        return [f"what lies before {spoken_date(working.as_of)} stays as it is, and breaks hard rules:", *breaches]
    conflict = find_conflict(
        working.facts, working.rules, search.options, seconds=search.seconds_for_question, stop=search.stop
    )
    return conflict.sentences


def _fewest_disturbed(search: RepairSearch) -> int | None:
    """Finds how many people every rota that obeys the hard rules disturbs at least.

    Returns:
        The solver's lower bound; None where it found no rota in time.
    """
    model = search.model(search.working.hard_rules, None)
    model.cp.minimize(sum(search.working.keep_published.disturbed(model)))
    settings = Settings(search.seconds_for_question, search.options.threads, search.options.seed)
    run = minimise(model.cp, settings, stop=search.stop)
    return run.bound if run.found else None
