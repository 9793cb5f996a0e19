"""Writes the sheet `About`: how the rota was made, and by which rules."""

from __future__ import annotations

import inspect
import re
from pathlib import PurePath

from constraints.base import Rule, parameters_of
from models.rota import Ended
from models.rules import AppliesTo
from roster.analysis.words import left_out_sentence, level_sentence
from roster.io.xlsx.kit.cell_styles import BODY, HEADER, SECTION, SUBTITLE, TITLE, WRAPPED
from roster.io.xlsx.kit.page import Page, short_text
from roster.io.xlsx.rota.rota_contents import RotaContents


def write_about(page: Page, contents: RotaContents) -> None:
    """Fills the sheet."""
    page.put(1, 1, "About this rota", TITLE)
    page.put(2, 1, "Enough to make it again, and to see what it obeys.", SUBTITLE)
    row = 4
    for name, value in _facts(contents):
        page.put_row(row, [name, value], [BODY.but(bold=True, border=None, indent=0), BODY.but(border=None, indent=0)])
        row += 1
    page.put(row + 1, 1, "Rules", SECTION)
    row = table = row + 2
    page.put_row(row, ["Rule", "Level", "Weight", "What it says", "Settings", "Source"], HEADER)
    for rule in contents.rules:
        row += 1
        summary, source = _described(rule)
        page.put_row(
            row,
            [
                rule.kind,
                rule.level.value,
                None if rule.hard else rule.weight,
                summary,
                _settings(rule),
                rule.source or source,
            ],
            [WRAPPED.but(bold=True), WRAPPED, WRAPPED.but(across="center"), WRAPPED, WRAPPED, WRAPPED],
        )
    page.widths([24, 9, 9, 56, 42, 56])
    page.fit_heights(table)
    page.print_set_up(contents.book.name, contents.period, (1, 1))


def _facts(contents: RotaContents) -> list[tuple[str, str]]:
    book, rota = contents.book, contents.rota
    made = rota.provenance
    current = made.input_hash == book.input_hash
    return [
        ("Book", short_text(book.name)),
        ("Period", f"{contents.period} ({book.period.time_zone})"),
        ("Made", f"{made.made_at.astimezone(book.period.zone):%d %B %Y %H:%M %Z}"),
        *([("Repaired", "an earlier rota, with as few people and duties changed as can be")] if made.repaired else []),
        *([("Edited", "by hand since it was made: nothing is proven of it")] if made.edited else []),
        ("Search ended", f"{_ended(made.ended)}, after {made.seconds:g} s of at most {made.time_limit:g} s"),
        *([("Left out", told)] if (told := left_out_sentence(rota, len(book.people))) else []),
        *((f"Level {score.level}", level_sentence(rota, score).partition(": ")[2]) for score in rota.scores),
        ("Input hash", made.input_hash + ("" if current else " (the inputs were changed since the rota was made)")),
        ("Seed", str(made.seed)),
        ("Workers", str(made.workers)),
        (
            "Reproducible",
            "yes" if made.reproducible else "not reproducible: a search against the clock may end elsewhere",
        ),
        *((f"Version of {name}", version) for name, version in sorted(made.versions.items())),
        # Names only: the path of a file on a user's machine is private.
        *(("Rule file", PurePath(name.replace("\\", "/")).name) for name in book.rule_files),
    ]


def _ended(ended: Ended) -> str:
    return {
        Ended.PROVEN: "proven best",
        Ended.TIME_LIMIT: "time limit reached",
        Ended.INTERRUPTED: "interrupted, best so far kept",
        Ended.STEPS: "a fixed number of steps taken",
        Ended.IMPORTED: "imported from a rota that was made elsewhere",
    }[ended]


def _described(rule: Rule) -> tuple[str, str]:
    """Returns the summary of a rule with its parameters filled in, and the source that its docstring gives."""
    text = inspect.getdoc(type(rule)) or ""
    summary = re.sub(r"`(\w+)`", lambda match: _figure(rule, match[1]), " ".join(text.split("\n\n")[0].split()))
    source = re.search(r"^Sources?:\s*(.+?)(?=\n\n|\Z)", text, re.MULTILINE | re.DOTALL)
    return summary, " ".join(source[1].replace("`", "").split()) if source else ""


def _figure(rule: Rule, name: str) -> str:
    """Returns the value of a parameter as text: 11 hours for `hours`, 6 for `most`."""
    if name not in parameters_of(type(rule)):
        return name
    value = _shown(getattr(rule, name))
    return f"{value} {name.replace('_', ' ')}" if name.endswith("s") else value


def _settings(rule: Rule) -> str:
    """Lists the parameters of a rule, and the people and duties that it applies to."""
    parts = [f"{name.replace('_', ' ')}: {_shown(getattr(rule, name))}" for name in parameters_of(type(rule))]
    if rule.applies_to != AppliesTo():
        given = rule.applies_to.model_dump(exclude_defaults=True)
        parts += [f"{name.replace('_', ' ')}: {', '.join(map(str, names))}" for name, names in given.items()]
    return "; ".join(parts)


def _shown(value: object) -> str:
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(_shown(item) for item in value) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)
