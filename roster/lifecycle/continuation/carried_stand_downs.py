"""Stand-downs carried over: how often each call sign was stood down, month by month."""

from __future__ import annotations

from collections import Counter

from models.clock import month_of
from models.records.history import CarriedStandDowns
from models.rota import DutyState
from roster.lifecycle.continuation.book_pair import ONE_DAY, BookPair
from roster.lifecycle.continuation.memory import is_remembered


def carried_stand_downs(books: BookPair, wrong: list[str]) -> tuple[CarriedStandDowns, ...]:
    """The stand-downs of call signs of the new book in months that fair shares still remember.

    Args:
        books: the two books.
        wrong: receives a sentence for each call sign of which the books state different numbers.
    """
    theirs = _of_last_book(books)
    ours = books.following.book.carried_in.stand_downs
    for sign in sorted({item.call_sign for item in ours} & {sign for sign, _ in theirs}):
        here = {(item.call_sign, item.month): item.duties for item in ours if item.call_sign == sign}
        if here != {key: number for key, number in theirs.items() if key[0] == sign}:
            there = sum(number for key, number in theirs.items() if key[0] == sign)
            wrong.append(
                f"leaves {sign} with {there} stand-downs, month by month, this book has {sum(here.values())}: leave"
                " them out here"
            )
    both: dict[tuple[str, str | None], int] = {(sign, month): number for (sign, month), number in theirs.items()}
    both |= {(item.call_sign, item.month): item.duties for item in ours}
    return tuple(
        CarriedStandDowns(call_sign=sign, month=month, duties=number)
        for (sign, month), number in sorted(both.items(), key=lambda pair: (pair[0][0], pair[0][1] or ""))
    )


def _of_last_book(books: BookPair) -> dict[tuple[str, str], int]:
    """(call sign, month) -> stand-downs, as the last book leaves them."""
    book, found = books.previous.book, Counter[tuple[str, str]]()
    undated = month_of(book.period.first - ONE_DAY)
    for item in book.carried_in.stand_downs:
        found[item.call_sign, item.month or undated] += item.duties
    for record in book.rota.duties if book.rota else ():
        if record.state is DutyState.STOOD_DOWN and record.date < books.first:
            found[record.call_sign, month_of(record.date)] += 1
    signs = books.call_signs
    return {key: number for key, number in found.items() if key[0] in signs and is_remembered(books, key[1])}
