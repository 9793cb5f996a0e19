"""The rota of a book while changes are applied to it."""

from __future__ import annotations

from collections.abc import Callable

from constraints.facts import Facts
from constraints.view import RotaView
from models.book import Book
from models.duty import Duty
from models.problems import did_you_mean
from models.rota import Assignment, Basis, CuresOfDuty, DutyRecord, Rota
from roster.analysis.duty_records import duty_records
from roster.desk.changes.drafts.rota_digest import rota_digest
from roster.lifecycle.edited_rota import basis_by_hand, edited_records

Seat = tuple[str, str]  # person, duty


class RotaDraft:
    """Who sits where, and in which vehicle, while it is changed.

    Attributes:
        facts: of the changed inputs, once these are complete; changes of the rota are applied after that.
        needs_scores: after `finish`: whether scores and breaches are those of a rota changed by hand, to be found by
            asking the rules.
    """

    def __init__(self, before: Book, report: Callable[..., None]) -> None:
        self._before = before.rota
        self._report = report
        self._seats: dict[Seat, Assignment] = {
            (item.person, item.duty): item for item in (before.rota.assignments if before.rota else ())
        }
        self._touched: set[str] = set()
        self._vehicles: dict[str, str | None] = {}
        self._whole: Rota | None = None
        self._whole_of = ("", "")
        self._dropped = False
        self.facts: Facts | None = None
        self.needs_scores = False

    def unseat(self, person: str, duty: str, seat: str) -> None:
        """Takes a person out of a seat; reports it when they are not there."""
        found = self._seats.get((person, duty))
        if not self._has_rota():
            return
        if found is None or found.seat != seat:
            where = f"they are there as {found.seat}" if found else "they are not on it"
            self._report(f"cannot take {person} off {duty} ({seat}): {where}")
            return
        del self._seats[person, duty]
        self._touched.add(duty)

    def seat(self, person: str, duty: str, seat: str, basis: Basis | None) -> None:
        """Puts a person into a seat; reports a name that is unknown, and a person who is on the duty already."""
        if not self._has_rota() or not self._known(person, duty, seat):
            return
        there = self._seats.get((person, duty))
        if there is not None:
            same = "in that seat" if there.seat == seat else f"as {there.seat}: take them out of that seat first"
            self._report(f"{person} is on {duty} already, {same}", "person")
            return
        assert self.facts is not None
        basis = basis or basis_by_hand(self.facts, person, duty)
        self._seats[person, duty] = Assignment(person=person, duty=duty, seat=seat, basis=basis)
        self._touched.add(duty)

    def give_vehicle(self, duty: str, vehicle: str | None) -> None:
        """Gives a duty another vehicle, or none."""
        if not self._has_rota() or not self._known_duty(duty):
            return
        assert self.facts is not None
        vehicles = [item.id for item in self.facts.book.vehicles]
        if vehicle is not None and vehicle not in vehicles:
            self._report(f"vehicle '{vehicle}' is unknown{did_you_mean(vehicle, vehicles)}", "vehicle")
            return
        self._vehicles[duty] = vehicle

    def set_whole(self, rota: Rota, digest: str, inputs: str) -> None:
        """Says how the rota was made, and its scores, if it comes out as the one of that digest.

        Args:
            inputs: the input hash of the book that it is meant in.
        """
        if not digest and self._before is not None:
            self._report("the book holds a rota already")
        self._whole, self._whole_of = rota, (digest, inputs)

    def drop(self) -> None:
        """Removes the rota; reports it when somebody is still on a duty."""
        if self._has_rota():
            if self._seats:
                person, duty = next(iter(self._seats))
                self._report(f"the rota is not empty: {person} is on {duty}")
            self._dropped = True

    def finish(self, facts: Facts) -> Rota | None:
        """The rota with records that agree with its seats; scores and breaches are found later (`needs_scores`)."""
        before = self._before or self._whole
        if before is None or self._dropped:
            return None
        self._report_lost_seats(facts)
        assignments = self._assignments(facts)
        records = [self._with_vehicle(record) for record in _fitting_records(before, facts)]
        known = [item for item in assignments if item.duty in facts.duty]
        duties = edited_records(facts, known, records, touched=self._touched, by_hand=self._vehicles)
        self._report_lost_vehicles(duties, facts)
        if (exactly := self._exactly(facts, assignments, duties)) is not None:
            return exactly
        edited = self._whole is not None or not self._is_as_before(assignments, duties)
        made = (self._whole or before).provenance
        self.needs_scores = edited or made.edited
        return before.model_copy(
            update={
                "assignments": assignments,
                "duties": duties,
                "cures": () if edited else _fitting_cures(before, facts),
                "provenance": made.model_copy(update={"edited": True}) if self.needs_scores else made,
            }
        )

    # --- parts of the rota

    def _exactly(
        self, facts: Facts, assignments: tuple[Assignment, ...], duties: tuple[DutyRecord, ...]
    ) -> Rota | None:
        """The rota that a change describes, where the draft comes out as that one; else None."""
        whole = self._whole
        digest, inputs = self._whole_of
        if whole is None or rota_digest(assignments, duties) != digest:
            return None
        if facts.book.input_hash == inputs:
            return whole.model_copy(
                update={"assignments": whole.assignments or assignments, "duties": whole.duties or duties}
            )
        if whole.provenance.edited:
            return None
        return whole.model_copy(
            update={"assignments": assignments, "duties": duties, "cures": _fitting_cures(whole, facts)}
        )

    def _is_as_before(self, assignments: tuple[Assignment, ...], duties: tuple[DutyRecord, ...]) -> bool:
        """Whether seats and vehicles came out as they were; duties that are asked for no more, or newly, apart."""
        before = self._before
        if before is None or not (self._touched or self._vehicles):
            return before is not None
        return rota_digest(assignments, duties) == rota_digest(before.assignments, before.duties)

    def _assignments(self, facts: Facts) -> tuple[Assignment, ...]:
        """Who sits where: as before where nothing was changed, else in order of start."""
        if not self._touched:
            return tuple(self._seats.values())
        known = [item for item in self._seats.values() if item.duty in facts.duty]
        return tuple(RotaView(facts, known, {}).assignments)

    def _with_vehicle(self, record: DutyRecord) -> DutyRecord:
        if record.duty not in self._vehicles:
            return record
        return record.model_copy(update={"vehicle": self._vehicles[record.duty]})

    # --- what is wrong

    def _has_rota(self) -> bool:
        if self._before is None and self._whole is None:
            self._report("the book holds no rota yet: solve it, or begin an empty one")
            return False
        return True

    def _known(self, person: str, duty: str, seat: str) -> bool:
        assert self.facts is not None
        if person not in self.facts.people:
            self._report(f"person '{person}' is unknown{did_you_mean(person, self.facts.people)}", "person")
            return False
        if not self._known_duty(duty):
            return False
        seats = [item.id for item in self.facts.duty[duty].crew.seats]
        if seat not in seats:
            self._report(f"seat '{seat}' is not in that crew{did_you_mean(seat, seats)}", "seat")
        return seat in seats

    def _known_duty(self, duty: str) -> bool:
        assert self.facts is not None
        if duty not in self.facts.duty:
            self._report(f"there is no duty '{duty}'{did_you_mean(duty, self.facts.duty)}", "duty")
            return False
        return True

    def _report_lost_seats(self, facts: Facts) -> None:
        """Reports people who would be on duties that are not asked for, and people of the rota who would be gone."""
        for number, ((person, duty), item) in enumerate(self._seats.items()):
            if person not in facts.people:
                what = f"{person} is removed, and is still on {duty}"
            elif duty not in facts.duty:
                what = f"{duty} is no longer asked for, and {person} is still on it"
            elif all(seat.id != item.seat for seat in facts.duty[duty].crew.seats):
                what = f"{duty} has no seat {item.seat} any longer, and {person} sits in it"
            else:
                continue
            self._report(f"{what}: take them off it first", "rota", "assignments", number)

    def _report_lost_vehicles(self, duties: tuple[DutyRecord, ...], facts: Facts) -> None:
        """Reports duties that would be in vehicles that are gone."""
        known = {vehicle.id for vehicle in facts.book.vehicles}
        for number, record in enumerate(duties):
            if record.vehicle is not None and record.vehicle not in known:
                what = f"{record.vehicle} is removed, and still carries {record.duty}"
                self._report(f"{what}: give it another vehicle first, or none", "rota", "duties", number)


def _fitting_records(rota: Rota, facts: Facts) -> list[DutyRecord]:
    """The records of the duties that the book asks for: as they are, or new where the duty is new or has changed."""
    known = {record.duty: record for record in rota.duties}
    fitting = {name for name, duty in facts.duty.items() if name in known and _is_of(known[name], duty)}
    if len(fitting) == len(facts.duty) == len(known):
        return list(rota.duties)
    vehicles = {name: record.vehicle for name, record in known.items()}
    view = RotaView(facts, [item for item in rota.assignments if _is_known(item, facts)], vehicles)
    return [known[record.duty] if record.duty in fitting else record for record in duty_records(view)]


def _fitting_cures(rota: Rota, facts: Facts) -> tuple[CuresOfDuty, ...]:
    """The cures of duties that are still asked for, with what they name."""
    return tuple(
        item
        for item in rota.cures
        if item.duty in facts.duty
        and all(name in facts.duty for cure in item.cures for name in cure.crews)
        and all(cure.person is None or cure.person in facts.people for cure in item.cures)
    )


def _is_known(item: Assignment, facts: Facts) -> bool:
    return item.person in facts.people and item.duty in facts.duty


def _is_of(record: DutyRecord, duty: Duty) -> bool:
    """Whether a record says of a duty what and when it is."""
    said = (record.call_sign, record.date, record.shift, record.start, record.end)
    return said == (duty.call_sign.id, duty.date, duty.shift.id, duty.start, duty.end)


__all__ = ["RotaDraft"]
