"""Results kept beside the output as they finish, so that a sweep which was stopped can be resumed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from roster.io.storage.atomic_commit import recover
from roster.io.storage.files import STANDARD, FileError, write_atomically
from roster.planning.solving.tasks import CellAnswer, CellTask
from roster.version import __version__

SUFFIX = ".cells"


def key_of(task: CellTask) -> str:
    """What a cell's result depends on, as a name: with the same inputs, seed and version it is the same result."""
    said = [
        __version__,
        task.book.input_hash,
        [change.model_dump(mode="json") for change in (*task.common, *task.changes)],
        task.draws.model_dump(mode="json"),
        [task.ask.seed, task.ask.last, task.ask.gains, task.ask.gain_months, task.ask.seconds],
        sorted(task.trusted),  # the contents of its rule files
        [task.id, task.name, dict(task.axes)],
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]


class ResultsCache:
    """A folder beside an output, with a file for each cell that is done; none where the output is no file.

    Raises:
        FileError: there is a file of that name.
    """

    def __init__(self, output: Path) -> None:
        self.folder = None if str(output) == STANDARD else output.with_name(output.name + SUFFIX)
        if self.folder is not None and self.folder.exists() and not self.folder.is_dir():
            raise FileError([f"{self.folder}: is a file, where results are to be kept; move it away"])

    def of_these(self, tasks: Sequence[CellTask]) -> int:
        """How many of some cells are kept."""
        return sum(self.answer(task) is not None for task in tasks) if self.count else 0

    @property
    def count(self) -> int:
        """How many cells it holds."""
        return len(self._files())

    def answer(self, task: CellTask) -> bytes | None:
        """What was kept of a cell, where it is whole and no error."""
        if self.folder is None:
            return None
        try:
            data = (self.folder / f"{key_of(task)}.json").read_bytes()
            found = CellAnswer.model_validate_json(data)
        except (OSError, ValidationError):
            return None
        return data if found.result.error is None else None

    def keep(self, task: CellTask, answer: bytes) -> None:
        """Keep a cell, whole or not at all.

        Raises:
            FileError: when it cannot be written.
        """
        if self.folder is None:
            return
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError as error:
            raise FileError([f"{self.folder}: cannot be made: {error.strerror or error}"]) from None
        write_atomically([(self.folder / f"{key_of(task)}.json", answer)])

    def clear(self) -> None:
        """Throw away what was kept, and the folder where nothing else is in it."""
        for file in self._files():
            file.unlink(missing_ok=True)
        if self.folder is not None and self.folder.is_dir():
            recover(self.folder)
            with suppress(OSError):
                self.folder.rmdir()

    def _files(self) -> list[Path]:
        return list(self.folder.glob("????????????????????????????????.json")) if self.folder is not None else []


__all__ = ["ResultsCache"]
