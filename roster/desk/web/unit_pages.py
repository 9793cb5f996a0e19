"""What every page of a unit needs: who asks, the frame with the unit's name, and what became of a change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from fastapi import Depends, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel

from models.book import Book
from roster.desk.service import Conflicts, Desk, Edited, Proposed
from roster.desk.service.asking import Asking
from roster.desk.web.pages import page
from roster.desk.web.served import Visit, Visiting

_MANY = 10**9


class SentForm(BaseModel):
    """What every form of a page sends.

    Attributes:
        csrf: the secret of the session.
        why: a reason, for the history.
    """

    csrf: str
    why: str = ""


@dataclass(frozen=True)
class UnitVisit:
    """A request of a signed-in browser for something of a unit.

    Attributes:
        asking: the account in the unit.
    """

    visiting: Visit
    asking: Asking

    @property
    def desk(self) -> Desk:
        """The desk."""
        return self.visiting.desk

    @property
    def address(self) -> str:
        """The address of the unit."""
        return f"/u/{self.asking.unit.id}"

    @cached_property
    def book(self) -> Book:
        """The unit's book when it is first asked for, with what the account may not see left out."""
        head = self.desk.store.head(self.asking.unit.id).book
        return self.asking.masking(head).masked_book

    def values(self, here: str, heading: str) -> dict[str, Any]:
        """What the frame of a page looks up.

        Args:
            here: the address of the page within the unit.
            heading: what the page is called.
        """
        book = self.book
        frame = self.visiting.unit_values(self.asking.unit.id, book.name, here)
        return frame | {"heading": heading, "zone": book.period.time_zone}

    def page(self, template: str, here: str, heading: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Makes a page of the unit."""
        return HTMLResponse(page(template, **self.values(here, heading), **values), status)

    def settled(self, done: Edited | Proposed | Conflicts, to: str, here: str) -> Response:
        """What became of a change: the browser goes to a page that says it, or is shown the conflicts.

        Args:
            to: the address within the unit that a change that was made leads to.
            here: the page that it was made on.
        """
        if isinstance(done, Conflicts):
            return self.page("conflicts.html", here, "In conflict", 409, conflicts=done.conflicts, head=done.head)
        if isinstance(done, Proposed):
            return RedirectResponse(f"{self.address}/proposals/{done.proposal}", 303)
        if done.not_taken:
            return self.page("partly_done.html", here, "Taken in part", done=done)
        return RedirectResponse(f"{self.address}/{to}?done={done.revision}", 303)

    def done(self, revision: int) -> str | None:
        """What a revision did, to be told at the top of the page that follows it; None where there is none."""
        lines = self.desk.history.lines(self.asking, revision - 1, 1) if 0 < revision < _MANY else []
        return f"{lines[0].sentence}." if lines else None


def unit_visit(visiting: Visiting, unit: int) -> UnitVisit:
    """The visit of a unit.

    Raises:
        NotThereError: there is no such unit, or the account has no part in it.
    """
    return UnitVisit(visiting, visiting.desk.asking(visiting.who, unit))


Here = Annotated[UnitVisit, Depends(unit_visit)]

__all__ = ["Here", "SentForm", "UnitVisit", "unit_visit"]
