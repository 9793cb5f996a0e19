"""The pages of a unit, in the order in which they are linked at the top of each."""

from __future__ import annotations

from dataclasses import dataclass

from roster.desk.service.access.standing import Standing
from roster.desk.service.access.table import Action, Reach
from roster.desk.service.asking import LOCAL_LOGIN

# Address within the unit -> what the page is called.
PAGES = {
    "me": "Me",
    "board": "Board",
    "solve": "Make the rota",
    "sick-call": "Sick call",
    "inbox": "Inbox",
    "proposals": "Proposals",
    "publish": "Publish",
    "hours": "Hours",
    "book": "Book",
    "history": "History",
}

# What a page is, where its name alone does not say it.
_HINTS = {
    "proposals": "changes that are not made yet: to look at, and to take or leave",
    "book": "what the rota is made from: people, vehicles, demand and rules; and all of it as a workbook",
}

# What an account must be able to do, in part at least, for a page to be linked; the page itself asks again.
_NEEDS = {
    "me": Action.REQUEST,  # of those that only members may do
    "board": Action.SEE_ROTA,
    "solve": Action.SEE_JOBS,
    "sick-call": Action.START_JOB,
    "inbox": Action.DECIDE_REQUEST,
    "proposals": Action.SEE_HISTORY,
    "publish": Action.PUBLISH,
    "hours": Action.SEE_PRIVATE,
    "book": Action.SEE_TERMS,
    "history": Action.SEE_HISTORY,
}


@dataclass(frozen=True)
class Link:
    """A link to a page of a unit.

    Attributes:
        here: whether it is the page that is shown.
        hint: what the page is, where its name alone does not say it; else empty.
    """

    href: str
    title: str
    here: bool
    hint: str = ""


def links(unit: str, here: str, standing: Standing, waiting: int = 0) -> list[Link]:
    """The links at the top of a page: those of the pages that an account may see.

    The one user of local mode has no inbox: there are no members who could ask for anything.

    Args:
        unit: the address of the unit.
        here: the address of the page within the unit.
        standing: what the account is in the unit.
        waiting: how many requests wait in its inbox.
    """
    titles = PAGES | ({"inbox": f"{PAGES['inbox']} ({waiting})"} if waiting else {})
    return [
        Link(f"{unit}/{path}", title, path == here, _HINTS.get(path, ""))
        for path, title in titles.items()
        if _is_linked(path, standing)
    ]


def _is_linked(path: str, standing: Standing) -> bool:
    """Whether a page is linked; what members see of themselves alone stands on their own page."""
    far = standing.reach(_NEEDS[path])
    if path == "inbox" and standing.account == LOCAL_LOGIN:  # whoever has a desk of their own has no members
        return False
    return far is not Reach.NO and (path == "me" or far is not Reach.SELF)


def page_to_begin_with(standing: Standing) -> str:
    """The address, within the unit, of the page that an account is shown first: the board, or its own page."""
    return "me" if standing.may(_NEEDS["me"]) and not standing.may(_NEEDS["board"]) else "board"


__all__ = ["PAGES", "Link", "links", "page_to_begin_with"]
