"""Says what a verdict of "legal" covers: the hard rules that were checked, and the inputs that no rule reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from constraints.base import Rule
from constraints.unread import Unread


def hard_kinds(rules: Iterable[Rule]) -> list[str]:
    """The kinds of hard rules that a book states itself (not those that always hold), each once, sorted."""
    return sorted({rule.kind for rule in rules if rule.hard and not rule.always})


def not_checked(missing: Sequence[Unread]) -> str:
    """The inputs that no rule reads: `not checked, because the book has no rule for it: rest`; empty without any."""
    return (
        f"not checked, because the book has no rule for it: {', '.join(item.about for item in missing)}"
        if missing
        else ""
    )


def legal_in_words(rules: Iterable[Rule], missing: Sequence[Unread]) -> str:
    """The sentence about a legal rota: no hard rule is broken, which ones were checked, and what no rule reads."""
    kinds = hard_kinds(rules)
    checked = f"{', '.join(kinds)} and what always holds" if kinds else "only what always holds, no rule of the book"
    return "; ".join(filter(None, [f"no hard rule is broken (checked: {checked})", not_checked(missing)]))


def unread_as_data(missing: Iterable[Unread]) -> list[dict[str, object]]:
    """Inputs that no rule reads, for scripts."""
    return [{"about": str(item.about), "sentence": item.sentence, "add": list(item.add)} for item in missing]


__all__ = ["hard_kinds", "legal_in_words", "not_checked", "unread_as_data"]
