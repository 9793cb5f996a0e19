"""Finds the changes that make one book another: for proposals, uploaded workbooks and undo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from constraints.facts import Facts
from models.book import Book
from models.problems import BookError
from models.rota import Assignment, Rota
from roster.desk.changes.apply import apply_changes, changed_book
from roster.desk.changes.between.input_changes import input_changes
from roster.desk.changes.change import Change
from roster.desk.changes.drafts.rota_digest import rota_digest
from roster.desk.changes.kinds.rota import Assign, Clear, GiveVehicle
from roster.desk.changes.kinds.whole_rota import DropRota, SetRota
from roster.desk.changes.released_pins import contradicted_pins
from roster.lifecycle.edited_rota import basis_by_hand

_MOST_ROUNDS = 5  # a vehicle that is given by name may free another; after these all vehicles are given by name


def changes_between(before: Book, after: Book, folder: Path | None = None) -> tuple[Change, ...]:
    """The changes that make one book another.

    Args:
        folder: where the books' rule files lie; the current folder when None.
    """
    found = seats_and_inputs(before, after)
    if before == after or after.rota is None:
        return found
    whole = _set_rota(before, after, found, folder)
    return (*found, whole) if whole else found


def seats_and_inputs(before: Book, after: Book) -> tuple[Change, ...]:
    """The changes that make one book another, without a `SetRota` of how its rota was made.

    No rule is asked, so that this takes milliseconds.
    """
    if before == after:
        return ()
    seats = _seat_changes(before, after)
    found: list[Change] = [*_input_changes(before, after, seats), *seats]
    if after.rota is None:
        return tuple(found) if before.rota is None else (*found, DropRota())
    return (*found, *_vehicle_changes(before, after, found))


def made_otherwise(before: Book, after: Book) -> SetRota | None:
    """How the rota of a book was made, where it is another than before changes by hand; else None."""
    was, now = (
        book.rota.provenance.model_copy(update={"edited": True}) if book.rota else None for book in (before, after)
    )
    return None if after.rota is None or was == now else _whole(after, after.rota)


def inverse(before: Book, changes: Sequence[Change], folder: Path | None = None) -> tuple[Change, ...]:
    """The changes that undo some changes of a book.

    Args:
        before: the book that they were applied to.
        folder: where the book's rule files lie; the current folder when None.

    Raises:
        ChangeError: the changes cannot be applied to that book.
    """
    return changes_between(changed_book(before, changes).book, before, folder)


def _input_changes(before: Book, after: Book, seats: Sequence[Change]) -> list[Change]:
    """The changes of inputs; pins that changes of seats remove by themselves are left out, or put back."""
    removed = contradicted_pins(before, seats)
    if not removed:
        return list(input_changes(before, after))
    kept = tuple(pin for pin in before.pins if not any(pin is other for other in removed))
    without = before.model_copy(update={"pins": kept})
    return list(input_changes(without, after))


def _seat_changes(before: Book, after: Book) -> list[Change]:
    """The people who leave seats, and who take them."""
    was, now = (set(book.rota.assignments) if book.rota else set() for book in (before, after))
    facts = Facts(after)
    cleared = sorted(was - now, key=_place)
    return [
        *(Clear(person=item.person, duty=item.duty, seat=item.seat) for item in cleared),
        *(_assign(item, facts) for item in sorted(now - was, key=_place)),
    ]


def _assign(item: Assignment, facts: Facts) -> Assign:
    usual = item.basis is basis_by_hand(facts, item.person, item.duty)
    return Assign(person=item.person, duty=item.duty, seat=item.seat, basis=None if usual else item.basis)


def _place(item: Assignment) -> tuple[str, ...]:
    return item.duty.partition("@")[2], item.duty, item.seat, item.person


def _vehicle_changes(before: Book, after: Book, found: Sequence[Change]) -> list[Change]:
    """The vehicles to be given by name, because they are others than the duties would get by themselves."""
    rota = after.rota
    assert rota is not None
    wanted = {record.duty: record.vehicle for record in rota.duties}
    given = {duty: wanted.get(duty) for duty in _in_removed_vehicles(before, after)}
    begun = [] if before.rota else [SetRota(provenance=rota.provenance)]
    for _ in range(_MOST_ROUNDS):
        changes = [*found, *begun, *(GiveVehicle(duty=duty, vehicle=name) for duty, name in given.items())]
        draft = changed_book(before, changes).book.rota
        assert draft is not None
        others = {item.duty: wanted[item.duty] for item in draft.duties if wanted.get(item.duty) != item.vehicle}
        if not others:
            break
        given |= others
    else:
        given = wanted
    return [GiveVehicle(duty=duty, vehicle=name) for duty, name in sorted(given.items())]


def _in_removed_vehicles(before: Book, after: Book) -> Iterator[str]:
    """The duties that are still asked for, and that a vehicle carried which is gone."""
    there, asked = {vehicle.id for vehicle in after.vehicles}, {duty.id for duty in after.duties}
    for record in before.rota.duties if before.rota else ():
        if record.vehicle is not None and record.vehicle not in there and record.duty in asked:
            yield record.duty


def _set_rota(before: Book, after: Book, found: Sequence[Change], folder: Path | None) -> SetRota | None:
    """How the rota was made, where that does not follow from the changes found; None where it does."""
    rota = after.rota
    assert rota is not None
    if _is_known(before, rota, found, folder):
        return None
    begun = _whole(after, rota)
    draft = changed_book(before, [*found, begun]).book.rota
    assert draft is not None
    return begun.model_copy(
        update={
            "assignments": () if draft.assignments == rota.assignments else rota.assignments,
            "duties": () if draft.duties == rota.duties else rota.duties,
        }
    )


def _is_known(before: Book, rota: Rota, found: Sequence[Change], folder: Path | None) -> bool:
    """Whether the rota follows from the changes found."""
    if before.rota is None:
        return False
    changed = changed_book(before, found)
    assert changed.book.rota is not None
    if not changed.needs_scores:
        return changed.book.rota == rota
    if (changed.book.rota.assignments, changed.book.rota.duties, changed.book.rota.provenance) != (
        rota.assignments,
        rota.duties,
        rota.provenance,
    ):
        return False
    try:
        return apply_changes(before, found, folder).rota == rota
    except BookError:  # rule files that are not there: what the rota scores cannot be found again
        return False


def _whole(after: Book, rota: Rota) -> SetRota:
    return SetRota(
        digest=rota_digest(rota.assignments, rota.duties),
        inputs=after.input_hash,
        provenance=rota.provenance,
        scores=rota.scores,
        breaches=rota.breaches,
        cures=rota.cures,
    )


__all__ = ["changes_between", "inverse", "made_otherwise", "seats_and_inputs"]
