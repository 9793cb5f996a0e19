"""The live verdict is that of a full check, whatever was changed, over random books and changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from roster import api
from roster.desk.changes import apply_changes, changes_between
from roster.desk.live import LiveRota
from tests.desk.changes.test_between import FEW, same
from tests.desk.random_edits import edited_books
from tests.desk.random_rotas import solved_books


@FEW
@given(st.data())
def test_the_live_verdict_is_that_of_a_check(data: st.DataObject):
    book = data.draw(solved_books(), label="book")
    live = LiveRota.of(book)
    assert live.verdict == api.check(book)
    for _ in range(2):
        changes = changes_between(live.book, data.draw(edited_books(live.book, most=2), label="after"))
        expected = apply_changes(live.book, changes)
        live = live.after(changes)
        assert same(live.book, expected)
        if live.book.rota is None:
            assert (live.verdict.hard, live.verdict.soft) == ([], [])
            break
        assert live.verdict == api.check(live.book)
