"""The desk: what accounts may see of units, and do with them. One object a process, for all its threads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from models.base import Model
from roster.desk.changes import ChangeError
from roster.desk.live import LiveRota
from roster.desk.service.access.guesses import refuse_guesses
from roster.desk.service.access.table import Action
from roster.desk.service.asking import Asking, asking
from roster.desk.service.best_known import BestKnown
from roster.desk.service.editing.duty_past import DutyPast
from roster.desk.service.editing.editor import Editor, Wanted
from roster.desk.service.editing.entailing import refusal, with_entailed
from roster.desk.service.editing.names import AuthorNames
from roster.desk.service.editing.outcomes import Conflicts, Edit, Edited, Judged, Proposed
from roster.desk.service.editing.proposals import Proposals
from roster.desk.service.editing.undo import Undoing, to_redo, to_undo
from roster.desk.service.history import History
from roster.desk.service.hours import Hours, hours_board
from roster.desk.service.members.members import Members
from roster.desk.service.members.requests import Inbox, Passing, Requests
from roster.desk.service.members.requests.settling import Settling
from roster.desk.service.publishing import Publishing
from roster.desk.service.searching.searches import Searches, Wakes
from roster.desk.service.searching.sick_calls import SickCalls
from roster.desk.service.seat_calls import SeatCalls
from roster.desk.service.views.board import Board
from roster.desk.service.views.board_maker import make_board
from roster.desk.service.views.day_panel import DayPanel
from roster.desk.service.views.day_panel_maker import make_day_panel
from roster.desk.service.views.seat_panel import SeatPanel
from roster.desk.service.views.seat_panel_maker import make_seat_panel
from roster.desk.service.views.verdict_strip import BestRota
from roster.desk.service.warm import WarmRotas
from roster.desk.service.workbooks import Workbooks
from roster.desk.store import Account, Revision, Store
from roster.desk.store.errors import NotThereError


class UnitShown(Model):
    """A unit as an account sees it in a list.

    Attributes:
        head: the number of its latest revision.
        book: the name of its book.
        first, last: the dates of its period.
        zone: the time zone of its book.
        kinds: what the account is there.
        organisations: ids of the organisations that the account coordinates there.
    """

    id: int
    name: str
    head: int
    book: str
    first: str
    last: str
    zone: str
    kinds: tuple[str, ...]
    organisations: tuple[str, ...]


class Steps(Model):
    """What can be undone and redone.

    Attributes:
        undo, redo: the sentence of what it would take back; None where there is nothing.
        last: the latest revision in a sentence.
    """

    undo: str | None
    redo: str | None
    last: str


class Desk:
    """Everything that accounts may see and do; each part asks the table of permissions.

    Args:
        store: where everything is kept.
        runner: what starts searches; None for a desk without them.
        folder: where books may be saved on this computer, in local mode; None elsewhere.
        now: gives the present moment, which decides until when members may ask for a duty.

    Attributes:
        history, inbox, members, passing, proposals, publishing, requests, searches, seat_calls, sick_calls, workbooks:
            its parts; each of their functions takes an `Asking`, which `asking` makes.
    """

    def __init__(
        self,
        store: Store,
        runner: Wakes | None = None,
        folder: Path | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.store, self.folder, self.now = store, folder, now
        self._warm = WarmRotas(store)
        self._names = AuthorNames(store)
        self._best = BestKnown(store)
        self.seat_calls = SeatCalls(store, self._warm, self._names)
        self._editor = Editor(store, self._warm, self._names)
        self._undoing = Undoing(store, self._editor)
        self._past = DutyPast(store, self._warm, self._names)
        self.history = History(store, self._warm, self._editor, self._names)
        self.proposals = Proposals(store, self._editor, self._names)
        self.publishing = Publishing(store, self._warm, self._editor, self._names, self._clock)
        self.searches = Searches(store, self._names, runner)
        self.sick_calls = SickCalls(store, self.searches, self._warm)
        self.workbooks = Workbooks(store, self._warm, self._editor)
        self.members = Members(store, self._warm, self._editor, self._clock)
        settling = Settling(store, self._warm, self._editor, self._clock)
        self.passing = Passing(store, self._warm)
        self.requests = Requests(store, self._warm, self._names, settling, self.passing, self._clock)
        self.inbox = Inbox(store, self._warm, self._names, self.requests, settling, self.passing, self._clock)

    def _clock(self) -> datetime:
        """The present moment, the same for all parts."""
        return self.now()

    def asking(self, who: Account, unit: int) -> Asking:
        """An account in a unit.

        Raises:
            NotThereError: there is no such unit, or the account has no part in it.
        """
        return asking(self.store, who, unit)

    def units(self, who: Account) -> list[UnitShown]:
        """The units in which an account has a part."""
        found = []
        for unit in self.store.units():
            if who.disabled or not any(item.unit == unit.id for item in who.memberships):
                continue
            standing, book = self.asking(who, unit.id).standing, self._warm.head(unit.id).book
            found.append(
                UnitShown(
                    id=unit.id,
                    name=unit.name,
                    head=unit.head,
                    book=book.name,
                    first=str(book.period.first),
                    last=str(book.period.last),
                    zone=book.period.time_zone,
                    kinds=tuple(sorted(standing.kinds)),
                    organisations=tuple(sorted(standing.organisations)),
                )
            )
        return found

    def head_number(self, who: Account, unit: int) -> int:
        """The number of the latest revision of a unit."""
        return self.asking(who, unit).unit.head

    def board(self, who: Account, unit: int, revision: int | None = None) -> Board:
        """The board of a unit.

        Raises:
            NotThereError: there is no such unit or revision.
            ForbiddenError: the account may not see it.
        """
        ask = self.asking(who, unit)
        ask.require(Action.SEE_ROTA)
        found = self.history.revision(ask, revision)
        live = self.live(found)
        rota = self._best.of(found)
        best = BestRota(self._best.scores(found), rota.breaches if rota else ())
        return make_board(live, ask.masking(live.book), revision=found.number, best=best)

    def seat(self, who: Account, unit: int, duty: str, seat: str, person: str | None = None) -> SeatPanel:
        """Who is in a seat, who could be, and who cannot and why.

        Args:
            person: somebody in the seat whom others would replace; None where somebody is to be added.

        Raises:
            NotThereError: there is no such unit, duty or seat.
            ForbiddenError: the account may not see it.
        """
        ask = self.asking(who, unit)
        ask.require(Action.SEE_ROTA)
        head = self._warm.head(unit)
        live, best = self.live(head), self._best.of(head)
        try:
            panel = make_seat_panel(
                live,
                ask.masking(live.book),
                duty,
                seat,
                revision=head.number,
                person=person,
                said=self.seat_calls.of(ask, (duty, seat)),
                cures=best.cures if best else (),
            )
        except KeyError:
            raise NotThereError(f"there is no duty {duty} with a seat {seat}") from None
        return panel.model_copy(update={"since": self._past.since(ask, head, live, duty)})

    def day(self, who: Account, unit: int, person: str, day: date) -> DayPanel:
        """Which duties of a date somebody could take, and which they cannot and why.

        Raises:
            NotThereError: there is no such unit or person.
            ForbiddenError: the account may not see it.
        """
        ask = self.asking(who, unit)
        ask.require(Action.SEE_ROTA)
        head = self._warm.head(unit)
        live = self.live(head)
        try:
            return make_day_panel(live, ask.masking(live.book), person, day, revision=head.number)
        except KeyError:
            raise NotThereError(f"there is nobody {person}") from None

    def verdict(self, who: Account, unit: int, revision: int | None = None) -> Judged:
        """The verdict of the rules on a rota, as `roster check` gives it.

        Raises:
            NotThereError: there is no such unit or revision.
            ForbiddenError: the account may not see it.
        """
        ask = self.asking(who, unit)
        ask.require(Action.SEE_ROTA)
        live = self.live(self.history.revision(ask, revision))
        return Judged.of(live.verdict, ask.masking(live.book))

    def hours(self, who: Account, unit: int) -> Hours:
        """The board of promised hours, of the people whose hours the account may see.

        Raises:
            NotThereError, ForbiddenError: as `verdict`.
        """
        ask = self.asking(who, unit)
        ask.require(Action.SEE_PRIVATE)
        head = self._warm.head(unit)
        live = self._warm.at(head)
        return hours_board(live, ask.masking(live.book), head.number)

    def edit(self, who: Account, unit: int, edit: Edit) -> Edited | Proposed | Conflicts:
        """Makes an edit, or proposes it where it concerns other organisations.

        Raises:
            EntailedError: changes that need others to go along, with these.
            ChangeError: changes that are not possible, all of them.
            NotThereError, ForbiddenError: as `verdict`.
        """
        ask = self.asking(who, unit)
        refuse_guesses(ask.masking(self._warm.head(unit).book), edit.changes)
        try:
            changes = with_entailed(ask, self._warm.revision(unit, edit.base).book, edit) if edit.with_entailed else ()
            return self._editor.make(ask, Wanted(edit.base, changes or edit.changes, edit.why))
        except ChangeError as error:
            raise refusal(ask, self._warm.revision(unit, edit.base).book, edit, error) from None

    def undo(self, who: Account, unit: int, revision: int | None = None) -> Edited | Proposed | Conflicts:
        """Takes back a change of the account, as a new revision.

        Args:
            revision: the change's number, whatever was done after it; None for the latest one.

        Raises:
            AnswerError: there is none, or it is taken back already.
            NotThereError, ForbiddenError: as `verdict`.
        """
        return self._undoing.undo(self.asking(who, unit), revision)

    def redo(self, who: Account, unit: int) -> Edited | Proposed | Conflicts:
        """Takes back the account's latest undo.

        Raises:
            AnswerError: there is none.
            NotThereError, ForbiddenError: as `verdict`.
        """
        return self._undoing.redo(self.asking(who, unit))

    def steps(self, who: Account, unit: int) -> Steps:
        """What the account can undo and redo, and what was done last."""
        ask = self.asking(who, unit)
        ask.require(Action.SEE_HISTORY)
        history = self.store.history(unit)
        undo, redo = to_undo(history, who.login), to_redo(history, who.login)
        last = history[-1]
        at = last.made_at.astimezone(self._warm.head(unit).book.period.zone)
        may = ask.standing.may(Action.UNDO)
        return Steps(
            undo=undo.sentence if undo and may else None,
            redo=redo.sentence if redo and may else None,
            last=f"{last.sentence}, by {self._names.of(last.author)}, {at:%H:%M}",
        )

    def live(self, revision: Revision) -> LiveRota:
        """The live rota of a revision."""
        return self._warm.at(revision)
