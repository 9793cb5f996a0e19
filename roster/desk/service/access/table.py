"""The table of permissions: what each kind of account may do on a desk. No other place decides it."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What an account is to a unit; an account may be several of these."""

    COORDINATOR = "coordinator"  # of one or more organisations
    PLANNER = "planner"
    READER = "reader"
    MEMBER = "member"  # tied to a person of the book


class Reach(StrEnum):
    """How far a permission goes, the least first."""

    NO = "no"
    SELF = "their own only"  # of the person of the book that the account is tied to
    PROPOSE = "may propose it"
    OWN = "of their organisations; of others they may propose it"
    ALL = "yes"


class Action(StrEnum):
    """Something that an account may want to do."""

    SEE_ROTA = "see who is on which duty, also before it is published"
    SEE_PUBLISHED = "see the published rota"
    SEE_PRIVATE = "see absences, offers, requests, limits and hours of people"
    SEE_CONTACTS = "see phone numbers and e-mail addresses of people"
    SEE_HISTORY = "see the revisions and the proposals"
    SEE_TERMS = "see the demand, the fleet and the rules"
    SEE_JOBS = "see searches and what they have found so far"
    CHANGE_PEOPLE = "change duties, pins, absences, offers and records of people"
    CHANGE_DAY = "change which car carries a duty, take a car off the road, write a note"
    CHANGE_TERMS = "change the demand, the fleet, the rules and the organisations"
    UNDO = "undo and redo their own changes"
    TAKE = "take or leave proposals"
    START_JOB = "start and stop searches, repairs and what-ifs"
    PUBLISH = "publish the rota"
    MANAGE_TOKENS = "make and revoke tokens for their own scripts"
    OFFER = "offer dates, set limits and say what they have seen, for themselves"
    REQUEST = "ask to take, give back or swap a duty of their own"
    DECIDE_REQUEST = "allow or refuse what members ask for"
    SET_PASSING = "set what goes through without being asked about"


_COLUMNS = (Kind.COORDINATOR, Kind.PLANNER, Kind.READER, Kind.MEMBER)
_ROWS = {
    #                         coordinator    planner        reader     member
    Action.SEE_ROTA: (Reach.ALL, Reach.ALL, Reach.ALL, Reach.NO),
    Action.SEE_PUBLISHED: (Reach.ALL, Reach.ALL, Reach.ALL, Reach.ALL),
    Action.SEE_PRIVATE: (Reach.OWN, Reach.NO, Reach.NO, Reach.SELF),
    Action.SEE_CONTACTS: (Reach.OWN, Reach.NO, Reach.NO, Reach.SELF),
    Action.SEE_HISTORY: (Reach.ALL, Reach.ALL, Reach.ALL, Reach.NO),
    Action.SEE_TERMS: (Reach.ALL, Reach.ALL, Reach.ALL, Reach.NO),
    Action.SEE_JOBS: (Reach.ALL, Reach.ALL, Reach.NO, Reach.NO),
    Action.CHANGE_PEOPLE: (Reach.OWN, Reach.PROPOSE, Reach.NO, Reach.NO),
    Action.CHANGE_DAY: (Reach.ALL, Reach.PROPOSE, Reach.NO, Reach.NO),
    Action.CHANGE_TERMS: (Reach.OWN, Reach.PROPOSE, Reach.NO, Reach.NO),
    Action.UNDO: (Reach.ALL, Reach.NO, Reach.NO, Reach.NO),
    Action.TAKE: (Reach.OWN, Reach.NO, Reach.NO, Reach.NO),
    Action.START_JOB: (Reach.ALL, Reach.ALL, Reach.NO, Reach.NO),
    Action.PUBLISH: (Reach.ALL, Reach.NO, Reach.NO, Reach.NO),
    Action.MANAGE_TOKENS: (Reach.ALL, Reach.ALL, Reach.ALL, Reach.ALL),
    Action.OFFER: (Reach.OWN, Reach.NO, Reach.NO, Reach.SELF),
    Action.REQUEST: (Reach.NO, Reach.NO, Reach.NO, Reach.SELF),
    Action.DECIDE_REQUEST: (Reach.OWN, Reach.NO, Reach.NO, Reach.NO),
    Action.SET_PASSING: (Reach.OWN, Reach.NO, Reach.NO, Reach.NO),
}
PERMISSIONS: dict[Action, dict[Kind, Reach]] = {
    action: dict(zip(_COLUMNS, row, strict=True)) for action, row in _ROWS.items()
}
"""Action -> kind of account -> how far the permission goes. Terms of the unit concern all its organisations."""

_ORDER = list(Reach)


def reach(action: Action, kinds: frozenset[Kind]) -> Reach:
    """The furthest that any of some kinds of account may go; `NO` where there is none."""
    return max((PERMISSIONS[action][kind] for kind in kinds), key=_ORDER.index, default=Reach.NO)
