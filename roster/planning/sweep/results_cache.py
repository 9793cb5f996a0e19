"""The results cache: finished cells in a folder beside the output, so that a stopped sweep can be resumed."""

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
_KEY = 32  # characters of a key


def key_of(task: CellTask) -> str:
    """A digest of everything a cell's result depends on: equal keys mean equal results."""
    options = task.options
    inputs = [
        __version__,
        task.book.input_hash,
        [change.model_dump(mode="json") for change in (*task.common, *task.changes)],
        task.draws.model_dump(mode="json"),
        [options.seed, options.last, options.gains, options.gain_months, options.seconds],
        sorted(task.trusted),  # digests of the contents of its rule files
        [task.id, task.name, dict(task.axes)],
    ]
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()[:_KEY]


class ResultsCache:
    """A folder beside an output with a file for each finished cell. There is none where the output is no file.

    Attributes:
        folder: the folder; None where nothing is kept.

    Raises:
        FileError: there is a file of that name.
    """

    def __init__(self, output: Path) -> None:
        self.folder = None if str(output) == STANDARD else output.with_name(output.name + SUFFIX)
        if self.folder is not None and self.folder.exists() and not self.folder.is_dir():
            raise FileError([f"{self.folder}: is a file, where results are to be kept; move it away"])

    def count_of(self, tasks: Sequence[CellTask]) -> int:
        """How many of these cells have a result in the cache."""
        return sum(self.answer(task) is not None for task in tasks) if self.count else 0

    @property
    def count(self) -> int:
        """The number of results in the cache, of whatever sweep."""
        return len(self._files())

    def answer(self, task: CellTask) -> bytes | None:
        """The answer to a task from the cache; None where there is none, or it is damaged or an error."""
        if self.folder is None:
            return None
        try:
            data = (self.folder / f"{key_of(task)}.json").read_bytes()
            found = CellAnswer.model_validate_json(data)
        except (OSError, ValidationError):
            return None
        return data if found.result.error is None else None

    def keep(self, task: CellTask, answer: bytes) -> None:
        """Writes the answer to a task into the cache.

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
        """Removes all results, and the folder if it is then empty."""
        for file in self._files():
            file.unlink(missing_ok=True)
        if self.folder is not None and self.folder.is_dir():
            recover(self.folder)
            with suppress(OSError):
                self.folder.rmdir()

    def _files(self) -> list[Path]:
        return list(self.folder.glob("?" * _KEY + ".json")) if self.folder is not None else []


__all__ = ["ResultsCache"]
