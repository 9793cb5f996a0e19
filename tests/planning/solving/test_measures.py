"""A solved month is measured seat by seat and hour by hour."""

from tests.constraints.books import posted
from tests.planning.solving.cells import solved


def test_seats_are_counted_with_their_hours(small):
    (month,) = solved(small).months
    lines = month.lines
    assert {(line.weekday.value, line.duties) for line in lines if not line.holiday} == {("fri", 4), ("sat", 4)}
    paramedics = [seat for line in lines for seat in line.seats if seat.role == "paramedic"]
    assert sum(seat.people for seat in paramedics) == 8
    assert sum(seat.minutes for seat in paramedics) == 8 * 480
    assert sum(seat.paid_minutes for seat in paramedics) == 8 * 450
    assert sum(line.running_minutes for line in lines) == 8 * 480


def test_bank_holidays_stand_apart(small):
    small["organisations"][0]["holidays"] = {"country": "GB", "subdivision": "ENG"}
    (month,) = solved(small).months
    days = {(line.weekday.value, line.duties) for line in month.lines if line.holiday}
    assert days == {("fri", 1), ("sat", 1)}  # Christmas Day and Boxing Day


def test_overtime_and_additional_shifts(small):
    small["people"][0] |= {"posting": posted(7.5, "fri"), "offers": [{"weekdays": ["sat"]}]}
    small["people"][1]["offers"] = [{"dates": ["2026-12-05"]}]
    (month,) = solved(small).months
    line = next(line for line in month.hours if line.role == "paramedic")
    assert line.rostered == 4 * 450  # 33 h of contract are four Fridays
    assert line.overtime_duties + line.extra_duties == 4
    assert line.extra_duties <= 1
    assert line.overtime == line.overtime_duties * 450
