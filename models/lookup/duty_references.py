"""Finds the duty that a reference names: `CALLSIGN@DATE[/SHIFT]`, or as people write it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.duty import Duty
from models.errors import RosterError
from models.lookup.names import plain_words
from models.lookup.spoken_duties import fitting_duties, why_none_fits
from models.problems import did_you_mean

_REFERENCE = re.compile(r"^(?P<call_sign>[^@/]+)@(?P<date>\d{4}-\d\d-\d\d)(?:/(?P<shift>[^@/]+))?$")


_MOST_LISTED = 12  # duties that an error lists


class DutyReferenceError(RosterError, ValueError):
    """A duty's name that is malformed, unknown, or fits more than one duty."""


def find_duty(reference: str, duties: Sequence[Duty]) -> Duty:
    """Finds the duty that a text names.

    Args:
        reference: `CALLSIGN@DATE[/SHIFT]`, or as people write it: `Fri 25 Dec JR4`, `JR-04 Friday 25th late`.
        duties: those of the book.

    Raises:
        DutyReferenceError: when there is none, or several fit (they are listed).
    """
    match = _REFERENCE.match(reference.strip())
    found = _fitting(match, duties) if match else []
    if not match:
        found = fitting_duties(reference, duties)
    if len(found) == 1:
        return found[0]
    if found:
        raise DutyReferenceError(f"'{reference}' fits {_several(found)}")
    raise DutyReferenceError(_why_none(reference, match, duties))


def _several(found: Sequence[Duty]) -> str:
    """`2 duties: ...`, with the first of them."""
    more = f" and {len(found) - _MOST_LISTED} more" if len(found) > _MOST_LISTED else ""
    return f"{len(found)} duties: {', '.join(duty.id for duty in found[:_MOST_LISTED])}{more}"


def _why_none(reference: str, match: re.Match[str] | None, duties: Sequence[Duty]) -> str:
    """The sentence for a text that fits no duty."""
    if match:
        known = {duty.call_sign.id for duty in duties}
        if match["call_sign"] not in known:
            return f"call sign '{match['call_sign']}' has no duties{did_you_mean(match['call_sign'], known)}"
        return f"there is no duty '{reference}'"
    return why_none_fits(reference, duties) or (
        f"'{reference}' is not a duty; write CALLSIGN@YYYY-MM-DD, for example JR-04@2026-12-25"
    )


def _fitting(match: re.Match[str], duties: Sequence[Duty]) -> list[Duty]:
    """The duties that a reference may mean: several where it names no shift.

    Where none has the call sign and shift as written, capitals, dashes and blanks are passed over: `jr04` is `JR-04`.
    """
    on_date = [duty for duty in duties if str(duty.date) == match["date"]]
    exact = [
        duty for duty in on_date if duty.call_sign.id == match["call_sign"] and match["shift"] in (None, duty.shift.id)
    ]
    return exact or [
        duty
        for duty in on_date
        if _same(match["call_sign"], duty.call_sign.id)
        and (match["shift"] is None or _same(match["shift"], duty.shift.id) or _same(match["shift"], duty.shift.name))
    ]


def _same(written: str, known: str) -> bool:
    """Whether two texts have the same letters and digits."""
    return plain_words(written).replace(" ", "") == plain_words(known).replace(" ", "")
