"""The pieces of a board that differ between two states of a unit, so that a page need not be loaded again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterator
from threading import Lock
from typing import Any

from roster.desk.service.views.board import Board
from roster.desk.web.pages import anchor, board_values, piece

_KEPT = 64  # boards that are remembered, so that the next change of a page can be told from them

PARTS = "board_parts.html"


class ShownBoards:
    """Remembers the boards that browsers show, the latest of each."""

    def __init__(self) -> None:
        self._boards: OrderedDict[Hashable, Board] = OrderedDict()
        self._lock = Lock()

    def remember(self, key: Hashable, board: Board) -> None:
        """Keeps a board."""
        with self._lock:
            self._boards[key, board.revision] = board
            self._boards.move_to_end((key, board.revision))
            while len(self._boards) > _KEPT:
                self._boards.popitem(last=False)

    def find(self, key: Hashable, revision: int) -> Board | None:
        """The board of a revision; None where it is no longer kept."""
        with self._lock:
            return self._boards.get((key, revision))


def fragments(old: Board | None, new: Board, view: str, values: dict[str, Any]) -> dict[str, str] | None:
    """The pieces to replace, by the id of their element; None where the page must be loaded again.

    Args:
        old: what the browser shows; None where that is not known.
        view: `vehicles` or `people`.
        values: what all templates of the page look up.
    """
    if old is None or not _alike(old, new):
        return None
    known = {**values, **board_values(new)}
    found = {"verdict": piece(PARTS, "strip", known, new.verdict)}
    if new.counts != old.counts:
        found["totals"] = piece(PARTS, "totals", known, new)
    changed = {duty.id for duty in new.duties if duty != old.by_id[duty.id]}
    if view == "vehicles":
        found |= {anchor(name): piece(PARTS, "duty_box", known, new.by_id[name]) for name in sorted(changed)}
    else:
        found |= dict(_rows(old, new, changed, known))
    return found


def _rows(old: Board, new: Board, changed: set[str], known: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for before, after in zip(old.groups, new.groups, strict=True):
        for was, now in zip(before.people, after.people, strict=True):
            if was != now or changed & {*was.duties, *now.duties}:
                yield anchor(f"person {now.id}"), piece(PARTS, "person_row", known, now)


def _alike(old: Board, new: Board) -> bool:
    """Whether two boards have the same rows, columns and duties, so that pieces of one fit into the other."""
    return (
        (old.name, old.dates, old.holidays, old.call_signs, old.codes, old.numbers, old.solved)
        == (new.name, new.dates, new.holidays, new.call_signs, new.codes, new.numbers, new.solved)
        and old.by_id.keys() == new.by_id.keys()
        and [(group.title, [person.id for person in group.people]) for group in old.groups]
        == [(group.title, [person.id for person in group.people]) for group in new.groups]
    )


__all__ = ["ShownBoards", "fragments"]
