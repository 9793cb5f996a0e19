"""A table as Markdown: its rows, how numbers are written, and the machine it was made on."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.picture import Curve
from tests.benchmarks.tables.outcomes import Outcome
from tests.conftest import EXAMPLES

ROOT = EXAMPLES.parent
NONE = "-"


@dataclass
class Report:
    """A table, and the picture that goes with it."""

    title: str
    lines: list[str] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)

    def row(self, *cells: str) -> None:
        """One more line."""
        self.lines.append(f"| {' | '.join(cells)} |")

    def head(self, *names: str) -> None:
        """The first lines; names that begin with `>` stand over numbers."""
        self.row(*(name.removeprefix(">") for name in names))
        self.lines.append("|" + "|".join("---:" if name.startswith(">") else "---" for name in names) + "|")


def number(value: float | None, digits: int = 0) -> str:
    if value is None:
        return NONE
    return f"{value:,.{digits}f}" if digits else f"{value:,.2f}".rstrip("0").rstrip(".")


def gap(value: float | None, bound: float | None) -> str:
    if value is None or bound is None:
        return NONE
    if value <= bound:
        return "0"
    return f"{(value - bound) / bound:.2%}" if bound > 0 else "none"


def better(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome with the better rota, level by level; the faster of two alike."""

    def key(outcome: Outcome) -> tuple[list[float], float]:
        values = [float("inf") if level.value is None else level.value for level in outcome.levels]
        return values or [float("inf")], outcome.seconds

    return min(outcomes, key=key)


def machine() -> str:
    """Where and with what a table was made."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        processor = next((line.split(":")[1].strip() for line in text.splitlines() if "model name" in line), "")
    except OSError:
        processor = ""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{processor or platform.machine()}, {os.cpu_count()} cores{load}; Python {platform.python_version()},"
        f" OR-Tools {version('ortools')}, jru-roster {_version_of_the_checkout()}"
    )


def _version_of_the_checkout() -> str:
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=ROOT)
    changed = subprocess.run(["git", "status", "--porcelain", "-uno"], capture_output=True, text=True, cwd=ROOT)
    return done.stdout.strip() + ("+" if changed.stdout.strip() else "") or version("jru-roster")


def legal_or_not(legal: bool) -> str:
    return "legal" if legal else "NOT LEGAL"
