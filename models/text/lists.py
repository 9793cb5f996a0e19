"""Puts words into lists, as a sentence has them."""

from collections.abc import Iterable, Sequence


def listed(words: Iterable[object], joint: str = "and") -> str:
    """All words: `a`, `a and b`, `a, b and c`; empty for none."""
    texts = [str(word) for word in words]
    return f" {joint} ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


def first_few(words: Sequence[str], most: int = 5) -> str:
    """The first words, `most` of them, and how many more there are: `a, b and 4 more`."""
    more = len(words) - most
    return ", ".join(words[:most]) + (f" and {more} more" if more > 0 else "")
