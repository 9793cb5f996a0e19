"""Lists of words in sentences."""

from __future__ import annotations

from collections.abc import Sequence


def listed(words: Sequence[object], joint: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    texts = [str(word) for word in words]
    return f" {joint} ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)
