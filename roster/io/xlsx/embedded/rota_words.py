"""The words that the sheets of a rota used when they were written; edits by hand are read with them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError


@dataclass(frozen=True)
class RotaWords:
    """The words of the sheets Rota and Vehicles.

    They are kept with the workbook, since a change of the inputs must not change the meaning of a cell already written.

    Attributes:
        names: person -> name.
        codes: shift code -> shift.
        shifts: shift -> its name.
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
        """Returns the words as JSON data."""
        return asdict(self)

    @classmethod
    def read(cls, data: object) -> RotaWords | None:
        """Reads the words from JSON data; None where there are none, or they cannot be read."""
        try:
            return TypeAdapter(cls).validate_python(data)
        except ValidationError:
            return None
