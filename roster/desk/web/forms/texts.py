"""Records as the texts of a form, and back: what is typed is kept as it is until the record is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from models.problems import Problem
from roster.desk.web.forms.inputs import UNSEEN, has_unseen
from roster.desk.web.forms.shapes import YES_NO, Shape, Takes
from roster.io import yaml_text
from roster.io.yaml_text import YamlError

Texts = dict[str, list[str]]
"""Path of a field -> what is typed or chosen in it.

`offers.n` is how many rows `offers` has. `holidays.given` says that the record said something of `holidays` which its
fields cannot show by themselves: that there is such a record inside though all of it is usual, or that a list is empty
though it would not be if it were left out. It holds "shown", and "on" as long as its box is ticked.
"""

NUMBER = ".n"
GIVEN = ".given"
NULL = "null"
MOST_ROWS = 1000


def texts_of(fields: Sequence[Shape], record: Mapping[str, Any], above: str = "") -> Texts:
    """The texts of a record, as JSON has it."""
    found: Texts = {}
    for shape in fields:
        path, value = f"{above}{shape.name}", record.get(shape.name)
        if shape.takes is Takes.ROWS:
            rows = value or []
            found[path + NUMBER] = [str(len(rows))]
            for number, row in enumerate(rows):
                found |= texts_of(shape.fields, row, f"{path}.{number}.")
        elif shape.takes is Takes.GROUP:
            found |= texts_of(shape.fields, value or {}, f"{path}.")
            if value is not None:
                found[path + GIVEN] = ["shown", "on"]
        elif value is not None:
            found[path] = _written(shape.takes, value)
            if shape.takes is Takes.CHOICES and not value:
                found[path + GIVEN] = ["shown"]
        elif shape.nullable and shape.name in record:
            found[path] = [NULL]
    return found


def record_of(fields: Sequence[Shape], texts: Texts, above: str = "") -> tuple[dict[str, Any], list[Problem]]:
    """The record that the texts stand for, and what cannot be read; its values are not yet checked."""
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for shape in fields:
        path = f"{above}{shape.name}"
        if shape.takes is Takes.ROWS:
            rows = [record_of(shape.fields, texts, f"{path}.{number}.") for number in range(rows_in(texts, path))]
            problems += [problem for _, told in rows for problem in told]
            if rows:
                found[shape.name] = [row for row, _ in rows]
        elif shape.takes is Takes.GROUP:
            inside, told = record_of(shape.fields, texts, f"{path}.")
            problems += told
            shown = texts.get(path + GIVEN, ())
            if "on" in shown or (inside and not shown):
                found[shape.name] = inside
        elif filled(texts.get(path)):
            if any(map(has_unseen, texts[path])):
                problems.append(Problem(tuple(path.split(".")), UNSEEN))
                continue
            try:
                found[shape.name] = _read(shape, texts[path])
            except YamlError as error:
                problems.append(Problem(tuple(path.split(".")), str(error)))
        elif texts.get(path + GIVEN):
            found[shape.name] = []
    return found, problems


def without_blank_rows(fields: Sequence[Shape], texts: Texts, above: str = "") -> Texts:
    """The texts without the rows in which nothing is typed, so that rows of the form and of the record agree."""
    kept = dict(texts)
    for shape, path in _rows_fields(fields, above):
        blank = [number for number in range(rows_in(kept, path)) if _is_blank(kept, f"{path}.{number}.")]
        for number in reversed(blank):
            kept = without_row(kept, path, number)
        for number in range(rows_in(kept, path)):
            kept = without_blank_rows(shape.fields, kept, f"{path}.{number}.")
    return kept


def rebased(fields: Sequence[Shape], typed: Texts, was: Texts, now: Texts) -> Texts:
    """What was typed on top of a record as others have changed it meanwhile.

    Args:
        typed: the form as it was sent.
        was: the record as the form began with it.
        now: the record as it is now.

    Returns:
        Of each field that was changed in the form what was typed; of the others what the record says now.
    """
    kept: Texts = {}
    for shape in fields:
        mine, theirs = record_of((shape,), typed), record_of((shape,), was)
        source = now if mine == theirs and not mine[1] else typed
        inside = f"{shape.name}."
        kept |= {name: values for name, values in source.items() if name == shape.name or name.startswith(inside)}
    return kept


def with_row(texts: Texts, path: str) -> Texts:
    """The texts with one more row, in which nothing is typed."""
    return texts | {path + NUMBER: [str(min(MOST_ROWS, rows_in(texts, path) + 1))]}


def without_row(texts: Texts, path: str, number: int) -> Texts:
    """The texts without one row."""
    kept: Texts = {}
    inside = re.compile(rf"{re.escape(path)}\.(\d+)\.")
    for name, values in texts.items():
        match = inside.match(name)
        place = int(match[1]) if match else -1
        if place == number:
            continue
        kept[f"{path}.{place - 1}.{name[match.end() :]}" if match and place > number else name] = values
    return kept | {path + NUMBER: [str(max(0, rows_in(texts, path) - 1))]}


def rows_in(texts: Texts, path: str) -> int:
    """How many rows a field has."""
    text = (texts.get(path + NUMBER) or ["0"])[0]
    return min(MOST_ROWS, int(text)) if text.isdecimal() else 0


def filled(values: Sequence[str] | None) -> bool:
    """Whether anything is typed or chosen."""
    return any(value.strip() for value in values or ())


def _rows_fields(fields: Sequence[Shape], above: str) -> Iterator[tuple[Shape, str]]:
    for shape in fields:
        if shape.takes is Takes.ROWS:
            yield shape, f"{above}{shape.name}"
        elif shape.takes is Takes.GROUP:
            yield from _rows_fields(shape.fields, f"{above}{shape.name}.")


def _is_blank(texts: Texts, above: str) -> bool:
    return not any(
        filled(values)
        for name, values in texts.items()
        if name.startswith(above) and not name.endswith((NUMBER, GIVEN))
    )


def _written(takes: Takes, value: Any) -> list[str]:
    if takes is Takes.TICK:
        return ["on"] if value else []
    if takes in (Takes.CHOICES, Takes.WORDS, Takes.NUMBERS, Takes.LINES):
        return [_plain(item) for item in value]
    if takes is Takes.PAIRS:
        return ["\n".join(f"{key}: {_plain(item)}" for key, item in value.items())]
    if takes is Takes.YAML:
        return [yaml_text.dump(value).strip()]
    if takes is Takes.MOMENT:
        return [str(value).replace(" ", "T")]
    return [_plain(value)]


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)


def _read(shape: Shape, values: Sequence[str]) -> Any:
    takes, text = shape.takes, values[0].strip()
    if shape.nullable and text == NULL:
        return None
    if shape.words == YES_NO:
        return {"yes": True, "no": False}.get(text, text)
    if takes is Takes.TICK:
        return True
    if takes is Takes.CHOICES:
        return [value for value in values if value.strip()]
    if takes in (Takes.WORDS, Takes.NUMBERS):
        # Ticked boxes send a value each; what is typed is one text.
        typed = re.split(r"[,;\n]", text) if len(values) == 1 else values
        parts = [part.strip() for part in typed if part.strip()]
        return [_number(part) for part in parts] if takes is Takes.NUMBERS else parts
    if takes is Takes.LINES:
        return [line.strip() for value in values for line in value.splitlines() if line.strip()]
    if takes is Takes.PAIRS:
        pairs = [line.rpartition(":") for line in text.splitlines() if line.strip()]
        return {(key or value).strip(): _number(value) if key else "" for key, _, value in pairs}
    if takes is Takes.YAML:
        return _as_json(yaml_text.parse(text))
    if takes is Takes.MOMENT:
        return text.replace("T", " ")
    return _number(text) if takes is Takes.NUMBER else text


def _number(text: str) -> Any:
    """A number where it is one, else the text, of which the model then says what is wrong."""
    plain = text.strip().replace(",", ".")
    if re.fullmatch(r"-?\d{1,15}", plain):
        return int(plain)
    return float(plain) if re.fullmatch(r"-?\d{0,15}\.\d{1,15}", plain) else text.strip()


def _as_json(value: Any) -> Any:
    """What YAML holds as JSON has it: dates as texts."""
    if isinstance(value, Mapping):
        return {str(key): _as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    return str(value) if isinstance(value, date) else value


__all__ = [
    "GIVEN",
    "NUMBER",
    "Texts",
    "filled",
    "rebased",
    "record_of",
    "rows_in",
    "texts_of",
    "with_row",
    "without_blank_rows",
    "without_row",
]
