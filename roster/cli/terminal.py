"""Prints answers as tables and sentences, for a terminal of any width."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from models.book import Book
from models.clock import spoken_date
from models.rota import Breach, Ended, Rota
from models.rules import Level
from roster.analysis.coverage import coverage
from roster.analysis.names import NamesInSentences
from roster.analysis.wording.breaches_together import breaches_together
from roster.analysis.words import left_out_sentence, percent, plain, proof_status, shortfall
from roster.cli.escaping import escaped
from roster.io.storage.files import STANDARD

LEVEL_WORDS = {
    Level.COVER: "duties crewed",
    Level.DISTURBANCE: "published duties",
    Level.FULL: "preferred seats",
    Level.HOURS: "promised and contract hours",
    Level.FAIR: "even shares",
    Level.WISHES: "requests",
}


class _PrintableConsole(Console):
    """A console that shows the control characters of a text, so that they have no effect."""

    def render_str(self, text: str, **options: Any) -> Text:
        """Escapes a text; rich calls this for every string in a line or a table."""
        return super().render_str(escaped(text), **options)


def console(*, err: bool = False) -> Console:
    """A console without colours of rich's own; in files and pipes it does not break words.

    Args:
        err: print to standard error instead of standard output.
    """
    made = _PrintableConsole(stderr=err, highlight=False, emoji=False, markup=False)
    if not made.is_terminal:
        made = _PrintableConsole(stderr=err, highlight=False, emoji=False, markup=False, width=160, soft_wrap=True)
    return made


def table(columns: Sequence[str], rows: Sequence[Sequence[object]], *, right: Sequence[int] = ()) -> Table:
    """A plain table.

    Args:
        columns: headings.
        rows: the cells of each row.
        right: numbers, from 0, of the columns that are aligned to the right.
    """
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for number, name in enumerate(columns):
        made.add_column(name, justify="right" if number in right else "left", overflow="fold")
    for row in rows:
        made.add_row(*(str(cell) for cell in row))
    return made


def show_coverage(out: Console, book: Book) -> None:
    """Prints how many duties of each call sign are crewed."""
    lines, every = coverage(book)
    rows = [
        [line.name, line.duties, line.crewed, line.part_crewed, line.stood_down, percent(line.share)]
        for line in [*lines, every]
    ]
    out.print(table(["", "duties", "crewed", "part-crewed", "stood down", "on the road"], rows, right=[1, 2, 3, 4, 5]))


def show_levels(out: Console, rota: Rota) -> None:
    """Prints each level with its points and what is proven of it."""
    rows = [
        [score.level, LEVEL_WORDS[score.level], plain(score.value), proof_status(score), shortfall(rota, score.level)]
        for score in rota.scores
    ]
    out.print(table(["level", "", "points", "", "what it lacks"], rows, right=[2]))


def show_breaches(out: Console, breaches: Sequence[Breach], title: str, names: NamesInSentences) -> None:
    """Prints breaches under a title, one line for all that say the same of several dates or people.

    Args:
        names: puts names beside the ids of people.
    """
    if breaches:
        out.print(f"{title} ({len(breaches)}):")
    for item in breaches_together(breaches):
        out.print(f"  {names.named(item.line)}")


def title(book: Book) -> str:
    """The book's name and period."""
    return f"{book.name}: {spoken_date(book.period.first)} to {spoken_date(book.period.last)} {book.period.last.year}"


def show_written(out: Console, outputs: Sequence[Path]) -> None:
    """Prints the name of each file that was written; standard output, `-`, is none."""
    for output in outputs:
        if str(output) != STANDARD:
            out.print(f"written: {output}")


def ending(rota: Rota, people: int) -> list[str]:
    """Sentences about how the search ended, and how many of the book's people it left out.

    Args:
        people: how many people the book has.
    """
    made = rota.provenance
    words = {
        Ended.PROVEN: "every level proven best",
        Ended.TIME_LIMIT: f"best found within the time limit of {plain(made.time_limit)} s",
        Ended.INTERRUPTED: "best found when it was stopped",
        Ended.STEPS: "best found in a fixed number of steps",
        Ended.IMPORTED: "imported from a rota that was made elsewhere",
    }[made.ended]
    again = "reproducible, " if made.reproducible else ""
    summary = f"{words}, {again}{made.seconds:.1f} s, seed {made.seed}, {made.workers} workers; every rule checked"
    omitted = left_out_sentence(rota, people)
    return [summary, f"{omitted}; a longer --time-limit looks at them too"] if omitted else [summary]
