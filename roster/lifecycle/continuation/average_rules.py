"""Rules about average hours: each gets the date from which work is known, where the book does not state one."""

from __future__ import annotations

from datetime import date

from constraints.shared.average_rule import AverageRule
from models.rules import RuleEntry
from roster.lifecycle.continuation.book_pair import BookPair
from roster.lifecycle.continuation.sentences import dated


def rules_with_since(books: BookPair) -> list[RuleEntry]:
    """The rules of the new book, those of averages with `since` filled in; unchanged where the periods leave a gap."""
    entries = list(books.following.book.rules)
    if books.gap:
        return entries
    kinds = {rule.kind for rule in books.following.rules if isinstance(rule, AverageRule)}
    for number, entry in enumerate(entries):
        if entry.kind in kinds and (entry.model_extra or {}).get("since") is None:
            since = _known_since(books, entry.kind)
            entries[number] = RuleEntry.model_validate(entry.model_dump() | {"since": since.isoformat()})
            books.say(f"{entry.kind} is counted from {dated(since)} on, from when what was worked is known")
    return entries


def _known_since(books: BookPair, kind: str) -> date:
    """The first date of which the last book knows all work."""
    first = books.previous.book.period.first
    same = [rule.since for rule in books.previous.rules if isinstance(rule, AverageRule) and rule.kind == kind]
    return min([first, *(since for since in same if since is not None)])
