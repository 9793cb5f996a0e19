"""Options side by side: which are beaten, what is proven, which rotas differ where."""

from datetime import UTC, date, datetime

import pytest

from models.base import Weekday
from models.rota import Assignment, Basis, DutyRecord, DutyState
from roster.analysis.words import rounded_up
from roster.planning.money.amounts import pounds, share
from roster.planning.results.cell import CellRota
from roster.planning.results.money import Case
from roster.planning.results.sweep import Sweep
from roster.planning.summary.cover import cover_of
from roster.planning.summary.options import options_of
from roster.planning.summary.report_data import ReportData
from roster.planning.summary.rota_changes import people_concerned, rota_changes
from tests.planning.summary.sweeps import PERIOD, sweep


@pytest.fixture(scope="module")
def made() -> Sweep:
    return sweep(draws=2)


def test_an_option_is_beaten_only_by_one_that_is_better(made: Sweep) -> None:
    options = options_of(made.table)
    beaten = [option for option in options if option.beaten_by is not None]
    assert beaten
    for option in beaten:
        other = options[(option.beaten_by or 0) - 1]
        assert option.money is not None
        assert other.money is not None
        ours, theirs = option.money.at(Case.CENTRAL).cost, other.money.at(Case.CENTRAL).cost
        assert other.money.hours >= option.money.hours
        assert theirs <= ours
        assert other.money.hours > option.money.hours or theirs < ours
    good = [option for option in options if option.money is not None and option.beaten_by is None]
    cheapest = min(good, key=lambda option: option.money.at(Case.CENTRAL).cost if option.money else 0)
    assert all(
        option.money.at(Case.CENTRAL).cost >= cheapest.money.at(Case.CENTRAL).cost  # type: ignore[union-attr]
        for option in options
        if option.money is not None
    )


def test_an_option_equal_to_the_base_beats_nobody(made: Sweep) -> None:
    options = options_of(made.table)
    same = next(option for option in options if option.name == "paramedics 6, late turn 10 h, days 7")
    assert (same.more_duties, same.more_cost) == (0, 0)
    assert same.beaten_by != 1
    assert same.cost_of_a_duty is None


def test_one_bad_cell_leaves_the_others(made: Sweep) -> None:
    options = options_of(made.table)
    assert options[-1].money is None
    assert options[-1].proven == "-"
    assert ReportData.of(made).not_worked_out == [
        f"Option {len(options)} {options[-1].name}: not worked out: the book asks for no duty any more"
    ]


def test_cover_by_vehicle_and_day_adds_up(made: Sweep) -> None:
    cell = made.table.base
    found = cover_of(cell)
    assert sorted(found) == ["JR-01", "JR-04", "JR-07"]
    total = sum(cover.duties for by_day in found.values() for cover in by_day.values())
    assert total == pytest.approx(93)
    running = sum(month.running for month in cell.months) / 2
    by_day = sum(c.crewed + c.part_crewed for days in found.values() for c in days.values())
    assert by_day == pytest.approx(running)
    assert set(found["JR-01"]) == set(Weekday)


def test_what_is_proven_is_never_rounded_down() -> None:
    assert rounded_up(0.83871) == 0.839
    assert rounded_up(0.838) == 0.838
    assert rounded_up(1.0) == 1.0
    assert share(0.99999) == "99.9 %"
    assert share(1.0) == "100 %"
    assert share(None) == "-"


def test_amounts_in_words() -> None:
    assert [pounds(amount) for amount in (12_345, -1_234, 4.6, -0.2, 999_600, 2_513_000, None)] == [
        "GBP 12,300",
        "GBP -1,230",
        "GBP 5",
        "GBP 0",
        "GBP 1.00 m",
        "GBP 2.51 m",
        "-",
    ]


def record(day: int, state: DutyState) -> DutyRecord:
    at = datetime(2026, 12, day, 18, tzinfo=UTC)
    return DutyRecord(
        duty=f"JR-04@2026-12-{day:02}/peak",
        call_sign="JR-04",
        date=date(2026, 12, day),
        shift="peak",
        start=at,
        end=at,
        state=state,
    )


def rota(*duties: tuple[int, DutyState, tuple[str, ...]]) -> CellRota:
    records = [record(day, state) for day, state, _ in duties]
    sitting = [
        Assignment(person=person, duty=own.duty, seat="any", basis=Basis.OFFERED)
        for own, (_, _, people) in zip(records, duties, strict=True)
        for person in people
    ]
    return CellRota(period=PERIOD, assignments=tuple(sitting), duties=tuple(records))


def test_rotas_side_by_side() -> None:
    before = rota(
        (4, DutyState.CREWED, ("P01", "SC01")), (5, DutyState.STOOD_DOWN, ()), (11, DutyState.CREWED, ("P02",))
    )
    after = rota(
        (4, DutyState.CREWED, ("P01", "SC02")), (5, DutyState.PART_CREWED, ("P02",)), (12, DutyState.CREWED, ("P03",))
    )
    found = rota_changes(before, after)
    assert [(change.date.day, change.before, change.after, change.off, change.on) for change in found] == [
        (4, DutyState.CREWED, DutyState.CREWED, ("SC01",), ("SC02",)),
        (5, DutyState.STOOD_DOWN, DutyState.PART_CREWED, (), ("P02",)),
        (11, DutyState.CREWED, None, ("P02",), ()),
        (12, None, DutyState.CREWED, (), ("P03",)),
    ]
    assert [change.date.day for change in found if change.runs_only_after] == [5, 12]
    assert [change.date.day for change in found if change.runs_only_before] == [11]
    assert people_concerned(found) == 4
    assert rota_changes(before, before) == []
    assert rota_changes(None, after) == []
