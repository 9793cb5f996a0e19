"""The board of promised hours, for those whose hours an account may see."""

from __future__ import annotations

from models.base import Model
from roster.analysis.ledger import LedgerLine, ledger
from roster.desk.live import LiveRota
from roster.desk.service.access.masking import Masking


class HoursLine(Model):
    """One person's hours in one month; all amounts are minutes.

    Attributes:
        promised: what they promised; 0 where they promised nothing.
        forecast: what they will have worked at the end of the month.
        short: what is lacking of the promise.
        light: green, amber or red.
        words: the light in words.
        reasons: why it is short.
    """

    person: str
    name: str
    month: str
    promised: int
    offered: int
    assigned: int
    worked: int
    forecast: int
    short: int
    light: str
    words: str
    reasons: tuple[str, ...]


class Hours(Model):
    """The hours of the people whom an account may see.

    Attributes:
        revision: of the book.
        lines: one for each person and month.
    """

    revision: int
    lines: tuple[HoursLine, ...]


def hours_board(live: LiveRota, masking: Masking, revision: int) -> Hours:
    """Makes the board."""
    lines = ledger(live.book, live.opened.admission.facts, live.opened.admission.rules)
    return Hours(revision=revision, lines=tuple(_line(item) for item in lines if item.person not in masking.hidden))


def _line(line: LedgerLine) -> HoursLine:
    return HoursLine(
        person=line.person,
        name=line.name,
        month=line.month,
        promised=line.promised,
        offered=line.offered,
        assigned=line.assigned,
        worked=line.worked,
        forecast=line.total,
        short=line.to_go,
        light=line.light,
        words=line.light.words,
        reasons=tuple(line.reasons),
    )
