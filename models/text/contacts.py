"""Reads phone numbers and e-mail addresses as people write them, with the least check that finds a slip."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

MOST_CHARACTERS = 254  # of an e-mail address: RFC 5321, section 4.5.3.1.3, less its angle brackets
_PHONE = re.compile(r"(?:[\d\s+()./,#*-]|\bext\b|\bx(?=\s*\d)|\bor\b)*", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@,;<>\"()]+@[^\s@,;<>\"()]+")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u2066\u2068\u2069\ufeff"))
_FEWEST_DIGITS = 3  # of an extension
_DIGITS_WITHOUT_ZERO = 10  # of a British number, of which a spreadsheet took the zero in front


def phone_cell(found: Any) -> Any:
    """The text of a phone number in a cell: a spreadsheet that took it for a number lost the zero in front.

    Ten digits are a British number without its zero, which is put back. Other values are returned as they are.
    """
    if isinstance(found, float) and found.is_integer():
        found = int(found)
    if isinstance(found, int) and not isinstance(found, bool):
        digits = str(found)
        return f"0{digits}" if len(digits) == _DIGITS_WITHOUT_ZERO else digits
    return found


def plain_phone(value: Any) -> Any:
    """A phone number in plain characters: digits, spaces, `+`, brackets, `-`, `.`, `/`, `ext` and `or`.

    Raises:
        ValueError: it is a number, which may have lost a zero or a `+`; or holds something else, or under three digits.
    """
    if isinstance(value, int | float):
        raise ValueError(f"{value} is a number, which loses a 0 or + in front; write it as a text: '07700 900123'")
    if not isinstance(value, str):
        return value
    text = " ".join(unicodedata.normalize("NFKC", value).translate(_UNSEEN).translate(_DASHES).split())
    text = re.sub(r"^tel:\s*", "", text, flags=re.IGNORECASE)
    if text and (not _PHONE.fullmatch(text) or sum(map(str.isdigit, text)) < _FEWEST_DIGITS):
        raise ValueError(
            f"'{value}' is not a phone number; write digits, spaces, + and brackets, as +44 (0)7700 900123"
        )
    return text


def plain_email(value: Any) -> Any:
    """An e-mail address: something, one `@`, something, without spaces.

    Raises:
        ValueError: it is something else, a name in front or several addresses included.
    """
    if not isinstance(value, str):
        return value
    text = re.sub(r"^mailto:\s*", "", value.translate(_UNSEEN).strip(), flags=re.IGNORECASE)
    if text and (not _EMAIL.fullmatch(text) or len(text) > MOST_CHARACTERS):
        raise ValueError(f"'{value}' is not an e-mail address; write one, as ann@example.org")
    return text
