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
from pathlib import Path
from typing import Any, Self

SCRIPT = Path(__file__).parent / "run_commands.py"
SCENARIOS = Path(__file__).parent / "scenarios.yaml"
WHAT_IF_BOOK = "starter"
TABLES = ("assignments", "duties", "hours", "breaches", "offers", "people")
LIMIT = "900"  # seconds for a search: far more than any needs, so that the clock decides nothing
HELP = (
    *("check", "cover", "diff", "explain", "hours", "new", "publish", "repair", "rules", "schema", "solve", "table"),
    *("trust", "whatif"),
)


class Commands:
    """A process that runs commands of a checkout, one after another; each is a process of its own again."""

    def __init__(self, checkout: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", SCRIPT],
            env={**os.environ, "PYTHONPATH": str(checkout), "COLUMNS": "120", "NO_COLOR": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._process.communicate()

    def run(self, folder: Path, name: str, *arguments: str) -> None:
        """Run `roster ARGUMENTS` in a folder; what it prints and its exit status go to the file NAME.txt there."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        command = {"folder": str(folder), "name": name, "arguments": arguments}
        print(json.dumps(command), file=self._process.stdin, flush=True)
        if not self._process.stdout.readline():
            raise RuntimeError(f"roster {' '.join(arguments)} ended the process of its commands")


def write(checkout: Path, folder: Path, examples: Path, books: Sequence[str], jobs: int) -> None:
    """Write the outputs of a checkout for some example books.

    Args:
        checkout: The folder with `roster`, `models` and `constraints` whose code runs.
        folder: Where the outputs go, a folder for each book; it must be empty or missing.
        examples: The folder of the books.
        books: Names of example books.
        jobs: How many books at a time.
    """
    if folder.exists() and any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty")
    began = time.monotonic()

    def one(book: str) -> None:
        with Commands(checkout) as commands:
            _of_a_book(commands, folder.resolve() / book, examples / f"{book}.yaml")
        print(f"{time.monotonic() - began:6.0f} s  {book}", flush=True)

    with ThreadPoolExecutor(jobs) as threads:
        for future in [threads.submit(one, book) for book in books]:
            future.result()
    with Commands(checkout) as commands:
        _without_a_book(commands, folder.resolve() / "no book")


def _without_a_book(commands: Commands, folder: Path) -> None:
    """What the program prints and writes without a book: its help, rules, schema and empty books."""
    folder.mkdir(parents=True)
    commands.run(folder, "help", "--help")
    for command in HELP:
        commands.run(folder, f"help-{command}", command, "--help")
    commands.run(folder, "rules", "rules")
    commands.run(folder, "schema", "schema")
    for suffix in ("yaml", "json", "xlsx"):
        commands.run(folder, f"new-{suffix}", "new", f"empty.{suffix}")


def _of_a_book(commands: Commands, folder: Path, source: Path) -> None:
    """What the program makes of one example book: first the rota, then the answers about it, then the copies of it."""
    folder.mkdir(parents=True)
    book = source.name
    shutil.copy(source, folder / book)
    commands.run(folder, "check-unsolved", "check", book)
    outputs = ["-o", "solved.json", "-o", "solved.xlsx", "-o", "solved.yaml"]
    commands.run(
        folder, "solve", "solve", book, *outputs, "--reproducible", "--workers", "2", "--time-limit", LIMIT, "--quiet"
    )
    solved: dict[str, Any] = json.loads((folder / "solved.json").read_text())
    for suffix in ("json", "xlsx", "yaml"):
        commands.run(folder, f"check-{suffix}", "check", f"solved.{suffix}")
    _answers(commands, folder, solved)
    _repair(commands, folder, solved)
    for name in ("solved", "repaired"):
        commands.run(folder, f"publish-{name}", "publish", f"{name}.json", f"{name}-site", "--plain-names")
    if source.stem == WHAT_IF_BOOK:
        shutil.copy(SCENARIOS, folder)
        outputs = ["-o", "whatif.json", "-o", "whatif.html", "-o", "whatif.xlsx"]
        commands.run(folder, "whatif", "whatif", book, SCENARIOS.name, *outputs, "--jobs", "1", "--time-limit", LIMIT)


def _answers(commands: Commands, folder: Path, solved: dict[str, Any]) -> None:
    """The printed answers and the tables about a solved book."""
    commands.run(folder, "hours", "hours", "solved.json")
    for name in TABLES:
        commands.run(folder, f"table-{name}", "table", "solved.json", name)
        for suffix in ("csv", "xlsx"):
            commands.run(folder, f"table-{name}-{suffix}", "table", "solved.json", name, "-o", f"{name}.{suffix}")
    for number, duty in enumerate(_one_of_each_state(solved)):
        commands.run(folder, f"explain-duty-{number}", "explain", "solved.json", "--duty", duty, "--time-limit", LIMIT)
        commands.run(folder, f"cover-{number}", "cover", "solved.json", "--duty", duty)
    for number, person in enumerate(_one_of_each_role(solved)):
        commands.run(
            folder, f"explain-person-{number}", "explain", "solved.json", "--person", person, "--time-limit", LIMIT
        )


def _repair(commands: Commands, folder: Path, solved: dict[str, Any]) -> None:
    """The book after an outage: the person of the middle assignment is sick for three days."""
    assignments = solved["rota"]["assignments"]
    sick = assignments[len(assignments) // 2]
    first = dt.date.fromisoformat(sick["duty"].partition("@")[2].partition("/")[0])
    absence = f"{sick['person']}@{first}..{first + dt.timedelta(days=2)}"
    outputs = ["-o", "repaired.json", "-o", "repaired.xlsx", "--call-sheet", "call-sheet.xlsx"]
    searching = ["--workers", "1", "--time-limit", LIMIT, "--quiet"]
    commands.run(folder, "repair", "repair", "solved.json", "--absent", absence, *outputs, *searching)
    commands.run(folder, "diff", "diff", "solved.json", "repaired.json", "-o", "difference.xlsx")


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
