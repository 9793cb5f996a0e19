"""The board of promised hours, with the reason where somebody is short."""

from __future__ import annotations

from collections import Counter

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from roster.desk.web.unit_pages import Here

router = APIRouter()


@router.get("/u/{unit}/hours", response_class=HTMLResponse)
def hours(here: Here, everything: bool = False) -> HTMLResponse:
    """The hours of those who promised some; with `everything`, of everybody."""
    found = here.desk.hours(here.visiting.who, here.asking.unit.id)
    roles = {role.id: role.name or role.id for role in here.book.roles}
    role_of = {person.id: roles[person.role] for person in here.book.people}
    promised = [line for line in found.lines if line.promised]
    lines = sorted(found.lines if everything else promised, key=lambda line: (-line.short, line.name, line.month))
    counts = Counter((line.light, line.words) for line in sorted(promised, key=lambda line: -line.short))
    return here.page(
        "hours.html",
        "hours",
        "Hours",
        lines=lines,
        roles=role_of,
        counts=counts,
        everything=everything,
        promised=len(promised),
    )
