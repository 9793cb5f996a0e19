"""What the sheets of a rota called things when they were written, so that what somebody wrote into them can be told."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError


@dataclass(frozen=True)
class RotaWords:
    """The words of the sheets Rota and Vehicles.

    The inputs may have changed since: what stood in a cell then is understood by these.

    Attributes:
        names: person -> name.
        codes: shift code -> shift.
        shifts: shift -> what it is called.
        numbers: short number -> call sign.
        seats: heading of a column of the sheet Vehicles -> seat.
        pins: (person, duty) that were marked as pinned.
    """

    names: dict[str, str]
    codes: dict[str, str]
    shifts: dict[str, str]
    numbers: dict[str, str]
    seats: dict[str, str]
    pins: list[tuple[str, str]]

    def as_data(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self)

    @classmethod
    def read(cls, data: object) -> RotaWords | None:
        """What was kept; None where that is nothing, or cannot be read."""
        try:
            return TypeAdapter(cls).validate_python(data)
        except ValidationError:
            return None
