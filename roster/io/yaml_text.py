"""Reads and writes YAML by the rules of YAML 1.2 where they matter to a rota: `16:00` and `no` are texts."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import yaml

from models.errors import RosterError
from models.problems import Path
from roster.garbage import collection_paused
from roster.io.storage.limits import LIMITS, Limits

_BEFORE_A_VALUE = re.compile(r"[,\[{]|[-?:](?=\s)")  # each item and each field's value stands behind one of these


class YamlError(RosterError, ValueError):
    """Text that is not YAML, or that uses YAML in a way that no book does."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Loads safe YAML without the surprises of YAML 1.1; refuses repeated keys."""


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes YAML that `_Loader` reads back as the same data."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_TAG = "tag:yaml.org,2002:"
_RESOLVERS: list[tuple[str, str, str]] = [
    (f"{_TAG}bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    (f"{_TAG}int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    (
        f"{_TAG}float",
        r"^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$|^[-+]?\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$",
        "-+0123456789.",
    ),
    (f"{_TAG}null", r"^(?:~|null|Null|NULL|)$", "~nN\0"),
    (f"{_TAG}timestamp", r"^\d{4}-\d\d-\d\d$", "0123456789"),
]
for _class in (_Loader, _Dumper):
    _class.yaml_implicit_resolvers = {}
    for _tag, _pattern, _first in _RESOLVERS:
        _class.add_implicit_resolver(
            _tag, re.compile(_pattern), [*_first.replace("\0", ""), *([""] if "\0" in _first else [])]
        )


def _date(loader: Any, node: yaml.ScalarNode) -> date | str:
    try:
        return date.fromisoformat(node.value)
    except ValueError:
        return str(node.value)  # 2026-02-30: left to the model, which says what a date looks like


def _int(loader: Any, node: yaml.ScalarNode) -> int:
    try:
        return int(node.value)
    except ValueError:  # Python reads no number of thousands of digits
        line = node.start_mark.line + 1
        raise YamlError(f"line {line}: holds a number that is longer than any number in a book") from None


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: dict[Any, int] = {}
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str | int | float | bool | date | None):
            raise YamlError(f"line {key_node.start_mark.line + 1}: a field's name cannot be a list or mapping")
        if key in seen:
            raise YamlError(f"line {key_node.start_mark.line + 1}: '{key}' is given twice; first on line {seen[key]}")
        seen[key] = key_node.start_mark.line + 1
    return {
        loader.construct_object(key_node, deep=True): loader.construct_object(value_node, deep=True)
        for key_node, value_node in node.value
    }


_Loader.add_constructor(f"{_TAG}timestamp", _date)
_Loader.add_constructor(f"{_TAG}int", _int)
_Loader.add_constructor(f"{_TAG}map", _mapping)


def parse(text: str, limits: Limits = LIMITS) -> Any:
    """Parses YAML text.

    Raises:
        YamlError: with the line: the text is no YAML, repeats a key, or is beyond a limit.
    """
    loader = _Loader("")
    try:
        with collection_paused():
            node = compose(text, limits)
            return None if node is None else loader.construct_document(node)
    except yaml.YAMLError as error:
        raise YamlError(_sentence(error, limits)) from None
    except (ValueError, OverflowError) as error:
        raise error if isinstance(error, YamlError) else YamlError(str(error)) from None
    finally:
        loader.dispose()


def compose(text: str, limits: Limits = LIMITS) -> yaml.Node | None:
    """Parses YAML text into a tree of nodes, which know their lines.

    Raises:
        YamlError: as `parse`.
    """
    if more_than_any_book(text, limits.yaml_values):
        raise YamlError(f"the file holds more than {limits.yaml_values:,} values; no book does")
    try:
        with collection_paused():
            node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise YamlError(_sentence(error, limits)) from None
    except RecursionError:  # of the parser in Python, where there is no other; the usual one has a limit of its own
        raise YamlError(f"lists and mappings nested deeper than {limits.yaml_depth}") from None
    if node is not None:
        _measure(node, limits, {}, 0, frozenset())
    return node


def more_than_any_book(text: str, most: int) -> bool:
    """Estimates whether a text of YAML or JSON holds more than `most` values, without parsing it."""
    if len(text) <= most:
        return False
    return sum(1 for _ in _BEFORE_A_VALUE.finditer(text)) > most


def _measure(node: yaml.Node, limits: Limits, sizes: dict[int, int], depth: int, above: frozenset[int]) -> int:
    """Counts the nodes that a node unfolds into, each alias as often as it is used.

    Raises:
        YamlError: nested too deep, or more nodes than the limit.
    """
    if id(node) in sizes:
        return sizes[id(node)]
    if depth > limits.yaml_depth or id(node) in above:
        raise YamlError(f"line {node.start_mark.line + 1}: lists and mappings nested deeper than {limits.yaml_depth}")
    children: list[yaml.Node] = []
    if isinstance(node, yaml.SequenceNode):
        children = node.value
    elif isinstance(node, yaml.MappingNode):
        children = [child for pair in node.value for child in pair]
    if not children:
        return 1
    size = 1 + sum(_measure(child, limits, sizes, depth + 1, above | {id(node)}) for child in children)
    if size > limits.yaml_nodes:
        raise YamlError(f"the file unfolds into more than {limits.yaml_nodes:,} values; no book does")
    sizes[id(node)] = size
    return size


class Lines:
    """Finds the line on which each part of the data in a text begins."""

    def __init__(self, text: str, limits: Limits = LIMITS) -> None:
        self._root = compose(text, limits)
        self._fields: dict[int, dict[str, tuple[int, yaml.Node]]] = {}

    def of(self, path: Path) -> int | None:
        """Returns the line of the deepest part of a path that exists; None where no part of it exists."""
        node, line = self._root, None
        for part in path:
            found: tuple[int, yaml.Node] | None = None
            if isinstance(node, yaml.MappingNode):
                found = self._fields_of(node).get(str(part))
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                found = (node.value[part].start_mark.line + 1, node.value[part])
            if found is None:
                break
            line, node = found
        return line

    def _fields_of(self, node: yaml.MappingNode) -> dict[str, tuple[int, yaml.Node]]:
        if id(node) not in self._fields:
            self._fields[id(node)] = {str(key.value): (key.start_mark.line + 1, value) for key, value in node.value}
        return self._fields[id(node)]


def dump(data: Any) -> str:
    """Writes data as YAML text that `parse` reads back as the same data."""
    return str(yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120, default_flow_style=None))


def inline(data: Any, *, ascii_only: bool = False) -> str:
    """Writes data as one line of YAML, `{hours: 11, per: week}`, that `parse` reads back as the same data."""
    for spelt in (True, False):
        if spelt and ascii_only:
            continue
        text = str(
            yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=spelt, width=10**9, default_flow_style=True)
        ).rstrip("\n")
        if "\n" not in text and parse(text) == data:
            break
    return text


def _sentence(error: yaml.YAMLError, limits: Limits) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        mark = error.problem_mark
        if error.problem == "exceeded maximum nesting depth":  # the parser's own limit, at which it would crash
            return f"line {mark.line + 1}: lists and mappings nested deeper than {limits.yaml_depth}"
        return f"line {mark.line + 1}, column {mark.column + 1}: {error.problem}"
    if isinstance(error, yaml.reader.ReaderError):
        return f"a character that YAML does not allow: {error.reason}"
    return str(error).splitlines()[0]
