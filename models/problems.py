"""Mistakes in an input: where each is, a sentence, and what may have been meant."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from models.errors import RosterError
from models.text.synonyms import contrary, of_one_meaning

MOST_NAMES = 5000  # among more names, the search for the closest would take longer than reading the book
_LOOKED_AT = 10  # names close in spelling, of which some may say the opposite
_CLOSE = 0.6  # how alike two words are, from 0 to 1, before one is offered for the other

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """One mistake in a book: its place as a path into the book, and a sentence.

    Attributes:
        path: the place.
        message: the sentence.
        in_key: the mistake is the name that the path ends with, not what stands under it.
    """

    path: Path
    message: str
    in_key: bool = False

    @property
    def place(self) -> str:
        """The path as people write it: `people[3].role`."""
        text = ""
        for part in self.path:
            text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
        return text or "book"

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class BookError(RosterError, ValueError):
    """Raised with every mistake of a book.

    Attributes:
        problems: every mistake found, in the order of the book.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` when a known word means the same or is close in spelling, else the empty text.

    A name that means the opposite is never offered, however close in spelling: people would follow the advice.
    """
    by_lower = {name.lower(): name for name in known}
    if len(by_lower) > MOST_NAMES:
        return ""
    asked = word.lower()
    same = of_one_meaning(asked, by_lower)
    close = get_close_matches(asked, same, n=1, cutoff=0) or [
        name for name in get_close_matches(asked, by_lower, n=_LOOKED_AT, cutoff=_CLOSE) if not contrary(asked, name)
    ]
    return f"; did you mean '{by_lower[close[0]]}'?" if close else ""
