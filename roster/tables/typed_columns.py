"""Columns of a table, each of the type that its docstring names, also where it has no rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from pandas import DataFrame, Series

# Columns of whole dates; other columns of the type datetime64 hold times too. Whoever writes a table goes by it.
WHOLE_DATES = frozenset({"date", "first", "last", "joined", "posted_from", "posted_to"})


def table(columns: Mapping[str, Series[Any]]) -> DataFrame:
    """Columns side by side; rows are numbered from 0."""
    return pd.DataFrame(dict(columns))


def ids(values: Iterable[object], known: Iterable[str]) -> Series[Any]:
    """Ids, as categories: all those of the book, in its order, whether or not a row has them."""
    said = [None if value is None else str(value) for value in values]
    every = dict.fromkeys([*map(str, known), *(value for value in said if value is not None)])
    # Without any, pandas would not know that they are texts, nor would a Parquet file.
    return pd.Series(pd.Categorical(said, categories=list(every) or pd.Index([], dtype="string")))


def words(values: Iterable[object], ordered: Iterable[str]) -> Series[Any]:
    """Words out of a few, as categories in that order."""
    said = [None if value is None else str(value) for value in values]
    return pd.Series(pd.Categorical(said, categories=[str(word) for word in ordered], ordered=True))


def texts(values: Iterable[object]) -> Series[Any]:
    """Texts; an empty one is missing."""
    return pd.Series(pd.array([str(value) if value else None for value in values], dtype="string"))


def whole(values: Iterable[int | None]) -> Series[Any]:
    """Whole numbers: minutes, counts."""
    return pd.Series(pd.array(list(values), dtype="Int64"))


def numbers(values: Iterable[float | None]) -> Series[Any]:
    """Numbers with decimals."""
    return pd.Series(pd.array(list(values), dtype="Float64"))


def yes_no(values: Iterable[bool | None]) -> Series[Any]:
    """Yes, no, or not known."""
    return pd.Series(pd.array(list(values), dtype="boolean"))


def times(values: Iterable[date | datetime | None]) -> Series[Any]:
    """Dates, or local times, without a zone."""
    return pd.Series(np.array(list(values), dtype="datetime64[us]"))


def instants(values: Iterable[datetime | None]) -> Series[Any]:
    """Instants, in UTC."""
    naive = [None if value is None else value.astimezone(UTC).replace(tzinfo=None) for value in values]
    return pd.Series(times(naive).dt.tz_localize("UTC"))


def column(rows: Sequence[Any], name: str) -> list[Any]:
    """An attribute of every row."""
    return [getattr(row, name) for row in rows]
