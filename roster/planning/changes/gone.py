"""What hangs on somebody or something that is gone goes with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from models.book import Book
from models.history import CarriedIn
from models.people import Person
from models.rules import Level, RuleEntry


def let_go(fields: dict[str, Any], before: Book) -> None:
    """Take out of a book's lists whatever names people, call signs and services that were there before, and are not."""
    people = {person.id for person in fields["people"]}
    call_signs = {item.id for item in fields["call_signs"]}
    gone = {
        "people": {person.id for person in before.people} - people,
        "call_signs": {item.id for item in before.call_signs} - call_signs,
        "services": {item.id for item in before.services} - {item.id for item in fields["services"]},
    }
    if not any(gone.values()):
        return
    lost = gone["call_signs"]
    fields["requests"] = [item for item in fields["requests"] if item.person in people and item.call_sign not in lost]
    fields["pins"] = [item for item in fields["pins"] if item.person in people and item.duty.split("@")[0] not in lost]
    fields["worked"] = [_off(item, lost) for item in fields["worked"] if item.person in people]
    fields["derogations"] = [item for item in fields["derogations"] if item.person in people]
    carried: CarriedIn = fields["carried_in"]
    fields["carried_in"] = CarriedIn(
        duties=tuple(_off(item, lost) for item in carried.duties if item.person in people),
        totals=tuple(item for item in carried.totals if item.person in people),
        stand_downs=tuple(item for item in carried.stand_downs if item.call_sign in call_signs),
    )
    if lost:
        fields["vehicles"] = [item.remade(call_signs=without(item.call_signs, lost)) for item in fields["vehicles"]]
        fields["people"] = [_offering_without(person, lost) for person in fields["people"]]
    fields["rules"] = [kept for entry in fields["rules"] if (kept := _rule_without(entry, gone)) is not None]


def without(names: Iterable[Any], gone: Iterable[Any]) -> tuple[Any, ...]:
    """Names but for some."""
    lost = set(gone)
    return tuple(name for name in names if name not in lost)


def bereft(entry: RuleEntry, gone: set[str], there: set[str]) -> Iterator[str]:
    """Those of a hard rule of pairs who need a partner, and have lost every one they had."""
    extra = entry.model_extra or {}
    if entry.kind != "required-pairs" or entry.level not in (None, Level.HARD):
        return
    pairs = [tuple(map(str, pair)) for pair in extra.get("pairs", ()) if len(pair) == 2]
    both = [*pairs, *((other, one) for one, other in pairs)] if extra.get("both_ways") else pairs
    for name in sorted({one for one, _ in both} & there):
        if {other for one, other in both if one == name} <= gone:
            yield name


def _off(item: Any, lost: set[str]) -> Any:
    """What was worked, without a call sign that is gone."""
    return item.model_copy(update={"call_sign": None}) if item.call_sign in lost else item


def _offering_without(person: Person, lost: set[str]) -> Person:
    """A person whose offers name no call sign that is gone; one that named only such is no offer any longer."""
    if not any(set(offer.call_signs) & lost for offer in person.offers):
        return person
    offers = []
    for offer in person.offers:
        left = without(offer.call_signs, lost)
        if left or not offer.call_signs:
            offers.append(offer.remade(call_signs=left))
    return person.remade(offers=tuple(offers))


def _rule_without(entry: RuleEntry, gone: Mapping[str, set[str]]) -> RuleEntry | None:
    """A rule without those who are gone; None where nobody and nothing is left that it speaks of."""
    to = entry.applies_to
    if to is not None:
        left = {name: without(getattr(to, name), gone[name]) for name in gone}
        spoke = bool(to.people or to.roles or to.tags)
        speaks = bool(left["people"] or to.roles or to.tags)
        if (spoke and not speaks) or any(getattr(to, name) and not left[name] for name in ("call_signs", "services")):
            return None
        entry = entry.model_copy(update={"applies_to": to.model_copy(update=left)})
    own = {}
    for name, value in (entry.model_extra or {}).items():
        if isinstance(value, str) and value in gone["people"]:
            return None
        if isinstance(value, list | tuple):
            kept = [item for item in value if not _names(item, gone["people"])]
            if len(kept) < len(value):
                if not kept or (Counter(map(type, value)) == {str: 2} and len(kept) < 2):
                    return None
                own[name] = kept
    return entry.remade(**own) if own else entry


def _names(item: object, people: set[str]) -> bool:
    return (
        item in people
        if isinstance(item, str)
        else isinstance(item, list | tuple) and bool(set(map(str, item)) & people)
    )


__all__ = ["bereft", "let_go", "without"]
