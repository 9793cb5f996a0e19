"""Carries a request out: its changes become one revision, checked again on the latest state right before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from roster.desk.changes import Change
from roster.desk.service.access.belonging import Ownership
from roster.desk.service.access.standing import organisation_of, staffed
from roster.desk.service.asking import Asking
from roster.desk.service.editing.editor import Editor, Ready, Wanted
from roster.desk.service.editing.outcomes import Edited
from roster.desk.service.errors import AnswerError
from roster.desk.service.members.requests.asked import AskedFor
from roster.desk.service.members.requests.outlook import Outlook, outlook
from roster.desk.service.warm import WarmRotas
from roster.desk.store import AuditKind, Proposal, ProposalState, Revision, Store
from roster.desk.store.books.proposals import OF_MEMBERS
from roster.desk.store.errors import DecidedError, NotThereError

_TRIES = 4  # others may change the rota in between
Refusal = Callable[[Outlook], str]
"""Why a request may not be carried out as the rota stands; empty where it may."""


class MeanwhileError(AnswerError):
    """Others changed the rota between looking and storing, so that the request would change something else."""


class Settling:
    """Carries requests out.

    Args:
        now: gives the present moment.
    """

    def __init__(self, store: Store, warm: WarmRotas, editor: Editor, now: Callable[[], datetime]) -> None:
        self._store, self._warm, self._editor, self._now = store, warm, editor, now

    def pending(self, unit: int) -> list[Proposal]:
        """The requests of a unit that wait, the oldest first."""
        return [item for item in self._store.proposals.pending(unit) if item.origin in OF_MEMBERS]

    def one(self, asking: Asking, number: int) -> Proposal:
        """A request of the unit.

        Raises:
            NotThereError: there is none of that number.
        """
        try:
            found = self._store.proposals.one(number)
        except NotThereError:
            found = None
        if found is None or found.unit != asking.unit.id or found.origin not in OF_MEMBERS:
            raise NotThereError(f"there is no request {number}")
        return found

    def outlook(self, unit: int, asked: AskedFor) -> Outlook:
        """What would come of a request as the rota stands."""
        return outlook(self._warm.at(self._warm.head(unit)), asked, self._now())

    def concerned(self, found: Outlook, asked: AskedFor) -> frozenset[str]:
        """The ids of the organisations that have to allow a request."""
        book = found.before.book
        employers = organisation_of(book)
        own = {employers[name] for name in asked.people if name in employers}
        if not employers.keys() >= set(asked.people):
            own |= staffed(book)  # of somebody who has left the book, any of them may say that it is done with
        owned: Iterable[frozenset[str]] = (
            item.organisations for item in Ownership(book).of_all(_of_people(found.changes))
        )
        return frozenset(own).union(*owned)

    def settle(
        self, asking: Asking, request: Proposal, *, by: str, sentence: str, why: str, refusal: Refusal
    ) -> Edited:
        """Carries a request out.

        Args:
            asking: whose doing it is, as the author of the revision.
            by: who has allowed it.
            sentence: what was done, without the changes, which go behind it.
            why: the reason.
            refusal: asked as the rota stands, and again right before it is stored.

        Raises:
            AnswerError: it is refused, with the reason; it was decided meanwhile.
        """
        unit, asked = asking.unit.id, AskedFor.of(request)

        def decided(revision: Revision) -> None:
            self._store.proposals.take(request.id, by, revision.number, why)
            asking.put_on_record(self._store, AuditKind.REQUEST, sentence)

        for _ in range(_TRIES):
            if self._store.proposals.one(request.id).state is not ProposalState.PENDING:
                raise AnswerError(f"request {request.id} was decided meanwhile")
            head = self._warm.head(unit)
            found = outlook(self._warm.at(head), asked, self._now())
            if said := refusal(found):
                raise AnswerError(said)

            def check(ready: Ready, looked_at: int = head.number) -> None:
                if ready.head.number != looked_at:
                    raise MeanwhileError("the rota was changed meanwhile")

            wanted = Wanted(
                head.number,
                found.changes,
                why,
                sentence,
                with_changes=True,
                granted=lambda change: True,
                check=check,
                also=decided,
            )
            try:
                made = self._editor.make(asking, wanted)
            except MeanwhileError:
                continue
            except DecidedError:
                raise AnswerError(f"request {request.id} was decided meanwhile") from None
            if isinstance(made, Edited) and made.changed:
                return made
        raise AnswerError("others change the rota at this moment; please try again")


def _of_people(changes: Sequence[Change]) -> list[Change]:
    """The changes that name a person: which car carries a duty is no organisation's own."""
    return [item for item in changes if getattr(item, "person", None) is not None]


__all__ = ["MeanwhileError", "Refusal", "Settling"]
