"""Compares two folders of outputs: JSON by content, workbooks part by part, text line by line.

What a run cannot repeat is ignored, and nothing else: when the outputs were made, how long that took, the program's
version, and what follows from a publication's random secret.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

IGNORED_KEYS = frozenset({"made_at", "seconds", "link_secret", "jru-roster"})
"""Keys of JSON: stamps, lengths of time, the secret of a publication's addresses, the program's version."""

STAMPED = frozenset({"at", "since"})
"""Keys of JSON whose value is ignored where it is a stamp of a publication: an instant with fractions of a second."""

_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z")
_INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)"
_DAY_AND_TIME = r"\d{1,2} [A-Z][a-z]+ \d{4}(?: at)? \d\d:\d\d"
_QUOTE = r"(?:\"|'|&quot;)?"
_SECONDS = r"[\d,.]+ (?:s|min)\b"
IGNORED_TEXT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.MULTILINE), kept)
    for pattern, kept in (
        # The first and the last line of a page or a sheet, the rows of the sheet About, the properties of a workbook.
        (rf"\b(made|frozen|published|changed) on {_DAY_AND_TIME}", r"\1 on (stamp)"),
        (rf"^<t>{_DAY_AND_TIME} (GMT|BST)</t>$", r"<t>(stamp) \1</t>"),
        (rf"{_DAY_AND_TIME}, in {_SECONDS} with", "(stamp), in (seconds) with"),
        (rf"(<dcterms:(?:created|modified)[^>]*>){_INSTANT}", r"\1(stamp)"),
        # A book as YAML, or as the JSON that a workbook keeps in a hidden sheet.
        (rf"\b(made_at{_QUOTE}: ?{_QUOTE}){_INSTANT}", r"\1(stamp)"),
        (rf"\b((?:at|since){_QUOTE}: ?{_QUOTE}){_STAMP.pattern}", r"\1(stamp)"),
        (rf"\b(seconds{_QUOTE}: ?)[\d.e-]+", r"\1(seconds)"),
        (rf"\b(jru-roster{_QUOTE}: ?{_QUOTE})\d[\w.]*", r"\1(version)"),
        (rf"\b(link_secret{_QUOTE}: ?{_QUOTE})[0-9a-f]+", r"\1(secret)"),
        # Calendars: identifiers come from the secret.
        (r"^(DTSTAMP|LAST-MODIFIED|CREATED):\d{8}T\d{6}Z", r"\1:(stamp)"),
        (r"^UID:[0-9a-f]+@", "UID:(id)@"),
        # What is printed, and the same in the sheet About.
        (rf"(, after |cells? in |\d cells, ){_SECONDS}", r"\1(seconds)"),
        (r" +\d+\.\d s$", " (seconds)"),
        (r"^.*\d of \d+ cells, .*\n", ""),
    )
)


def differences(old: Path, new: Path) -> list[str]:
    """One line for each file of two folders that differs or is in one alone, in the order of their names."""
    names = sorted({str(path.relative_to(root)) for root in (old, new) for path in root.rglob("*") if path.is_file()})
    found = []
    for name in names:
        if not (old / name).exists():
            found.append(f"{name}: only in {new}")
        elif not (new / name).exists():
            found.append(f"{name}: only in {old}")
        else:
            place = difference(name, (old / name).read_bytes(), (new / name).read_bytes())
            if place:
                found.append(f"{name}: {place}")
    return found


def difference(name: str, old: bytes, new: bytes) -> str | None:
    """The first place where two versions of a file differ, or None. The suffix of its name says how to compare."""
    if old == new:
        return None
    suffix = Path(name).suffix
    if suffix == ".json":
        return next(_in_json(_repeatable(json.loads(old)), _repeatable(json.loads(new)), ""), None)
    if suffix == ".xlsx":
        return next(_in_archives(old, new), None)
    return _in_text(old.decode(), new.decode())


def _repeatable(book: Any) -> Any:
    """A JSON value without the hash of a published book's inputs, which hold when it was published."""
    if isinstance(book, dict) and book.get("published"):
        book["rota"]["provenance"].pop("input_hash")
    return book


def _in_json(old: Any, new: Any, place: str) -> Iterator[str]:
    """Every place where two JSON values differ, depth first."""
    if isinstance(old, dict) and isinstance(new, dict):
        if list(old) != list(new):
            yield f"{place or '/'} has the keys {list(old)} and {list(new)}"
            return
        for key in old:
            if not _is_ignored(key, f"{place}/{key}", old[key], new[key]):
                yield from _in_json(old[key], new[key], f"{place}/{key}")
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            yield f"{place} has {len(old)} and {len(new)} entries"
        for number, (left, right) in enumerate(zip(old, new, strict=False)):
            yield from _in_json(left, right, f"{place}[{number}]")
    elif type(old) is not type(new) or old != new:
        yield f"{place} is {old!r} and {new!r}"


def _is_ignored(key: str, place: str, old: Any, new: Any) -> bool:
    """Whether a value of JSON may differ between two runs of the same program."""
    if key in STAMPED:
        return all(_STAMP.fullmatch(str(value)) for value in (old, new))
    return key in IGNORED_KEYS or place == "/run/cells"  # seconds of each cell of a what-if


def _in_archives(old: bytes, new: bytes) -> Iterator[str]:
    """Every part of two workbooks that differs."""
    with zipfile.ZipFile(BytesIO(old)) as left, zipfile.ZipFile(BytesIO(new)) as right:
        if left.namelist() != right.namelist():
            yield f"has the parts {left.namelist()} and {right.namelist()}"
            return
        for part in left.namelist():
            before, after = left.read(part), right.read(part)
            if before != after:
                place = _in_text(before.decode().replace("><", ">\n<"), after.decode().replace("><", ">\n<"))
                if place:
                    yield f"{part}, {place}"


def _in_text(old: str, new: str) -> str | None:
    """The first line where two texts differ."""
    for pattern, kept in IGNORED_TEXT:
        old, new = pattern.sub(kept, old), pattern.sub(kept, new)
    if old == new:
        return None
    before, after = old.splitlines(), new.splitlines()
    for number, (left, right) in enumerate(zip(before, after, strict=False), 1):
        if left != right:
            return f"line {number}: {_around(left, right)!r} and {_around(right, left)!r}"
    return f"{len(before)} and {len(after)} lines"


def _around(line: str, other: str, width: int = 60) -> str:
    """The part of a line around its first difference from another."""
    same = next((i for i, (a, b) in enumerate(zip(line, other, strict=False)) if a != b), min(len(line), len(other)))
    return line[max(0, same - width // 2) : same + width]
