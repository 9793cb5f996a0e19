"""Joins the edits of the sheets Rota and Vehicles; reports contradictions between them cell by cell."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property

from models.wishes import Pin
from roster.io.xlsx.hand_edits.edit_context import EditContext
from roster.io.xlsx.hand_edits.rota_sheet import RotaEntries
from roster.io.xlsx.hand_edits.vehicles_sheet import VehicleEntries
from roster.io.xlsx.raw_sheets.raw_sheet import Place
from roster.lifecycle.hand_edits import HandEdits, Mark, SeatChange, VehicleChange

Change = tuple[str, bool]  # a duty, and whether a person is now on it (True) or no longer on it (False)


class Reconciled:
    """The edits of both sheets.

    Attributes:
        changes: each with the cell that makes it.
    """

    def __init__(self, context: EditContext, by_person: RotaEntries, by_vehicle: VehicleEntries) -> None:
        self.context = context
        self.by_person = by_person
        self.by_vehicle = by_vehicle
        self.changes: list[tuple[SeatChange, Place]] = []
        self._before: dict[tuple[str, str], list[str]] = defaultdict(list)  # (person, duty) -> seats
        for (duty, seat), people in context.seated.items():
            for person in people:
                self._before[person, duty].append(seat)
        self._from_vehicles()
        from_vehicles = len(self.changes)
        self._from_rota(self._contradictions())
        self._report_overfull_seats(from_vehicles)

    # --- each sheet against the embedded rota

    def _from_vehicles(self) -> None:
        for (duty, seat), people in self.by_vehicle.seats.items():
            before = self.context.seated.get((duty, seat), [])
            for person in before:
                if person not in people:
                    self._note(person, duty, seat, self.by_vehicle.cells[duty, seat], on=False)
            for person, place in people.items():
                if person not in before:
                    self._note(person, duty, seat, place, on=True)

    def _from_rota(self, contradicted: set[tuple[str, date]]) -> None:
        known = {(change.person, change.duty): change for change, _ in self.changes}
        for (person, day), changes in self._changed_in_rota.items():
            if (person, day) in contradicted:
                continue
            for (duty, on), place in changes.items():
                if (person, duty) in known:
                    continue  # the other sheet makes the same change, and names the seat
                if on:
                    self._note(person, duty, self._seat(person, duty), place, on=True)
                else:
                    for seat in self._before[person, duty]:
                        self._note(person, duty, seat, place, on=False)

    def _note(self, person: str, duty: str, seat: str, place: Place, *, on: bool) -> None:
        self.changes.append((SeatChange(person, duty, seat, on, str(place)), place))

    def _seat(self, person: str, duty: str) -> str:
        """Returns the seat for a person whom the grid puts on a duty: a seat with room, the emptiest of them."""
        taken: dict[str, int] = defaultdict(int)
        for (name, seat), people in self.context.seated.items():
            if name == duty:
                taken[seat] += len(people)
        for change, _ in self.changes:
            if change.duty == duty:
                taken[change.seat] += 1 if change.on else -1
        # A person whom the grid takes off the duty makes room, also where that change is not yet in `changes`.
        noted = {(change.person, change.duty) for change, _ in self.changes}
        for (other, _), changes in self._changed_in_rota.items():
            if (duty, False) in changes and (other, duty) not in noted:
                for seat in self._before[other, duty]:
                    taken[seat] -= 1
        seats = self.context.seats_for(person, duty)
        return max(seats, key=lambda seat: (taken[seat.id] < seat.preferred, seat.preferred - taken[seat.id])).id

    @cached_property
    def _changed_in_rota(self) -> dict[tuple[str, date], dict[Change, Place]]:
        """(person, date) -> the changes that the grid makes."""
        found: dict[tuple[str, date], dict[Change, Place]] = {}
        dates = {duty: slot.date for duty, slot in self.context.slots.items()}
        before: dict[tuple[str, date], set[str]] = defaultdict(set)
        for person, duty in self._before:
            if duty in dates:
                before[person, dates[duty]].add(duty)
        for key, now in self.by_person.duties.items():
            was = before.get(key, set())
            changes: dict[Change, Place] = {(duty, True): place for duty, place in now.items() if duty not in was}
            changes |= {(duty, False): self.by_person.cells[key] for duty in sorted(was - set(now))}
            if changes:
                found[key] = changes
        return found

    # --- the sheets against each other

    def _contradictions(self) -> set[tuple[str, date]]:
        """Finds (person, date) for which the two sheets make different changes, and reports them."""
        told: dict[tuple[str, date], dict[Change, Place]] = defaultdict(dict)
        for change, place in self.changes:
            was = bool(self._before.get((change.person, change.duty)))
            still = any(
                change.person in people for (duty, _), people in self.by_vehicle.seats.items() if duty == change.duty
            )
            if was != still:  # the grid does not show a change of seats on one duty
                told[change.person, self.context.slots[change.duty].date][change.duty, still] = place
        found = set()
        for key, theirs in told.items():
            ours = self._changed_in_rota.get(key, {})
            if ours and not set(ours) <= set(theirs) and not set(theirs) <= set(ours):
                found.add(key)
                mine = next(change for change in ours if change not in theirs)
                other = next(change for change in theirs if change not in ours)
                self.context.add_problem(
                    ours[mine],
                    f"{self._sentence(key[0], mine)}, but {theirs[other]} {self._sentence(key[0], other)};"
                    " make the two agree, or undo one of them",
                )
        return found

    def _sentence(self, person: str, change: Change) -> str:
        duty, on = change
        return f"{'puts' if on else 'takes'} {person} {'on' if on else 'off'} {self.context.called(duty)}"

    def _report_overfull_seats(self, from_vehicles: int) -> None:
        """Reports seats that two sheets both add people to, together more than the seat holds.

        A seat that one sheet alone overfills is not looked at here.
        """
        added: dict[tuple[str, str], list[tuple[bool, SeatChange, Place]]] = defaultdict(list)
        count: dict[tuple[str, str], int] = {place: len(people) for place, people in self.context.seated.items()}
        for number, (change, place) in enumerate(self.changes):
            key = change.duty, change.seat
            count[key] = count.get(key, 0) + (1 if change.on else -1)
            if change.on:
                added[key].append((number < from_vehicles, change, place))
        for (duty, seat), changes in added.items():
            if {ours for ours, _, _ in changes} == {True, False} and duty in self.context.facts.duty:
                most = self.context.facts.duty[duty].crew.seat(seat)
                if count[duty, seat] > most.maximum:
                    theirs = next(place for ours, _, place in changes if ours)
                    change, place = next((change, place) for ours, change, place in changes if not ours)
                    self.context.add_problem(
                        place,
                        f"puts {change.person} on {self.context.called(duty)}, whose seat '{seat}' {theirs} gives to"
                        f" somebody else; it takes {most.maximum}",
                    )

    # --- the result

    def edits(self) -> HandEdits:
        """Returns all edits, changed pins included."""
        context, ours, theirs = self.context, self.by_person, self.by_vehicle
        now = set(self._before)
        for change, _ in self.changes:
            if change.on:
                now.add((change.person, change.duty))
        removed = {(change.person, change.duty) for change, _ in self.changes if not change.on}
        removed -= {(change.person, change.duty) for change, _ in self.changes if change.on}
        pinned: dict[tuple[str, str], Mark] = {}
        for person, duty in sorted((ours.pins | theirs.pins) - context.marked):
            if (person, duty) in now - removed:
                pinned[person, duty] = Mark(Pin(person=person, duty=duty), self._cell(person, duty))
        unpinned = [
            Mark(Pin(person=person, duty=duty), self._cell(person, duty))
            for person, duty in sorted(context.marked)
            if (person, duty) in removed or self._unmarked(person, duty)
        ]
        vehicles = tuple(VehicleChange(duty, name, str(place)) for duty, (name, place) in theirs.vehicles.items())
        return HandEdits(
            context.kept,
            tuple(change for change, _ in self.changes),
            vehicles,
            tuple(pinned.values()),
            tuple(unpinned),
            tuple(self._notes()),
        )

    def _unmarked(self, person: str, duty: str) -> bool:
        """Whether a person is still on a duty in one of the sheets, but without the mark of a pin."""
        slot = self.context.slots.get(duty)
        if slot is None:
            return False
        in_grid = duty in self.by_person.duties.get((person, slot.date), {})
        in_crew = any(person in people for (name, _), people in self.by_vehicle.seats.items() if name == duty)
        return (in_grid and (person, duty) not in self.by_person.pins) or (
            in_crew and (person, duty) not in self.by_vehicle.pins
        )

    def _cell(self, person: str, duty: str) -> str:
        """Returns the cell that puts a person on a duty."""
        slot = self.context.slots[duty]
        in_grid = self.by_person.duties.get((person, slot.date), {}).get(duty)
        in_crew = next(
            (
                people[person]
                for (name, _), people in self.by_vehicle.seats.items()
                if name == duty and person in people
            ),
            None,
        )
        marked_in_grid = (person, duty) in self.by_person.pins
        place = in_grid if in_grid is not None and (marked_in_grid or in_crew is None) else in_crew
        place = place or self.by_person.cells.get((person, slot.date))
        return str(place) if place is not None else "Rota"

    def _notes(self) -> list[str]:
        """Yields notes on typed absences, which change only the rota."""
        return [
            f"{self.by_person.cells[person, day]}: takes {person} off; “{code}” counts as an absence only on the sheet"
            " Availability"
            for (person, day), code in self.by_person.away.items()
            if any(not on for _, on in self._changed_in_rota.get((person, day), {}))
        ]
