"""Requests as members and coordinators see them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from models.base import Model
from roster.desk.service.members.requests.asked import RequestKind
from roster.desk.service.members.requests.passing import PassingRules
from roster.desk.service.views.seat_panel import EffectLine


class RequestState(StrEnum):
    """What has become of a request."""

    ASKED_OTHER = "waits for an answer"  # of the member with whom it is a swap
    ASKED_COORDINATOR = "waits for a coordinator"
    ALLOWED = "allowed"
    REFUSED = "refused"
    DECLINED = "declined"  # by the member with whom it was a swap
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"  # nobody decided before the duty began

    @property
    def waits(self) -> bool:
        """Whether somebody has yet to answer."""
        return self in (RequestState.ASKED_OTHER, RequestState.ASKED_COORDINATOR)


class RequestShown(Model):
    """A request as one of those whom it concerns sees it.

    Attributes:
        person, name: who asks.
        sentence: what for: `Ada Ashdown (P01) asks to take JR-04 on Fri 2 Oct, 18:00-02:00 (police)`.
        why: what they wrote to their coordinator; empty for everybody else.
        duty, seat: the place that they would take or give back.
        place: the duty with its times: `JR-04 on Fri 2 Oct, 18:00-02:00`.
        date: on which it begins; of a swap the earlier of the two.
        other, other_name, other_place: of a swap, with whom and what they have now.
        accepted_at: when the other one accepted a swap.
        told: what has become of it, or what it waits for, in a sentence.
        by_rule: whether it went through by the rules of passing.
        reasons: why it cannot be done as the rota stands; empty where it can, and once it is decided.
        own: whether the viewer asked for it.
        may_answer: whether the viewer is to accept or decline it.
        may_withdraw: whether the viewer may withdraw it.
    """

    id: int
    kind: RequestKind
    person: str
    name: str
    sentence: str
    why: str
    made_at: datetime
    duty: str
    seat: str
    place: str
    date: date | None
    state: RequestState
    told: str
    other: str | None = None
    other_name: str = ""
    other_place: str = ""
    accepted_at: datetime | None = None
    by_rule: bool = False
    reasons: tuple[str, ...] = ()
    own: bool = False
    may_answer: bool = False
    may_withdraw: bool = False


class SwapOption(Model):
    """Somebody with whom a member could change places.

    Attributes:
        person, name: of the other one.
        duty, seat: where they are now.
        place: the duty with its times.
        same_date: whether both duties begin on one date.
    """

    person: str
    name: str
    duty: str
    seat: str
    place: str
    same_date: bool


class SwapOptions(Model):
    """With whom a member could change places, for one duty of theirs.

    Attributes:
        place: their duty with its times.
        options: those of the same date first, then by date.
        without_account: how many more people there would be, had they an account to answer with.
    """

    duty: str
    seat: str
    place: str
    options: tuple[SwapOption, ...]
    without_account: int = 0


class InboxLine(Model):
    """A request, and what would come of it, for a coordinator.

    Attributes:
        legal: whether it breaks no hard rule that is not broken now.
        reasons: why it is not possible or not legal.
        cover: what happens to duties, a sentence each.
        means: what it means for the hours of those who ask, a sentence each.
        effects: what it does to the rota, level by level.
        queue: the place among those who ask for the same seat, and why; empty where nobody else does.
        queue_place: that place, from 1; 0 where nobody else asks.
        may_allow, may_refuse: whether the viewer may.
        fulfilled: whether everything is so already, by an edit of the rota; allowing it then closes it.
        waits_for: what else it waits for, a sentence; empty where it waits for the viewer alone.
        why_not_by_rule: why it does not go through by itself; empty where no request of its kind does.
        account_disabled: whether the account that asked has been disabled since.
    """

    request: RequestShown
    legal: bool
    reasons: tuple[str, ...] = ()
    cover: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    effects: tuple[EffectLine, ...] = ()
    queue: str = ""
    queue_place: int = 0
    may_allow: bool = False
    may_refuse: bool = False
    fulfilled: bool = False
    waits_for: str = ""
    why_not_by_rule: str = ""
    account_disabled: bool = False


class InboxShown(Model):
    """What members ask of a coordinator.

    Attributes:
        revision: the state of the unit that the effects are of.
        waiting: those that wait, the earliest duty first; of one seat by fair share.
        decided: the latest that were decided, the latest first.
        passing: organisation -> what goes through by itself for its people: of those that the viewer coordinates.
    """

    revision: int
    waiting: tuple[InboxLine, ...]
    decided: tuple[RequestShown, ...]
    passing: dict[str, PassingRules]


__all__ = ["InboxLine", "InboxShown", "RequestShown", "RequestState", "SwapOption", "SwapOptions"]
