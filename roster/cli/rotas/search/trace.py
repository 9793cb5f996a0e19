"""Records a search in a file: a line of JSON whenever a value or a lower bound changes."""

from __future__ import annotations

import json
import time
from pathlib import Path
from types import TracebackType
from typing import TextIO

from roster.engine.levels import Progress
from roster.io.storage.files import FileError


class Trace:
    """Writes lines of `seconds` since the command began, `level`, and `value` and `bound` in points.

    Args:
        path: the file; nothing is written when None.
        began: when the command began, by `time.monotonic`.

    Raises:
        FileError: the file cannot be written.
    """

    def __init__(self, path: Path | None, began: float) -> None:
        self._began = began
        self._last: tuple[str, float | None, float | None] | None = None
        self._file: TextIO | None = None
        if path is not None:
            try:
                self._file = path.open("w", encoding="utf-8")
            except OSError as error:
                raise FileError([f"{path}: cannot be written: {error.strerror}"]) from error

    def __enter__(self) -> Trace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def __call__(self, progress: Progress) -> None:
        """Records where the search stands, where it has changed."""
        now = (str(progress.level), progress.value, progress.bound)
        if self._file is None or now == self._last:
            return
        self._last = now
        seconds = round(time.monotonic() - self._began, 2)
        line = {"seconds": seconds, "level": now[0], "value": now[1], "bound": now[2]}
        print(json.dumps(line), file=self._file, flush=True)
