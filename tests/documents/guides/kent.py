"""One solved Kent for all documents of a test session, and for all of its processes: solving it takes longest."""

import json
import shutil
from functools import cached_property
from pathlib import Path

from click.testing import CliRunner

from roster.cli.main import cli
from roster.io.storage.locks import hold_lock
from tests.documents.blocks.picture import KENT

_BOOK = f"examples/{KENT.name}"


class SolvedKent:
    """What `roster solve` makes of the example, as it prints and writes it; solved when it is first asked for.

    Args:
        folder: where to put what it writes; several processes may share it, and the first solves.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def workbook(self) -> Path:
        """The solved workbook."""
        assert self._printed
        return self._folder / "rota.xlsx"

    @cached_property
    def _printed(self) -> str:
        """What stands on standard output, but for the last lines, which name the files."""
        printed = self._folder / "printed.txt"
        with hold_lock(self._folder / "lock", seconds=600):
            if not printed.exists():
                printed.write_text(self._solve(), encoding="utf-8")
        return printed.read_text(encoding="utf-8")

    def _solve(self) -> str:
        outputs = [argument for suffix in ("json", "xlsx") for argument in ("-o", str(self._folder / f"rota.{suffix}"))]
        result = CliRunner().invoke(cli, ["solve", str(KENT), *outputs, "--time-limit", "300"], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        scores = json.loads((self._folder / "rota.json").read_text())["rota"]["scores"]
        assert all(score["proven"] for score in scores)
        lines = result.stdout.rstrip("\n").splitlines()
        assert [line.partition(" ")[0] for line in lines[-3:]] == ["written:", "written:", "next:"]
        return "\n".join(lines[:-3])

    def answer(self, arguments: list[str], folder: Path) -> str | None:
        """What a command prints that solves this book and does nothing else; None for all other commands."""
        quiet = arguments[-1:] == ["--quiet"]
        plain = arguments[:-1] if quiet else arguments
        outputs = plain[3::2]
        if not outputs or plain != ["solve", _BOOK, *(word for output in outputs for word in ("-o", output))]:
            return None
        printed = self._printed
        for output in outputs:
            shutil.copy(self._folder / f"rota{Path(output).suffix}", folder / output)
        ending = [*(f"written: {output}" for output in outputs), f"next: roster publish {outputs[0]} site", ""]
        return "" if quiet else "\n".join([printed, *ending])
