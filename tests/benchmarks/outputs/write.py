"""Runs the commands of a checkout on the example books, and keeps everything that they write and print."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SCENARIOS = Path(__file__).parent / "scenarios.yaml"
WHAT_IF_BOOK = "starter"
TABLES = ("assignments", "duties", "hours", "breaches", "offers", "people")
LIMIT = "900"  # seconds for a search: far more than any needs, so that the clock decides nothing
HELP = (
    *("check", "cover", "diff", "explain", "hours", "new", "publish", "repair", "rules", "schema", "solve", "table"),
    *("trust", "whatif"),
)


@dataclass(frozen=True)
class Checkout:
    """The code that runs: a folder with `roster`, `models` and `constraints`. Its commands are processes."""

    root: Path

    def run(self, folder: Path, name: str, *arguments: str) -> None:
        """Run `roster ARGUMENTS` in a folder; what it prints and its exit status go to the file NAME.txt there."""
        done = subprocess.run(
            [sys.executable, "-P", "-m", "roster", *arguments],
            cwd=folder,
            env={
                **os.environ,
                "PYTHONPATH": str(self.root),
                "XDG_CONFIG_HOME": str(folder / "configuration"),
                "COLUMNS": "120",
                "NO_COLOR": "1",
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        (folder / f"{name}.txt").write_text(
            f"$ roster {' '.join(arguments)}\n{done.stdout}--- errors\n{done.stderr}--- exit status {done.returncode}\n"
        )


def write(checkout: Checkout, folder: Path, examples: Path, books: Sequence[str], jobs: int) -> None:
    """Write the outputs of a checkout for some example books.

    Args:
        checkout: Whose code runs.
        folder: Where the outputs go, a folder for each book; it must be empty or missing.
        examples: The folder of the books.
        books: Names of example books.
        jobs: How many books at a time.
    """
    if folder.exists() and any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty")
    began = time.monotonic()

    def one(book: str) -> None:
        _of_a_book(checkout, folder.resolve() / book, examples / f"{book}.yaml")
        print(f"{time.monotonic() - began:6.0f} s  {book}", flush=True)

    with ThreadPoolExecutor(jobs) as threads:
        waiting = [threads.submit(_without_a_book, checkout, folder.resolve() / "no book")]
        waiting += [threads.submit(one, book) for book in books]
        for future in waiting:
            future.result()


def _without_a_book(checkout: Checkout, folder: Path) -> None:
    """What the program prints and writes without a book: its help, rules, schema and empty books."""
    folder.mkdir(parents=True)
    checkout.run(folder, "help", "--help")
    for command in HELP:
        checkout.run(folder, f"help-{command}", command, "--help")
    checkout.run(folder, "rules", "rules")
    checkout.run(folder, "schema", "schema")
    for suffix in ("yaml", "json", "xlsx"):
        checkout.run(folder, f"new-{suffix}", "new", f"empty.{suffix}")


def _of_a_book(checkout: Checkout, folder: Path, source: Path) -> None:
    """What the program makes of one example book: first the rota, then the answers about it, then the copies of it."""
    folder.mkdir(parents=True)
    book = source.name
    shutil.copy(source, folder / book)
    checkout.run(folder, "check-unsolved", "check", book)
    outputs = ["-o", "solved.json", "-o", "solved.xlsx", "-o", "solved.yaml"]
    checkout.run(
        folder, "solve", "solve", book, *outputs, "--reproducible", "--workers", "2", "--time-limit", LIMIT, "--quiet"
    )
    solved: dict[str, Any] = json.loads((folder / "solved.json").read_text())
    for suffix in ("json", "xlsx", "yaml"):
        checkout.run(folder, f"check-{suffix}", "check", f"solved.{suffix}")
    _answers(checkout, folder, solved)
    _repair(checkout, folder, solved)
    for name in ("solved", "repaired"):
        checkout.run(folder, f"publish-{name}", "publish", f"{name}.json", f"{name}-site", "--plain-names")
    if source.stem == WHAT_IF_BOOK:
        shutil.copy(SCENARIOS, folder)
        outputs = ["-o", "whatif.json", "-o", "whatif.html", "-o", "whatif.xlsx"]
        checkout.run(folder, "whatif", "whatif", book, SCENARIOS.name, *outputs, "--jobs", "1", "--time-limit", LIMIT)


def _answers(checkout: Checkout, folder: Path, solved: dict[str, Any]) -> None:
    """The printed answers and the tables about a solved book."""
    checkout.run(folder, "hours", "hours", "solved.json")
    for name in TABLES:
        checkout.run(folder, f"table-{name}", "table", "solved.json", name)
        for suffix in ("csv", "xlsx"):
            checkout.run(folder, f"table-{name}-{suffix}", "table", "solved.json", name, "-o", f"{name}.{suffix}")
    for number, duty in enumerate(_one_of_each_state(solved)):
        checkout.run(folder, f"explain-duty-{number}", "explain", "solved.json", "--duty", duty, "--time-limit", LIMIT)
        checkout.run(folder, f"cover-{number}", "cover", "solved.json", "--duty", duty)
    for number, person in enumerate(_one_of_each_role(solved)):
        checkout.run(folder, f"explain-person-{number}", "explain", "solved.json", "--person", person)


def _repair(checkout: Checkout, folder: Path, solved: dict[str, Any]) -> None:
    """The book after an outage: the person of the middle assignment is sick for three days."""
    assignments = solved["rota"]["assignments"]
    sick = assignments[len(assignments) // 2]
    first = dt.date.fromisoformat(sick["duty"].partition("@")[2].partition("/")[0])
    absence = f"{sick['person']}@{first}..{first + dt.timedelta(days=2)}"
    outputs = ["-o", "repaired.json", "-o", "repaired.xlsx", "--call-sheet", "call-sheet.xlsx"]
    searching = ["--workers", "1", "--time-limit", LIMIT, "--quiet"]
    checkout.run(folder, "repair", "repair", "solved.json", "--absent", absence, *outputs, *searching)
    checkout.run(folder, "diff", "diff", "solved.json", "repaired.json", "-o", "difference.xlsx")


def _one_of_each_state(solved: dict[str, Any]) -> Iterator[str]:
    """The first duty that is crewed, part-crewed and stood down."""
    states: dict[str, str] = {}
    for duty in solved["rota"]["duties"]:
        states.setdefault(duty["state"], duty["duty"])
    yield from states.values()


def _one_of_each_role(solved: dict[str, Any]) -> Iterator[str]:
    """The first person of each role."""
    roles: dict[str, str] = {}
    for person in solved["people"]:
        roles.setdefault(person["role"], person["id"])
    yield from roles.values()
