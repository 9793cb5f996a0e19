"""The words that the sheets of a rota use, to be kept in the workbook with it."""

from __future__ import annotations

from roster.io.xlsx.embedded.rota_words import RotaWords
from roster.io.xlsx.rota.rota_contents import RotaContents


def words_used(contents: RotaContents) -> RotaWords:
    """Collects the words that sheets with these contents use, so that edits by hand can be read later."""
    return RotaWords(
        {person.id: contents.name(person.id) for person in contents.book.people},
        {code.code: code.shift for code in contents.codes.shifts},
        {shift.id: shift.name or shift.id for shift in contents.book.shifts},
        {number: call_sign for call_sign, number in contents.codes.numbers.items()},
        {place.heading: place.seat for place in contents.places},
        sorted(contents.pinned),
    )
