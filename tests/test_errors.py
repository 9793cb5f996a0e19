"""Every error is a RosterError, so that a caller can catch all of them and nothing else."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest

import constraints
import models
import roster
from models.reading.examine import read

# Python runs the one, Alembic the other.
_NOT_FOR_IMPORT = {"roster.__main__", "roster.desk.store.migrations.env"}


def _exceptions() -> Iterator[type[BaseException]]:
    """Every exception class that the three packages define."""
    for package in (models, constraints, roster):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if info.name in _NOT_FOR_IMPORT:
                continue
            module = importlib.import_module(info.name)
            for _, found in inspect.getmembers(module, inspect.isclass):
                if issubclass(found, BaseException) and found.__module__ == module.__name__:
                    yield found


def test_every_error_is_a_roster_error() -> None:
    found = list(_exceptions())
    assert {"BookError", "FileError", "ConflictError", "YamlError", "NoRotaError", "RuleFailureError"} <= {
        item.__name__ for item in found
    }
    assert [item for item in found if not issubclass(item, roster.RosterError)] == []


def test_what_a_caller_could_have_known_is_a_value_error_too() -> None:
    """pydantic and users catch these as ValueErrors."""
    for error in (roster.BookError, roster.NoRotaError, roster.IllegalRotaError, roster.TooManyError):
        assert issubclass(error, ValueError)


@pytest.mark.parametrize("ask", ["check", "find_cures", "explain", "cover", "repair", "diff", "publish"])
def test_a_book_without_a_rota(small, tmp_path, ask: str) -> None:
    book = read(small)
    away = roster.Outage(absent=(roster.Away("P01", book.period.first, book.period.first),))
    asks = {
        "check": lambda: roster.check(book),
        "find_cures": lambda: roster.find_cures(book),
        "explain": lambda: roster.explain_duty(book, "JR-04@2026-12-04"),
        "cover": lambda: roster.cover(book, "JR-04@2026-12-04"),
        "repair": lambda: roster.repair(book, away),
        "diff": lambda: roster.diff(book, book),
        "publish": lambda: roster.publish(book, tmp_path / "site", tmp_path / "frozen.json"),
    }
    with pytest.raises(roster.NoRotaError, match="the book holds no rota"):
        asks[ask]()
