"""Finds data of a book that none of its rules reads, so that `check` can warn of it. Never imports the solver."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from constraints.base import Rule, parameters_of
from constraints.counting.counted_duties import Counted
from constraints.facts import Facts
from constraints.registry import installed
from constraints.topics import Topic
from models.people import Person
from models.problems import did_you_mean
from models.records.history import WorkedKind, share_of
from models.text.lists import listed

_NAMED = 3  # people, or other names, listed one by one; of more a sentence gives the number
_WEEK = 7


@dataclass(frozen=True)
class Unread:
    """Data of a book that none of its rules reads.

    Attributes:
        about: what it is about: `rest`, `contract hours`, `qualification 'driver'`.
        what: what no rule does, and for whom: `nothing keeps SC01 from a duty on every day`.
        add: rules that would read it, as they are typed into a book.
        hint: what else may be done about it.
    """

    about: str
    what: str
    add: tuple[str, ...]
    hint: str = ""

    @property
    def sentence(self) -> str:
        """What no rule reads, and what to add: `no rule about rest: ...; add {kind: daily-rest, hours: 11}`."""
        return f"no rule about {self.about}: {self.what}; add {' and '.join(self.add)}{self.hint}"


def unread(facts: Facts, rules: Sequence[Rule]) -> list[Unread]:
    """Everything in a book that none of its rules reads, rest first.

    Args:
        rules: the book's own, built, and those that always hold.
    """
    found = _Readers(facts, rules)
    return [item for search in _SEARCHES for item in search(found)]


class _Readers:
    """A book and its rules, and which of them read what."""

    def __init__(self, facts: Facts, rules: Sequence[Rule]) -> None:
        self.facts = facts
        self.book = facts.book
        self.rules = rules
        # A rule that reads a qualification, a tag or a share names it among its parameters.
        self.named = {
            word for rule in rules for name in parameters_of(type(rule)) for word in _words_in(getattr(rule, name))
        }
        wanted = {role for duty in facts.duties for seat in duty.crew.seats for role in seat.roles}
        self.crew = [
            person
            for person in self.book.people
            if person.role in wanted and (person.posting or person.team or person.offers)
        ]

    def reading(self, topic: Topic) -> list[Rule]:
        """The rules that read a topic."""
        return [rule for rule in self.rules if topic in rule.reads]

    def without(self, topic: Topic, people: Iterable[Person]) -> list[Person]:
        """Those of some people for whom no rule reads a topic, or whose duties the rules that read it leave out."""
        readers = self.reading(topic)
        return [person for person in people if not self._covers(readers, person)]

    def _covers(self, readers: Iterable[Rule], person: Person) -> bool:
        theirs = [rule for rule in readers if rule.concerns_person(person)]
        if not theirs or not all(rule.applies_to.names_duties for rule in theirs):
            return bool(theirs)
        duties = self.facts.reachable(person)
        return all(any(rule.concerns_duty(self.facts, duty) for rule in theirs) for duty in duties)

    def who(self, people: Sequence[Person]) -> str:
        """Some people in words: by their ids, or where there are many by their roles."""
        if len(people) <= _NAMED:
            return _listed([person.id for person in people])
        roles = Counter(person.role for person in people)
        return _listed([f"{number} of role {role}" for role, number in roles.items()])


def _rest(found: _Readers) -> Iterator[Unread]:
    daily, weekly = (found.without(topic, found.crew) for topic in (Topic.DAILY_REST, Topic.WEEKLY_REST))
    if len(found.book.period.dates) < _WEEK:
        weekly = []
    straight, always = "a duty straight after another", "a duty on every day"
    for_daily, for_weekly = _suggested(Topic.DAILY_REST), _suggested(Topic.WEEKLY_REST)
    if daily and daily == weekly:
        nothing = f"nothing keeps {found.who(daily)} from {straight}, or from {always}"
        yield Unread("rest", nothing, (for_daily, for_weekly))
        return
    if daily:
        about = str(Topic.DAILY_REST) if found.reading(Topic.WEEKLY_REST) else "rest"
        yield Unread(about, f"nothing keeps {found.who(daily)} from {straight}", (for_daily,))
    if weekly:
        yield Unread(Topic.WEEKLY_REST, f"nothing keeps {found.who(weekly)} from {always}", (for_weekly,))


def _day_jobs(found: _Readers) -> Iterator[Unread]:
    if people := found.without(Topic.DAY_JOBS, [person for person in found.crew if person.day_job]):
        what = f"nothing keeps the duties of {found.who(people)} from meeting their day jobs"
        yield Unread(Topic.DAY_JOBS, what, (_suggested(Topic.DAY_JOBS),))


def _contracts(found: _Readers) -> Iterator[Unread]:
    if people := found.without(Topic.CONTRACT_HOURS, [person for person in found.crew if person.posting]):
        yield Unread(
            Topic.CONTRACT_HOURS,
            f"nothing asks for the contracted hours of {found.who(people)}",
            (_suggested(Topic.CONTRACT_HOURS),),
        )


def _promises(found: _Readers) -> Iterator[Unread]:
    counted = {item.person for item in found.book.carried_in.totals if item.hours}
    elsewhere = {
        item.person
        for item in (*found.book.carried_in.duties, *found.book.worked)
        if item.kind is WorkedKind.ELSEWHERE and not item.no_show
    }
    people = [
        person
        for person in found.book.people
        if person.id in counted or (person.id in elsewhere and _only_offers(person))
    ]
    add = (_suggested(Topic.PROMISED_HOURS),)
    if spoken := found.without(Topic.PROMISED_HOURS, people):
        what = f"hours towards a promise are on record for {found.who(spoken)}, and nothing counts them"
        yield Unread(Topic.PROMISED_HOURS, what, add)
    elif not found.reading(Topic.PROMISED_HOURS):
        paid = {person.role for person in found.book.people if not _only_offers(person)}
        if volunteers := [person for person in found.crew if person.role not in paid]:
            what = f"nothing counts hours promised by {found.who(volunteers)}, who are only on what they offer"
            yield Unread(Topic.PROMISED_HOURS, what, add)


def _qualifications(found: _Readers) -> Iterator[Unread]:
    asked = {name for duty in found.facts.duties for seat in duty.crew.seats for name in seat.qualifications}
    holders = Counter(name for person in found.book.people for name in {held.id for held in person.qualifications})
    for item in found.book.qualifications:
        if item.id in asked or item.id in found.named:
            continue
        number = holders[item.id]
        held = (
            f"{number} {'person holds' if number == 1 else 'people hold'} it, and" if number else "nobody holds it, and"
        )
        what = f"{held} no seat of a crew that runs and no rule asks for it"
        add = _suggested(Topic.QUALIFICATIONS, qualification=item.id)
        yield Unread(f"qualification '{item.id}'", what, (add,), ", or name it at a seat")


def _tags(found: _Readers) -> Iterator[Unread]:
    spoken = found.named | {tag for rule in found.rules for tag in rule.applies_to.tags}
    tagged = Counter(tag for person in found.book.people for tag in set(person.tags))
    for tag, number in tagged.items():
        if tag not in spoken:
            what = f"{'1 person has' if number == 1 else f'{number} people have'} it, and no rule speaks of it"
            meant = f"`applies_to: {{tags: [{tag}]}}` to the rule that is meant for them"
            yield Unread(f"tag '{tag}'", what, (meant,))


def _shares(found: _Readers) -> Iterator[Unread]:
    brought = Counter(share_of(name)[1] for item in found.book.carried_in.totals for name in item.shares)
    read = found.named.union(*(rule.shares_read for rule in found.rules))
    for name, number in brought.items():
        if name in read:
            continue
        brings = "1 person brings" if number == 1 else f"{number} people bring"
        what = f"nothing remembers what {brings} of it from before"
        if name in set(Counted):
            yield Unread(f"shares of '{name}'", what, (_suggested(Topic.SHARES, counts=name),))
        else:
            known = ", ".join(Counted)
            hint = did_you_mean(name, Counted) or f"; shares are counted of {known}"
            yield Unread(f"shares of '{name}'", what, ("a rule of your own that counts it",), hint)


def _requests(found: _Readers) -> Iterator[Unread]:
    asking = [person for person in found.book.people if person.id in found.facts.requests]
    if people := found.without(Topic.REQUESTS, asking):
        yield Unread(Topic.REQUESTS, f"nothing grants those of {found.who(people)}", (_suggested(Topic.REQUESTS),))


def _stand_downs(found: _Readers) -> Iterator[Unread]:
    signs = list(dict.fromkeys(item.call_sign for item in found.book.carried_in.stand_downs))
    if signs and not found.reading(Topic.STAND_DOWNS):
        what = f"nothing remembers those of {_listed(signs)}"
        yield Unread(Topic.STAND_DOWNS, what, (_suggested(Topic.STAND_DOWNS),))


def _changes(found: _Readers) -> Iterator[Unread]:
    published = found.book.published
    if published is not None and published.assignments and not found.reading(Topic.CHANGES):
        what = f"nothing but a repair keeps a new rota to what people were told in version {published.version}"
        yield Unread(Topic.CHANGES, what, (_suggested(Topic.CHANGES),))


_SEARCHES: tuple[Callable[[_Readers], Iterator[Unread]], ...] = (
    _rest, _day_jobs, _qualifications, _tags, _contracts, _promises, _requests, _shares, _stand_downs, _changes,
)  # fmt: skip


def _only_offers(person: Person) -> bool:
    """Whether a person works only what they offer."""
    return person.posting is None and person.team is None


def _suggested(topic: Topic, **given: str) -> str:
    """The rule suggested for a topic, as it is typed into a book: `{kind: daily-rest, hours: 11}`.

    Args:
        given: parameters with values other than their defaults.
    """
    rule = next(rule for rule in installed() if topic in rule.suggested_for)
    values = {name: rule.model_fields[name].default for name in rule.suggested_for[topic]} | given
    return "{" + ", ".join([f"kind: {rule.kind}", *(f"{name}: {value}" for name, value in values.items())]) + "}"


def _words_in(value: Any) -> Iterator[str]:
    """Every word in the value of a parameter, at any depth."""
    if isinstance(value, Enum):
        yield str(value.value)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _words_in(key)
            yield from _words_in(inner)
    elif isinstance(value, Collection):
        for inner in value:
            yield from _words_in(inner)


def _listed(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`; of many, the first few and how many more."""
    if len(names) > _NAMED + 1:
        names = [*names[:_NAMED], f"{len(names) - _NAMED} more"]
    return listed(names)
