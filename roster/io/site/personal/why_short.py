"""Says in one sentence, in everyday words, why a person's hours are short of a promise or a contract."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from constraints.base import Rule
from constraints.facts import Counting, Facts
from constraints.shared.rostered_time import rostered_minutes, worked_minutes
from constraints.view import RotaView
from models.clock import spoken_date
from models.people import Person
from models.text.lists import listed
from roster.analysis.gaps import Gap
from roster.analysis.ledger import LedgerLine, MissedOffer, missed_duties
from roster.analysis.reasons import Standing
from roster.analysis.words import plain

MOST_CLAUSES = 2  # a sentence that names every reason is read by nobody
MOST_DATES = 3  # named in one clause; the others are counted

# `{}` stands for the dates. A date on which the person is away has no words: no page tells why anybody is away.
_WORDS = {
    Standing.SEAT_FULL: "the seats on {} went to others",
    Standing.LIMIT: "{} would have gone over a limit",
    Standing.CREW: "you could not be put together with the crew of {}",
    Standing.ELSEWHERE: "on {} you were on another duty",
    Standing.RESTING: "{} would have left too little rest",
    Standing.NOT_QUALIFIED: "the seat on {} asks for a qualification that you do not hold on that date",
    Standing.FREE: "one more person on {} would not have helped",
}


def why_short(line: LedgerLine, facts: Facts, gaps: Mapping[str, Gap]) -> str:
    """Words why the promise is not met; empty where it is met, or where there is nothing to say.

    Args:
        line: of the ledger.
        facts: of the book.
        gaps: the duties that are not fully crewed, by id.
    """
    if not line.to_go:
        return ""
    clauses = [f"by the record, you {'were ' if words.startswith('at ') else ''}{words}" for words in line.lost]
    clauses += _fallen_through(line.person, line.missed, facts, gaps)
    if line.offered + line.carried_in + line.elsewhere < line.promised:
        clauses.append(
            f"the dates you gave come to {plain(line.offered / 60)} h" if line.offered else "you have given no dates"
        )
    clauses += _other_fates(line.missed, facts)
    return _sentence(clauses)


def why_contract_short(person: Person, view: RotaView, rules: Sequence[Rule], gaps: Mapping[str, Gap]) -> str:
    """Words why the hours of a contract are not used up; empty where they are, or where there is nothing to say.

    Args:
        view: of the rota.
        rules: of the book.
        gaps: the duties that are not fully crewed, by id.
    """
    facts = view.facts
    lacking = facts.contract_minutes(person) - rostered_minutes(view.as_worked, person) - worked_minutes(facts, person)
    if person.posting is None or lacking <= 0:
        return ""
    duties = [duty for duty in facts.reachable(person) if facts.rostered(person, duty)]
    if not duties:
        return "No car runs on the days you are posted for."
    if lacking < min(facts.minutes(person, duty, Counting.PAID) for duty in duties):
        return "One more duty would go over it."
    missed = missed_duties(view, rules, person, duties, gaps)
    if not missed:
        return "You have a duty on each of your days on which a car runs."
    return _sentence([*_fallen_through(person.id, missed, facts, gaps), *_other_fates(missed, facts)])


def _sentence(clauses: Sequence[str]) -> str:
    """The first clauses as a sentence; empty without any."""
    sentence = "; ".join(clauses[:MOST_CLAUSES])
    return f"{sentence[0].upper()}{sentence[1:]}." if sentence else ""


def _fallen_through(person: str, found: Iterable[MissedOffer], facts: Facts, gaps: Mapping[str, Gap]) -> list[str]:
    """`Sat 15 May fell through: no paramedic`, one clause for each cause."""
    by_cause: dict[str, list[date]] = {}
    for missed in found:
        if missed.stood_down and not facts.absent(facts.people[person], facts.duty[missed.duty]):
            gap = gaps[missed.duty]
            by_cause.setdefault(gap.missing, []).append(gap.duty.date)
    return [f"{_dates(days)} fell through: {cause}" for cause, days in by_cause.items()]


def _other_fates(found: Iterable[MissedOffer], facts: Facts) -> list[str]:
    by_fate: dict[Standing, list[date]] = {}
    for missed in found:
        if not missed.stood_down:
            by_fate.setdefault(Standing(missed.order), []).append(facts.duty[missed.duty].date)
    most_first = sorted(by_fate.items(), key=lambda item: -len(item[1]))
    return [_WORDS[fate].format(_dates(days)) for fate, days in most_first if fate in _WORDS]


def _dates(days: Iterable[date]) -> str:
    """`Fri 7 May`, `Fri 7 May and Sat 8 May`; at most `MOST_DATES` by name."""
    named = [spoken_date(day) for day in sorted(days)]
    if len(named) > MOST_DATES:
        named = [*named[: MOST_DATES - 1], f"{len(named) - MOST_DATES + 1} other dates"]
    return listed(named)
