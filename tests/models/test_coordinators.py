"""The coordinator of an organisation: read like other people's e-mail, and no input of a rota."""

import copy
from typing import Any

import pytest
from pydantic import ValidationError

from models.book import Book
from tests.conftest import SMALL


def book(coordinator: Any) -> Book:
    raw = copy.deepcopy(SMALL)
    raw["organisations"][1]["coordinator"] = coordinator
    return Book.model_validate(raw)


def test_another_coordinator_makes_the_rota_no_other() -> None:
    known = book({"name": "Flo Fir", "email": "mailto:flo.fir@example.org "})
    assert known.organisations[1].coordinator is not None
    assert known.organisations[1].coordinator.email == "flo.fir@example.org"
    assert known.input_hash == book(None).input_hash
    assert known.changed(name="Other").input_hash != known.input_hash


@pytest.mark.parametrize("email", ["flo", "Flo <flo@example.org>", "a@b, c@d", "a@b?cc=x@y z"])
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(ValidationError, match="is not an e-mail address"):
        book({"email": email})
