"""Removes references to people, call signs and services that changes removed from a book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from models.book import Book
from models.people import Person
from models.records.history import CarriedIn
from models.rules import Level, RuleEntry


def remove_dangling_references(fields: dict[str, Any], before: Book) -> None:
    """Removes from the lists of a book whatever refers to a person, call sign or service that is in it no longer.

    Args:
        fields: the lists of the book after the changes; they are changed in place.
        before: the book before the changes.
    """
    people = {person.id for person in fields["people"]}
    call_signs = {item.id for item in fields["call_signs"]}
    removed = {
        "people": {person.id for person in before.people} - people,
        "call_signs": {item.id for item in before.call_signs} - call_signs,
        "services": {item.id for item in before.services} - {item.id for item in fields["services"]},
    }
    if not any(removed.values()):
        return
    signs = removed["call_signs"]
    fields["requests"] = [item for item in fields["requests"] if item.person in people and item.call_sign not in signs]
    fields["pins"] = [item for item in fields["pins"] if item.person in people and item.duty.split("@")[0] not in signs]
    fields["worked"] = [_without_call_sign(item, signs) for item in fields["worked"] if item.person in people]
    fields["derogations"] = [item for item in fields["derogations"] if item.person in people]
    carried: CarriedIn = fields["carried_in"]
    fields["carried_in"] = CarriedIn(
        duties=tuple(_without_call_sign(item, signs) for item in carried.duties if item.person in people),
        totals=tuple(item for item in carried.totals if item.person in people),
        stand_downs=tuple(item for item in carried.stand_downs if item.call_sign in call_signs),
    )
    if signs:
        fields["vehicles"] = [item.remade(call_signs=without(item.call_signs, signs)) for item in fields["vehicles"]]
        fields["people"] = [_with_offers_for_others(person, signs) for person in fields["people"]]
    fields["rules"] = [left for entry in fields["rules"] if (left := _rule_without(entry, removed)) is not None]


def without(names: Iterable[Any], removed: Iterable[Any]) -> tuple[Any, ...]:
    """The names that are not among those removed, in their order."""
    excluded = set(removed)
    return tuple(name for name in names if name not in excluded)


def people_without_partner(entry: RuleEntry, removed: set[str], present: set[str]) -> Iterator[str]:
    """The people who must work with a partner, by a hard rule `required-pairs`, and whose partners are all removed."""
    extra = entry.model_extra or {}
    if entry.kind != "required-pairs" or entry.level not in (None, Level.HARD):
        return
    pairs = [tuple(map(str, pair)) for pair in extra.get("pairs", ()) if len(pair) == 2]
    both = [*pairs, *((second, first) for first, second in pairs)] if extra.get("both_ways") else pairs
    for name in sorted({first for first, _ in both} & present):
        if {second for first, second in both if first == name} <= removed:
            yield name


def _without_call_sign(item: Any, removed: set[str]) -> Any:
    """A record of work, without its call sign if that was removed."""
    return item.model_copy(update={"call_sign": None}) if item.call_sign in removed else item


def _with_offers_for_others(person: Person, removed: set[str]) -> Person:
    """A person whose offers name no removed call sign; an offer that named only removed ones is dropped."""
    if not any(set(offer.call_signs) & removed for offer in person.offers):
        return person
    offers = []
    for offer in person.offers:
        left = without(offer.call_signs, removed)
        if left or not offer.call_signs:
            offers.append(offer.remade(call_signs=left))
    return person.remade(offers=tuple(offers))


def _rule_without(entry: RuleEntry, removed: Mapping[str, set[str]]) -> RuleEntry | None:
    """A rule without references to what was removed; None where it would apply to nothing any more."""
    to = entry.applies_to
    if to is not None:
        left = {name: without(getattr(to, name), removed[name]) for name in removed}
        named_people = bool(to.people or to.roles or to.tags)
        names_people = bool(left["people"] or to.roles or to.tags)
        if named_people and not names_people:
            return None
        if any(getattr(to, name) and not left[name] for name in ("call_signs", "services")):
            return None
        entry = entry.model_copy(update={"applies_to": to.model_copy(update=left)})
    changed = {}
    for name, value in (entry.model_extra or {}).items():
        if isinstance(value, str) and value in removed["people"]:
            return None
        if isinstance(value, list | tuple):
            items = [item for item in value if not _names_any(item, removed["people"])]
            if len(items) < len(value):
                if not items or (_is_a_pair(value) and len(items) < 2):
                    return None
                changed[name] = items
    return entry.remade(**changed) if changed else entry


def _is_a_pair(value: Iterable[object]) -> bool:
    return Counter(map(type, value)) == {str: 2}


def _names_any(item: object, people: set[str]) -> bool:
    """Whether an item of a parameter is one of these people, or a list with one of them."""
    if isinstance(item, str):
        return item in people
    return isinstance(item, list | tuple) and bool(set(map(str, item)) & people)


__all__ = ["people_without_partner", "remove_dangling_references", "without"]
