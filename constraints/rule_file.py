"""A file with a user's own rules. It is read once, so that the text shown, remembered and run is the same."""

from __future__ import annotations

import ast
import hashlib
import inspect
import sys
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import ModuleType

from constraints.base import Rule
from models.errors import RosterError

_MOST_SHOWN = 200  # characters of what a file says of itself


class RuleFileError(RosterError):
    """A rule file that does not run."""


@dataclass(frozen=True)
class RuleFile:
    """A user's file of rules; nothing of it has run.

    Attributes:
        source: its bytes. Only these ever run: never the file as it may be by then, nor a compiled copy that lies in a
            `__pycache__` beside it, which need not be of this text.
    """

    path: Path
    source: bytes = field(repr=False)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of its content."""
        return hashlib.sha256(self.source).hexdigest()

    @property
    def lines(self) -> int:
        """How long it is."""
        return len(self.source.splitlines())

    @cached_property
    def summary(self) -> str:
        """The first line of its docstring, found without running it; empty when it has none, or is no Python."""
        try:
            text = ast.get_docstring(ast.parse(self.source)) or ""
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return ""
        first = next((line.strip() for line in text.splitlines() if line.strip()), "")
        return first if len(first) <= _MOST_SHOWN else first[:_MOST_SHOWN] + "..."

    def module(self) -> ModuleType:
        """What it defines; it runs, once in a process.

        Raises:
            RuleFileError: with the path, and what the file raised.
        """
        return _module(self)


@cache
def _module(file: RuleFile) -> ModuleType:
    # Two files of one name in two folders are two modules, as are two versions of one file; and pydantic looks a
    # rule's module up by its name.
    told = hashlib.sha256(f"{file.path.absolute()} {file.digest}".encode()).hexdigest()[:12]
    name = f"roster_rule_file_{file.path.stem}_{told}"
    module = ModuleType(name)
    module.__file__ = str(file.path)
    sys.modules[name] = module
    try:
        exec(compile(file.source, str(file.path), "exec", dont_inherit=True), vars(module))
        for _, found in inspect.getmembers(module, inspect.isclass):
            if issubclass(found, Rule) and found.__module__ == name:
                found.model_rebuild()
    except (Exception, SystemExit) as error:  # whatever a user's file raises is theirs to read
        sys.modules.pop(name, None)
        raise RuleFileError(f"rule file {file.path} does not run: {type(error).__name__}: {error}") from error
    return module
