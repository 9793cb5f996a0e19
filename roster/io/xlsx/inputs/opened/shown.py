"""What the sheets of a rota called things when they were written, so that what somebody wrote into them can be told."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

if TYPE_CHECKING:
    from roster.io.xlsx.rota.contents import Contents


@dataclass(frozen=True)
class Shown:
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

    @classmethod
    def of(cls, contents: Contents) -> Shown:
        """The words that sheets with these contents use."""
        return cls(
            {person.id: contents.name(person.id) for person in contents.book.people},
            {code.code: code.shift for code in contents.codes.shifts},
            {shift.id: shift.name or shift.id for shift in contents.book.shifts},
            {number: call_sign for call_sign, number in contents.codes.numbers.items()},
            {place.heading: place.seat for place in contents.places},
            sorted(contents.pinned),
        )

    def as_data(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self)

    @classmethod
    def read(cls, data: object) -> Shown | None:
        """What was kept; None where that is nothing, or cannot be read."""
        try:
            return TypeAdapter(cls).validate_python(data)
        except ValidationError:
            return None
