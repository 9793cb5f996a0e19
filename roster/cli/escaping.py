r"""Makes text safe to print: control characters of a book are shown as `\u001b` and never reach the terminal.

A name in a book may hold characters that move the cursor, ring the bell, hide text or reverse its direction. Sentences
and tables are escaped by `escaped`; standard output and standard error as a whole by `escaping_streams`, so that no
output is forgotten.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

# Control, format (zero-width, direction, tags), halves of surrogate pairs, line and paragraph separators.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_LAYOUT = "\n\t"  # of whole outputs, which have lines


def escaped(text: str, *, keep: str = "") -> str:
    r"""The text with each control or invisible character as JSON writes it: `\u001b`, `\u202e`, `\n`.

    JSON's notation is used so that JSON means the same after it is escaped.

    Args:
        keep: characters that are left as they are.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        json.dumps(letter)[1:-1] if unicodedata.category(letter) in _HIDDEN and letter not in keep else letter
        for letter in text
    )


class EscapingStream:
    """A text stream that escapes what is written to it and otherwise behaves like the stream it wraps."""

    def __init__(self, behind: TextIO) -> None:
        self.rich_proxied_file = behind  # rich escapes for itself (`terminal.console`), and writes colours

    def write(self, text: str) -> int:
        """Writes text, escaped; so are characters that the stream's encoding lacks."""
        shown = escaped(text, keep=_LAYOUT)
        encoding = getattr(self.rich_proxied_file, "encoding", None) or "utf-8"
        try:
            shown.encode(encoding)
        except UnicodeEncodeError:
            shown = "".join(letter if _fits(letter, encoding) else json.dumps(letter)[1:-1] for letter in shown)
        self.rich_proxied_file.write(shown)
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Writes several texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.rich_proxied_file, name)


def _fits(letter: str, encoding: str) -> bool:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@contextmanager
def escaping_streams() -> Iterator[None]:
    """Escapes everything that is written to standard output and standard error meanwhile."""
    before = sys.stdout, sys.stderr
    # A process without a console (pythonw) has neither.
    sys.stdout, sys.stderr = (
        cast(TextIO, EscapingStream(stream)) if stream is not None else stream for stream in before
    )
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
