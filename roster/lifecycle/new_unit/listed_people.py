"""Takes the people of a new unit from a list of them: their roles, and the qualifications that they hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.problems import Problem, did_you_mean
from models.text.dates_and_times import tidy
from roster.lifecycle.new_unit.answers import Group
from roster.lifecycle.new_unit.roles import ROLE_IDS, UnitAnswerError, ranks_as_special, role_named

# The qualifications that the rules of a new unit speak of -> other words for them.
_KNOWN = {
    "officer-safety": ("Officer safety training", "officer safety", "OST", "personal safety training", "PST"),
    "response-driver": ("Response driver", "response driving", "blue light driver", "response trained"),
    "accompanied-patrol": ("Accompanied patrol status", "accompanied", "accompanied patrol"),
    "directed-patrol": ("Directed patrol status", "directed", "directed patrol"),
    "independent-patrol": ("Independent patrol status", "independent", "independent patrol"),
    "qualified": ("Qualified Special Constable", "qualified", "fully qualified"),
}


@dataclass(frozen=True)
class ListedPeople:
    """The people on a list, as raw data of a book.

    Attributes:
        people: each with the id of their role, and the ids of qualifications.
        groups: how many there are of each role.
        qualifications: what somebody holds, as raw data.
        ranks: higher ranks of the Special Constabulary, as the list writes them: the book has one role for all.
        problems: roles that look misspelt; their paths are those of the list.
    """

    people: tuple[Mapping[str, Any], ...]
    groups: tuple[Group, ...]
    qualifications: tuple[Mapping[str, Any], ...]
    ranks: tuple[str, ...]
    problems: tuple[Problem, ...]

    def holders(self, qualification: str) -> set[str]:
        """The roles of the people who hold a qualification."""
        return {
            str(person.get("role"))
            for person in self.people
            if any(held.get("id") == qualification for held in _held(person))
        }


def listed_people(raw: Sequence[Any]) -> ListedPeople:
    """Takes people from a list.

    Args:
        raw: the people as a sheet or another file gives them, with roles and qualifications in anybody's words.
    """
    people = [dict(person) for person in raw if isinstance(person, Mapping)]
    words = Counter(_role_words(person) for person in people)
    problems = list(_misspelt(people, words))
    names: dict[str, str] = {}
    counts: Counter[tuple[str, bool]] = Counter()
    held_names: dict[str, str] = {}
    for person in people:
        if _role_words(person):
            person["role"], name = role_named(_role_words(person))
            names.setdefault(person["role"], name)
            counts[person["role"], bool(person.get("posting"))] += 1
        if held := _held(person):
            person["qualifications"] = [_named(item, held_names) for item in held]
    groups = tuple(Group(role, names[role], number, posted) for (role, posted), number in counts.items())
    qualifications = tuple({"id": key, "name": name} for key, name in held_names.items())
    ranks = tuple(word for word in words if ranks_as_special(word))
    return ListedPeople(tuple(people), groups, qualifications, ranks, tuple(problems))


def _role_words(person: Mapping[str, Any]) -> str:
    role = person.get("role")
    if not isinstance(role, str):
        return ""
    try:
        role_named(role)
    except UnitAnswerError:
        return ""
    return tidy(role)


def _held(person: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    held = person.get("qualifications")
    return [item for item in held if isinstance(item, Mapping)] if isinstance(held, list) else []


def _misspelt(people: Sequence[Mapping[str, Any]], words: Counter[str]) -> Iterator[Problem]:
    """Yields a problem for each role that looks like a misspelt usual one, or one that more people have."""
    ids = {word: role_named(word)[0] for word in words if word}
    sizes: Counter[str] = Counter()
    for word, role in ids.items():
        sizes[role] += words[word]
    for index, person in enumerate(people):
        own = ids.get(_role_words(person))
        if own is None or own in ROLE_IDS:
            continue
        others = {*ROLE_IDS, *(other for other in sizes if sizes[other] > sizes[own])}
        if meant := did_you_mean(own, others - {own}):
            yield Problem(("people", index, "role"), f"'{_role_words(person)}' is no role that others have{meant}")


def _named(item: Mapping[str, Any], names: dict[str, str]) -> Mapping[str, Any]:
    """A holding with the id of its qualification; notes the name of the qualification.

    Args:
        names: of the qualifications met so far, by id.
    """
    words = item.get("id")
    if not isinstance(words, str):
        return item
    plain = _plain(words)
    key = next((key for key, known in _KNOWN.items() if plain in {key, *map(_plain, known)}), plain)
    names.setdefault(key, _KNOWN[key][0] if key in _KNOWN else tidy(words))
    return {**item, "id": key}


def _plain(words: str) -> str:
    return re.sub(r"\W+", "-", words.casefold()).strip("-")


__all__ = ["ListedPeople", "listed_people"]
