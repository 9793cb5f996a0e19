"""History: every revision, what each did, the board as it was, and the way back to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import HTMLResponse

from models.clock import spoken_date
from roster.desk.service.editing.shown import ProposalLine
from roster.desk.service.history import RevisionShown
from roster.desk.store import AuditEntry, AuditKind
from roster.desk.web.pages import board_values
from roster.desk.web.unit_pages import Here, SentForm, UnitVisit

router = APIRouter()
HERE = "history"
ON_A_PAGE = 100
_SIGN_INS = (AuditKind.SIGN_IN, AuditKind.REFUSED_SIGN_IN, AuditKind.SIGN_OUT)
_TAKEN_OUT = (AuditKind.EXPORT, AuditKind.PUBLICATION)


@router.get("/u/{unit}/history", response_class=HTMLResponse)
def history(here: Here, before: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0, done: int = 0) -> HTMLResponse:
    """The revisions, the latest first.

    Args:
        before: only those with a smaller number; all when 0.
        done: the revision that was made just now.
    """
    head = here.asking.unit.head
    last = min(head, before - 1) if before else head
    first = max(1, last - ON_A_PAGE + 1)
    lines = here.desk.history.lines(here.asking, first - 1, last - first + 1) if last >= first else []
    return here.page(
        "history.html",
        HERE,
        "History",
        days=list(_by_day(here, [*lines, *_left(here, lines, latest=last == head)])),
        head=head,
        first=first,
        done_sentence=here.done(done),
        sign_ins=_sign_ins(here),
        taken_out=_taken_out(here),
    )


@router.get("/u/{unit}/history/{number}", response_class=HTMLResponse)
def revision(here: Here, number: int) -> HTMLResponse:
    """What a revision did, and how the rota differs from it now."""
    detail = here.desk.history.one(here.asking, number)
    head = here.asking.unit.head
    verdict = here.desk.verdict(here.visiting.who, here.asking.unit.id, number)
    return here.page("revision.html", HERE, f"Revision {number}", detail=detail, head=head, verdict=verdict)


@router.get("/u/{unit}/history/{number}/board", response_class=HTMLResponse)
def board(here: Here, number: int) -> HTMLResponse:
    """The board of a revision, to be looked at."""
    shown = here.desk.board(here.visiting.who, here.asking.unit.id, number)
    line = here.desk.history.one(here.asking, number).line
    return here.page("old_board.html", HERE, f"Board of revision {number}", line=line, **board_values(shown))


@router.post("/u/{unit}/history/{number}/back")
def go_back(here: Here, number: int, form: Annotated[SentForm, Form()]) -> Response:
    """Makes the book as it was, as a new revision."""
    here.visiting.check_form(form.csrf)
    return here.settled(here.desk.history.go_back(here.asking, number, form.why), "history", HERE)


def _left(here: UnitVisit, lines: Sequence[RevisionShown], *, latest: bool) -> list[ProposalLine]:
    """The proposals that were left between the first and the last of some revisions.

    Args:
        latest: whether the last of them is the latest of all, so that there is no end.
    """
    if not lines:
        return []
    left = [line for line in here.desk.proposals.lines(here.asking, pending=False) if line.state == "left"]
    first, last = lines[0].made_at, lines[-1].made_at
    return [
        line for line in left if line.decided_at and first <= line.decided_at and (latest or line.decided_at < last)
    ]


def _by_day(
    here: UnitVisit, lines: Sequence[RevisionShown | ProposalLine]
) -> Iterator[tuple[str, list[RevisionShown | ProposalLine]]]:
    """The lines by the day on which they were made or left, the latest first."""
    zone = ZoneInfo(here.book.period.time_zone)

    def moment(line: RevisionShown | ProposalLine) -> datetime:
        return (line.decided_at or line.made_at) if isinstance(line, ProposalLine) else line.made_at

    def day(line: RevisionShown | ProposalLine) -> date:
        return moment(line).astimezone(zone).date()

    # Turned round after sorting: of the same moment, the later revision comes first.
    for when, of_day in groupby(sorted(lines, key=moment)[::-1], day):
        yield spoken_date(when), list(of_day)


def _sign_ins(here: UnitVisit) -> list[AuditEntry] | None:
    """Who signed in to this unit or out, the latest first; None for those who may not see it."""
    if not here.asking.standing.organisations:
        return None
    store = here.desk.store
    ours = {
        account.id
        for account in store.accounts.all()
        if any(item.unit == here.asking.unit.id for item in account.memberships)
    }
    return store.audit.entries(kinds=_SIGN_INS, accounts=ours, limit=ON_A_PAGE, latest=True)


def _taken_out(here: UnitVisit) -> list[AuditEntry] | None:
    """Who published, and who took books and copies out, the latest first; None for those who may not see it."""
    if not here.asking.standing.organisations:
        return None
    return here.desk.store.audit.entries(unit=here.asking.unit.id, kinds=_TAKEN_OUT, limit=ON_A_PAGE, latest=True)
