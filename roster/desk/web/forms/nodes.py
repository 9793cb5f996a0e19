"""A form as its template shows it: fields with what is typed in them, what may be chosen, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.book import Book
from models.problems import Problem
from roster.desk.web.forms.inputs import input_type
from roster.desk.web.forms.shapes import Shape, Takes
from roster.desk.web.forms.texts import GIVEN, Texts, filled, rows_in

_MOST_TICKS = 12  # of more choices, ids are typed

_INPUTS = {Takes.DATE: "date", Takes.TIME: "time", Takes.MOMENT: "datetime-local"}

Choice = tuple[str, str]
"""What is sent, and what is read."""


@dataclass(frozen=True)
class Node:
    """A field of a form.

    Attributes:
        path: its name when it is sent: `offers.0.first`.
        values: what is typed or chosen in it.
        choices: what may be chosen; empty where it is typed.
        wrong: what is wrong with it.
        rows: of a field of several records, the fields of each; of a record inside, of that one.
        given: what the record says of it beside its fields (see `Texts`).
        open: whether something is typed in it or wrong with it, so that it must be seen.
    """

    path: str
    shape: Shape
    values: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    wrong: tuple[str, ...] = ()
    rows: tuple[tuple[Node, ...], ...] = ()
    given: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether something is typed in it or in a field inside, or wrong there."""
        inside = any(node.open for row in self.rows for node in row)
        return bool(self.wrong or self.given) or inside or filled(self.values)

    @property
    def input_type(self) -> str:
        """What browsers help to fill in; plain text where something is wrong, so that what was typed is seen."""
        return input_type(_INPUTS.get(self.shape.takes, "text"), self.value, bool(self.wrong))

    @property
    def value(self) -> str:
        """The one text of it; of several values, all of them as they are typed."""
        return ("\n" if self.shape.takes in (Takes.LINES, Takes.PAIRS, Takes.YAML) else ", ").join(self.values)


@dataclass(frozen=True)
class FormMaker:
    """Makes the fields of a form.

    Attributes:
        texts: what is typed.
        problems: what is wrong, each with the path of its field.
        book: whose records may be referred to.
    """

    texts: Texts
    problems: Sequence[Problem]
    book: Book

    def nodes(self, fields: Iterable[Shape], above: str = "") -> tuple[Node, ...]:
        """The fields, in their order."""
        return tuple(self._node(shape, f"{above}{shape.name}") for shape in fields)

    def elsewhere(self, nodes: Sequence[Node]) -> list[str]:
        """What is wrong and stands beside no field."""
        shown = set(_shown(nodes))
        return [problem.message for problem in self.problems if problem.message not in shown]

    def _node(self, shape: Shape, path: str) -> Node:
        values = tuple(self.texts.get(path, ()))
        rows: tuple[tuple[Node, ...], ...] = ()
        if shape.takes is Takes.GROUP:
            rows = (self.nodes(shape.fields, f"{path}."),)
        elif shape.takes is Takes.ROWS:
            rows = tuple(self.nodes(shape.fields, f"{path}.{number}.") for number in range(rows_in(self.texts, path)))
        given = tuple(self.texts.get(path + GIVEN, ()))
        return Node(path, shape, values, self._choices(shape, values), self._wrong(shape, path), rows, given)

    def _wrong(self, shape: Shape, path: str) -> tuple[str, ...]:
        """What is wrong with a field; of one without fields inside, also what is wrong with a part of it."""
        found = []
        for problem in self.problems:
            place = ".".join(map(str, problem.path))
            inside = place.startswith(f"{path}.") and not _leads_to_field(shape, place[len(path) + 1 :])
            if place == path or inside:
                found.append(problem.message)
        return tuple(dict.fromkeys(found))

    def _choices(self, shape: Shape, values: Sequence[str]) -> tuple[Choice, ...]:
        if shape.takes in (Takes.CHOICE, Takes.CHOICES):
            return _in_order({word: word for word in shape.words}, values)
        if not shape.section or shape.takes is Takes.LINES:
            return ()
        records = getattr(self.book, shape.section)
        found = {item.id: f"{item.name} ({item.id})" if getattr(item, "name", "") else item.id for item in records}
        if shape.takes is Takes.WORDS:
            return _in_order(found, values) if len(found) <= _MOST_TICKS else ()
        found |= {value: value for value in values if value and value not in found}
        return tuple(found.items())


def _in_order(choices: Mapping[str, str], values: Sequence[str]) -> tuple[Choice, ...]:
    """The choices; the chosen ones first where they stand in an order of their own, which boxes would not keep."""
    chosen = [value for value in values if value in choices]
    if chosen != [value for value in choices if value in chosen]:
        choices = {value: choices[value] for value in chosen} | dict(choices)
    return tuple(choices.items())


def _leads_to_field(shape: Shape, rest: str) -> bool:
    """Whether the rest of a path leads to a field inside a field."""
    if not shape.fields:
        return False
    parts = rest.split(".")
    if shape.takes is Takes.ROWS:
        parts = parts[1:]
    return bool(parts) and any(parts[0] == item.name for item in shape.fields)


def _shown(nodes: Iterable[Node]) -> Iterable[str]:
    for node in nodes:
        yield from node.wrong
        for row in node.rows:
            yield from _shown(row)


__all__ = ["Choice", "FormMaker", "Node"]
