"""What was looked at when a rota is called legal, and what was not, for want of a rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from constraints.base import Rule
from constraints.unread import Unread


def hard_kinds(rules: Iterable[Rule]) -> list[str]:
    """The kinds of hard rules that a book states itself, each once."""
    return sorted({rule.kind for rule in rules if rule.hard and not rule.always})


def not_checked(missing: Sequence[Unread]) -> str:
    """`not checked, for want of a rule: rest, contract hours`; empty where there is nothing."""
    return f"not checked, for want of a rule: {', '.join(item.about for item in missing)}" if missing else ""


def legal_in_words(rules: Iterable[Rule], missing: Sequence[Unread]) -> str:
    """That no hard rule is broken, which were checked, and of what none says anything."""
    kinds = hard_kinds(rules)
    checked = f"{', '.join(kinds)} and what always holds" if kinds else "only what always holds, no rule of the book"
    return "; ".join(filter(None, [f"no hard rule is broken (checked: {checked})", not_checked(missing)]))


def as_data(missing: Iterable[Unread]) -> list[dict[str, object]]:
    """What no rule reads, for scripts."""
    return [{"about": str(item.about), "sentence": item.sentence, "add": list(item.add)} for item in missing]


__all__ = ["as_data", "hard_kinds", "legal_in_words", "not_checked"]
