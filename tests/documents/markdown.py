"""Markdown as text: tables, and the blocks of a document that are generated."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


_NOT_OURS = {"build", "dist", "results", "benchmark-results"}


def documents() -> list[Path]:
    """Every document of the project; not the changelog, nor the tables of past benchmarks: they speak of the past."""
    found = [path for path in ROOT.rglob("*.md") if path.name != "CHANGELOG.md"]
    inside = {path: path.relative_to(ROOT).parts for path in found}
    return sorted(path for path in found if not any(part in _NOT_OURS or part[0] in "._" for part in inside[path]))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a `|` or a line break in a cell is made harmless."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def anchor(heading: str) -> str:
    """What a code host calls a heading in links."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def with_block(text: str, name: str, content: str) -> str:
    """A document with the content of one generated block put in.

    Raises:
        ValueError: it has no such block.
    """
    begin, end = f"<!-- generated: {name} (python -m tests.documents) -->", f"<!-- end of {name} -->"
    if text.count(begin) != 1 or text.count(end) != 1:
        raise ValueError(f"the document has no block '{begin}' ... '{end}'")
    before, after = text.split(begin)[0], text.split(end)[1]
    return f"{before}{begin}\n\n{content.strip()}\n\n{end}{after}"
