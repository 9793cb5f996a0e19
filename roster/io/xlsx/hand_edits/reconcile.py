"""Puts together what the two sheets of a rota say; where they contradict each other, that is said cell by cell."""

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

Change = tuple[str, bool]  # a duty, and whether somebody is now on it who was not (or no longer is)


class Reconciled:
    """What both sheets together change.

    Attributes:
        changes: with the cells that say so.
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
        self._overfull(from_vehicles)

    # --- each sheet against what was kept

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
                    continue  # the other sheet says the same, and in which seat
                if on:
                    self._note(person, duty, self._seat(person, duty), place, on=True)
                else:
                    for seat in self._before[person, duty]:
                        self._note(person, duty, seat, place, on=False)

    def _note(self, person: str, duty: str, seat: str, place: Place, *, on: bool) -> None:
        self.changes.append((SeatChange(person, duty, seat, on, str(place)), place))

    def _seat(self, person: str, duty: str) -> str:
        """The seat somebody takes whom the grid puts on a duty: one with room, the emptiest of them."""
        taken: dict[str, int] = defaultdict(int)
        for (name, seat), people in self.context.seated.items():
            if name == duty:
                taken[seat] += len(people)
        for change, _ in self.changes:
            if change.duty == duty:
                taken[change.seat] += 1 if change.on else -1
        # Whoever the grid takes off the duty makes room, whether that has been noted yet or not.
        noted = {(change.person, change.duty) for change, _ in self.changes}
        for (other, _), changes in self._changed_in_rota.items():
            if (duty, False) in changes and (other, duty) not in noted:
                for seat in self._before[other, duty]:
                    taken[seat] -= 1
        seats = self.context.seats_for(person, duty)
        return max(seats, key=lambda seat: (taken[seat.id] < seat.preferred, seat.preferred - taken[seat.id])).id

    @cached_property
    def _changed_in_rota(self) -> dict[tuple[str, date], dict[Change, Place]]:
        """By person and date, what the grid changes."""
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
        """People and dates of which the sheets say different things, neither of which goes with the other."""
        told: dict[tuple[str, date], dict[Change, Place]] = defaultdict(dict)
        for change, place in self.changes:
            was = bool(self._before.get((change.person, change.duty)))
            still = any(
                change.person in people for (duty, _), people in self.by_vehicle.seats.items() if duty == change.duty
            )
            if was != still:  # another seat of the same duty is nothing the grid shows
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
                    f"{self._says(key[0], mine)}, but {theirs[other]} {self._says(key[0], other)}; make the two agree,"
                    " or undo one of them",
                )
        return found

    def _says(self, person: str, change: Change) -> str:
        duty, on = change
        return f"{'puts' if on else 'takes'} {person} {'on' if on else 'off'} {self.context.called(duty)}"

    def _overfull(self, from_vehicles: int) -> None:
        """Seats that each sheet fills with somebody else, so that together they are more than it holds."""
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

    # --- marks

    def edits(self) -> HandEdits:
        """All that is changed, pins too."""
        context, ours, theirs = self.context, self.by_person, self.by_vehicle
        now = set(self._before)
        for change, _ in self.changes:
            if change.on:
                now.add((change.person, change.duty))
        gone = {(change.person, change.duty) for change, _ in self.changes if not change.on}
        gone -= {(change.person, change.duty) for change, _ in self.changes if change.on}
        pinned: dict[tuple[str, str], Mark] = {}
        for person, duty in sorted((ours.pins | theirs.pins) - context.marked):
            if (person, duty) in now - gone:
                pinned[person, duty] = Mark(Pin(person=person, duty=duty), self._cell(person, duty))
        unpinned = [
            Mark(Pin(person=person, duty=duty), self._cell(person, duty))
            for person, duty in sorted(context.marked)
            if (person, duty) in gone or self._unmarked(person, duty)
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
        """Whether somebody is still on a duty in one of the sheets, without the mark that was there."""
        slot = self.context.slots.get(duty)
        if slot is None:
            return False
        in_grid = duty in self.by_person.duties.get((person, slot.date), {})
        in_crew = any(person in people for (name, _), people in self.by_vehicle.seats.items() if name == duty)
        return (in_grid and (person, duty) not in self.by_person.pins) or (
            in_crew and (person, duty) not in self.by_vehicle.pins
        )

    def _cell(self, person: str, duty: str) -> str:
        """The cell that puts somebody on a duty."""
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
        """What was typed that says nothing of the rota."""
        return [
            f"{self.by_person.cells[person, day]}: takes {person} off; “{code}” counts as an absence only on the sheet"
            " Availability"
            for (person, day), code in self.by_person.away.items()
            if any(not on for _, on in self._changed_in_rota.get((person, day), {}))
        ]
