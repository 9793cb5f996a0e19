"""Makes sure that the packages beside this one are ours."""

from importlib import import_module
from pathlib import Path


def refuse_strangers() -> None:
    """`models` and `constraints` are common words: make sure that ours are the ones Python finds.

    Raises:
        ImportError: when a file or package of another project stands in front of them.
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
