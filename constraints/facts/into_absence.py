"""How far a duty may run into a whole day on which a person is away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from pydantic import ValidationError

from models.base import ClockTime, Model
from models.duty import Duty
from models.people import Absence, AbsenceKind
from models.rules import RuleEntry

RULE = "availability"  # the rule whose figures these are


class IntoAbsence(Model):
    """How far a duty of the day before may run into whole days away.

    A night duty that ends by 06:00 takes nothing of a day of leave, one that ends at nine takes its morning; people in
    training, abstracted or sick need the night before free as well. A rest day begins when the night duty before it
    ends, as shift patterns are built, so that a duty may run into it for any time.

    Attributes:
        away_from: until when it may run on the first of these dates.
        may_run_into: kinds of absence into which it may run however long.
    """

    away_from: ClockTime = time(6)
    may_run_into: tuple[AbsenceKind, ...] = (AbsenceKind.REST_DAY,)

    @classmethod
    def of(cls, entries: Iterable[RuleEntry]) -> IntoAbsence:
        """What a book's rules say; the defaults where they say nothing, or something that the registry refuses."""
        stated = next((entry.model_extra or {} for entry in entries if entry.kind == RULE), {})
        try:
            return cls.model_validate({name: value for name, value in stated.items() if name in cls.model_fields})
        except ValidationError:
            return cls()

    def keeps_off(self, absence: Absence, duty: Duty) -> bool:
        """Whether a duty runs further into the days of an absence than it may."""
        begins = first_day_run_into(absence, duty)
        return (
            begins is not None
            and absence.kind not in self.may_run_into
            and duty.wall_end > datetime.combine(begins, self.away_from)
        )


def first_day_run_into(absence: Absence, duty: Duty) -> datetime | None:
    """Midnight of the first whole date of an absence into which a duty of a day before runs; None where it does not."""
    if absence.first is None or not duty.date < absence.first <= duty.wall_end.date():
        return None
    begins = datetime.combine(absence.first, time())
    return begins if begins < duty.wall_end else None
