"""Makes what members and coordinators see of a request."""

from __future__ import annotations

from datetime import datetime

from models.book import Book
from models.clock import spoken_date
from models.duty import Duty
from roster.analysis.names import Names
from roster.desk.live import LiveRota
from roster.desk.service.asking import Asking
from roster.desk.service.editing.names import AuthorNames
from roster.desk.service.members.requests.asked import BY_RULE, Agreed, AskedFor, RequestKind, agreed
from roster.desk.service.members.requests.outlook import Outlook, outlook
from roster.desk.service.members.requests.shown import RequestShown, RequestState
from roster.desk.store import Proposal, ProposalState, Store

__all__ = ["RequestMaker", "sentence_of"]


class RequestMaker:
    """Shows requests of one unit, as it stands, to one account.

    Args:
        asking: the account in the unit.
        live: the unit's rota as it stands.
        now: the present moment.
    """

    def __init__(self, store: Store, names: AuthorNames, asking: Asking, live: LiveRota, now: datetime) -> None:
        self._store, self._authors, self._asking, self._live, self._now = store, names, asking, live, now
        self._book = live.book
        self._names, self._masking = Names(self._book.people), asking.masking(self._book)
        self._duties = {duty.id: duty for duty in self._book.duties}

    def shown(self, proposal: Proposal, found: Outlook | None = None) -> RequestShown:
        """A request as the account sees it.

        Args:
            found: what would come of it, where that is known already.
        """
        asked, held = AskedFor.of(proposal), agreed(self._store, proposal.unit, proposal.id)
        state, own = self._state(proposal, asked, held), self._own(asked.person)
        dates = [duty.date for name in (asked.duty, asked.other_duty) if (duty := self._duties.get(name or ""))]
        return RequestShown(
            id=proposal.id,
            kind=asked.kind,
            person=asked.person,
            name=self._names.full(asked.person),
            sentence=sentence_of(asked, self._book, self._asking.standing.person),
            why=proposal.why if asked.person not in self._masking.hidden else "",
            made_at=proposal.made_at,
            duty=asked.duty,
            seat=asked.seat,
            place=_place(self._duties.get(asked.duty), asked.duty),
            date=min(dates, default=None),
            state=state,
            told=self._told(proposal, asked, held, state),
            other=asked.other,
            other_name=self._names.full(asked.other) if asked.other else "",
            other_place=_place(self._duties.get(asked.other_duty), asked.other_duty) if asked.other_duty else "",
            accepted_at=held.accepted_at,
            by_rule=proposal.decided_by == BY_RULE,
            reasons=(found or outlook(self._live, asked, self._now)).reasons(self._masking) if state.waits else (),
            own=own,
            may_answer=state is RequestState.ASKED_OTHER and asked.other is not None and self._own(asked.other),
            may_withdraw=state.waits and own,
        )

    def _own(self, person: str) -> bool:
        return self._asking.standing.person == person

    def _state(self, proposal: Proposal, asked: AskedFor, held: Agreed) -> RequestState:
        if proposal.state is ProposalState.TAKEN:
            return RequestState.ALLOWED
        if proposal.state is ProposalState.LEFT:
            if held.declined:
                return RequestState.DECLINED
            return RequestState.WITHDRAWN if proposal.decided_by == proposal.author else RequestState.REFUSED
        if asked.over({name: duty.start for name, duty in self._duties.items()}, self._now):
            return RequestState.LAPSED
        if asked.kind is RequestKind.SWAP and held.accepted_at is None:
            return RequestState.ASKED_OTHER
        return RequestState.ASKED_COORDINATOR

    def _told(self, proposal: Proposal, asked: AskedFor, held: Agreed, state: RequestState) -> str:
        other = self._names.full(asked.other) if asked.other else ""
        by = self._authors.of(proposal.decided_by or "")
        when = f", {self._moment(proposal.decided_at)}" if proposal.decided_at else ""
        if state is RequestState.ASKED_OTHER:
            return "waits for your answer" if self._own(asked.other or "") else f"waits for an answer of {other}"
        if state is RequestState.ASKED_COORDINATOR:
            return f"accepted by {other}; waits for a coordinator" if held.accepted_at else "waits for a coordinator"
        if state is RequestState.ALLOWED:
            return f"went through by {BY_RULE}{when}" if proposal.decided_by == BY_RULE else f"allowed by {by}{when}"
        if state is RequestState.REFUSED:
            # The reason is for whoever asked, and for their coordinators.
            reason = proposal.decided_why if asked.person not in self._masking.hidden else ""
            return f"refused by {by}{when}" + (f": {reason}" if reason else "")
        if state is RequestState.LAPSED:
            return "nobody decided it before the duty began"
        return f"declined by {other}{when}" if state is RequestState.DECLINED else f"withdrawn{when}"

    def _moment(self, at: datetime) -> str:
        there = at.astimezone(self._book.period.zone)
        return f"{spoken_date(there.date())} {there:%H:%M}"


def sentence_of(asked: AskedFor, book: Book, reader: str | None = None) -> str:
    """What somebody asks for, in a sentence without a full stop.

    Args:
        reader: the person of the book who reads it, and is spoken to; None for others.
    """
    names, duties = Names(book.people), {duty.id: duty for duty in book.duties}

    def place(name: str, seat: str) -> str:
        duty = duties.get(name)
        known = [item.name or item.id for item in duty.crew.seats if item.id == seat] if duty else []
        return f"{_place(duty, name)} ({known[0] if known else seat})"

    asks = "You ask" if asked.person == reader else f"{names.full(asked.person)} asks"
    own = place(asked.duty, asked.seat)
    if asked.kind is not RequestKind.SWAP:
        return f"{asks} to {asked.kind} {own}"
    theirs = place(asked.other_duty or "", asked.other_seat or "")
    if asked.other == reader:
        return f"{asks} to swap {own} for your {theirs}"
    return f"{asks} to swap {own} for {theirs} of {names.full(asked.other or '')}"


def _place(duty: Duty | None, name: str) -> str:
    return f"{duty.spoken}, {duty.times}" if duty else name
