"""Notes what records of worked time say of a rota: who came, who did not, which breaches are already past."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from constraints.base import DutyRule, PersonRule, Rule, breaches_of
from constraints.facts import Facts
from constraints.facts.records import Outcome
from constraints.view import RotaView
from models.clock import spoken_date
from models.lookup.duty_references import find_duty
from models.rota import Breach
from roster.analysis.words import counted


def record_sentences(view: RotaView, rules: Sequence[Rule]) -> list[str]:
    """Sentences about the records of work in the period; none where there is no such record.

    Args:
        view: the rota as planned.
        rules: all rules of its book.
    """
    facts = view.facts
    if not any(item.date in facts.book.period for item in facts.book.worked):
        return []
    return [
        _summary(view),
        *_without_a_seat(facts),
        *_void_pins(facts),
        *(f"on record, and not to be undone: {breach.message}" for breach in _breaches_by_records(view, rules)),
    ]


def _summary(view: RotaView) -> str:
    """One sentence that counts what became of the planned duties, and other work on record."""
    facts = view.facts
    planned = {(item.person, item.duty) for item in view.assignments}
    found: Counter[str] = Counter()
    for key, fate in facts.fates.items():
        if key in planned:
            found[fate.outcome] += 1
        elif fate.seat is not None:
            found["stepped in"] += 1
    parts = [f"{counted(len(planned), 'planned turns')}: {found[Outcome.WORKED]} worked"] if planned else []
    parts += [f"{found[Outcome.NO_SHOW]} did not come"] if found[Outcome.NO_SHOW] else []
    parts += [f"{found[Outcome.OTHERWISE]} worked otherwise"] if found[Outcome.OTHERWISE] else []
    parts += [f"{found['stepped in']} stepped in"] if found["stepped in"] else []
    left = len(planned) - sum(key in planned for key in facts.fates)
    parts += [f"{left} not on record, which count as planned"] if left else []
    seats = planned | {key for key, fate in facts.fates.items() if fate.seat is not None}
    other = sum(
        item.date in facts.book.period
        and not item.tour
        and not any((person.id, duty.id) in seats for duty in item.duties)
        for person in facts.people.values()
        for item in facts.commitments(person)
    )
    parts += [f"{counted(other, 'spells')} of other work"] if other else []
    return f"on record: {', '.join(parts)}"


def _without_a_seat(facts: Facts) -> Iterator[str]:
    """Notes work on a call sign of the book that matches no duty, or no free seat, of it."""
    for person in facts.people.values():
        for item in facts.commitments(person):
            if item.call_sign and item.date in facts.book.period and not item.duties:
                yield (
                    f"{person.id} worked {item.call_sign} on {spoken_date(item.date)}, as on record, and no duty of it"
                    " fits or has a seat for them: the time counts, and nobody's seat is filled by it"
                )


def _void_pins(facts: Facts) -> Iterator[str]:
    """Notes pins that contradict a record, and so have no effect."""
    for pin in facts.book.pins:
        duty = find_duty(pin.duty, facts.duties)
        fate = facts.fates.get((pin.person, duty.id))
        if fate is not None and (fate.seat is None) is not pin.off:
            yield f"the pin of {pin.person} on {duty.spoken} counts for nothing: {pin.person} {fate.sentence}"


def _breaches_by_records(view: RotaView, rules: Sequence[Rule]) -> Iterator[Breach]:
    """Breaches of hard rules by records of work only, whatever is still planned; each message once."""
    stated = [rule for rule in rules if rule.hard and not rule.always]
    found = {
        breach.message: breach
        for recorded in _recorded_duties(view.facts)
        for rule in stated
        if isinstance(rule, PersonRule)
        for breach in breaches_of(rule, recorded)
    }
    yield from found.values()
    facts, as_worked = view.facts, view.as_worked
    for rule in stated:
        if isinstance(rule, DutyRule):
            for name in facts.seated_on_record:
                if rule.concerns_duty(facts, facts.duty[name]):
                    yield from rule.check_duty(as_worked, facts.duty[name])


def _recorded_duties(facts: Facts) -> Iterator[RotaView]:
    """For each duty of the period that a person worked by the record: a view with no other assignment than that."""
    for person in facts.people.values():
        for item in facts.commitments(person):
            for duty in item.duties if item.date in facts.book.period else ():
                seat = facts.fates[person.id, duty.id].seat
                assert seat is not None
                yield RotaView(facts.as_if_planned(person, item), [seat], {}, [person.id], [])


__all__ = ["record_sentences"]
