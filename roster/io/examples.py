"""Finds the example books that come with the program."""

from __future__ import annotations

from pathlib import Path

from models.problems import did_you_mean
from roster.io.storage.files import FileError

STARTER = "starter"
SCENARIOS = ("kent-expansion",)  # questions about an example, which are no book


def _folder() -> Path:
    """Returns the folder of the examples: beside the package in a checkout, inside it once installed."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "examples"
    return inside if inside.is_dir() else package.parent / "examples"


def names() -> list[str]:
    """Returns the names of the examples."""
    return sorted(path.stem for path in _folder().glob("*.yaml") if path.stem not in SCENARIOS)


def sheets_of(name: str) -> list[Path]:
    """Returns the files that lie in the folder of an example's name: people and answers as a coordinator has them."""
    return sorted((_folder() / path_of(name).stem).glob("*.*"))


def path_of(name: str) -> Path:
    """Returns the file of an example.

    Raises:
        FileError: there is none of that name.
    """
    wanted = name.removesuffix(".yaml")
    if wanted not in names():
        raise FileError(
            [f"there is no example '{name}'{did_you_mean(wanted, names())}; there are {', '.join(names())}"]
        )
    return _folder() / f"{wanted}.yaml"
