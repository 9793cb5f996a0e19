"""How a duty came to be crewed worse than it was: the change that did it, and who left with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from models.clock import spoken_date
from models.duty import Duty
from models.rota import Assignment, DutyState
from roster.desk.changes import AnyChange, Assign, ChangeError, Clear, GiveVehicle, SetRota
from roster.desk.live import LiveRota
from roster.desk.service.access.table import Action
from roster.desk.service.asking import Asking
from roster.desk.service.editing.deeds import MOST_TOLD, Deeds, consequences, states
from roster.desk.service.editing.names import AuthorNames
from roster.desk.service.editing.undo import taken_back
from roster.desk.service.revisions import changes_of
from roster.desk.service.views.seat_panel import PutBack, Since
from roster.desk.service.warm import WarmRotas
from roster.desk.store import Revision, RevisionStep, Store

_STEPS = 60  # revisions that are looked back through
_ORDER = list(DutyState)


class DutyPast:
    """Finds what left duties as they are."""

    def __init__(self, store: Store, warm: WarmRotas, names: AuthorNames) -> None:
        self._store, self._warm, self._names = store, warm, names

    def since(self, asking: Asking, head: Revision, live: LiveRota, duty: str) -> Since | None:
        """The change since which a duty is crewed worse; None where it is crewed, or was not better lately.

        Args:
            head: the latest revision.
            live: its rota.
        """
        now = states(head.book).get(duty, DutyState.CREWED)
        if now is DutyState.CREWED or not asking.standing.may(Action.SEE_HISTORY):
            return None
        step = self._step(head, duty, now)
        if step is None:
            return None
        own = step.author == asking.account.login
        history = self._store.history(asking.unit.id, step.number - 1)
        undo = own and asking.standing.may(Action.UNDO) and step.number not in taken_back(history)
        whose = "your change" if own else f"a change by {self._names.of(step.author)}"
        at = self._moment(step, head)
        return Since(
            revision=step.number,
            sentence=f"{now[:1].upper()}{now[1:]} since {whose} {at}: {step.sentence}",
            undo=undo,
            # Where nothing else was done, undoing it puts them back.
            put_back=None if undo and _only_left(step, duty) else self._put_back(step, live, duty),
        )

    def _step(self, head: Revision, duty: str, now: DutyState) -> RevisionStep | None:
        """The latest revision before which the duty was crewed better."""
        steps = self._store.steps(head.unit, max(1, head.number - _STEPS), head.number)
        for step in reversed(steps):
            if duty not in step.change_text or step.parent is None:
                continue
            changes = changes_of(step)
            if Deeds(head.book, changes).changed > MOST_TOLD:
                return None  # a search decided it
            if not any(isinstance(item, Assign | Clear | GiveVehicle) and item.duty == duty for item in changes):
                continue
            before = states(self._warm.revision(head.unit, step.parent).book).get(duty, DutyState.STOOD_DOWN)
            if _ORDER.index(before) < _ORDER.index(now):
                return step
        return None

    @staticmethod
    def _moment(step: RevisionStep, head: Revision) -> str:
        """`at 18:40`; of another day `on Fri 4 Dec at 18:40`."""
        zone = head.book.period.zone
        there, today = step.made_at.astimezone(zone), datetime.now(UTC).astimezone(zone).date()
        day = "" if there.date() == today else f"on {spoken_date(there.date())} "
        return f"{day}at {there:%H:%M}"

    def _put_back(self, step: RevisionStep, live: LiveRota, duty: str) -> PutBack | None:
        """Those who left the duty with a change, put back where there is room and no rule is broken by it."""
        rota = self._warm.revision(step.unit, step.parent or 1).book.rota
        known = live.opened.admission.facts.duty.get(duty)
        if rota is None or known is None:
            return None
        left = {item.person for item in changes_of(step) if isinstance(item, Clear) and item.duty == duty}
        there = [item for item in rota.assignments if item.duty == duty and item.person in left]
        changes = tuple(_back(live, known, there))
        if not changes:
            return None
        try:
            after = live.after(changes)
        except ChangeError:
            return None
        known_broken = {breach.message for breach in live.verdict.hard}
        if any(breach.message not in known_broken for breach in after.verdict.hard):
            return None
        deeds = list(Deeds(live.book, changes).sentences())
        return PutBack(sentences=tuple(deeds), follows=consequences(live.book, after.book, changes), changes=changes)


def _only_left(step: RevisionStep, duty: str) -> bool:
    """Whether a change did nothing but take people off a duty."""
    return all(isinstance(item, Clear | SetRota) and getattr(item, "duty", duty) == duty for item in changes_of(step))


def _back(live: LiveRota, duty: Duty, there: list[Assignment]) -> Iterator[AnyChange]:
    """The changes that put people back into the seats of a duty, off what they have been given at that time."""
    view = live.opened.view
    facts = live.opened.admission.facts
    on_it = {item.person for item in view.crew_of(duty)}
    room = {seat.id: seat.maximum - len(view.in_seat(duty, seat.id)) for seat in duty.crew.seats}
    for item in there:
        person = facts.people.get(item.person)
        if person is None or item.person in on_it or room.get(item.seat, 0) < 1:
            continue
        room[item.seat] -= 1
        for other in view.planned_of(person):
            their = facts.duty[other.duty]
            if their.date == duty.date or (their.start < duty.end and duty.start < their.end):
                yield Clear(person=item.person, duty=other.duty, seat=other.seat)
        yield Assign(person=item.person, duty=duty.id, seat=item.seat, basis=item.basis)


__all__ = ["DutyPast"]
