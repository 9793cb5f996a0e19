"""Phone numbers and e-mail addresses: what people write is kept, and slips are refused."""

import pytest
from pydantic import ValidationError

from models.people import Person
from tests.constraints.books import person


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("07700 900123", "07700 900123"),
        (" +44 (0)7700\u00a0900123 ", "+44 (0)7700 900123"),
        ("01634\u2013123456 ext 12", "01634-123456 ext 12"),
        ("07700 900123 or 4123", "07700 900123 or 4123"),
        ("tel:+447700900123", "+447700900123"),
        ("\u202a07700.900.123\u202c", "07700.900.123"),
        ("", ""),
    ],
)
def test_phone_numbers_as_people_write_them(written: str, phone: str) -> None:
    assert Person.model_validate(person("ann", phone=written)).phone == phone


@pytest.mark.parametrize(
    "written", ["ask Bob", "12", "ann@example.org", "07700 900123; drop", "+", 7700900123, 1.5, ["0770"]]
)
def test_what_is_no_phone_number(written: object) -> None:
    with pytest.raises(ValidationError):
        Person.model_validate(person("ann", phone=written))


@pytest.mark.parametrize(
    ("written", "email"),
    [(" Ann.O'Dea+rota@police.example ", "Ann.O'Dea+rota@police.example"), ("mailto:a@b", "a@b"), ("", "")],
)
def test_email_addresses(written: str, email: str) -> None:
    assert Person.model_validate(person("ann", email=written)).email == email


@pytest.mark.parametrize(
    "written", ["ann", "ann@", "@b", "a@b@c", "a b@c", "Ann <a@b.c>", "a@b, c@d", "a@b;c@d", f"{'a' * 250}@b.cd"]
)
def test_what_is_no_email_address(written: str) -> None:
    with pytest.raises(ValidationError):
        Person.model_validate(person("ann", email=written))
