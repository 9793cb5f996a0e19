"""The order in which mistakes are listed."""

from collections.abc import Iterable

from models.book import Book
from models.problems import Problem


def in_book_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorts problems as a reader of the book meets them, and removes repetitions."""
    order = {name: number for number, name in enumerate(Book.model_fields)}

    def key(problem: Problem) -> tuple[tuple[int, int, str], ...]:
        first, *rest = problem.path or ("",)
        parts = [(0, part, "") if isinstance(part, int) else (1, 0, part) for part in rest]
        return ((order.get(str(first), -1), 0, ""), *parts)

    return sorted(dict.fromkeys(problems), key=key)
