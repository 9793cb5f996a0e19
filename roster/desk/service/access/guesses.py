"""Refuses changes of what an account does not see: whether they fit, or change anything, would tell it by guessing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from models.people import Absence, Person
from roster.desk.changes import (
    AddAbsence,
    AddRecord,
    AddRequest,
    Change,
    ChangeAbsence,
    ChangeEntry,
    EndAbsence,
    RemoveRecord,
    RemoveRequest,
    SetCaps,
    SetContact,
    SetOffers,
    SetRecord,
)
from roster.desk.service.access.belonging import PRIVATE_LISTS, Ownership
from roster.desk.service.access.masking import PRIVATE_FIELDS, Masking
from roster.desk.service.access.standing import organisation_of
from roster.desk.service.errors import ForbiddenError

_PRIVATE = (EndAbsence, ChangeAbsence, AddRequest, RemoveRequest, SetCaps, SetContact, SetOffers)


def refuse_guesses(masking: Masking, changes: Iterable[Change]) -> None:
    """Refuses to change, or to propose to change, what other organisations keep to themselves of their people.

    The answer is the same whatever the book says. A new absence may be proposed on dates on which nobody is away yet,
    for on which dates people are away is seen by all.

    Args:
        masking: hides what the account may not see of the book that the changes are made on.

    Raises:
        ForbiddenError: a change is about an absence, a wish, offers, limits, hours or a contact that it does not see.
    """
    if not masking.hidden:
        return
    ownership = Ownership(masking.book)
    for change in changes:
        hidden = [person for person in ownership.people(change) if person in masking.hidden]
        if hidden and _is_private(change, masking):
            employer = organisation_of(masking.book)[hidden[0]]
            name = next(item.name or item.id for item in masking.book.organisations if item.id == employer)
            raise ForbiddenError(
                f"{name} keeps to itself what {hidden[0]} offers, asks for, is away for and has worked, and how they"
                " are reached; ask there to change it"
            )


def _is_private(change: Change, masking: Masking) -> bool:
    """Whether a change about hidden people is one of what the account does not see of them."""
    if isinstance(change, AddAbsence):
        person = next(item for item in masking.masked_book.people if item.id == change.person)
        return _is_away(person, change)
    if isinstance(change, SetRecord):
        return change.section == "people" and not PRIVATE_FIELDS.isdisjoint(change.fields)
    if isinstance(change, AddRecord | RemoveRecord | ChangeEntry):
        return change.section in PRIVATE_LISTS
    return isinstance(change, _PRIVATE)


def _is_away(person: Person, change: AddAbsence) -> bool:
    """Whether somebody is away on any date of a new absence already."""
    first, last = _dates(change.absence)
    return any(begins <= last and first <= ends for begins, ends in map(_dates, person.absences))


def _dates(absence: Absence) -> tuple[date, date]:
    """The first and the last date of an absence."""
    if absence.start is not None and absence.end is not None:
        return absence.start.date(), absence.end.date()
    assert absence.first is not None
    return absence.first, absence.last or absence.first
