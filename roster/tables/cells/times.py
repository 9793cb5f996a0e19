"""Reads the start and the end of a spell of work from a row, as local times in whole minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from models.clock import ClockError, Fold, instant, nearest_instant
from models.text.dates_and_times import Clock, Moment, nearest_minute, written_clock, written_moment, written_zone
from roster.tables.cells.dates import DateReader, month_first_question, wrong_weekday
from roster.tables.cells.findings import Findings

_LONG = timedelta(hours=16)  # a longer spell gets a note: its end may be wrong
_NO_YEAR = 1904  # up to this year a date stands for none: spreadsheets export 18:00 as 30/12/1899 18:00


@dataclass(frozen=True)
class Times:
    """A spell of work: naive local times in whole minutes.

    Attributes:
        fold: which of two equal local times is meant, on the night the clocks go back.
        length: its real length in minutes, where the clocks go back in between; else None.
    """

    start: datetime
    end: datetime
    fold: Fold | None = None
    length: int | None = None


@dataclass(frozen=True)
class TimesReader:
    """Reads the times of rows.

    Attributes:
        zone: of the period.
        dates: reads the dates of the table.
        findings: receives mistakes and notes.
    """

    zone: ZoneInfo
    dates: DateReader
    findings: Findings

    def read(self, row: int, texts: Mapping[str, str]) -> Times | None:
        """Reads the times of a row; adds the mistakes and returns None where they cannot be read.

        Args:
            row: the number of the row.
            texts: column -> text of the row's cell.
        """
        start = self._moment(row, "start", texts["start"], texts["date"], "date")
        if start is None:
            self._check_time(row, "end", texts["end"])
            return None
        end = self._end(row, texts, start)
        if end is None:
            return None
        start, end = self._with_zone_of_column(row, texts["time zone"], start, end)
        local = self._local(row, start, end)
        if local is None:
            return None
        try:
            times = self._rounded(row, local)
        except OverflowError:
            self._no_such_year(row, "end", end.wall)
            return None
        if times.end - times.start > _LONG:
            hours = (times.end - times.start) / timedelta(hours=1)
            self.findings.add_note(f"{hours:.4g} hours from start to end; is the end right?", row)
        return times

    # --- cells

    def _moment(self, row: int, column: str, text: str, day: str, day_column: str) -> Moment | None:
        """Reads a date and time from one cell, or from a cell with the time and another with the date."""
        clock, moment = _clock_only(text), written_moment(text)
        if clock is None and moment is not None:
            return self._with_date(row, column, text, moment, day, day_column)
        if clock is None:
            self._check_time(row, column, text)
            return None
        if not day:
            self.findings.add_problem(row, day_column, "is empty")
            return None
        on = self.dates.read(row, day_column, day)
        wall = self._later(row, column, on, clock.after_midnight) if on else None
        return Moment(wall, clock.zone) if wall else None

    def _check_time(self, row: int, column: str, text: str) -> None:
        """Adds a mistake where a cell is blank or holds no time."""
        if not text:
            self.findings.add_problem(row, column, "is empty")
        elif written_moment(text) is None and written_clock(text) is None:
            what, how = ("a date and time", "25/12/2026 18:00") if _has_date(text) else ("a time of day", "18:00")
            wrong = f"'{text}' is not {what}; {month_first_question(text)}write it as {how}"
            self.findings.add_problem(row, column, wrong_weekday(text) or wrong)

    def _with_date(self, row: int, column: str, text: str, moment: Moment, day: str, day_column: str) -> Moment | None:
        """Returns a moment whose own cell states its date; adds a note where the row's date column says another date.

        None where the cell of the date column cannot be read.
        """
        self.dates.remember(row, column, text, moment.wall.date())
        on = self.dates.read(row, day_column, day) if day else moment.wall.date()
        if on is not None and on != moment.wall.date():
            self.findings.add_note(
                f"column {column} says another date than column {day_column}, and goes before it", row
            )
        return moment if on is not None else None

    def _end(self, row: int, texts: Mapping[str, str], start: Moment) -> Moment | None:
        """The end of a spell: where no date is given, the first such time after the start."""
        text = texts["end"]
        if texts["end date"] or not _clock_only(text):
            return self._moment(row, "end", text, texts["end date"], "end date")
        end = self._moment(row, "end", text, str(start.wall.date()), "end")
        if end is None or end.wall > start.wall:
            return end
        if end.wall == start.wall:
            self.findings.add_problem(
                row,
                "end",
                f"starts and ends at {start.wall:%H:%M}: no time at all, or a day? write the end with its date",
            )
            return None
        wall = self._later(row, "end", end.wall, timedelta(days=1))
        return replace(end, wall=wall) if wall else None

    def _later(self, row: int, column: str, day: date, by: timedelta) -> datetime | None:
        begin = day if isinstance(day, datetime) else datetime.combine(day, time())
        try:
            return begin + by
        except OverflowError:
            self._no_such_year(row, column, begin)
            return None

    def _no_such_year(self, row: int, column: str, moment: datetime) -> None:
        self.findings.add_problem(row, column, f"the year {moment.year} cannot be meant")

    # --- time zones and the nights on which the clocks change

    def _with_zone_of_column(self, row: int, text: str, start: Moment, end: Moment) -> tuple[Moment, Moment]:
        """The times; those without a time zone get the one of the column `time zone`."""
        if not text or text.lower() in ("local", self.zone.key.lower()):
            return start, end
        zone = ZoneInfo(text) if text in _zone_names() else written_zone(text)
        if zone is None:
            self.findings.add_problem(
                row, "time zone", f"'{text}' is unknown; write {self.zone.key}, UTC, GMT, BST or +01:00"
            )
        return replace(start, zone=start.zone or zone), replace(end, zone=end.zone or zone)

    def _local(self, row: int, start: Moment, end: Moment) -> Times | None:
        """The times in the period's time zone."""
        try:
            if start.zone is None and end.zone is None:
                self._clocks_change(row, start.wall)
                self._clocks_change(row, end.wall)
                return Times(start.wall, end.wall)
            if start.zone is not None and end.zone is not None:
                return self._converted(row, start.wall, start.zone, end.wall, end.zone)
            return self._half_stated(row, start, end)
        except OverflowError:
            self._no_such_year(row, "start", start.wall)
            return None

    def _half_stated(self, row: int, start: Moment, end: Moment) -> Times | None:
        """Times of which only one states a time zone: a mistake, unless both zones show the same time."""
        zone = start.zone or end.zone
        assert zone is not None
        if any(_in(self.zone, wall, zone).replace(tzinfo=None) != wall for wall in (start.wall, end.wall)):
            without, with_zone = ("start", "end") if start.zone is None else ("end", "start")
            self.findings.add_problem(
                row,
                without,
                f"states no time zone, and column {with_zone} does; write both as local times, or both with it",
            )
            return None
        self.findings.add_note(
            f"one time states a time zone and the other none; in {self.zone.key} they are the same", row
        )
        return Times(start.wall, end.wall)

    def _converted(
        self, row: int, start: datetime, start_zone: tzinfo, end: datetime, end_zone: tzinfo
    ) -> Times | None:
        began, ended = _in(self.zone, start, start_zone), _in(self.zone, end, end_zone)
        moved = began.replace(tzinfo=None) != start or ended.replace(tzinfo=None) != end
        if moved:
            self.findings.add_note(f"the times state a time zone; they are converted to {self.zone.key}", row)
        folds = {Fold.SECOND if wall.fold else Fold.FIRST for wall in (began, ended) if _twice(wall)}
        wall_start, wall_end = (wall.replace(tzinfo=None, fold=0) for wall in (began, ended))
        if len(folds) == 2 and wall_start < wall_end:
            lasted = end.replace(tzinfo=end_zone) - start.replace(tzinfo=start_zone)
            return Times(wall_start, wall_end, length=round(lasted / timedelta(minutes=1)))
        return Times(wall_start, wall_end, folds.pop() if folds else None)

    def _clocks_change(self, row: int, wall: datetime) -> None:
        """Notes how a local time is understood that the clocks show twice or never."""
        try:
            instant(wall, self.zone)
        except ClockError as error:
            taken = nearest_instant(wall, self.zone).astimezone(self.zone)
            twice = taken.replace(tzinfo=None) == wall
            how = "the first is taken; with a time zone (01:30Z) it is clear" if twice else f"{taken:%H:%M} is taken"
            self.findings.add_note(f"{error}; {how}", row)

    # --- whole minutes

    def _rounded(self, row: int, times: Times) -> Times:
        start, end = nearest_minute(times.start), nearest_minute(times.end)
        if max(abs(start - times.start), abs(end - times.end)) >= timedelta(seconds=1):
            self.findings.add_note("seconds are rounded to the nearest minute", row)
        return replace(times, start=start, end=end)


def _clock_only(text: str) -> Clock | None:
    """The time of day in a cell without a date, or with a date that stands for none; else None."""
    moment = written_moment(text)
    if moment is not None and moment.wall.year <= _NO_YEAR:
        return Clock(moment.wall - datetime.combine(moment.wall, time()), moment.zone)
    return written_clock(text)


@cache
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


def _in(zone: ZoneInfo, wall: datetime, of: tzinfo) -> datetime:
    return wall.replace(tzinfo=of).astimezone(zone)


def _twice(wall: datetime) -> bool:
    """Whether the clocks show an aware local time twice."""
    return wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()


def _has_date(text: str) -> bool:
    return len(text) > 8 or any(mark in text for mark in "/-")
