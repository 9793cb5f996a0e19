"""Sets what a member offers and their own limits: one revision each, merged with what others did meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from models.base import LocalDate, Model
from models.book import Book
from models.clock import spoken_date
from models.people import Caps, Person
from models.problems import Problem
from models.rota import Breach
from roster.analysis.names import NamesInSentences
from roster.desk.changes import Change, ChangeError, SetCaps, SetOffers
from roster.desk.service.access.table import Action
from roster.desk.service.asking import Asking
from roster.desk.service.editing.editor import Editor, Ready, Wanted
from roster.desk.service.editing.outcomes import Conflicts, Edited, Why
from roster.desk.service.errors import AnswerError
from roster.desk.service.members.me import OfferedWindow
from roster.desk.service.members.own_days import windows_on, with_days
from roster.desk.service.members.publications import Publications
from roster.desk.service.warm import WarmRotas
from roster.desk.store.errors import NotThereError

_Base = Annotated[int, Field(ge=1, le=2**31 - 1)]


class OfferedDay(OfferedWindow):
    """A date that a member offers, with when they would work on it."""

    date: LocalDate


class OwnOffers(Model):
    """The dates of the period that a member offers from now on; dates that are past stay as they are.

    Attributes:
        base: the revision that they were looking at.
        days: all dates that they offer; a date may be named several times, with several windows.
        why: a reason, for the history.
    """

    base: _Base
    days: Annotated[tuple[OfferedDay, ...], Field(max_length=2000)]
    why: Why = ""


class OwnLimits(Model):
    """A member's own limits from now on.

    Attributes:
        base: the revision that they were looking at.
        limits: all of them; none where a field is absent.
    """

    base: _Base
    limits: Caps
    why: Why = ""


class Saved(Model):
    """What a member has changed.

    Attributes:
        revision: the number of the new revision; of the latest where everything was so already.
        changed: whether anything was different.
        sentence: what they offer, or their limits, in a sentence.
        notes: what they should know of it, a sentence each.
    """

    revision: int
    changed: bool
    sentence: str
    notes: tuple[str, ...] = ()


class OfferChanges:
    """Makes the changes that members make for themselves.

    Args:
        warm: the rotas in memory.
        editor: makes the changes.
        publications: what people go by.
    """

    def __init__(self, warm: WarmRotas, editor: Editor, publications: Publications) -> None:
        self._warm, self._editor, self._publications = warm, editor, publications

    def set_offers(self, asking: Asking, wanted: OwnOffers, now: datetime) -> Saved | Conflicts:
        """Sets the dates that the member offers.

        Raises:
            ChangeError: a date is past, or outside the period.
            AnswerError: they are on duty on a date that they no longer offer.
            NotThereError: there is no such revision, or the member is no longer in the book.
            ForbiddenError: the account is no member.
        """
        base = self._warm.revision(asking.unit.id, wanted.base).book
        person = _person(base, asking.own_person(Action.OFFER))
        today = now.astimezone(base.period.zone).date()
        chosen: dict[date, list[OfferedWindow]] = {}
        for item in wanted.days:
            window = OfferedWindow(start=item.start, end=item.end, call_signs=item.call_signs)
            chosen.setdefault(item.date, []).append(window)
        problems = list(_problems(base, person, wanted.days, today))
        if problems:
            raise ChangeError(problems)
        days = {day: chosen.get(day, []) for day in base.period.dates if day >= today}
        offers = with_days(person.offers, base.period, days)
        added = [day for day, windows in days.items() if windows and not windows_on(person.offers, day)]
        away = [day for day in added if any(item.dates_within(day, day) for item in person.absences)]
        notes = [f"You are away on {spoken_date(day)}, so it counts only if that changes" for day in away]
        offered = sum(bool(windows) for windows in days.values())
        sentence = f"You offer {offered} {'date' if offered == 1 else 'dates'}" if offered else "You offer no dates"
        return self._made(asking, wanted, SetOffers(person=person.id, offers=offers), sentence, notes)

    def set_limits(self, asking: Asking, wanted: OwnLimits) -> Saved | Conflicts:
        """Sets the member's own limits.

        Raises:
            AnswerError: they are on more duties already.
            NotThereError, ForbiddenError: as `set_offers`.
        """
        base = self._warm.revision(asking.unit.id, wanted.base).book
        person = _person(base, asking.own_person(Action.OFFER))
        some = any(value is not None for _, value in wanted.limits)
        sentence = "Your limits are saved" if some else "You have no limits"
        return self._made(asking, wanted, SetCaps(person=person.id, caps=wanted.limits), sentence, ())

    def _made(
        self,
        asking: Asking,
        asked: OwnOffers | OwnLimits,
        change: SetOffers | SetCaps,
        sentence: str,
        notes: Sequence[str],
    ) -> Saved | Conflicts:
        def is_own(item: Change) -> bool:
            return isinstance(item, SetOffers | SetCaps) and item.person == change.person

        wanted = Wanted(asked.base, (change,), asked.why, granted=is_own)
        ready = self._editor.ready(asking, wanted)
        if isinstance(ready, Conflicts):
            return ready
        if broken := self._broken(asking, change.person, ready):
            raise AnswerError("; ".join(broken))
        done = self._editor.make(asking, wanted)
        if isinstance(done, Conflicts):
            return done
        assert isinstance(done, Edited)  # nothing of it waits for a coordinator
        return Saved(revision=done.revision, changed=done.changed, sentence=sentence, notes=tuple(notes))

    def _broken(self, asking: Asking, person: str, ready: Ready) -> list[str]:
        """What the change would break of the duties that the member was told of, a sentence each.

        Others of their duties are a draft that they do not see: a coordinator is shown what becomes of it.
        """
        published = self._publications.latest(asking.unit)
        rota = ready.head.book.rota
        if published is None or rota is None:
            return []
        told = {item.duty for item in published.published.assignments if item.person == person}
        now = {item.duty for item in rota.assignments if item.person == person}
        before = Counter(map(_key, ready.before.verdict.hard))
        new = [
            breach
            for breach in ready.after.verdict.hard
            if breach.person == person and _key(breach) not in before and (breach.duty in told or now <= told)
        ]
        names, duties = NamesInSentences(ready.head.book), {duty.id: duty for duty in ready.head.book.duties}
        found = []
        for breach in new:
            duty = duties.get(breach.duty or "")
            if duty is not None:
                found.append(f"you are on duty on {duty.spoken}, {duty.times}: ask to give it back first")
            else:
                found.append(names.named(breach.message))
        return list(dict.fromkeys(found))


def _key(breach: Breach) -> tuple[str, str | None, str | None, str | None]:
    return breach.rule, breach.person, breach.duty, str(breach.date) if breach.date else None


def _person(book: Book, person: str) -> Person:
    found = next((item for item in book.people if item.id == person), None)
    if found is None:
        raise NotThereError(f"{person} is no longer in the book; ask your coordinator")
    return found


def _problems(book: Book, person: Person, days: Sequence[OfferedDay], today: date) -> Iterator[Problem]:
    """What is wrong with dates that somebody offers, with the place of each."""
    period, signs = book.period, {item.id for item in book.call_signs}
    for number, item in enumerate(days):
        place, spoken = ("days", number), f"{spoken_date(item.date)} {item.date.year}"
        if item.date not in period:
            said = f"{spoken} is not in this rota, which runs from {period.first} to {period.last}"
            yield Problem((*place, "date"), said)
        elif item.date < today and not windows_on(person.offers, item.date):
            yield Problem((*place, "date"), f"{spoken} is past")
        if (item.start is None) != (item.end is None):
            yield Problem((*place, "start" if item.start is None else "end"), "give both times, or none")
        for sign in sorted(set(item.call_signs) - signs):
            yield Problem((*place, "call_signs"), f"there is no call sign {sign}")


__all__ = ["OfferChanges", "OfferedDay", "OwnLimits", "OwnOffers", "Saved"]
