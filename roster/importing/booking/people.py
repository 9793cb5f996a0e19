"""Who the people of a rota are: the same person under several spellings, their roles and ids."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from roster.importing.answers import Answers, Topic
from roster.importing.facts import Facts, Mention
from roster.importing.words.names import name_written
from roster.importing.words.roles import RoleWord, by_id, new_role
from roster.tables.cells.text import normalised

NO_ROLE = "(no role named)"
_ID = re.compile(r"[^@/\s](?:[^@/\n\t]*[^@/\s])?")


@dataclass
class FoundPerson:
    """One person of a rota.

    Attributes:
        texts: the spellings of their name in the rota.
        id: empty until ids are given out.
        role: None where the rota does not say.
        sure: whether the role was said of the person, and not taken from the seats they sat in.
    """

    name: str
    texts: list[str] = field(default_factory=list)
    id: str = ""
    role: RoleWord | None = None
    team: str = ""
    phone: str = ""
    email: str = ""
    mentions: list[Mention] = field(default_factory=list)


@dataclass(frozen=True)
class People:
    """The people of a rota.

    Attributes:
        found: in the order in which the rota names them.
        by_text: spelling -> the person.
        merged: a sentence on each spelling that was taken for another name.
        unnamed: people without a role.
    """

    found: list[FoundPerson]
    by_text: dict[str, FoundPerson]
    merged: list[str]

    @property
    def without_role(self) -> list[FoundPerson]:
        """People of whom nothing says what they are."""
        return [person for person in self.found if person.role is None]


def people_of(facts: Facts, answers: Answers) -> People:
    """Finds out who the people are, and gives them ids and roles."""
    texts = [mention.name for mention in facts.mentions]
    texts += [turn.person for turn in facts.turns]
    texts += [away.person for away in facts.aways]
    people, by_text, merged = _grouped(list(dict.fromkeys(texts)), answers)
    for mention in facts.mentions:
        by_text[mention.name].mentions.append(mention)
    seats: dict[str, Counter[RoleWord]] = defaultdict(Counter)
    for turn in facts.turns:
        if turn.role is not None:
            seats[by_text[turn.person].name][turn.role] += 1
    for person in people:
        person.role = _role(person, seats[person.name], answers)
        person.team = next((mention.team for mention in person.mentions if mention.team), "")
        person.phone, person.email = (_contact(person, kind, merged) for kind in ("phone", "email"))
    _give_ids(people, answers)
    return People(people, by_text, merged)


def _contact(person: FoundPerson, kind: str, lines: list[str]) -> str:
    """The phone number or e-mail address of a person; where the rota has several, the first, and a line says so."""
    found = list(dict.fromkeys(text for mention in person.mentions if (text := getattr(mention, kind))))
    if len(found) > 1:
        others = ", ".join(found[1:])
        lines.append(f"{person.name} has several of the kind '{kind}': {found[0]} is taken, {others} is not")
    return found[0] if found else ""


def _grouped(texts: list[str], answers: Answers) -> tuple[list[FoundPerson], dict[str, FoundPerson], list[str]]:
    by_key: dict[str, FoundPerson] = {}
    by_text: dict[str, FoundPerson] = {}
    merged: list[str] = []
    keys = {text: _key(text, answers) for text in texts}
    numbers = _numbers_apart(texts, keys)
    full = [key for key in dict.fromkeys(keys.values()) if key]
    for text in texts:
        key = keys[text]
        meant = _meant(key, full)
        written = name_written(text)
        if meant in numbers and (meant != key or not (written and written.number)):
            merged.append(
                f"'{text}' may be any of several people called {_shown(meant, keys)}: taken for one more person"
            )
            meant = key
        elif meant != key:
            merged.append(f"'{text}' is taken for {_shown(meant, keys)}, the only one of that name")
        apart = f"{meant}#{written.number}" if written and meant in numbers and written.number else meant
        if apart not in by_key:
            by_key[apart] = FoundPerson(_shown(meant, keys))
        by_key[apart].texts.append(text)
        by_text[text] = by_key[apart]
    return list(by_key.values()), by_text, merged


def _key(text: str, answers: Answers) -> str:
    row = answers.about(Topic.PERSON, text)
    name = row.name if row is not None and row.name else text
    written = name_written(name)
    return written.key if written is not None else normalised(name)


def _numbers_apart(texts: Iterable[str], keys: dict[str, str]) -> set[str]:
    """Names that several people have, who are told apart by their numbers."""
    numbers: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        written = name_written(text)
        if written is not None and written.number:
            numbers[keys[text]].add(written.number)
    return {key for key, found in numbers.items() if len(found) > 1}


def _meant(key: str, full: list[str]) -> str:
    """The fuller name that a short one stands for, where there is only one: `a smith`, `smith`, `alex`."""
    words = key.split()
    if len(words) == 2 and len(words[0]) == 1:
        alike = [name for name in full if name != key and _fits(name.split(), words[0], words[1])]
    elif len(words) == 1 and not any(character.isdigit() for character in key):
        alike = [name for name in full if len(name.split()) > 1 and name.split()[-1] == key]
        alike = alike or [name for name in full if len(name.split()) > 1 and name.split()[0] == key]
    else:
        return key
    alike = [name for name in alike if len(name.split()[0]) > 1] or alike
    return alike[0] if len(alike) == 1 else key


def _fits(name: list[str], initial: str, surname: str) -> bool:
    return len(name) > 1 and len(name[0]) > 1 and name[0].startswith(initial) and " ".join(name[1:]) == surname


def _shown(key: str, keys: dict[str, str]) -> str:
    text = next(text for text, found in keys.items() if found == key)
    written = name_written(text)
    return written.name if written is not None and written.key == key else " ".join(text.split())


def _role(person: FoundPerson, seats: Counter[RoleWord], answers: Answers) -> RoleWord | None:
    for text in person.texts:
        row = answers.about(Topic.PERSON, text)
        if row is not None and row.role:
            return _named(row.role, answers)
    said = next((mention.role for mention in person.mentions if mention.role is not None), None)
    if said is not None:
        return _named(said.name, answers) if answers.about(Topic.ROLE, said.name) else said
    words = next((mention.role_text for mention in person.mentions if mention.role_text), "")
    if words:
        return _named(words, answers)
    titles = (written.role for text in person.texts if (written := name_written(text)) is not None)
    if (title := next((role for role in titles if role is not None), None)) is not None:
        return title
    if seats:
        return seats.most_common(1)[0][0]
    general = answers.about(Topic.ROLE, NO_ROLE)
    return (
        _named(general.role or general.name, answers)
        if general is not None and (general.role or general.name)
        else None
    )


def _named(text: str, answers: Answers) -> RoleWord:
    """The role of a text, with what the mapping says of it."""
    role = by_id(text) or new_role(text)
    row = answers.about(Topic.ROLE, text)
    if row is None:
        return role
    if row.role and normalised(row.role) != normalised(text):
        role = by_id(row.role) or new_role(row.role)
    return RoleWord(row.id or role.id, row.name or role.name, row.organisation or role.organisation, role.prefix)


def _give_ids(people: list[FoundPerson], answers: Answers) -> None:
    """Gives each person the id of the mapping or the rota, or the next number of their role."""
    taken: set[str] = set()
    for person in people:
        rows = (answers.about(Topic.PERSON, text) for text in person.texts)
        wanted = next((row.id for row in rows if row is not None and row.id), "")
        wanted = wanted or next((mention.id for mention in person.mentions if mention.id), "")
        if not wanted and re.fullmatch(r"\S*\d\S*", person.name):
            wanted = person.name
        if wanted and _ID.fullmatch(wanted) and wanted.lower() not in taken and len(wanted) <= 60:
            person.id = wanted
            taken.add(wanted.lower())
    for person in people:
        number, prefix = 1, person.role.prefix if person.role is not None else "X"
        while not person.id:
            candidate = f"{prefix}{number:02}"
            if candidate.lower() not in taken:
                person.id = candidate
                taken.add(candidate.lower())
            number += 1
