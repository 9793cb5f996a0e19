"""What a book holds as tables: the values of single rows, worked out by hand, and the types that docstrings promise."""

import copy
import io
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from models.book import Book
from models.reading.examine import read
from roster import BookError, NoRotaError, api, frames
from tests.conftest import EXAMPLES, SMALL
from tests.io.conftest import RICH, with_rota

OF_BOOKS = ["assignments", "duties", "hours", "breaches", "people", "offers"]
SEATS = [
    ("P01", "JR-04@2026-12-04/peak", "paramedic"),
    ("SC01", "JR-04@2026-12-04/peak", "police"),
    ("SC02", "JR-04@2026-12-04/peak", "police"),
    ("P01", "JR-04@2026-12-05/peak", "paramedic"),
    ("SC01", "JR-04@2026-12-05/peak", "police"),
]


def small(**changes: Any) -> Book:
    return with_rota({**copy.deepcopy(SMALL), **changes}, SEATS)[0]


def promised(make: Callable[..., pd.DataFrame]) -> dict[str, str]:
    """The columns that a docstring lists, with their types."""
    rows = re.findall(r"^ *\| (\S+) +\| (\S+(?: UTC\])?) +\| ", str(make.__doc__), re.MULTILINE)
    return {name: dtype for name, dtype in rows if name != "column"}


def types(frame: pd.DataFrame) -> dict[str, str]:
    return {str(name): str(dtype) for name, dtype in frame.dtypes.items()}


@pytest.mark.parametrize("name", OF_BOOKS)
@pytest.mark.parametrize("raw", [SMALL, RICH], ids=["small", "rich"])
def test_columns_and_types_are_those_of_the_docstring(name: str, raw: dict[str, Any]) -> None:
    make = getattr(frames, name)
    frame = make(with_rota(copy.deepcopy(raw), SEATS[:3])[0])
    assert len(frame)
    assert types(frame) == promised(make)
    assert frame.index.tolist() == list(range(len(frame)))


@pytest.mark.parametrize("name", OF_BOOKS)
def test_a_table_without_rows_has_the_same_types(name: str) -> None:
    raw = {**copy.deepcopy(SMALL), "people": [], "services": [], "rules": []}
    make = getattr(frames, name)
    frame = make(with_rota(raw, [])[0])
    assert len(frame) == 0
    assert types(frame) == promised(make)


def test_who_is_on_which_duty() -> None:
    frame = frames.assignments(small())
    assert frame[["person", "duty", "seat", "basis", "state"]].to_numpy().tolist() == [
        ["P01", "JR-04@2026-12-04/peak", "paramedic", "offered", "crewed"],
        ["SC01", "JR-04@2026-12-04/peak", "police", "offered", "crewed"],
        ["SC02", "JR-04@2026-12-04/peak", "police", "offered", "crewed"],
        ["P01", "JR-04@2026-12-05/peak", "paramedic", "offered", "part-crewed"],
        ["SC01", "JR-04@2026-12-05/peak", "police", "offered", "part-crewed"],
    ]
    first = frame.iloc[0]
    assert (first["start"], first["end"]) == (datetime(2026, 12, 4, 18), datetime(2026, 12, 5, 2))
    assert first["start_utc"] == pd.Timestamp("2026-12-04 18:00", tz="UTC")
    # The paramedic's unpaid break of half an hour is not paid; nobody has anything on record.
    assert frame["paid_minutes"].tolist() == [450, 480, 480, 450, 480]
    assert frame["record"].isna().all()
    assert frame["planned"].all()


def test_a_count_shows_who_has_none() -> None:
    counts = frames.assignments(small())["person"].value_counts(sort=False)
    assert counts.to_dict() == {"P01": 2, "P02": 0, "SC01": 2, "SC02": 1, "SC03": 0}


def test_the_night_the_clocks_go_back_is_longer() -> None:
    """Saturday 24 October 2026, 18:00-02:00 with the first 02:00: eight hours on the wall; with the second, nine."""
    period = {"first": "2026-10-24", "last": "2026-10-25"}
    shifts = [{"id": "peak", "code": "N", "start": "18:00", "end": "02:00"}]
    book = read({**copy.deepcopy(SMALL), "period": period, "shifts": shifts})
    night = frames.duties(book).iloc[0]
    assert (night["rostered_minutes"], night["elapsed_minutes"]) == (480, 540)
    # At 18:00 it is summer time, at 02:00 no longer.
    assert night["start_utc"] == pd.Timestamp("2026-10-24 17:00", tz="UTC")
    assert night["end_utc"] == pd.Timestamp("2026-10-25 02:00", tz="UTC")


def test_every_duty_and_how_it_is_crewed() -> None:
    frame = frames.duties(small()).set_index("duty")
    states = frame["state"].value_counts()
    # December 2026 has four Fridays and four Saturdays.
    assert states.to_dict() == {"crewed": 1, "part-crewed": 1, "stood down": 6}
    assert frame["people"].sum() == len(SEATS)
    assert frame.loc["JR-04@2026-12-04/peak", ["minimum", "preferred", "priority"]].tolist() == [2, 3, 10]
    assert frame["state"].max() == "stood down"  # the best is first


def test_duties_before_there_is_a_rota() -> None:
    frame = frames.duties(read(copy.deepcopy(SMALL)))
    assert len(frame) == 8
    assert frame["state"].isna().all()
    assert frame["people"].isna().all()
    for make in (frames.assignments, frames.breaches):
        with pytest.raises(NoRotaError):
            make(read(copy.deepcopy(SMALL)))


def test_what_is_on_record() -> None:
    """SC02 did not come on the Friday, SC03 came instead; SC01 worked the Saturday."""
    worked = [
        {"person": "SC02", "start": "2026-12-04 18:00", "end": "2026-12-05 02:00", "no_show": True},
        {"person": "SC03", "start": "2026-12-04 18:00", "end": "2026-12-05 02:00", "call_sign": "JR-04"},
        {"person": "SC01", "start": "2026-12-05 18:00", "end": "2026-12-06 01:00", "call_sign": "JR-04"},
    ]
    frame = frames.assignments(small(worked=worked))
    friday = frame[frame["date"] == "2026-12-04"]
    assert friday[["person", "planned", "record"]].astype(object).fillna("-").astype(str).to_numpy().tolist() == [
        ["P01", "True", "-"],
        ["SC01", "True", "-"],
        ["SC02", "True", "no-show"],
        ["SC03", "False", "worked"],
    ]
    hours = frames.hours(small(worked=worked)).set_index("person")
    # Planned 16 hours, of which the Saturday became seven; SC02's one duty was not worked; SC03 worked one unplanned.
    assert hours.loc["SC01", ["assigned_minutes", "worked_minutes", "forecast_minutes"]].tolist() == [960, 420, 900]
    assert hours.loc["SC02", ["forecast_minutes", "to_go_minutes", "light"]].tolist() == [0, 960, "red"]
    assert hours.loc["SC03", ["worked_minutes", "light"]].tolist() == [480, "amber"]


def test_breaches_are_those_of_the_check() -> None:
    book = small()
    verdict = api.check(book)
    frame = frames.breaches(book)
    assert frame["message"].tolist() == [item.message for item in [*verdict.hard, *verdict.soft]]
    assert frame.groupby("level", observed=True)["points"].sum().to_dict() == {
        level.value: value for level, value in verdict.values.items() if value
    }


def test_a_hard_breach_comes_first_and_costs_nothing() -> None:
    twice = [*SEATS, ("P01", "JR-04@2026-12-11/peak", "police")]
    frame = frames.breaches(with_rota(copy.deepcopy(SMALL), twice)[0])
    assert frame["level"].iloc[0] == "hard"
    assert frame["points"].iloc[0] == 0
    assert frame["level"].is_monotonic_increasing


def test_an_opened_book_gives_the_same() -> None:
    book = small()
    opened = api.ready(book)
    for name in OF_BOOKS:
        make = getattr(frames, name)
        pd.testing.assert_frame_equal(make(book), make(opened))


def test_rule_files_are_not_left_out() -> None:
    """A book in memory does not say where its rule files lie; leaving their rules out would be a lie."""
    book = small(rule_files=["ours.py"])
    for make in (frames.hours, frames.breaches):
        with pytest.raises(BookError, match=r"the rules in ours\.py are not read; give roster\.open_book"):
            make(book)
    assert len(frames.assignments(book)) == len(SEATS)


def test_offers_row_by_row() -> None:
    raw = copy.deepcopy(SMALL)
    raw["people"][0]["offers"] = [
        {"dates": ["2026-12-12", "2026-12-04"], "start": "18:00", "end": "04:00", "call_signs": ["JR-04"]},
        {"weekdays": ["sat"], "first": "2026-12-05"},
    ]
    frame = frames.offers(read(raw))
    mine = frame[frame["person"] == "P01"].drop(columns=["person", "name", "role"])
    assert mine.astype(object).where(mine.notna(), None).to_numpy().tolist() == [
        [1, pd.Timestamp("2026-12-12"), None, None, None, "18:00", "04:00", "JR-04"],
        [1, pd.Timestamp("2026-12-04"), None, None, None, "18:00", "04:00", "JR-04"],
        [2, None, "sat", pd.Timestamp("2026-12-05"), None, None, None, None],
    ]


def test_people_row_by_row() -> None:
    raw = copy.deepcopy(SMALL)
    raw["people"][0] = {
        "id": "P01",
        "role": "paramedic",
        "areas": ["Medway"],
        "tags": ["new, this year", "full-time"],
        "joined": "2026-09-01",
        "posting": {"hours_per_week": 37.5, "weekdays": ["mon", "sat"], "balance": -1.57, "last": "9999-12-31"},
        "caps": {"duties_per_month": 3},
        "phone": "+44 7700 900123",
        "email": "ann@example.org",
    }
    row = frames.people(read(raw)).iloc[0]
    assert row["joined"].date() == date(2026, 9, 1)
    assert row["posted_to"].year == 9999  # no end: later than a time in nanoseconds reaches
    assert [row[name] for name in ("areas", "tags", "weekdays")] == [
        "Medway",
        '"new, this year", full-time',
        "mon, sat",
    ]
    assert [row["phone"], row["email"]] == ["+44 7700 900123", "ann@example.org"]
    assert [row[name] for name in ("hours_per_week", "balance_hours", "duties_per_month")] == [37.5, -1.57, 3]


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(EXAMPLES.glob("*.yaml")) if "\npeople:" in path.read_text(encoding="utf-8")],
    ids=lambda path: path.stem,
)
def test_every_example_as_tables(path: Path) -> None:
    """And each of them through Parquet, where it can be had, comes back with the same types."""
    opened = api.open_book(path)
    for name in ("duties", "hours", "people", "offers"):
        make = getattr(frames, name)
        frame = make(opened)
        assert types(frame) == promised(make)
        pytest.importorskip("pyarrow", reason="pyarrow is not installed: it comes with the extra 'parquet'")
        file = io.BytesIO()
        frame.to_parquet(file)
        file.seek(0)
        assert types(pd.read_parquet(file)) == types(frame)
