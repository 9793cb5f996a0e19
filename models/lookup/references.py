"""Puts ids in the place of the names that people write into raw data, wherever a book refers to an item by its id."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from models.lookup.names import NameLookup
from models.people import REST
from models.problems import Path, Problem
from models.references.sections import NAMED_SECTIONS

_ANY = "*"  # every item of a list
# Where raw data refers to items of a section, which are found by name too. `AreaNames` finds areas by their aliases.
REFERENCES: Mapping[str, tuple[str, ...]] = {
    "organisations": ("roles.*.organisation",),
    "roles": (
        "people.*.role",
        "crews.*.seats.*.roles.*",
        "rules.*.roles.*",
        "rules.*.applies_to.roles.*",
    ),
    "qualifications": (
        "people.*.qualifications.*.id",
        "crews.*.seats.*.qualifications.*",
        "rules.*.qualification",
    ),
    "call_signs": (
        "vehicles.*.call_signs.*",
        "services.*.call_signs.*",
        "people.*.offers.*.call_signs.*",
        "requests.*.call_sign",
        "worked.*.call_sign",
        "carried_in.duties.*.call_sign",
        "carried_in.stand_downs.*.call_sign",
        "rules.*.applies_to.call_signs.*",
    ),
    "shifts": ("services.*.shift", "teams.*.cycle.*", "requests.*.shift", "rules.*.applies_to.shifts.*"),
    "crews": ("services.*.crew",),
    "services": ("rules.*.applies_to.services.*",),
    "teams": ("people.*.team",),
    "people": (
        "requests.*.person",
        "pins.*.person",
        "worked.*.person",
        "carried_in.duties.*.person",
        "carried_in.totals.*.person",
        "derogations.*.person",
        "rules.*.applies_to.people.*",
    ),
}


def lookup_of(items: Any) -> NameLookup:
    """A lookup of the items of a list in raw data; those without an id that is a text are left out."""
    found = [item for item in items if isinstance(item, Mapping)] if isinstance(items, list) else []
    pairs = [(item.get("id"), item.get("name")) for item in found]
    return NameLookup((key, name if isinstance(name, str) else "") for key, name in pairs if isinstance(key, str))


def put_ids(raw: Mapping[str, Any], wanted: Callable[[Path], bool]) -> list[Problem]:
    """Puts ids in the place of names in raw data, and returns a problem for each name that several items have.

    A name of no item stays, for the check of references to report.

    Args:
        raw: the data of a book, which is changed.
        wanted: whether the part of the data at a path may hold names.
    """
    problems = []
    for section, patterns in REFERENCES.items():
        lookup = lookup_of(raw.get(section))
        for pattern in patterns:
            for path, holder, key in _places(raw, tuple(pattern.split(".")), ()):
                given = holder[key]
                if not isinstance(given, str) or (section == "shifts" and given == REST) or not wanted(path):
                    continue
                ids = lookup.ids(given)
                if len(ids) == 1:
                    holder[key] = ids[0]
                elif ids:
                    problems.append(Problem(path, f"{NAMED_SECTIONS[section]} {lookup.ambiguous(given, ids)}"))
    return problems


def _places(data: Any, pattern: tuple[str, ...], path: Path) -> Iterator[tuple[Path, Any, Any]]:
    """Yields each place that a pattern names: its path, the mapping or list that holds it, and its key there."""
    first, rest = pattern[0], pattern[1:]
    keys: list[Any] = []
    if first == _ANY and isinstance(data, list):
        keys = list(range(len(data)))
    elif first != _ANY and isinstance(data, dict) and first in data:
        keys = [first]
    for key in keys:
        if rest:
            yield from _places(data[key], rest, (*path, key))
        else:
            yield (*path, key), data, key
