"""The table "Where do I find ...?" of CONTRIBUTING.md answers each question with paths that exist."""

import re

import pytest

from tests.documents.markdown import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
TABLE = TEXT.partition("## Where do I find ...?")[2].partition("\n## ")[0]
ROWS = re.findall(r"^\| (.+\?) \| (.+) \|$", TABLE, re.MULTILINE)


def test_it_has_the_ten_questions_of_a_newcomer() -> None:
    asked = " ".join(question for question, _ in ROWS)
    assert len(ROWS) == 10
    for word in ("neighbourhood", "Availability", "leave", "board", "proposal", "message", "options", "columns"):
        assert word in asked
    assert "optimum" in asked
    assert "without the solver" in asked


@pytest.mark.parametrize(("question", "answer"), ROWS)
def test_every_path_is_there(question: str, answer: str) -> None:
    """What is linked exists, and a link that shows a path from the top leads to that path."""
    links = re.findall(r"\[`([^`]+)`\]\(([^)#]+)(?:#[^)]*)?\)", answer)
    assert links, question
    for shown, target in links:
        assert (ROOT / target).is_file(), f"{question} {target}"
        assert target.removesuffix("README.md").endswith(shown) or target == shown
