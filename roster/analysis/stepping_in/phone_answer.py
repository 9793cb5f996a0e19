"""What people answered on the telephone, as it stands in a row of a call sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from models.duty import Duty


class Reply(StrEnum):
    """The answer to a phone call; the values are the choices of the drop-down list on the call sheet."""

    YES = "yes"
    NO = "no"
    NO_REPLY = "no reply"
    ONLY_UNTIL = "only until"
    TOLD = "told"


@dataclass(frozen=True)
class PhoneAnswer:
    """One answered row of a call sheet.

    Attributes:
        person: the id of who was rung.
        duty: the id of the duty they were rung about.
        seat: the id of the seat they were asked for; None where the row names none.
        until: with `ONLY_UNTIL`, the local time until which they can be there.
        sentence: what they were asked or told, as it stands in the row.
        file: the file of the call sheet.
        row: the number of the row in it.
    """

    person: str
    duty: str
    seat: str | None
    reply: Reply
    file: str
    row: int
    until: time | None = None
    sentence: str = ""

    @property
    def place(self) -> str:
        """`calls.xlsx: row 6`."""
        return f"{self.file}: row {self.row}"

    def can_do(self, duty: Duty) -> bool:
        """Whether they can be there for all of a duty: they said yes, or until a time at which it is over."""
        if self.reply is Reply.ONLY_UNTIL and self.until is not None:
            leaves = datetime.combine(duty.wall_start.date(), self.until)
            return (leaves if leaves > duty.wall_start else leaves + timedelta(days=1)) >= duty.wall_end
        return self.reply is Reply.YES

    def rules_out(self, asked: Duty, other: Duty) -> bool:
        """Whether by this answer they cannot do another duty either, since it overlaps or touches that one in time.

        Args:
            asked: the duty that they were rung about.
        """
        if self.reply not in (Reply.NO, Reply.ONLY_UNTIL):
            return False
        at_once = other.wall_start <= asked.wall_end and asked.wall_start <= other.wall_end
        return at_once and not self.can_do(other)


@dataclass(frozen=True)
class Heard:
    """What the calls so far leave open, and what need not be said again.

    Attributes:
        unsure: (person, duty) of those who did not reply.
        told: (person, duty, sentence) of what people have been told.
    """

    unsure: frozenset[tuple[str, str]] = frozenset()
    told: frozenset[tuple[str, str, str]] = frozenset()


NOTHING_HEARD = Heard()


__all__ = ["NOTHING_HEARD", "Heard", "PhoneAnswer", "Reply"]
