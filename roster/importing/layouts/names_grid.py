"""Reads a table with names in its cells: dates one way, posts (shifts, cars, seats) the other way."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import time

from roster.importing.answers import NO_SHIFT
from roster.importing.facts import Away, Turn
from roster.importing.grid import Cell
from roster.importing.layouts.block import Block, DateColumn
from roster.importing.layouts.reading import Reading
from roster.importing.words.codes import call_sign_in, is_shift_name
from roster.importing.words.headings import is_total
from roster.importing.words.names import looks_like_name, means_nobody, name_written, several_names
from roster.importing.words.posts import Post, post_of
from roster.importing.words.roles import role_named
from roster.importing.words.time_spans import TimeSpan, clock_of, span_in


def read_names_grid(block: Block, reading: Reading, default: TimeSpan | None) -> None:
    """Adds the turns of a table to what was found.

    Args:
        default: the times of all its duties, where a title gives them.
    """
    _NamesGrid(block, reading, default).read()


class _NamesGrid:
    def __init__(self, block: Block, reading: Reading, default: TimeSpan | None) -> None:
        self.block = block
        self.grid = block.grid
        self.reading = reading
        self.ledger = reading.ledger
        self.default = default
        self.beside: dict[int, dict[str, Cell]] = defaultdict(dict)  # column -> attribute -> its cell
        self.codes = [*reading.facts.legend, *(row.text for row in reading.answers.rows)]
        self.known = self._names_alone()

    def read(self) -> None:
        posts = self._posts()
        for row, post in posts.items():
            if self._is_attribute(row, post):
                self._attribute(row, post)
        outer = Post()
        for row, post in posts.items():
            entries = self.block.entries(row)
            if self._is_attribute(row, post):
                continue
            if not entries and post.is_context:
                outer = post
                self._take_labels(row, "the heading of posts")
            elif entries:
                self._names(row, post.within(outer), entries)
            else:
                self._bare_label(row, post)
        days = [column.date for column in self.block.columns]
        way = "dates down" if self.grid.turned else "dates across"
        self.reading.facts.lines.append(
            f"{self.block.place}: names in the cells, {way}: {min(days)} to {max(days)}"
        )  # fmt: skip

    # --- headings

    def _posts(self) -> dict[int, Post]:
        """The post of each row; a call sign or a shift of an outer label counts until the next one."""
        outer: dict[int, str] = {}
        posts = {}
        for row in self.block.rows:
            labels = self._own_labels(row)
            for column in self.block.labels[:-1]:
                if column in labels:
                    above = outer.get(column, "")
                    outer = {at: text for at, text in outer.items() if at < column}
                    post = post_of([labels[column]], self.codes)
                    if post.is_context:
                        outer[column] = labels[column]
                    if post.is_context and not post.call_sign and _only(call_sign_in(above)):
                        outer[column] = f"{above} {labels[column]}"  # the times below a call sign
            inner = any(column > max(outer, default=0) for column in labels)
            every = sorted({**labels, **outer}.items()) if inner else labels.items()
            posts[row] = post_of([text for _, text in every], self.codes)
        return posts

    def _own_labels(self, row: int) -> dict[int, str]:
        """The labels of a row, but that of a title that is merged over everything."""
        return {
            column: text
            for column, text in self.block.labels_of(row).items()
            if not (self.grid.turned and self.grid.origin(row, column)[0] in self.block.axis.rows)
        }

    def _take_labels(self, row: int, what: str) -> None:
        for column in self.block.labels:
            top, left = self.grid.origin(row, column)
            if self.block.label(row, column):
                self.ledger.take(self.grid.cell(top, left), what)

    def _bare_label(self, row: int, post: Post) -> None:
        if post.role is not None or post.seat or post.attribute:
            self._take_labels(row, "a heading with nothing below it") if post.role else None
            for column in self.block.labels:
                if self.grid.text(row, column):
                    self.ledger.set_aside(self.grid.cell(row, column), "a heading or a note with no names")

    # --- what is said of a date beside it

    def _is_attribute(self, row: int, post: Post) -> bool:
        if post.attribute and post.attribute != "total":
            return True
        entries = self.block.entries(row)
        if post.attribute == "total" or not entries:
            return post.attribute == "total"
        plain = not (post.role or post.seat or post.call_sign or post.code or post.span)
        return plain and all(self._says_of_date(text) for _, text in entries)

    def _says_of_date(self, text: str) -> bool:
        return is_shift_name(text) or _only(call_sign_in(text)) or span_in(text) is not None or text in self.codes

    def _attribute(self, row: int, post: Post) -> None:
        kind = post.attribute
        entries = self.block.entries(row)
        self._take_labels(row, f"a heading: {kind or 'what is beside the dates'}")
        for column, text in entries:
            cell = self.grid.cell(*self.grid.origin(row, column.column))
            what = kind or ("time" if span_in(text) else "shift" if is_shift_name(text) else "call sign")
            if what in ("shift", "time", "start", "end", "call sign", "vehicle"):
                self.beside[column.column][what] = cell
                self.ledger.take(cell, f"the {what} of {column.date}")
            elif what == "weekday":
                self.ledger.take(cell, "a day of the week")
            elif what == "total" and text.replace(".", "", 1).isdigit():
                self.ledger.set_aside(cell, "a total")
            else:
                self.ledger.set_aside(cell, f"a note beside {column.date}: {text[:60]}")

    def _of_date(self, column: DateColumn) -> Post:
        """What the cells beside a date, and the heading below it, say of its duties."""
        beside = {kind: self._text(cell) for kind, cell in self.beside[column.column].items()}
        texts = [beside[kind] for kind in ("shift", "time", "call sign") if beside.get(kind)]
        post = post_of([text for text in (column.heading, *texts) if text], self.codes)
        if "shift" in beside and not post.code and not post.span:
            post = replace(post, code=beside["shift"], seat="")
        if "call sign" in beside:
            post = replace(post, call_sign=beside["call sign"], seat="")
        start, end = (self._clock(column, kind) for kind in ("start", "end"))
        if start is not None and end is not None:
            post = replace(post, span=TimeSpan(start, end), written=None)
        return replace(post, vehicle=beside.get("vehicle", ""), attribute="")

    def _text(self, cell: Cell) -> str:
        return self.grid.text(cell.column, cell.row) if self.grid.turned else self.grid.text(cell.row, cell.column)

    def _clock(self, column: DateColumn, kind: str) -> time | None:
        cell = self.beside[column.column].get(kind)
        if cell is None:
            return None
        place = (cell.column, cell.row) if self.grid.turned else (cell.row, cell.column)
        return clock_of(self.grid.value(*place))

    # --- names

    def _names_alone(self) -> frozenset[str]:
        texts = [text for row in self.block.rows for _, text in self.block.entries(row)]
        return frozenset(found.key for text in texts if "," not in text and (found := name_written(text)))

    def _names(self, row: int, post: Post, entries: list[tuple[DateColumn, str]]) -> None:
        self._take_labels(row, f"a post: {_described(post)}")
        for column, text in entries:
            cell = self.grid.cell(*self.grid.origin(row, column.column))
            if means_nobody(text):
                self.ledger.take(cell, "nobody")
            elif role_named(text) is None and (
                is_total(text) or (text.replace(".", "", 1).isdigit() and len(text) < 3)
            ):
                self.ledger.set_aside(cell, "a total")
            else:
                self._cell(column, cell, text, post.within(self._of_date(column)))

    def _cell(self, column: DateColumn, cell: Cell, text: str, post: Post) -> None:
        for part in several_names(text, self.known):
            person, written = part, name_written(part)
            if written is None and (span := span_in(part)) is not None and looks_like_name(span.rest):
                person, written = span.rest, name_written(span.rest)
                post = replace(post, span=span.clear, written=span)
            if written is None:
                self.ledger.refuse(cell, f"'{part}' is no name; it stands where a name would")
                continue
            if written.note and not written.note.isdigit():
                self._note(cell, written.note)
            self._turn(person, column, cell, post)

    def _note(self, cell: Cell, note: str) -> None:
        self.ledger.refuse(cell, f"'({note})' beside the name is not understood; the name is taken")

    def _turn(self, person: str, column: DateColumn, cell: Cell, post: Post) -> None:
        if post.absence is not None:
            self.reading.away(Away(person, column.date, post.absence, cell))
            return
        turn = Turn(
            person, column.date, cell, post.span, post.code, post.call_sign, post.role, post.seat, post.vehicle
        )  # fmt: skip
        if turn.span is None:
            code = post.code or (post.written.text if post.written else "")
            meaning = self.reading.meanings.one(code) if code else None
            if meaning is not None and meaning.span is not None:
                turn = replace(
                    turn, span=meaning.span, code=meaning.code, call_sign=turn.call_sign or meaning.call_sign
                )
            elif meaning is not None and meaning.absence is not None:
                self.reading.away(Away(person, column.date, meaning.absence, cell))
                return
            else:
                self._without_times(turn, code)
                return
        if turn.code:
            self.reading.facts.code_cells[turn.code].append(cell)
        self.reading.turn(turn)

    def _without_times(self, turn: Turn, code: str) -> None:
        facts = self.reading.facts
        if not code and self.default is not None:
            self.reading.turn(replace(turn, span=self.default))
            return
        answer = self.reading.meanings.one(NO_SHIFT) if not code else None
        if answer is not None and answer.span is not None:
            facts.code_cells[NO_SHIFT].append(turn.cell)
            self.reading.turn(replace(turn, span=answer.span))
            return
        facts.open_codes[code or NO_SHIFT].append(turn.cell)
        self.ledger.refuse(turn.cell, f"the times of '{code or NO_SHIFT}' are not known; see the mapping")


def _only(found: tuple[str, str] | None) -> bool:
    return found is not None and not found[1]


def _described(post: Post) -> str:
    parts = [post.call_sign, post.code, str(post.span or ""), post.role.name if post.role else "", post.seat]
    return ", ".join(part for part in parts if part) or str(post.absence or "a seat")
