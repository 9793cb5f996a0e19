"""Every command and piece of code in the documents runs, and what is shown is what is printed."""

import re
from pathlib import Path

import pytest

from tests.documents.blocks import month
from tests.documents.guides.console import Reader, alike, blocks, masked
from tests.documents.guides.kent import SolvedKent
from tests.documents.markdown import ROOT, documents

# The month is one script: commands and edits belong together, and it is run as a whole.
_BY_ITSELF = {month.DOCUMENT}
WITH_EXAMPLES = [
    path.relative_to(ROOT)
    for path in documents()
    if path not in _BY_ITSELF and blocks(path.read_text(encoding="utf-8"))
]
SLOW = [
    path
    for path in WITH_EXAMPLES
    if any(block.note("slow") is not None for block in blocks((ROOT / path).read_text(encoding="utf-8")))
]


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=str)
def test_the_examples_run(path: Path, folder: Path, kent: SolvedKent):
    Reader(folder, kent).follow(ROOT / path)


@pytest.mark.slow
@pytest.mark.parametrize("path", SLOW, ids=str)
def test_the_slow_examples_run(path: Path, folder: Path, kent: SolvedKent):
    Reader(folder, kent, slow=True).follow(ROOT / path)


@pytest.mark.slow
def test_the_month_is_as_it_is_shown(tmp_path: Path):
    """Each command ends as the script says; of the lines that are shown, nine in ten come out for any good rota."""
    output = month.printed(tmp_path / "month")
    assert (tmp_path / "month" / "site" / "repaired-v2.xlsx").exists()
    shown = month.DOCUMENT.read_text(encoding="utf-8").split("<!-- generated")[1]
    lines = [line for block in blocks(shown) for line in block.text.splitlines() if line.strip(". ")]
    printed = {masked(line) for line in output.splitlines()}
    missing = [line for line in lines if masked(line) not in printed]
    assert len(missing) <= len(lines) / 10, "run python -m tests.documents --solve\n" + "\n".join(missing)
    assert not [line for line in missing if line.startswith("$")]


def test_the_readme_is_short():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 200


# --- the reader of documents itself


def test_notes_and_commands_of_a_block():
    text = "<!-- example: edit swap; exit 1 -->\n```console\n$ roster check a.xlsx \\\n      --mark b\nno\n```\n"
    (block,) = blocks(text)
    assert block.line == 1
    assert block.note("edit") == "swap"
    assert block.note("exit") == "1"
    assert block.note("slow") is None
    assert block.commands == [("roster check a.xlsx        --mark b", ["no"])]


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        (["a", "b"], "a\nb\n", True),
        (["a", "c"], "a\nb\n", False),
        (["a"], "a\nb\n", False),
        (["a", "..."], "a\nb\nc\n", True),
        (["...", "c"], "a\nb\nc\n", True),
        (["...", "b"], "a\nb\nc\n", False),
        (["a", "...", "c"], "a\nc\n", True),
        (["done in 1.5 s, 2 workers"], "done in 11 s, 16 workers\n", True),
        (["done, 2 cells"], "done, 3 cells\n", False),
        ([""], "anything\n", True),
    ],
)
def test_what_is_shown_beside_what_is_printed(shown: list[str], printed: str, same: bool):
    assert alike(shown, printed) is same


def test_other_people_and_numbers_are_the_same_line_words_are_not():
    line = "SC07 has 8h in December 2026, 8h short of what was promised"
    assert masked(line) == masked("SC11 has 4h30m in December 2026, 12h short of what was promised")
    assert masked(line) != masked("SC07 has 8h in December 2026, 8h short of what was offered")


def test_a_wrong_example_is_found(folder: Path, kent: SolvedKent, tmp_path: Path):
    """Another status, another output, a command that is not there, one that nobody runs."""
    for text, said in (
        ("$ roster check examples/starter.yaml\nall is well\n", "prints"),
        ("$ roster check nowhere.yaml\n", "ended with 2, not 0"),
        ("$ roster slove a.yaml\n", "ended with 2, not 0"),
        ("$ rm -r /\n", "neither run here nor elsewhere"),
    ):
        document = tmp_path / "wrong.md"
        document.write_text(f"```console\n{text}```\n", encoding="utf-8")
        with pytest.raises(AssertionError, match=re.escape(said)):
            Reader(folder, kent).follow(document)
