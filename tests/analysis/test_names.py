"""Names beside ids in sentences."""

import pytest

from models.book import Book
from roster.analysis.names import NamesInSentences
from tests.constraints.books import person, raw_book, service


@pytest.fixture(scope="module")
def names() -> NamesInSentences:
    """Ann is P03; 12 is a person too, C1 a person and a call sign, and P1 has no name."""
    people = [
        {**person("P03"), "name": "Ann Field"},
        {**person("12"), "name": "Twelve"},
        {**person("C1"), "name": "Call Sign"},
        person("P1"),
    ]
    return NamesInSentences(Book.model_validate(raw_book(people, [service("late", "04")])))


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("P03 is absent", "Ann Field (P03) is absent"),
        ("short of P03, P1 and P03", "short of Ann Field (P03), P1 and Ann Field (P03)"),
        ("Ann Field (P03) is absent", "Ann Field (P03) is absent"),
        ("P033 and XP03 and P03-1 and P03@2026-12-04", "P033 and XP03 and P03-1 and P03@2026-12-04"),
        ("12 has 12 hours on C1", "12 has 12 hours on C1"),
    ],
)
def test_names_beside_ids(names: NamesInSentences, sentence: str, said: str) -> None:
    """Only beside whole ids that can mean nothing else."""
    assert names.named(sentence) == said


def test_a_book_without_names() -> None:
    """Its sentences stay."""
    book = Book.model_validate(raw_book([person("P1")], [service("late", "04")]))
    assert NamesInSentences(book).named("P1 is absent") == "P1 is absent"
