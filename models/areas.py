"""The names people use for areas, and which area each one means."""

from collections.abc import Iterable

from models.period import Area


class AreaNames:
    """Looks an area up by id, name or alias, whatever the case.

    A name that several areas share (North Kent) means all of them and is worth a warning.
    """

    def __init__(self, areas: Iterable[Area]) -> None:
        self._by_name: dict[str, list[str]] = {}
        ids = []
        for area in areas:
            ids.append(area.id)
            for name in {area.id.lower(), area.name.lower(), *(alias.lower() for alias in area.aliases)} - {""}:
                self._by_name.setdefault(name, []).append(area.id)
        # An id means its own area, whoever else uses the word as an alias.
        self._by_name |= {area.lower(): [area] for area in ids}
        self._spelt = [name for area in areas for name in (area.id, area.name, *area.aliases) if name]

    def ids(self, name: str) -> list[str]:
        """The ids of the areas a name means; empty when it is unknown."""
        return self._by_name.get(name.strip().lower(), [])

    @property
    def spellings(self) -> list[str]:
        """Every name as the book writes it."""
        return self._spelt
