"""The rules about changes for the search of a repair: the number of people disturbed counts above everything else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from constraints.base import Rule
from constraints.change.keep_published import Count, KeepPublished
from constraints.change.notice_period import NoticePeriod
from models.book import Book
from models.rules import AppliesTo, Level, RuleEntry

LARGEST_WEIGHT = 1_000_000


def with_people_first(book: Book, as_of: date) -> tuple[RuleEntry, ...]:
    """Returns the book's rules with one added that counts disturbed people at the level of disturbance.

    Its weight is larger than all other rules of that level can add up to. Where the book has such a rule and no other
    at that level, its rules are returned as they are.

    Args:
        as_of: the day of the repair, from which periods of notice count.
    """
    changes = [
        entry for entry in book.rules if entry.kind in (KeepPublished.kind, NoticePeriod.kind) and _is_soft(entry)
    ]
    if len(changes) == 1 and _counts_all_people(changes[0]):
        return book.rules
    others = [entry for entry in changes if not (entry.kind == KeepPublished.kind and _counts_people(entry))]
    most = sum(_most_counted(book, entry, as_of) for entry in others)
    people_first = RuleEntry.model_validate({"kind": KeepPublished.kind}).model_copy(
        update={"weight": min(most + 1, LARGEST_WEIGHT)}
    )
    return (*(entry for entry in book.rules if entry not in changes or entry in others), people_first)


def people_rule(rules: Iterable[Rule]) -> KeepPublished:
    """Returns the rule that counts disturbed people, of which `with_people_first` leaves exactly one."""
    return next(
        rule
        for rule in rules
        if isinstance(rule, KeepPublished) and rule.level is Level.DISTURBANCE and rule.count is Count.PEOPLE
    )


def _is_soft(entry: RuleEntry) -> bool:
    return entry.level in (None, Level.DISTURBANCE)


def _counts_people(entry: RuleEntry) -> bool:
    return str((entry.model_extra or {}).get("count", Count.PEOPLE)) == Count.PEOPLE


def _counts_all_people(entry: RuleEntry) -> bool:
    return entry.kind == KeepPublished.kind and _counts_people(entry) and entry.applies_to in (None, AppliesTo())


def _most_counted(book: Book, entry: RuleEntry, as_of: date) -> int:
    """Returns an upper bound on what a rule can count: every person gains and loses a duty on each date it covers."""
    days = (entry.model_extra or {}).get("days")
    dates = [day for day in book.period.dates if days is None or (day - as_of).days < int(days)]
    return 2 * len(book.people) * len(dates) * (entry.weight or 1)
