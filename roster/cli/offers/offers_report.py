"""Prints the answer of `roster offers`, as text or JSON: what each reply offers, and what was not understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from models.clock import spoken_date
from roster.analysis.names import Names
from roster.cli.output import print_json, say
from roster.cli.terminal import title

if TYPE_CHECKING:
    from roster.offers.collected import Collected, Counted
    from roster.offers.replies import FileReading, Reply


def show(collected: Collected, reading: FileReading, proposed: Path | None, outputs: Sequence[Path]) -> None:
    """Prints the answer line by line.

    Args:
        collected: the replies, put together.
        reading: everything that was read.
        proposed: the file of columns that was written; None where none was.
        outputs: the books that were written.
    """
    names = Names(collected.book.people)
    say(title(collected.book))
    if reading.columns:
        _section("columns", [f"{heading}: {kind}" for heading, kind in reading.columns.items()])
    understood = [
        f"{names.full(item.reply.person.id)}: {item.sentence}  [{item.reply.place}]" for item in collected.counted
    ]
    _section("understood", understood)
    _section("replied more than once", (_twice(names, item) for item in collected.counted if item.earlier))
    _section("contradicts the book", _contradictions(names, collected))
    if above := sum(item.above_limits for item in collected.counted):
        people = "person offers" if above == 1 else "people offer"
        say(f"{above} {people} more dates than their own limit of duties; the limit holds")
    _section("for you to read", map(str, collected.remarks))
    _section("passed over", map(str, collected.notes))
    _section("not understood", [*map(str, collected.problems), *_unknown_columns(reading)])
    blank = [f"{names.full(person.id)}: {place} came back without an answer" for person, place in collected.blank]
    _section("no answer in the sheet", blank)
    back = {person.id for person, _ in collected.blank}
    silent = [names.full(person.id) for person in collected.silent if person.id not in back]
    if silent:
        say(f"has not replied ({len(silent)}): {', '.join(silent)}")
    if proposed is not None:
        say(f"written: {proposed}; say in it what each column marked '?' is, and run the command again")
    for output in outputs:
        say(f"written: {output}")


def _section(heading: str, lines: Iterable[str]) -> None:
    found = list(lines)
    if found:
        say(f"{heading} ({len(found)}):")
    for line in found:
        say(f"  {line}")


def _twice(names: Names, item: Counted) -> str:
    later = ", ".join(map(_when, item.earlier))
    return f"{names.full(item.reply.person.id)}: {_when(item.reply)} counts, and replaces {later}"


def _when(reply: Reply) -> str:
    moment = f" ({spoken_date(reply.moment.date())} {reply.moment:%H:%M})" if reply.moment else ""
    return f"{reply.place}{moment}"


def _contradictions(names: Names, collected: Collected) -> list[str]:
    from roster.offers.collected import standing

    lines = []
    for item in collected.counted:
        person = item.reply.person
        said = [*item.left_out, *item.contradictions]
        if sentence := standing(person, collected.book):
            said.append(sentence)
        lines += [f"{names.full(person.id)} {sentence}" for sentence in said]
    return lines


def _unknown_columns(reading: FileReading) -> list[str]:
    return [
        f"the column '{heading}'{f', for example {sample[:60]!r},' if sample else ''} is not recognised"
        for heading, sample in reading.unknown_columns.items()
    ]


def show_json(collected: Collected, reading: FileReading, proposed: Path | None, outputs: Sequence[Path]) -> None:
    """Prints the answer as JSON; the arguments are those of `show`."""
    print_json(
        {
            "understood": [
                {
                    "person": item.reply.person.id,
                    "place": str(item.reply.place),
                    "time": item.reply.moment,
                    "dates": [
                        {
                            "date": answer.date,
                            "start": answer.start,
                            "end": answer.end,
                            "call_signs": list(answer.call_signs),
                        }
                        for answer in item.reply.dates
                    ],
                    "caps": item.reply.caps,
                    "replaces": [str(reply.place) for reply in item.earlier],
                    "above_limits": item.above_limits,
                    "contradictions": [*item.left_out, *item.contradictions],
                }
                for item in collected.counted
            ],
            "not_understood": [*map(str, collected.problems), *_unknown_columns(reading)],
            "remarks": list(map(str, collected.remarks)),
            "passed_over": list(map(str, collected.notes)),
            "not_replied": [person.id for person in collected.silent],
            "columns": reading.columns,
            "columns_file": str(proposed) if proposed else None,
            "written": [str(path) for path in outputs],
        }
    )
