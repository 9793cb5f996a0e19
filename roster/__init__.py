"""The rostering engine for crews that belong to two employers.

Everything a program needs is here: `read_book`, `solve`, `find_cures`, `check`, `hours`, `write_book`, and the models
they speak of. Names are looked up on first use, so that importing `roster` costs nothing.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from constraints.verify import Verdict as Verdict
    from models.book import Book as Book
    from models.problems import BookError as BookError
    from models.problems import Problem as Problem
    from roster.api import ConflictError as ConflictError
    from roster.api import EngineError as EngineError
    from roster.api import HistoryError as HistoryError
    from roster.api import IllegalRotaError as IllegalRotaError
    from roster.api import NothingFoundError as NothingFoundError
    from roster.api import Options as Options
    from roster.api import RepairError as RepairError
    from roster.api import check as check
    from roster.api import continue_from as continue_from
    from roster.api import cover as cover
    from roster.api import diff as diff
    from roster.api import find_cures as find_cures
    from roster.api import hours as hours
    from roster.api import next_period as next_period
    from roster.api import publish as publish
    from roster.api import read_book as read_book
    from roster.api import repair as repair
    from roster.api import solve as solve
    from roster.api import trusting as trusting
    from roster.api import write_book as write_book
    from roster.io.files import FileError as FileError
    from roster.report.outage import Away as Away
    from roster.report.outage import Outage as Outage

_HOMES = {
    "Away": "roster.report.outage",
    "Book": "models.book",
    "BookError": "models.problems",
    "ConflictError": "roster.api",
    "EngineError": "roster.api",
    "FileError": "roster.io.files",
    "HistoryError": "roster.api",
    "IllegalRotaError": "roster.api",
    "NothingFoundError": "roster.api",
    "Options": "roster.api",
    "Outage": "roster.report.outage",
    "Problem": "models.problems",
    "RepairError": "roster.api",
    "Verdict": "constraints.verify",
    "check": "roster.api",
    "continue_from": "roster.api",
    "cover": "roster.api",
    "diff": "roster.api",
    "find_cures": "roster.api",
    "hours": "roster.api",
    "next_period": "roster.api",
    "publish": "roster.api",
    "read_book": "roster.api",
    "repair": "roster.api",
    "solve": "roster.api",
    "trusting": "roster.api",
    "write_book": "roster.api",
}
__all__ = [*_HOMES]  # noqa: PLE0604


def _refuse_strangers() -> None:
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


_refuse_strangers()


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'roster' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)
