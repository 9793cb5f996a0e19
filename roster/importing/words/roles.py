"""The roles that rotas name, by the words people use for them, and the organisation each belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from roster.tables.cells.text import normalised


@dataclass(frozen=True)
class RoleWord:
    """A role of a crew.

    Attributes:
        id, name: as the book has them.
        organisation: the id of whose people they are; empty where it is not known.
        prefix: begins the ids of its people.
    """

    id: str
    name: str
    organisation: str
    prefix: str


ORGANISATIONS = {"police": "Police", "ambulance": "Ambulance service", "health": "Health service", "fire": "Fire"}

_KNOWN: dict[RoleWord, str] = {
    RoleWord("paramedic", "Paramedic", "ambulance", "P"): "paramedic, para, advanced paramedic, specialist paramedic,"
    " critical care paramedic, paramedic practitioner, ccp, app, medic",
    RoleWord("technician", "Emergency medical technician", "ambulance", "T"): "technician, emt, aap, tech, eca,"
    " emergency medical technician, emergency care assistant, associate ambulance practitioner, ecsw",
    RoleWord("special", "Special Constable", "police", "SC"): "special, special constable, sc, special sergeant, ssgt,"
    " specials, special officer, msc",
    RoleWord("constable", "Constable", "police", "PC"): "constable, pc, police constable, police officer, police,"
    " officer, regular, regular officer, regular constable, dc, pcso, wpc",
    RoleWord("sergeant", "Sergeant", "police", "PS"): "sergeant, ps, sgt, police sergeant, skipper, apsgt, tsgt",
    RoleWord("inspector", "Inspector", "police", "INSP"): "inspector, insp, police inspector, tinsp",
    RoleWord("nurse", "Nurse", "health", "N"): "nurse, rn, rmn, staff nurse, mental health nurse, mh nurse, sister",
    RoleWord("practitioner", "Mental health practitioner", "health", "MH"): "mental health practitioner, mhp, amhp,"
    " mental health professional",
    RoleWord("doctor", "Doctor", "health", "DR"): "doctor, dr, sho, spr, registrar, consultant, gp, foundation doctor",
    RoleWord("physiotherapist", "Physiotherapist", "health", "PT"): "physiotherapist, physio",
    RoleWord("firefighter", "Firefighter", "fire", "FF"): "firefighter, ff, fire officer",
}
_BY_WORD = {word.strip(): role for role, words in _KNOWN.items() for word in words.split(",")}
# Before a name only: `Dr A. Smith`, and courtesy titles that say nothing of a role.
_COURTESY = {"mr", "mrs", "ms", "miss", "mx", "cfr", "acting", "temp"}


@lru_cache(4096)
def role_named(text: str) -> RoleWord | None:
    """The role that a heading or a cell names: `Paramedics:`, `PC 2`, `Special Constables (MSC)`; None for none."""
    word = re.sub(r"\(.*?\)", " ", normalised(text)).strip(" :*-")
    word = re.sub(r"[/.'\u2019]", "", word)
    word = re.sub(r"^(?:(?:afc\s+)?band|grade)\s*\d[a-d]?\s+", "", word)  # of NHS pay: Band 6 Paramedic
    word = re.sub(r"\s*(?:#|no|number)?\s*\d{1,2}$", "", word).strip()
    word = re.sub(r"^(?:the|team|section|seat|crew)\s+|\s+(?:team|section|seat|staff|crew|rota)$", "", word)
    for candidate in (word, word.removesuffix("s"), re.sub(r"ies$", "y", word)):
        if candidate in _BY_WORD:
            return _BY_WORD[candidate]
    return None


def title_role(word: str) -> tuple[bool, RoleWord | None]:
    """Whether a word before a name is a title, and the role that it gives: `Sgt`, `PC`, `Mrs`."""
    plain = re.sub(r"[/.\-]", "", normalised(word))
    if plain in _COURTESY:
        return True, None
    role = _BY_WORD.get(plain)
    return role is not None, role


def new_role(text: str, organisation: str = "") -> RoleWord:
    """A role that is in no list, as the rota calls it."""
    name = " ".join(text.split()).strip(" :*")[:60] or "Crew"
    slug = re.sub(r"[^a-z0-9]+", "-", normalised(name)).strip("-") or "crew"
    letters = "".join(word[0] for word in re.findall(r"[^\W\d_]+", name))[:3].upper()
    return RoleWord(slug, name, organisation, letters or "X")


def by_id(word: str) -> RoleWord | None:
    """The role of the list with that id, name or word."""
    return next((role for role in _KNOWN if role.id == normalised(word)), None) or role_named(word)
