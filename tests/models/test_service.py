"""Seats of crews, and shifts."""

import pytest
from pydantic import ValidationError

from models.service import Seat, Shift
from tests.constraints.books import seat


@pytest.mark.parametrize(
    ("given_sizes", "sizes"),
    [
        ({}, (1, 1, 1)),
        ({"minimum": 2}, (2, 2, 2)),
        ({"minimum": 1, "preferred": 2}, (1, 2, 2)),
        ({"minimum": 0, "maximum": 3}, (0, 0, 3)),
        ({"preferred": 2}, (1, 2, 2)),
    ],
)
def test_sizes_of_a_seat(given_sizes: dict[str, int], sizes: tuple[int, int, int]) -> None:
    """The preferred is the minimum, and the maximum the preferred, where they are not given."""
    made = Seat.model_validate({"id": "police", "roles": ["special"], **given_sizes})
    assert (made.minimum, made.preferred, made.maximum) == sizes


@pytest.mark.parametrize("size", ["2-1-1", "1-2-1", "0-3-2"])
def test_sizes_out_of_order(size: str) -> None:
    """Minimum, preferred and maximum never fall."""
    with pytest.raises(ValidationError, match="are not in order"):
        Seat.model_validate(seat(size=size))


def test_a_seat_names_each_role_once() -> None:
    """A role has one rank."""
    with pytest.raises(ValidationError):
        Seat.model_validate(seat(roles="special special"))


@pytest.mark.parametrize("fields", [{}, {"end": "02:00", "length": "8h"}, {"length": "0m"}, {"length": "25h"}])
def test_shifts_have_an_end_or_a_length(fields: dict[str, str]) -> None:
    """One of them, and not longer than a day."""
    with pytest.raises(ValidationError):
        Shift.model_validate({"id": "s", "start": "18:00", **fields})
