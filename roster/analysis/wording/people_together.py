"""Puts sentences about people together where they say the same: `3 people are free: SC10, SC11, SC12`."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PLURALS = {"is": "are", "has": "have", "does": "do", "was": "were"}
# A second verb of the same person, as in `asked to be off and is on`, would stay in the singular.
_SECOND_VERB = re.compile(r"\band (?:is|has|does|was)\b")


def people_together(sentences: Iterable[tuple[str, str]]) -> list[str]:
    """One sentence for all people with the same reason, in the order of the first of them.

    Args:
        sentences: (person, what is said of them), which begins with the person where it can be said of several.
    """
    together: dict[str, list[str]] = {}  # the sentence, without the person in front -> the people
    for person, sentence in sentences:
        reason = _without_person(person, sentence)
        together.setdefault(sentence if reason is None else reason, []).append("" if reason is None else person)
    return [
        f"{people[0]} {reason}".lstrip() if len(people) == 1 or "" in people else _said_of_several(people, reason)
        for reason, people in together.items()
    ]


def _without_person(person: str, sentence: str) -> str | None:
    """What a sentence says of the person in front of it; None where it cannot be said of several people."""
    begins = f"{person} "
    if not sentence.startswith(begins) or _SECOND_VERB.search(sentence):
        return None
    return sentence.removeprefix(begins)


def _said_of_several(people: list[str], reason: str) -> str:
    """What is said of one person, said of several: `is free` becomes `2 people are free: SC10, SC11`."""
    first, blank, rest = reason.partition(" ")
    plural = _PLURALS.get(first)
    if plural is None:  # works, serves, holds
        plural = first.removesuffix("s") if first.isalpha() and first.islower() else first
    return f"{len(people)} people {plural}{blank}{rest}: {', '.join(people)}"


__all__ = ["people_together"]
