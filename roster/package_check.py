"""Checks that Python finds this project's `models` and `constraints`, and not other modules of these names."""

from importlib import import_module
from pathlib import Path


def check_packages() -> None:
    """Refuses to start when `models` or `constraints` is a file or package of another project.

    Both are common names: a user's own `models.py` in the current folder would hide ours.

    Raises:
        ImportError: with the file that hides ours.
    """
    here = Path(__file__).resolve().parent.parent
    for name in ("models", "constraints"):
        module = import_module(name)
        found = Path(getattr(module, "__file__", None) or f"a namespace called {name}")
        if found.resolve().parent != here / name or getattr(module, "DISTRIBUTION", None) != "jru-roster":
            raise ImportError(
                f"'{name}' is {found}, not the '{name}' of jru-roster in {here / name}; rename or move that file,"
                " or run from another folder"
            )
