"""What members ask for: asked, accepted or declined by the other one of a swap, withdrawn, and let through by rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from roster.desk.live import LiveRota
from roster.desk.service.access.table import Action
from roster.desk.service.asking import Asking
from roster.desk.service.editing.names import AuthorNames
from roster.desk.service.errors import AnswerError, ForbiddenError
from roster.desk.service.members.requests.asked import (
    BY_RULE,
    AskedFor,
    RequestKind,
    agreed,
    note_accepted,
    note_declined,
)
from roster.desk.service.members.requests.eligible import own_place, published_places, swap_options
from roster.desk.service.members.requests.outlook import Outlook
from roster.desk.service.members.requests.passing import Passing, why_not_by_rule
from roster.desk.service.members.requests.request_maker import RequestMaker, sentence_of
from roster.desk.service.members.requests.settling import Settling
from roster.desk.service.members.requests.shown import RequestShown, RequestState, SwapOptions
from roster.desk.service.views.board_maker import rota_view
from roster.desk.service.warm import WarmRotas
from roster.desk.store import AuditKind, Proposal, ProposalState, Store
from roster.desk.store.books.proposals import OF_MEMBERS, Proposed
from roster.desk.store.errors import NotThereError

MOST_WAITING = 30  # requests of one member
LONGEST_WHY = 1000  # characters


class Requests:
    """What members ask for, each for themselves.

    Args:
        settling: carries requests out.
        now: gives the present moment.
    """

    def __init__(
        self,
        store: Store,
        warm: WarmRotas,
        names: AuthorNames,
        settling: Settling,
        passing: Passing,
        now: Callable[[], datetime],
    ) -> None:
        self._store, self._warm, self._names = store, warm, names
        self._settling, self._passing, self._now = settling, passing, now

    # --- seen

    def of(self, asking: Asking) -> list[RequestShown]:
        """What a member has asked for, and the swaps that others ask of them, the latest first.

        Raises:
            ForbiddenError: the account is tied to nobody in the unit.
        """
        person = asking.own_person(Action.REQUEST)
        maker = self._maker(asking)
        details = self._store.proposals.details(asking.unit.id, OF_MEMBERS)
        mine = [number for number, detail in details.items() if person in (detail.get("person"), detail.get("other"))]
        found = [maker.shown(self._store.proposals.one(number)) for number in mine]
        # What was withdrawn or declined before it came to the other one is no longer theirs.
        return [item for item in reversed(found) if item.own or item.state is not RequestState.WITHDRAWN]

    def one(self, asking: Asking, number: int) -> RequestShown:
        """A request that concerns the member.

        Raises:
            NotThereError: there is none of that number that concerns them.
            ForbiddenError: as `of`.
        """
        return self._maker(asking).shown(self._own(asking, number))

    def swap_options(self, asking: Asking, duty: str, seat: str) -> SwapOptions:
        """With whom the member could change places.

        Raises:
            AnswerError: the member is not there, or nothing is published.
            ForbiddenError: as `of`.
        """
        person = asking.own_person(Action.REQUEST)
        live = self._live(asking)
        self._require_told(live, person, duty, seat)
        own = own_place(rota_view(live), person, duty, seat)
        assert own is not None
        known = live.opened.admission.facts.duty[duty]
        if known.start <= self._now():
            raise AnswerError(f"{known.spoken} has begun")
        options, others = swap_options(live, own, self._answering(asking), self._now())
        place = f"{known.spoken}, {known.times}"
        return SwapOptions(duty=duty, seat=seat, place=place, options=tuple(options), without_account=others)

    def own_place(self, asking: Asking, duty: str, seat: str) -> str:
        """A duty of the member's that is published, with its times: `JR-04 on Fri 2 Oct, 18:00-02:00`.

        Raises:
            AnswerError: the member is not there, or nothing is published.
            ForbiddenError: as `of`.
        """
        live = self._live(asking)
        self._require_told(live, asking.own_person(Action.REQUEST), duty, seat)
        known = live.opened.admission.facts.duty[duty]
        return f"{known.spoken}, {known.times}"

    # --- asked

    def ask_take(self, asking: Asking, duty: str, seat: str, why: str = "") -> RequestShown:
        """Asks to take an open seat of the published rota.

        Raises:
            AnswerError: it is not open, or not legal for the member, or they have asked already.
            ForbiddenError: the account is tied to nobody in the unit.
        """
        person = asking.own_person(Action.REQUEST)
        live = self._live(asking)
        known = live.opened.admission.facts.duty.get(duty)
        if known is None or all(item.id != seat for item in known.crew.seats):
            raise NotThereError(f"there is no duty {duty} with a seat {seat}")
        self._require_published(live)
        told = sum((there, place) == (duty, seat) for _, there, place in published_places(live.book))
        if told >= known.crew.seat(seat).preferred:
            raise AnswerError(f"the {known.crew.seat(seat).name or seat} seat of {known.spoken} is taken")
        asked = AskedFor(kind=RequestKind.TAKE, person=person, duty=duty, seat=seat)
        return self._ask(asking, asked, why)

    def ask_give_back(self, asking: Asking, duty: str, seat: str, why: str = "") -> RequestShown:
        """Asks to be taken off a duty.

        Raises:
            AnswerError: the member is not on it, or has asked already, or it has begun.
            ForbiddenError: the account is tied to nobody in the unit.
        """
        person = asking.own_person(Action.REQUEST)
        self._require_told(self._live(asking), person, duty, seat)
        return self._ask(asking, AskedFor(kind=RequestKind.GIVE_BACK, person=person, duty=duty, seat=seat), why)

    def ask_swap(
        self,
        asking: Asking,
        duty: str,
        seat: str,
        with_person: str,
        their_duty: str,
        their_seat: str,
        why: str = "",
    ) -> RequestShown:
        """Asks somebody to change places.

        Raises:
            AnswerError: one of the two is not there, it is not legal, the other one has no account to answer with, or
                the member has asked already.
            ForbiddenError: the account is tied to nobody in the unit.
        """
        person = asking.own_person(Action.REQUEST)
        live = self._live(asking)
        self._require_told(live, person, duty, seat)
        if with_person == person or (with_person, their_duty, their_seat) not in published_places(live.book):
            raise AnswerError(f"{with_person} is not on {their_duty} in the published rota")
        if with_person not in self._answering(asking):
            raise AnswerError(f"{with_person} has no account here to answer with; please ask your coordinator")
        asked = AskedFor(
            kind=RequestKind.SWAP,
            person=person,
            duty=duty,
            seat=seat,
            other=with_person,
            other_duty=their_duty,
            other_seat=their_seat,
        )
        return self._ask(asking, asked, why)

    # --- answered

    def accept(self, asking: Asking, number: int) -> RequestShown:
        """Accepts a swap that another member asks for; it goes through where the rules of passing say so.

        Raises:
            AnswerError: it is decided or withdrawn already, or not legal as the rota stands.
            NotThereError: nobody asks the member for such a swap.
            ForbiddenError: the account is tied to nobody in the unit.
        """
        with self._store.holding(asking.unit.id):
            request = self._asked_of(asking, number)
            found = self._settling.outlook(asking.unit.id, AskedFor.of(request))
            self._require_legal(asking, found)
            note_accepted(self._store, request, asking.account.login)
            told = f"Accepted request {number}: {self._sentence(asking, request)}"
            asking.put_on_record(self._store, AuditKind.REQUEST, told)
        self._let_through(asking, request)
        return self.one(asking, number)

    def decline(self, asking: Asking, number: int) -> RequestShown:
        """Declines a swap that another member asks for.

        Raises:
            AnswerError: it is decided or withdrawn already.
            NotThereError, ForbiddenError: as `accept`.
        """
        with self._store.holding(asking.unit.id):
            request = self._asked_of(asking, number)
            note_declined(self._store, request, asking.account.login)
            self._store.proposals.leave(number, asking.account.login)
            told = f"Declined request {number}: {self._sentence(asking, request)}"
            asking.put_on_record(self._store, AuditKind.REQUEST, told)
        return self.one(asking, number)

    def withdraw(self, asking: Asking, number: int) -> RequestShown:
        """Withdraws what the member asked for.

        Raises:
            AnswerError: it is decided already.
            NotThereError: the member has asked for nothing of that number.
            ForbiddenError: as `of`.
        """
        with self._store.holding(asking.unit.id):
            request = self._own(asking, number)
            if AskedFor.of(request).person != asking.standing.person:
                raise NotThereError(f"you have not asked for request {number}")
            self._require_pending(asking, request)
            self._store.proposals.leave(number, request.author)
            asking.put_on_record(self._store, AuditKind.REQUEST, f"Withdrew request {number}")
        return self.one(asking, number)

    # --- inside

    def _ask(self, asking: Asking, asked: AskedFor, why: str) -> RequestShown:
        unit = asking.unit.id
        if len(why) > LONGEST_WHY:
            raise AnswerError(f"please say why in at most {LONGEST_WHY} characters")
        with self._store.holding(unit):
            head = self._warm.head(unit)
            found = self._settling.outlook(unit, asked)
            # Who cannot come has to be able to say so, whatever it does to the rota.
            if asked.kind is not RequestKind.GIVE_BACK or found.after is None:
                self._require_legal(asking, found)
            begun = {duty.id: duty.start for duty in head.book.duties}
            waiting = [AskedFor.of(item) for item in self._settling.pending(unit)]
            waiting = [item for item in waiting if not item.over(begun, self._now())]
            if asked in (item.wish for item in waiting):
                raise AnswerError("you have asked for this already, and it waits for an answer")
            if sum(item.person == asked.person for item in waiting) >= MOST_WAITING:
                raise AnswerError(f"{MOST_WAITING} of your requests wait already; withdraw some first")
            proposed = Proposed(
                unit=unit,
                base=head.number,
                book=found.after.book if found.after else head.book,
                changes=found.changes,
                origin=str(asked.kind),
                author=asking.account.login,
                sentence=sentence_of(asked, head.book),
                why=why,
                detail=_dated(asked, begun).model_dump(mode="json"),
            )
            request = self._store.proposals.propose(proposed)
            asking.put_on_record(self._store, AuditKind.REQUEST, f"Request {request.id}: {proposed.sentence}")
        if asked.kind is not RequestKind.SWAP:
            self._let_through(asking, request)
        return self.one(asking, request.id)

    def _let_through(self, asking: Asking, request: Proposal) -> None:
        """Carries a request out where the rules of passing of all whom it concerns say so; else it waits."""
        asked, held = AskedFor.of(request), agreed(self._store, request.unit, request.id)
        if self._names.disabled(request.author):
            return
        accepted = f", accepted by {self._names.of(held.accepted_by)}" if held.accepted_by else ""
        sentence = f"Request {request.id} of {self._names.of(request.author)}{accepted}, let through by {BY_RULE}"
        try:
            self._settling.settle(
                asking,
                request,
                by=BY_RULE,
                sentence=sentence,
                why="",
                refusal=lambda found: self.why_not_by_rule(asking, request, asked, found),
            )
        except AnswerError:
            return  # it stays, and says why

    def why_not_by_rule(self, asking: Asking, request: Proposal, asked: AskedFor, found: Outlook) -> str:
        """Why a request does not go through by itself; empty where it does."""
        unit = asking.unit.id
        rules, concerned = self._passing.of_unit(unit), self._settling.concerned(found, asked)
        waiting = asked.kind is RequestKind.TAKE and any(
            (other.kind, other.duty, other.seat) == (asked.kind, asked.duty, asked.seat)
            for item in self._settling.pending(unit)
            if item.id != request.id
            for other in (AskedFor.of(item),)
        )
        theirs = [rules[name] for name in concerned if name in rules]
        return why_not_by_rule(theirs, asked, found, self._now(), waiting=waiting)

    def _maker(self, asking: Asking) -> RequestMaker:
        return RequestMaker(self._store, self._names, asking, self._live(asking), self._now())

    def _live(self, asking: Asking) -> LiveRota:
        return self._warm.at(self._warm.head(asking.unit.id))

    def _own(self, asking: Asking, number: int) -> Proposal:
        person, request = asking.own_person(Action.REQUEST), self._settling.one(asking, number)
        if person not in AskedFor.of(request).people:
            raise NotThereError(f"there is no request {number}")
        return request

    def _asked_of(self, asking: Asking, number: int) -> Proposal:
        """A swap that waits for the member's answer."""
        request = self._own(asking, number)
        if AskedFor.of(request).other != asking.standing.person:
            raise ForbiddenError("only the other one of a swap accepts or declines it")
        self._require_pending(asking, request)
        if agreed(self._store, request.unit, request.id).accepted_at is not None:
            raise AnswerError("you have accepted it already")
        return request

    def _require_pending(self, asking: Asking, request: Proposal) -> None:
        if request.state is not ProposalState.PENDING:
            raise AnswerError(f"it is decided already: {self._maker(asking).shown(request).told}")

    def _require_legal(self, asking: Asking, found: Outlook) -> None:
        if not found.legal and not found.waits_for_others:
            reasons = found.reasons(asking.masking(found.before.book))
            raise AnswerError(f"that cannot be, as the rota stands: {'; '.join(reasons)}")

    @staticmethod
    def _require_published(live: LiveRota) -> None:
        if live.book.published is None or live.book.rota is None:
            raise AnswerError("the rota is not published yet")

    def _require_told(self, live: LiveRota, person: str, duty: str, seat: str) -> None:
        """Refuses what is not a place of the member's, published and as things stand."""
        self._require_published(live)
        known = live.opened.admission.facts.duty.get(duty)
        spoken = known.spoken if known else duty
        if (person, duty) not in {(name, there) for name, there, _ in published_places(live.book)}:
            raise AnswerError(f"you have no duty {spoken} in the published rota")
        if own_place(rota_view(live), person, duty, seat) is None:
            raise AnswerError(f"you are no longer on {spoken}; the next published version will say so")

    def _answering(self, asking: Asking) -> frozenset[str]:
        """Ids of the people of the unit who have an account that can answer."""
        held = (item for account in self._store.accounts.all() if not account.disabled for item in account.memberships)
        return frozenset(item.person for item in held if item.unit == asking.unit.id and item.person is not None)

    def _sentence(self, asking: Asking, request: Proposal) -> str:
        return sentence_of(AskedFor.of(request), self._warm.head(asking.unit.id).book)


def _dated(asked: AskedFor, begun: Mapping[str, datetime]) -> AskedFor:
    """What is asked for, with when it begins."""
    starts = [begun[name] for name in (asked.duty, asked.other_duty) if name is not None and name in begun]
    return asked.model_copy(update={"begins": min(starts, default=None)})


__all__ = ["Requests"]
