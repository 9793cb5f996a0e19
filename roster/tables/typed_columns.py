"""Makes typed columns of a DataFrame; a column has its type also where the table has no rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from pandas import DataFrame, Series

# Columns of datetime64 that hold dates without a time; files show them without one.
WHOLE_DATES = frozenset({"date", "first", "last", "joined", "posted_from", "posted_to"})


def table(columns: Mapping[str, Series[Any]]) -> DataFrame:
    """A table of the given columns; its rows are numbered from 0."""
    return pd.DataFrame(dict(columns))


def ids(values: Iterable[object], known: Iterable[str]) -> Series[Any]:
    """A column of ids. Its categories are all ids of the book, in its order, also those that no row has."""
    values_as_text = [None if value is None else str(value) for value in values]
    every = dict.fromkeys([*map(str, known), *(value for value in values_as_text if value is not None)])
    # With no categories at all, pandas and Parquet would not know that they are texts.
    return pd.Series(pd.Categorical(values_as_text, categories=list(every) or pd.Index([], dtype="string")))


def words(values: Iterable[object], ordered: Iterable[str]) -> Series[Any]:
    """A column of words from a fixed list, as ordered categories."""
    values_as_text = [None if value is None else str(value) for value in values]
    return pd.Series(pd.Categorical(values_as_text, categories=[str(word) for word in ordered], ordered=True))


def texts(values: Iterable[object]) -> Series[Any]:
    """A column of texts; an empty text is a missing value."""
    return pd.Series(pd.array([str(value) if value else None for value in values], dtype="string"))


def whole(values: Iterable[int | None]) -> Series[Any]:
    """A column of whole numbers: minutes, counts."""
    return pd.Series(pd.array(list(values), dtype="Int64"))


def numbers(values: Iterable[float | None]) -> Series[Any]:
    """A column of numbers with decimals."""
    return pd.Series(pd.array(list(values), dtype="Float64"))


def yes_no(values: Iterable[bool | None]) -> Series[Any]:
    """A column of yes, no, or not known."""
    return pd.Series(pd.array(list(values), dtype="boolean"))


def times(values: Iterable[date | datetime | None]) -> Series[Any]:
    """A column of dates or local times, without a time zone."""
    return pd.Series(np.array(list(values), dtype="datetime64[us]"))


def instants(values: Iterable[datetime | None]) -> Series[Any]:
    """A column of instants, in UTC."""
    naive = [None if value is None else value.astimezone(UTC).replace(tzinfo=None) for value in values]
    return pd.Series(times(naive).dt.tz_localize("UTC"))


def column(rows: Sequence[Any], name: str) -> list[Any]:
    """The values of one attribute of all rows."""
    return [getattr(row, name) for row in rows]
