"""Reads the phone numbers and e-mail addresses that stand beside people in a rota."""

from __future__ import annotations

import re

from models.text.contacts import phone_cell, plain_email, plain_phone

_FEWEST_DIGITS = 9  # of a number that can only be a phone number: collar and staff numbers have at most eight


def is_phone(text: str) -> bool:
    """Whether a text without a heading can only be a phone number."""
    digits = re.sub(r"\D", "", text)
    begins = text.lstrip(" (+")[:1].isdigit()
    return begins and len(digits) >= _FEWEST_DIGITS and bool(contact_or_nothing("phone", text))


def is_email(text: str) -> bool:
    """Whether a text is an e-mail address."""
    return "@" in text and bool(contact_or_nothing("email", text))


def contact_in(kind: str, value: object) -> str:
    """The phone number or e-mail address of a cell.

    Args:
        kind: `phone` or `email`.
        value: as the spreadsheet has it; of a number it may have lost the zero in front.

    Raises:
        ValueError: it is none; the message says how to write one.
    """
    return str(plain_phone(phone_cell(value)) if kind == "phone" else plain_email(str(value)))


def name_of_address(text: str) -> str:
    """The name in an address such as `ann.hill@example.org`: `Ann Hill`; empty for any other text."""
    match = re.fullmatch(r"([a-z]+)[._]([a-z'\-]+)\d*@\S+", text.strip(), re.IGNORECASE)
    return f"{match[1].capitalize()} {match[2].capitalize()}" if match and is_email(text) else ""


def contact_or_nothing(kind: str, text: str) -> str:
    """The phone number or e-mail address that a text is; empty where it is none."""
    try:
        return contact_in(kind, text)
    except ValueError:
        return ""
