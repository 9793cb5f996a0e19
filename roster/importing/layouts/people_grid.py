"""Reads a table with people down and dates across: a code, times, or start and finish in the cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from datetime import date

from roster.importing.answers import LABEL_MEANINGS, NOTHING, PERSON, SECTION, Topic
from roster.importing.facts import Mention, Turn
from roster.importing.grid import Cell
from roster.importing.layouts.block import Block, DateColumn
from roster.importing.layouts.reading import Reading
from roster.importing.layouts.start_and_finish import TwoCells, columns_of_dates, rows_of_people
from roster.importing.words.codes import call_sign_in, legend_entries
from roster.importing.words.contacts import is_email, is_phone
from roster.importing.words.headings import heading_kind, is_total
from roster.importing.words.names import looks_like_name, name_written, one_word_name
from roster.importing.words.roles import RoleWord, by_id, new_role, role_named
from roster.importing.words.time_spans import TimeSpan, clock_of

_LONGEST_LABEL = 6  # words; a longer one is a note


@dataclass
class _Columns:
    """Which columns of labels say what; None where there is none."""

    name: int | None = None
    first: int | None = None
    last: int | None = None
    id: int | None = None
    role: int | None = None
    team: int | None = None
    call_sign: int | None = None
    phone: int | None = None
    email: int | None = None
    others: dict[int, str] = field(default_factory=dict)


def read_people_grid(block: Block, reading: Reading) -> None:
    """Adds the people, turns and days away of a table to what was found."""
    _PeopleGrid(block, reading).read()


class _PeopleGrid:
    def __init__(self, block: Block, reading: Reading) -> None:
        self.block = block
        self.grid = block.grid
        self.reading = reading
        self.ledger = reading.ledger
        self.columns = _label_columns(block)
        self.section: RoleWord | None = None
        self.section_text = ""
        self.people = 0
        self.pairs = columns_of_dates(block)
        self.finishes = {} if self.pairs else rows_of_people(block, self._name)

    def read(self) -> None:
        for position, row in enumerate(self.block.rows):
            if row == self.block.legend_row:
                break
            if row in self.finishes.values():
                self._second_row(row)
            else:
                self._row(row, position)
        self.reading.facts.lines.append(self._sentence())

    def _sentence(self) -> str:
        days = [column.date for column in self.block.columns]
        way = "people across and dates down" if self.grid.turned else "people down and dates across"
        return f"{self.block.place}: {way}: {self.people} people, {min(days)} to {max(days)}" + (
            ", a start and a finish for each date" if self.pairs or self.finishes else ""
        )

    # --- rows

    def _row(self, row: int, position: int) -> None:
        labels = self.block.labels_of(row)
        entries = self.block.entries(row)
        name = self._name(row)
        if labels and any(is_total(text) for text in list(labels.values())[:2]) and not looks_like_name(name):
            self._set_aside(row, "a row of totals")
        elif heading_kind(name) in ("note", "weekday", "date", "status"):
            self._beside_the_dates(row, name)
        elif not name:
            self._nameless(row, entries)
        elif entries and self._kind_of(name, row) != NOTHING and not self._is_head(name, entries):
            self._person(row, name, entries)
        else:
            self._label_only(row, name, position)

    def _beside_the_dates(self, row: int, heading: str) -> None:
        """A row of notes or days of the week, as a column beside dates that go down."""
        for column in self.grid.columns(row):
            text = self.grid.text(row, column)
            self.ledger.set_aside(self.grid.cell(row, column), f"{heading}: {text[:60]}")

    def _name(self, row: int) -> str:
        found = self.columns
        if found.first is not None and found.last is not None:
            return f"{self.block.label(row, found.first)} {self.block.label(row, found.last)}".strip()
        if found.name is not None and (name := self.block.label(row, found.name)):
            return name
        return self.block.label(row, found.id) if found.id is not None else ""

    def _nameless(self, row: int, entries: list[tuple[DateColumn, str]]) -> None:
        if entries and all(text.replace(".", "", 1).isdigit() for _, text in entries):
            self._set_aside(row, "a row of totals")
            return
        for column in self.grid.columns(row):
            text = self.grid.text(row, column)
            if (role := role_named(text)) is not None and not entries:
                self._begin_section(row, column, text, role)
            elif not entries and len(text.split()) > _LONGEST_LABEL:
                self.ledger.set_aside(self.grid.cell(row, column), f"a note: {text[:60]}")
            elif not self.reading.is_legend(text):
                self.ledger.refuse(self.grid.cell(row, column), "stands in a row without a name")

    def _is_head(self, name: str, entries: list[tuple[DateColumn, str]]) -> bool:
        """Whether a row repeats one text over all its columns, as the head of a section does."""
        return role_named(name) is not None and {text for _, text in entries} == {name}

    def _kind_of(self, name: str, row: int) -> str:
        answer = self.reading.answers.about(Topic.LABEL, name)
        return answer.means if answer is not None and answer.means in LABEL_MEANINGS else ""

    def _label_only(self, row: int, name: str, position: int) -> None:
        """A row with a label and nothing below the dates: a section, a person without duties, a note."""
        kind = self._kind_of(name, row)
        column = self._name_column
        role = role_named(name)
        answer = self.reading.answers.about(Topic.LABEL, name)
        if kind == SECTION or (not kind and role is not None and self._people_follow(position)):
            if answer is not None and answer.role:
                role = by_id(answer.role) or new_role(answer.role, answer.organisation)
            self._begin_section(row, column, name, role)
        elif kind == NOTHING:
            self._set_aside(row, "nothing, by the mapping")
        elif any(True for _ in legend_entries(name)) or self.reading.is_legend(name):
            return
        elif len(name.split()) > _LONGEST_LABEL or (kind != PERSON and not name_written(name)):
            self._note(row, name, position)
        elif (
            kind == PERSON
            or looks_like_name(name)
            or self.columns.role in self.block.labels_of(row)
            or (one_word_name(name) and self._single_names() and not self.grid.width(row, column) > 2)
        ):
            self._person(row, name, [])
        else:
            self._note(row, name, position)

    def _note(self, row: int, name: str, position: int) -> None:
        """A label that is neither a role nor a name; where people follow it, it is asked what it is."""
        cell = self.grid.cell(row, self._name_column)
        if self._people_follow(position) and len(name.split()) <= _LONGEST_LABEL:
            self.reading.facts.labels.setdefault(name, cell)
            self.ledger.refuse(cell, "may be the head of a section; see the mapping")
            self.section, self.section_text = None, ""
            return
        self._set_aside(row, f"a note: {name[:60]}")

    def _people_follow(self, position: int) -> bool:
        """Whether the next row with a label has entries."""
        following = self.block.rows[position + 1 : position + 3]
        return any(self.block.entries(row) for row in following)

    def _single_names(self) -> bool:
        names = [self._name(row) for row in self.block.rows if self.block.entries(row)]
        return sum(one_word_name(name) for name in names) > len(names) // 2

    def _begin_section(self, row: int, column: int, text: str, role: RoleWord | None) -> None:
        self.section, self.section_text = role, text
        for at in self.grid.columns(row):
            self.ledger.take(self.grid.cell(row, at), f"the head of a section: {role.name if role else text}")
        self.reading.facts.lines.append(
            f"{self.grid.cell(row, column)}: '{text}' is the head of a section" + (f", {role.name}" if role else "")
        )

    def _set_aside(self, row: int, what: str) -> None:
        for column in self.grid.columns(row):
            if not self.reading.is_legend(self.grid.text(row, column)):
                self.ledger.set_aside(self.grid.cell(row, column), what)

    @property
    def _name_column(self) -> int:
        found = self.columns
        return next(c for c in (found.name, found.first, found.id, self.block.labels[0]) if c is not None)

    # --- people

    def _person(self, row: int, name: str, entries: list[tuple[DateColumn, str]]) -> None:
        found = self.columns
        labels = self.block.labels_of(row)
        role_text = labels.get(found.role, "") if found.role is not None else ""
        role = role_named(role_text) or (self.section if not role_text else None)
        mention = Mention(
            name, role, role_text or (self.section_text if role is None else ""),
            labels.get(found.id, "") if found.id is not None else "",
            labels.get(found.team, "") if found.team is not None else "",
        )  # fmt: skip
        self.people += 1
        for column in labels:
            cell = self.grid.cell(*self.grid.origin(row, column))
            self._label_cell(cell, row, column, mention)
        self.reading.facts.mentions.append(mention)
        call_sign = labels.get(found.call_sign, "") if found.call_sign is not None else ""
        if self.pairs or row in self.finishes:
            self._timed_entries(name, call_sign, self._cells_of_dates(row))
            return
        for day, text in entries:
            cell = self.grid.cell(*self.grid.origin(row, day.column))
            self.reading.entry(name, day.date, cell, text, heading=day.heading, call_sign=call_sign)

    def _label_cell(self, cell: Cell, row: int, column: int, mention: Mention) -> None:
        found, name, text = self.columns, mention.name, self.block.label(row, column)
        kinds = {found.name: "name", found.first: "first name", found.last: "surname", found.id: "id",
                 found.role: "role", found.team: "team", found.call_sign: "call sign", found.phone: "phone",
                 found.email: "email"}  # fmt: skip
        kind = kinds.get(column)
        if kind in ("phone", "email"):
            self.reading.contact(mention, kind, cell, self.grid.value(*self.grid.origin(row, column)))
        elif kind is not None:
            mention.cells.append(cell)
            self.ledger.take(cell, f"the {kind} of {name}")
        elif row in self.finishes and heading_kind(text) == "start":
            self.ledger.take(cell, "a row of starts")
        elif found.others.get(column) == "total" or is_total(self.block.headings.get(column, "")):
            self.ledger.set_aside(cell, "a total")
        elif text.replace(".", "", 1).replace("-", "", 1).isdigit():
            self.ledger.set_aside(cell, "a number beside the rota")
        else:
            self.ledger.set_aside(cell, f"a note beside the rota: {text[:60]}")

    def _cells_of_dates(self, row: int) -> list[TwoCells]:
        """The cells of start and finish of a row: in columns of each date, or in this row and the one below it."""
        if self.pairs:
            return [TwoCells(day, (row, pair.start), (row, pair.end), pair.others) for day, pair in self.pairs.items()]
        below = self.finishes[row]
        return [TwoCells(item.date, (row, item.column), (below, item.column)) for item in self.block.columns]

    def _timed_entries(self, name: str, call_sign: str, cells_of_dates: Sequence[TwoCells]) -> None:
        """The entries of a person with a start and a finish for each date."""
        for two in cells_of_dates:
            start, end = (self.grid.origin(*place) for place in (two.start, two.end))
            cells = {place: self.grid.cell(*place) for place in (start, end) if self.grid.text(*place)}
            clocks = [clock_of(self.grid.value(*place)) for place in (start, end)]
            if clocks[0] is not None and clocks[1] is not None:
                span = TimeSpan(clocks[0], clocks[1])
                self.reading.turn(Turn(name, two.day, cells[start], span, call_sign=call_sign))
                for cell in cells.values():
                    self.ledger.take(cell, f"a time of the duty of {name} on {two.day}")
            elif len(cells) == 2 and self.grid.text(*start) == self.grid.text(*end):
                self._half(name, two.day, cells[start], self.grid.text(*start), clocks)
                self.ledger.take(cells[end], "the same as in the other cell of that date")
            else:
                for place, cell in cells.items():
                    self._half(name, two.day, cell, self.grid.text(*place), clocks)
            for column in two.others:
                if self.grid.text(two.start[0], column):
                    cell = self.grid.cell(two.start[0], column)
                    self.ledger.set_aside(cell, "a length of time beside start and finish")

    def _half(self, name: str, day: date, cell: Cell, text: str, clocks: Sequence[object]) -> None:
        if any(clock is not None for clock in clocks):
            self.ledger.refuse(cell, f"the start or the finish of {name}'s duty on {day} is missing beside it")
        else:
            self.reading.entry(name, day, cell, text)

    def _second_row(self, row: int) -> None:
        """Accounts for the labels of a row of finishes; its times belong to the row above."""
        for column, text in self.block.labels_of(row).items():
            cell = self.grid.cell(*self.grid.origin(row, column))
            if heading_kind(text) == "end" or text == self._name(row):
                self.ledger.take(cell, "a row of finishes")
            else:
                self.ledger.set_aside(cell, f"a note beside the rota: {text[:60]}")


def _label_columns(block: Block) -> _Columns:
    """Finds out which column of labels says what, by its heading and by what it holds."""
    found = _Columns()
    named = {"person": "name", "first": "first", "last": "last", "id": "id", "role": "role", "team": "team",
             "call sign": "call_sign", "phone": "phone", "email": "email"}  # fmt: skip
    for column in block.labels:
        kind = heading_kind(block.headings.get(column, ""))
        name = named.get(kind)
        if name is not None and getattr(found, name) is None and _has_labels(block, column):
            setattr(found, name, column)
        else:
            found.others[column] = kind
    if found.first is None or found.last is None:
        found.name = found.name if found.name is not None else (found.last or found.first)
        found.first = found.last = None
    if found.name is None and found.last is None:
        found.name = _likeliest(block, found, lambda text: looks_like_name(text) or one_word_name(text))
        if found.name is None and found.id is None:
            found.name = _likeliest(block, found, lambda text: name_written(text) is not None)
    if found.role is None:
        found.role = _likeliest(block, found, lambda text: role_named(text) is not None, taken={found.name})
    found.email = found.email or _likeliest(block, found, is_email, taken={found.name})
    found.phone = found.phone or _likeliest(block, found, is_phone, taken={found.name})
    if found.call_sign is None:
        found.call_sign = _likeliest(block, found, _is_call_sign, taken={found.name, found.role})
    return found


def _is_call_sign(text: str) -> bool:
    found = call_sign_in(text)
    return found is not None and not found[1]


def _has_labels(block: Block, column: int) -> bool:
    return any(block.label(row, column) for row in block.rows)


def _likeliest(
    block: Block, found: _Columns, fits: Callable[[str], bool], taken: Set[int | None] = frozenset()
) -> int | None:
    """The column not yet known of which most labels, beside entries, fit."""
    best: Counter[int] = Counter()
    rows = [row for row in block.rows if block.entries(row)]
    for column in found.others:
        texts = [text for row in rows if (text := block.label(row, column))]
        fitting = sum(fits(text) for text in texts)
        if column not in taken and fitting * 2 > len(texts):
            best[column] = fitting
    if not best:
        return None
    column = max(best, key=lambda at: (best[at], -at))
    found.others.pop(column)
    return column
