"""Which vehicles may carry which duty."""

from __future__ import annotations

from models.book import Book
from models.duty import Duty
from models.service import Vehicle


class VehicleIndex:
    """The vehicles of a book, by the call sign they may carry."""

    def __init__(self, book: Book) -> None:
        self._some = bool(book.vehicles)
        self._of_call_sign: dict[str, list[Vehicle]] = {}
        for call_sign in book.call_signs:
            area = book.area_names.ids(call_sign.area)[0]
            assigned = [vehicle for vehicle in book.vehicles if call_sign.id in vehicle.call_signs]
            spare = [
                vehicle
                for vehicle in book.vehicles
                if vehicle not in assigned and any(area in book.area_names.ids(name) for name in vehicle.spare_for)
            ]
            self._of_call_sign[call_sign.id] = [*assigned, *spare]

    def may_carry(self, duty: Duty) -> list[Vehicle]:
        """The vehicles on the road for the whole duty: those of its call sign first, then spares of its area."""
        return [vehicle for vehicle in self._of_call_sign[duty.call_sign.id] if on_road(vehicle, duty)]

    def needed(self, duty: Duty) -> bool:
        """Whether a duty can only run in a vehicle: the book has some, and the crew is not one that may be empty."""
        return self._some and any(seat.minimum for seat in duty.crew.seats)


def on_road(vehicle: Vehicle, duty: Duty) -> bool:
    """Whether a vehicle can be used for the whole of a duty."""
    return not any(span.covers(duty.date, duty.wall_start, duty.wall_end) for span in vehicle.off_road)
