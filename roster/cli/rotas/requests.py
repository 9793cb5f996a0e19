"""What `roster solve`, `repair` and `publish` are asked to do: each option of a command is a field of its request."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from roster.io.storage.files import STANDARD

_VERSION = re.compile(r"-v\d+$")


@dataclass(frozen=True)
class SolveRequest:
    """What `roster solve` is asked to do; each option of the command is a field.

    Attributes:
        book: the file of the book.
        outputs: where to write the solved book; `-` is JSON on standard output.
        time_limit: seconds for the whole command.
        workers: how many may work at once; all cores when None.
        seed: the seed of the search.
        reproducible: take steps that do not depend on the clock.
        history: the book of the last period, at most one.
        worked: files of what was worked.
        checkpoint: where to keep the incumbent while the search goes on.
        resume: a solved book to continue the search from.
        trace: where to write each change of a value or bound.
        keep_edits: keep every change made by hand as a pin.
        cluster: the address of a Dask scheduler.
        quiet: print no progress and no summary.
        form: `text` or `json`.
        cure_seconds: seconds, at most, that are spent after the search to find what would crew duties that are stood
            down; not an option of the command.
    """

    book: Path
    outputs: tuple[Path, ...]
    time_limit: float = 300.0
    workers: int | None = None
    seed: int = 0
    reproducible: bool = False
    history: tuple[Path, ...] = ()
    worked: tuple[Path, ...] = ()
    checkpoint: Path | None = None
    resume: Path | None = None
    trace: Path | None = None
    keep_edits: bool = False
    cluster: str | None = None
    quiet: bool = False
    form: str = "text"
    cure_seconds: float = 5.0

    @property
    def logs(self) -> list[Path]:
        """The files that are written while the search goes on."""
        return [path for path in (self.checkpoint, self.trace) if path is not None]

    @property
    def prints_book(self) -> bool:
        """Whether the book is printed on standard output, so that everything else goes to standard error."""
        return any(str(output) == STANDARD for output in self.outputs)


@dataclass(frozen=True)
class RepairRequest:
    """What `roster repair` is asked to do; each option of the command is a field.

    Attributes:
        book: the file of the solved book.
        outputs: where to write the repaired book; `-` is JSON on standard output.
        absent: who is away, each as `ID@FROM[..TO]`.
        off_road: which vehicles are off the road, each as `VEHICLE@FROM[..TO]`.
        max_people: how many people may be disturbed; as many as it takes when None.
        as_of: today; duties before it stay as they are.
        call_sheet: where to write whom to ring.
        answered: call sheets of this repair with answers, the oldest first.
        time_limit: seconds for the search.
        workers: how many may work at once; all cores when None.
        seed: the seed of the search.
        quiet: print no progress and no summary.
        worked: files of what was worked.
        form: `text` or `json`.
    """

    book: Path
    outputs: tuple[Path, ...]
    absent: tuple[str, ...] = ()
    off_road: tuple[str, ...] = ()
    max_people: int | None = None
    as_of: datetime | None = None
    call_sheet: Path | None = None
    answered: tuple[Path, ...] = ()
    time_limit: float = 60.0
    workers: int | None = None
    seed: int = 0
    quiet: bool = False
    worked: tuple[Path, ...] = ()
    form: str = "text"

    @property
    def today(self) -> date | None:
        """The date of `--as-of`, before which duties are not touched; None where the option is not given."""
        return self.as_of.date() if self.as_of is not None else None

    @property
    def call_sheets(self) -> list[Path]:
        """The file of the call sheet, where one is asked for."""
        return [self.call_sheet] if self.call_sheet is not None else []

    @property
    def prints_book(self) -> bool:
        """Whether the book is printed on standard output, so that everything else goes to standard error."""
        return any(str(output) == STANDARD for output in self.outputs)


@dataclass(frozen=True)
class PublishRequest:
    """What `roster publish` is asked to do; each option of the command is a field.

    Attributes:
        book: the file of the solved book.
        folder: where to write what each kind of reader is given.
        audiences: the kinds of readers; all when empty.
        plain_names: name personal pages after people's ids.
        output: where to write the frozen book; in the folder when None.
        after: the frozen book of the publication before, where `book` does not come from it.
        address: where the folder is served on the web; as at the publication before when None, nowhere when empty.
        worked: files of what was worked.
        form: `text` or `json`.
    """

    book: Path
    folder: Path
    audiences: tuple[str, ...] = ()
    plain_names: bool = False
    output: Path | None = None
    after: Path | None = None
    address: str | None = None
    worked: tuple[Path, ...] = ()
    form: str = "text"

    def frozen(self, name: str, version: int) -> Path:
        """Where the frozen book is written.

        Args:
            name: the book's name, for a book that comes from standard input.
            version: the version that is published.
        """
        from roster.io.site.addresses import file_name

        if self.output is not None:
            return self.output
        stem = file_name(name) if str(self.book) == STANDARD else _VERSION.sub("", self.book.stem)
        return self.folder / f"{stem}-v{version}{self.book.suffix or '.json'}"
