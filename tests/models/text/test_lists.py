import pytest

from models.text.lists import first_few, listed


@pytest.mark.parametrize(
    ("words", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), ([1, 2], "1 and 2")],
)
def test_all_words(words: list[object], sentence: str) -> None:
    assert listed(words) == sentence


def test_another_joint() -> None:
    assert listed(["a", "b", "c"], "or") == "a, b or c"


@pytest.mark.parametrize(("most", "sentence"), [(2, "a, b and 1 more"), (3, "a, b, c"), (5, "a, b, c")])
def test_the_first_few(most: int, sentence: str) -> None:
    assert first_few(["a", "b", "c"], most) == sentence
