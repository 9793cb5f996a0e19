"""The fixed work of people: what is on record of them, and the tours of their teams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from constraints.facts.entries import REACH, Commitment
from constraints.facts.records import Spell
from models.book import Book
from models.clock import ClockError, days, minutes_between, nearest_instant, spoken_date
from models.duty import Duty, Times, times_of
from models.people import Person
from models.period import Period
from models.records.history import Worked, WorkedKind
from models.rota import Assignment, Basis


def recorded_work(
    person: Person, spell: Spell, seats: Sequence[Assignment], duties: Mapping[str, Duty], period: Period
) -> Commitment:
    """A spell of recorded work as a commitment.

    Args:
        seats: where the person sat in this spell, as on record.
        duties: of the book, by id.
    """
    label = f"{spell.kind} on {spoken_date(spell.date)}"
    basis = seats[0].basis if seats else None
    if spell.date in period:
        label += f" (worked {spell.wall_start:%H:%M}-{spell.wall_end:%H:%M})"
        if basis is None and spell.on_unit and person.posting is not None:
            basis = Basis.ROSTERED if person.posting.includes(spell.date) else Basis.OFFERED
    return Commitment(
        spell.date,
        spell.start,
        spell.end,
        spell.rostered_minutes,
        label,
        on_unit=spell.on_unit,
        call_sign=spell.call_sign,
        unit_minutes=spell.minutes.get(WorkedKind.DUTY, 0),
        basis=basis,
        duties=tuple(duties[seat.duty] for seat in seats),
    )


class TeamTours:
    """The tours of a book's teams in and around its period."""

    def __init__(self, book: Book) -> None:
        self._dates = days(book.period.first - REACH, book.period.last + REACH)
        self._zone = book.period.zone
        self._teams = {team.id: team for team in book.teams}
        self._shifts = {shift.id: shift for shift in book.shifts}
        self._known: dict[tuple[str, date], tuple[int, str, Times]] = {}

    def of(self, person: Person, worked: Sequence[Commitment], missed: Sequence[Worked]) -> list[Commitment]:
        """The tours of a person's team, but for those they are absent from or worked otherwise.

        Args:
            worked: the person's recorded work.
            missed: records that the person did not come.
        """
        if person.team is None:
            return []
        tours = []
        for day in self._dates:
            shift_id = self._teams[person.team].shift_on(day)
            if shift_id is None or (person.joined is not None and day < person.joined):
                continue
            minutes, label, times = self._tour(shift_id, day)
            if any(item.overlaps(times.wall_start, times.wall_end) for item in missed):
                continue  # they did not come, as on record, so the tour was not worked
            if any(_takes_the_place(item, day, times) for item in worked):
                continue
            if any(absence.covers(day, times.wall_start, times.wall_end) for absence in person.absences):
                continue
            tours.append(Commitment(day, times.start, times.end, minutes, label, tour=True))
        return tours

    def _tour(self, shift_id: str, day: date) -> tuple[int, str, Times]:
        """A team's tour: its minutes, what it is called, and when it is."""
        if (shift_id, day) not in self._known:
            shift, times = self._shifts[shift_id], self._times(shift_id, day)
            minutes = shift.length or minutes_between(times.wall_start, times.wall_end)
            self._known[shift_id, day] = minutes, f"the team's {shift.name or shift_id} on {spoken_date(day)}", times
        return self._known[shift_id, day]

    def _times(self, shift_id: str, day: date) -> Times:
        """When a tour is; on the night the clocks change, as near as can be said."""
        shift = self._shifts[shift_id]
        try:
            return times_of(shift, day, self._zone)
        except ClockError:
            start = datetime.combine(day, shift.start)
            ending = shift.end_on(day)
            end = ending[0] if ending else start + timedelta(minutes=shift.length or 0)
            return Times(start, end, nearest_instant(start, self._zone), nearest_instant(end, self._zone))


def _takes_the_place(worked: Commitment, day: date, times: Times) -> bool:
    """Whether recorded work was in place of a tour: a duty of the unit on its date, or any work in its time."""
    return (worked.on_unit and worked.date == day) or (worked.start < times.end and times.start < worked.end)
