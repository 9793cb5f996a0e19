"""The pages of a unit, in the order in which they are linked at the top of each."""

from __future__ import annotations

from dataclasses import dataclass

# Address within the unit -> what the page is called.
PAGES = {
    "board": "Board",
    "solve": "Solve",
    "sick-call": "Sick call",
    "proposals": "Proposals",
    "publish": "Publish",
    "hours": "Hours",
    "book": "Book",
    "history": "History",
}


@dataclass(frozen=True)
class Link:
    """A link to a page of a unit.

    Attributes:
        here: whether it is the page that is shown.
    """

    href: str
    title: str
    here: bool


def links(unit: str, here: str) -> list[Link]:
    """The links at the top of a page.

    Args:
        unit: the address of the unit.
        here: the address of the page within the unit.
    """
    return [Link(f"{unit}/{path}", title, path == here) for path, title in PAGES.items()]


__all__ = ["PAGES", "Link", "links"]
