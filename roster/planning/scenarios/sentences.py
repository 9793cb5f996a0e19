"""The changes and the random draws of scenarios as sentences for tables and reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.text.lists import listed
from roster.planning.scenarios.change import Change
from roster.planning.scenarios.people_changes import AddPeople
from roster.planning.scenarios.sampling import Sampling


def change_sentences(changes: Sequence[Change]) -> tuple[str, ...]:
    """Each change as a sentence; changes next to each other that add similar people share one.

    `5 more specials in BN` like one person, 5 like another, and the same in WO, become `10 more specials in each of BN
    and WO`.
    """
    found: list[str] = []
    additions: list[AddPeople] = []
    for change in changes:
        if isinstance(change, AddPeople):
            additions.append(change)
            continue
        found += _addition_sentences(additions)
        additions = []
        found.append(change.sentence)
    return (*found, *_addition_sentences(additions))


def _addition_sentences(additions: Sequence[AddPeople]) -> list[str]:
    summed: dict[str, AddPeople] = {}
    for change in additions:
        key = repr(_fields_without(change, "count", "like"))
        before = summed.get(key)
        summed[key] = change.model_copy(update={"count": change.count + (before.count if before else 0)})
    alike: dict[str, list[AddPeople]] = {}
    for change in summed.values():
        one_area = len(change.areas or ()) == 1
        alike.setdefault(repr(_fields_without(change, "like", "areas")) if one_area else repr(change), []).append(
            change
        )
    return [_sentence_for_areas(same) for same in alike.values()]


def _fields_without(change: AddPeople, *fields: str) -> dict[str, Any]:
    return {name: getattr(change, name) for name in AddPeople.model_fields if name not in fields}


def _sentence_for_areas(changes: Sequence[AddPeople]) -> str:
    """One sentence for changes that differ in their area alone."""
    if len(changes) == 1:
        return changes[0].sentence
    areas = f"each of {listed([area for change in changes for area in change.areas or ()])}"
    return changes[0].model_copy(update={"areas": (areas,)}).sentence


def sampling_sentences(sampling: Sampling) -> list[str]:
    """What is drawn at random, a sentence for each rate of absences and each share of offers."""
    sentences = []
    for absences in sampling.away:
        people = f" of {', '.join(absences.roles)}" if absences.roles else ""
        lasting = f"{absences.lasting}s" + (f" of {absences.mean_days:g} days" if absences.lasting == "spell" else "")
        sentences.append(f"{absences.kind}{people}: {100 * absences.rate:g} % of days, in {lasting}")
    for offers in sampling.offers:
        people = f" of {', '.join(offers.roles)}" if offers.roles else ""
        share = "as often as in the book" if offers.share is None else f"{100 * offers.share:g} % of the dates"
        days = f" on {', '.join(offers.weekdays)}" if offers.weekdays else ""
        sentences.append(f"offers{people}: {share}{days}")
    return sentences
