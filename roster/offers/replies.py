"""The replies of people: what each offers, their limits, and what of it could not be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time

from models.people import Offer, Person
from roster.offers.words.answers import DateAnswer


@dataclass(frozen=True)
class Place:
    """Where something stands: a file, in a workbook the sheet, and a row.

    Attributes:
        file: the file as the user named it, with the sheet where the workbook has several.
        row: as a spreadsheet numbers it; 0 for the whole file or sheet.
    """

    file: str
    row: int = 0

    def __str__(self) -> str:
        return f"{self.file}: row {self.row}" if self.row else self.file


@dataclass(frozen=True)
class Remark:
    """A sentence on something that was read at a place."""

    place: Place
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


@dataclass
class Reply:
    """One reply of one person.

    Attributes:
        person: whose it is.
        place: where it stands.
        moment: when it was given, local; None where that is not known.
        answers: the dates offered.
        caps: the limits that it states; None removes a limit.
        remarks: what the person wrote beside it, for the coordinator to read.
        problems: what is not understood.
    """

    person: Person
    place: Place
    moment: datetime | None = None
    answers: list[DateAnswer] = field(default_factory=list)
    caps: dict[str, float | int | None] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)

    @property
    def dates(self) -> list[DateAnswer]:
        """The dates offered, in order, each once."""
        return sorted(dict.fromkeys(self.answers), key=lambda item: (item.date, item.start or time(), item.call_signs))

    def offers(self) -> tuple[Offer, ...]:
        """The offers of a book: dates with the same window and call signs together."""
        groups: dict[tuple[time | None, time | None, tuple[str, ...]], list[DateAnswer]] = defaultdict(list)
        for answer in self.dates:
            groups[answer.start, answer.end, answer.call_signs].append(answer)
        whole = {answer.date for answer in self.dates if answer.start is None and not answer.call_signs}
        return tuple(
            Offer(dates=tuple(days), start=start, end=end, call_signs=signs)
            for (start, end, signs), answers in sorted(groups.items(), key=lambda item: item[0][0] is not None)
            if (days := [item.date for item in answers if (start is None and not signs) or item.date not in whole])
        )


@dataclass
class FileReading:
    """What was read of one file, or of one sheet.

    Attributes:
        replies: the replies in it.
        problems: what is not understood and belongs to nobody.
        notes: what was passed over, and how something was taken.
        blank: people whose sheet came back without an answer, and its place.
        unknown_columns: headings of a form that are not recognised -> an example of what stands below.
        columns: every heading of a form -> how it is taken.
    """

    replies: list[Reply] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    blank: list[tuple[Person, Place]] = field(default_factory=list)
    unknown_columns: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)

    def add(self, other: FileReading) -> None:
        """Adds the replies and mistakes of another reading to these."""
        self.replies += other.replies
        self.problems += other.problems
        self.notes += other.notes
        self.blank += other.blank
        self.unknown_columns |= other.unknown_columns
        self.columns |= other.columns


@dataclass(frozen=True)
class Grid:
    """The cells of a sheet or of a CSV file.

    Attributes:
        file: the file.
        name: the file, with the sheet in brackets where the workbook has several.
        title: the name of the sheet; empty for a CSV file.
        moment: when the file was last written, local.
        rows: row -> column (from 1) -> value; blank cells are left out.
        faults: (row, column) -> why that cell cannot be read.
    """

    file: str
    name: str
    title: str
    moment: datetime | None
    rows: Mapping[int, Mapping[int, object]]
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def place(self, row: int = 0) -> Place:
        """The place of a row."""
        return Place(self.name, row)


def in_order(remarks: Sequence[Remark]) -> list[Remark]:
    """Remarks by file and row, each once."""
    return sorted(dict.fromkeys(remarks), key=lambda item: (item.place.file, item.place.row))
