"""Two people edit one random book: merged the same whoever comes first, or both are told what is in the way."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from models.book import Book
from roster.desk.changes import Authored, Change, DropRota, Merged, SetRota, apply_changes, changes_between, merge
from tests.desk.changes.test_between import FEW, as_data, same
from tests.desk.random_edits import edited_books
from tests.desk.random_rotas import solved_books


def _merged(base: Book, first: Book, changes: tuple[Change, ...], names: tuple[str, str]) -> Merged:
    theirs = [Authored(names[0], change) for change in changes_between(base, first)]
    return merge(base, theirs, changes, head=first, author=names[1])


def _in_order(book: Book) -> Book:
    """A book with its assignments in one order, whatever order a file had them in."""
    if book.rota is None:
        return book
    ordered = tuple(sorted(book.rota.assignments, key=repr))
    return book.model_copy(update={"rota": book.rota.model_copy(update={"assignments": ordered})})


def _without_vehicles(book: Book) -> dict[str, Any]:
    """A book without the vehicles of its duties, which go first to who comes first, and without what follows."""
    data = as_data(book)
    if data["rota"] is not None:
        for record in data["rota"]["duties"]:
            record["vehicle"] = None
        data["rota"] |= {"scores": [], "breaches": [], "cures": [], "provenance": None}
    return data


def _vehicles(book: Book) -> list[str | None]:
    return [record.vehicle for record in book.rota.duties] if book.rota else []


def _is_about_scores(merged: Merged) -> bool:
    """Whether a conflict is about how a rota was made, or about a rota that is removed: told to the second alone."""
    kinds = {type(item.mine.change) for item in merged.conflicts}
    kinds |= {type(item.theirs.change) for item in merged.conflicts if item.theirs}
    return bool(kinds & {SetRota, DropRota})


@FEW
@given(st.data())
def test_whoever_comes_first(data: st.DataObject):
    base = data.draw(solved_books(), label="base")
    anns, bens = (data.draw(edited_books(base, scored=True), label=name) for name in ("Ann's", "Ben's"))
    by_ann, by_ben = changes_between(base, anns), changes_between(base, bens)
    ben_second = _merged(base, anns, by_ben, ("Ann", "Ben"))
    ann_second = _merged(base, bens, by_ann, ("Ben", "Ann"))
    if not _is_about_scores(ben_second) and not _is_about_scores(ann_second):
        assert bool(ben_second.conflicts) is bool(ann_second.conflicts)
    for conflict in (*ben_second.conflicts, *ann_second.conflicts):
        assert conflict.theirs is not None
        assert {conflict.theirs.author, conflict.mine.author} == {"Ann", "Ben"}
        assert conflict.their_sentence
        assert conflict.my_sentence
        assert conflict.why
    if ben_second.conflicts or ann_second.conflicts:
        return
    assert len(ben_second.changes) + len(ben_second.already) == len(by_ben)
    both = _in_order(apply_changes(anns, ben_second.changes))
    again = _in_order(apply_changes(bens, ann_second.changes))
    if _vehicles(both) == _vehicles(again):
        assert same(both, again)
    assert _without_vehicles(both) == _without_vehicles(again)
