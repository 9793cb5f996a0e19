"""What members ask of coordinators: each request with what would come of it, to allow or to refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from itertools import islice

from models.text.lists import listed
from roster.analysis.names import Names
from roster.desk.live import LiveRota
from roster.desk.service.access.standing import Standing, organisation_of
from roster.desk.service.access.table import Action
from roster.desk.service.asking import Asking
from roster.desk.service.editing.names import AuthorNames
from roster.desk.service.editing.outcomes import Edited
from roster.desk.service.errors import AnswerError, ForbiddenError
from roster.desk.service.members.requests.asked import AskedFor, RequestKind, agreed, note_allowed
from roster.desk.service.members.requests.line_maker import LineMaker
from roster.desk.service.members.requests.outlook import Outlook, outlook
from roster.desk.service.members.requests.passing import EACH_DECIDED, Passing
from roster.desk.service.members.requests.request_maker import RequestMaker
from roster.desk.service.members.requests.requests import LONGEST_WHY, Requests
from roster.desk.service.members.requests.settling import Settling
from roster.desk.service.members.requests.shown import InboxLine, InboxShown, RequestShown
from roster.desk.service.members.requests.waiting_list import Waiting, waiting_lists
from roster.desk.service.warm import WarmRotas
from roster.desk.store import AuditKind, Proposal, ProposalState, Store
from roster.desk.store.books.proposals import OF_MEMBERS

MOST_DECIDED = 50  # requests that were decided, in the list below those that wait


class Inbox:
    """The requests of members, as coordinators see and decide them.

    Args:
        requests: knows why a request did not go through by itself.
        settling: carries requests out.
        now: gives the present moment.
    """

    def __init__(
        self,
        store: Store,
        warm: WarmRotas,
        names: AuthorNames,
        requests: Requests,
        settling: Settling,
        passing: Passing,
        now: Callable[[], datetime],
    ) -> None:
        self._store, self._warm, self._names, self._requests = store, warm, names, requests
        self._settling, self._passing, self._now = settling, passing, now

    def show(self, asking: Asking) -> InboxShown:
        """What waits for the account, and what was decided lately.

        Raises:
            ForbiddenError: the account decides nothing of the kind.
        """
        asking.require(Action.DECIDE_REQUEST)
        head, own = self._warm.head(asking.unit.id), asking.standing.organisations
        live = self._warm.at(head)
        starts = {duty.id: duty.start for duty in live.book.duties}
        pending = self._settling.pending(asking.unit.id)
        requests = [item for item in pending if not AskedFor.of(item).over(starts, self._now())]
        queues = waiting_lists(live, [item for item in requests if item.origin == RequestKind.TAKE], self._now())
        lines = [line for item in requests if (line := self._line(asking, live, item, queues.get(item.id)))]
        lines.sort(key=lambda line: (line.request.date or date.max, line.request.duty, line.queue_place))
        maker, employers = self._maker(asking, live), organisation_of(live.book)
        details = self._store.proposals.details(asking.unit.id, OF_MEMBERS)
        of_own = (
            self._store.proposals.one(number)
            for number, detail in reversed(details.items())
            if own & {employers.get(detail.get("person", "")), employers.get(detail.get("other") or "")}
        )
        waiting = {item.id for item in requests}
        decided = (item for item in of_own if item.id not in waiting)
        return InboxShown(
            revision=head.number,
            waiting=tuple(lines),
            decided=tuple(maker.shown(item) for item in islice(decided, MOST_DECIDED)),
            passing=self._passing.rules(asking),
        )

    def count(self, unit: int, standing: Standing) -> int:
        """How many requests of people of an account's own organisations wait for a coordinator; 0 for other accounts.

        Every page asks it: one query where nothing waits.
        """
        if not standing.organisations or not standing.may(Action.DECIDE_REQUEST):
            return 0
        found = self._store.proposals.details(unit, OF_MEMBERS, pending=True)
        if not found:
            return 0
        book, waiting = self._warm.head(unit).book, 0
        employers, starts = organisation_of(book), {duty.id: duty.start for duty in book.duties}
        for number, detail in found.items():
            asked = AskedFor.model_validate(detail)
            own = any(employers.get(person) in standing.organisations for person in asked.people)
            if own and not asked.over(starts, self._now()):
                waiting += asked.other is None or agreed(self._store, unit, number).accepted_at is not None
        return waiting

    def _line(self, asking: Asking, live: LiveRota, request: Proposal, queue: Waiting | None) -> InboxLine | None:
        """The line of a request; None where it is for others to decide."""
        asked = AskedFor.of(request)
        found = outlook(live, asked, self._now())
        concerned = self._settling.concerned(found, asked)
        if not concerned & asking.standing.organisations:
            return None
        why_not = self._requests.why_not_by_rule(asking, request, asked, found)
        return LineMaker(asking, found, asked).line(
            self._maker(asking, live).shown(request, found),
            agreed(self._store, request.unit, request.id),
            concerned,
            queue=queue,
            why_not_by_rule="" if why_not == EACH_DECIDED else why_not,
            disabled=self._names.disabled(request.author),
        )

    def _maker(self, asking: Asking, live: LiveRota) -> RequestMaker:
        return RequestMaker(self._store, self._names, asking, live, self._now())

    def allow(self, asking: Asking, number: int, why: str = "") -> Edited | RequestShown:
        """Allows a request: it is carried out, or noted while other organisations have yet to allow it.

        Returns:
            What was done; the request where it waits for others.

        Raises:
            AnswerError: it is not legal as the rota stands, was decided already, or the other one has not answered.
            ForbiddenError: it concerns none of the account's organisations.
            NotThereError: there is no such request.
        """
        asking.require(Action.DECIDE_REQUEST)
        self._require_short(why)
        request = self._pending(asking, number)
        asked, held = AskedFor.of(request), agreed(self._store, request.unit, request.id)
        if asked.kind is RequestKind.SWAP and held.accepted_at is None:
            other = Names(self._warm.head(asking.unit.id).book.people).full(asked.other or "")
            raise AnswerError(f"{other} has not answered yet")
        found = self._settling.outlook(asking.unit.id, asked)
        if found.fulfilled:
            return self._close(asking, request, why)
        if said := self._refusal(asking, found):
            raise AnswerError(said)
        rest = self._settling.concerned(found, asked) - asking.standing.organisations - held.organisations.keys()
        if rest:
            return self._note_allowed(asking, request, rest)
        by = self._names.of(request.author)
        accepted = f", accepted by {self._names.of(held.accepted_by)}" if held.accepted_by else ""
        return self._settling.settle(
            asking,
            request,
            by=asking.account.login,
            sentence=f"Allow request {number} of {by}{accepted}",
            why=why,
            refusal=lambda now: self._refusal(asking, now),
        )

    def refuse(self, asking: Asking, number: int, why: str) -> RequestShown:
        """Refuses a request, with a reason that whoever asked will read.

        Raises:
            AnswerError: without a reason, or decided already.
            ForbiddenError, NotThereError: as `allow`.
        """
        asking.require(Action.DECIDE_REQUEST)
        if not why.strip():
            raise AnswerError("please say why: whoever asked will read it")
        self._require_short(why)
        with self._store.holding(asking.unit.id):
            request = self._pending(asking, number)
            self._store.proposals.leave(number, asking.account.login, why.strip())
            told = f"Refused request {number} of {self._names.of(request.author)}"
            asking.put_on_record(self._store, AuditKind.REQUEST, told)
        return self._shown(asking, number)

    @staticmethod
    def _require_short(why: str) -> None:
        if len(why) > LONGEST_WHY:
            raise AnswerError(f"please say why in at most {LONGEST_WHY} characters")

    def _close(self, asking: Asking, request: Proposal, why: str) -> RequestShown:
        """Closes a request that somebody has fulfilled by an edit of the rota."""
        with self._store.holding(asking.unit.id):
            self._pending(asking, request.id)
            head = self._warm.head(asking.unit.id)
            self._store.proposals.take(request.id, asking.account.login, head.number, why)
            told = f"Closed request {request.id} of {self._names.of(request.author)}: everything is so already"
            asking.put_on_record(self._store, AuditKind.REQUEST, told)
        return self._shown(asking, request.id)

    def _note_allowed(self, asking: Asking, request: Proposal, rest: frozenset[str]) -> RequestShown:
        with self._store.holding(asking.unit.id):
            note_allowed(self._store, request, asking.standing.organisations, asking.account.login)
            told = (
                f"Allowed request {request.id} of {self._names.of(request.author)}; it waits for {listed(sorted(rest))}"
            )
            asking.put_on_record(self._store, AuditKind.REQUEST, told)
        return self._shown(asking, request.id)

    def _shown(self, asking: Asking, number: int) -> RequestShown:
        live = self._warm.at(self._warm.head(asking.unit.id))
        return self._maker(asking, live).shown(self._settling.one(asking, number))

    def _refusal(self, asking: Asking, found: Outlook) -> str:
        """Why a request may not be allowed as the rota stands."""
        if found.legal:
            return ""
        reasons = found.reasons(asking.masking(found.before.book))
        return f"that cannot be, as the rota stands: {'; '.join(reasons)}"

    def _pending(self, asking: Asking, number: int) -> Proposal:
        request = self._settling.one(asking, number)
        asked = AskedFor.of(request)
        found = self._settling.outlook(asking.unit.id, asked)
        if not self._settling.concerned(found, asked) & asking.standing.organisations:
            raise ForbiddenError(f"request {number} is not {asking.account.name}'s to decide")
        if request.state is not ProposalState.PENDING:
            raise AnswerError(f"it is decided already: {self._shown(asking, number).told}")
        return request


__all__ = ["Inbox"]
