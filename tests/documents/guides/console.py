"""The code blocks of a document, read and run as a reader would: one after another, in one folder.

A comment right above a block tells what the reader does and what comes of it:

    <!-- example: edit swap_two_specials; exit 1; one of many -->

- `edit NAME`: before the block, a person edits a workbook; what they do is the function NAME of `edits.py`.
- `exit N`: the exit status of the block's last command, where it is not 0.
- `one of many`: there are equally good rotas, so each line that is shown must come out with any names and numbers.
- `file NAME`: the block is not run but saved under that name.
- `slow`: it takes minutes; it is run with the slow tests only.
- `not run: REASON`: it cannot be run here.

In what is shown, a line `...` stands for any lines, and seconds and numbers of workers may be others.
"""

import re
import shlex
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from roster.cli.main import cli
from roster.io import yaml_text
from tests.documents.guides import edits
from tests.documents.guides.kent import SolvedKent

_FENCE = re.compile(r"(?:<!-- example: (?P<notes>[^\n]*) -->\n)?```(?P<language>\w*)\n(?P<text>.*?)```", re.DOTALL)
_LANGUAGES = {"console", "python", "yaml", "", "csv", "toml"}
# Set-up that .ci/run does in a fresh environment, and tools of developers: not run once more by each document.
_ELSEWHERE = ("python3 -m venv", ". .venv/", "pip install", "pytest", "python -m tests.", "python examples/a-month.py",
              "git ", "cd ", "ruff ", "mypy", "lint-imports", "pre-commit ", ".ci/run")  # fmt: skip
# What these print depends on how far they get in their usual limit: a busy machine is given as long as it needs.
_LIMITS = {"explain": ("--time-limit", "1200")}


@dataclass(frozen=True)
class Block:
    """A code block with the notes above it."""

    language: str
    text: str
    line: int
    notes: tuple[str, ...] = ()

    def note(self, name: str) -> str | None:
        """What follows a note's name; "" where nothing does, None where there is no such note."""
        for note in self.notes:
            if note == name or note.startswith((f"{name} ", f"{name}: ")):
                return note[len(name) :].lstrip(": ")
        return None

    @property
    def commands(self) -> list[tuple[str, list[str]]]:
        """The commands of a console block, each with the lines that are shown below it."""
        found: list[tuple[str, list[str]]] = []
        for line in self.text.replace("\\\n", " ").splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif found:
                found[-1][1].append(line.rstrip())
        return found


def blocks(text: str) -> list[Block]:
    """Every code block of a document."""
    found = []
    for match in _FENCE.finditer(text):
        notes = tuple(note.strip() for note in (match["notes"] or "").split(";") if note.strip())
        found.append(Block(match["language"], match["text"], text.count("\n", 0, match.start()) + 1, notes))
    return found


class Reader:
    """Somebody who follows a document in a folder of their own.

    Attributes:
        folder: where they are; the examples are in it.
        ran: the commands they ran.
    """

    def __init__(self, folder: Path, kent: SolvedKent, *, slow: bool = False) -> None:
        self.folder = folder
        self.kent = kent
        self.slow = slow
        self.ran: list[str] = []
        self._names: dict[str, Any] = {"__name__": "__example__"}

    def follow(self, document: Path) -> None:
        """Do all it says; an AssertionError names the line where something else comes of it."""
        with chdir(self.folder):
            for block in blocks(document.read_text(encoding="utf-8")):
                if block.note("not run") is None and (self.slow or block.note("slow") is None):
                    self._do(block, f"{document.name}:{block.line}")

    def _do(self, block: Block, place: str) -> None:
        assert block.language in _LANGUAGES, f"{place}: a block in {block.language}"
        if (edit := block.note("edit")) is not None:
            getattr(edits, edit)(self.folder)
        if (name := block.note("file")) is not None:
            (self.folder / name).write_text(block.text, encoding="utf-8")
        elif block.language == "python":
            exec(compile(block.text, place, "exec"), self._names)
        elif block.language == "yaml":
            yaml_text.parse(block.text)
        elif block.language == "console":
            self._run(block, place)

    def _run(self, block: Block, place: str) -> None:
        commands = block.commands
        assert commands, f"{place}: no line begins with $"
        for number, (line, shown) in enumerate(commands, start=1):
            expected = int(block.note("exit") or 0) if number == len(commands) else 0
            for part in _parts(line):
                output, status = self._call(part, place)
                assert status == expected, f"{place}: {part} ended with {status}, not {expected}\n{output}"
                if block.note("one of many") is not None:
                    missing = [said for said in shown if said.strip(".") and masked(said) not in _all_masked(output)]
                    assert not missing, f"{place}: {part} does not print\n" + "\n".join(missing) + f"\nbut\n{output}"
                else:
                    assert alike(shown, output), f"{place}: {part} prints\n{output}\nand not\n" + "\n".join(shown)

    def _call(self, part: str, place: str) -> tuple[str, int]:
        words = shlex.split(part, comments=True)
        assert words[0] == "roster", f"{place}: {part} is neither run here nor elsewhere"
        into = None
        if ">" in words:
            into = words[words.index(">") + 1]
            words = words[: words.index(">")]
        self.ran.append(" ".join(words))
        if (told := self.kent.answer(words[1:], self.folder)) is not None:
            return told, 0
        result = CliRunner().invoke(cli, _patient(words[1:]))
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        if into is not None:
            (self.folder / into).write_text(result.stdout, encoding="utf-8")
            return "", result.exit_code
        return result.stdout + (result.stderr if result.exit_code else ""), result.exit_code


def _patient(arguments: list[str]) -> list[str]:
    """A command's arguments, with a limit that no machine reaches where the document states none."""
    option, seconds = _LIMITS.get(" ".join(arguments[:1]), ("", ""))
    return arguments if not option or option in arguments else [*arguments, option, seconds]


def _parts(line: str) -> Iterator[str]:
    """The commands that `&&` joins, without those that are run elsewhere."""
    return (part for part in line.split(" && ") if not part.startswith(_ELSEWHERE))


def alike(shown: list[str], output: str) -> bool:
    """Whether lines are those that were printed; nothing shown is always right."""
    if not any(line.strip() for line in shown):
        return True
    wanted = [
        r"(?:.*\n)*?" if line.strip() == "..." else re.escape(_timeless(line)) + r" *\n" for line in _trimmed(shown)
    ]
    printed = "".join(_timeless(line) + "\n" for line in _trimmed(output.splitlines()))
    return re.fullmatch("".join(wanted), printed) is not None


def _trimmed(lines: list[str]) -> list[str]:
    return "\n".join(line.rstrip() for line in lines).strip("\n").split("\n")


def _timeless(line: str) -> str:
    return re.sub(r"\b\d+ (workers?|jobs?)\b", r"N \1", re.sub(r"\b\d+(?:\.\d+)? s\b", "T s", line.rstrip()))


def _all_masked(output: str) -> set[str]:
    return {masked(line) for line in output.splitlines()}


def masked(line: str) -> str:
    """A line without what differs from one rota to another: who, when, how much."""
    line = re.sub(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ \w{3}\b", "DAY", line)
    line = re.sub(r"[-+]?\d[\d.,:h]*m?", "N", line)
    line = line.replace("duties", "duty")
    return " ".join(re.sub(r"\b(?:Paramedic|Constable|Special) N\b|\b(?:P|PC|SC)N\b", "WHO", line).split())
