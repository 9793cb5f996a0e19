"""The roles of a new unit, by the words people use for them, and whose people they are."""

from __future__ import annotations

import re

from models.errors import RosterError

_SPECIAL = ("special", "Special Constable")
# What people call a role -> its id and the name of one.
_ROLES = {
    "paramedic": ("paramedic", "Paramedic"),
    "para": ("paramedic", "Paramedic"),
    "constable": ("constable", "Constable"),
    "pc": ("constable", "Constable"),
    "police constable": ("constable", "Constable"),
    "regular": ("constable", "Constable"),
    "regular constable": ("constable", "Constable"),
    "special": _SPECIAL,
    "special constable": _SPECIAL,
    "sc": _SPECIAL,
    "sergeant": ("sergeant", "Sergeant"),
    "sgt": ("sergeant", "Sergeant"),
    "ps": ("sergeant", "Sergeant"),
    "police sergeant": ("sergeant", "Sergeant"),
    "inspector": ("inspector", "Inspector"),
    "insp": ("inspector", "Inspector"),
    "police inspector": ("inspector", "Inspector"),
    "pcso": ("pcso", "PCSO"),
    "police community support officer": ("pcso", "PCSO"),
}
_RANK_OF_SPECIAL = re.compile(r"special (?:police )?(?:chief )?(?:sergeant|sgt|inspector|insp|officer)|s/?sgt|s/?insp")
_OFFICERS = re.compile(r"(?:.+-)?(?:constable|sergeant|inspector|superintendent)|special|police-officer")
_POLICE_STAFF = re.compile(r"pcso|(?:.+-)?police(?:-.+)?")
_LETTERS = {
    "paramedic": "P", "constable": "PC", "special": "SP", "sergeant": "PS", "inspector": "INSP", "pcso": "PCSO",
    "police-staff": "STAFF",
}  # fmt: skip
ROLE_IDS = frozenset(key for key, _ in _ROLES.values())


class UnitAnswerError(RosterError, ValueError):
    """An answer that cannot be read."""


def role_named(words: str) -> tuple[str, str]:
    """The id and the name of the role that some words name; words of no known role make a role of their own.

    Raises:
        UnitAnswerError: there are no words.
    """
    word = singular(words)
    if not word:
        raise UnitAnswerError("a number has no role; write 8 paramedics, 22 specials")
    if ranks_as_special(words):
        return _SPECIAL
    if known := _ROLES.get(word):
        return known
    return re.sub(r"\W+", "-", word).strip("-"), word[:1].upper() + word[1:]


def ranks_as_special(words: str) -> bool:
    """Whether some words name a higher rank of the Special Constabulary, which is taken for the role `special`."""
    return _RANK_OF_SPECIAL.fullmatch(singular(words)) is not None


def is_officer(role: str) -> bool:
    """Whether the people of a role are police officers, of any rank, and may take a seat for the police."""
    return _OFFICERS.fullmatch(role) is not None


def is_police(role: str) -> bool:
    """Whether a role belongs to the police: officers, and staff such as PCSOs."""
    return is_officer(role) or _POLICE_STAFF.fullmatch(role) is not None


def is_known(role: str) -> bool:
    """Whether the words tell whose people a role is for."""
    return role in ROLE_IDS or is_police(role)


def id_letters(role: str) -> str:
    """The letters that begin the ids of the people of a role: those known, or the first of each of its words."""
    return _LETTERS.get(role) or "".join(word[0] for word in role.split("-") if word).upper()


def singular(words: str) -> str:
    """The words in small letters, in the singular."""
    text = " ".join(words.casefold().split())
    return text[:-1] if len(text) > 2 and text.endswith("s") and not text.endswith("ss") else text


__all__ = [
    "ROLE_IDS",
    "UnitAnswerError",
    "id_letters",
    "is_known",
    "is_officer",
    "is_police",
    "ranks_as_special",
    "role_named",
]
__all__ += ["singular"]
