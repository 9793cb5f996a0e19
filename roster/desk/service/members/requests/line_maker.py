"""Makes a line of an inbox: what would come of each request for duties, for hours, and for the rota."""

from __future__ import annotations

from collections.abc import Iterator

from models.base import format_minutes
from models.clock import month_of
from models.rules import SOFT_LEVELS
from models.text.lists import listed
from roster.analysis.ledger import LedgerLine, ledger
from roster.analysis.names import Names, NamesInSentences
from roster.analysis.stepping_in.personal_effects import minutes_on_duty
from roster.desk.live import LiveRota
from roster.desk.service.asking import Asking
from roster.desk.service.editing.deeds import consequences
from roster.desk.service.members.requests.asked import Agreed, AskedFor
from roster.desk.service.members.requests.outlook import Outlook
from roster.desk.service.members.requests.shown import InboxLine, RequestShown, RequestState
from roster.desk.service.members.requests.waiting_list import Waiting
from roster.desk.service.views.board_maker import rota_view
from roster.desk.service.views.seat_panel import EffectLine


class LineMaker:
    """Makes the line of one request.

    Args:
        asking: the coordinator in the unit.
        found: what would come of the request.
        asked: what it asks for.
    """

    def __init__(self, asking: Asking, found: Outlook, asked: AskedFor) -> None:
        self._asking, self._found, self._asked = asking, found, asked
        self._book = found.before.book
        self._names = Names(self._book.people)
        self._masking = asking.masking(self._book)

    def line(
        self,
        request: RequestShown,
        held: Agreed,
        concerned: frozenset[str],
        *,
        queue: Waiting | None,
        why_not_by_rule: str,
        disabled: bool,
    ) -> InboxLine:
        """The line of a request.

        Args:
            held: who has agreed so far.
            concerned: the organisations that have to allow it.
            queue: its place among those for the same seat.
            disabled: whether the account that asked is disabled.
        """
        found, own = self._found, self._asking.standing.organisations
        answered = request.state is RequestState.ASKED_COORDINATOR
        mine = concerned & own - held.organisations.keys()
        rest = concerned - own - held.organisations.keys()
        return InboxLine(
            request=request,
            legal=found.legal,
            reasons=request.reasons,
            cover=self._cover(),
            means=tuple(self._means()),
            effects=tuple(self._effects()),
            queue=queue.sentence if queue else "",
            queue_place=queue.place if queue else 0,
            may_allow=answered and (found.legal or found.fulfilled) and bool(mine),
            may_refuse=bool(concerned & own),
            fulfilled=found.fulfilled,
            waits_for=self._waits_for(request, rest),
            why_not_by_rule=why_not_by_rule,
            account_disabled=disabled,
        )

    def _waits_for(self, request: RequestShown, rest: frozenset[str]) -> str:
        if request.state is RequestState.ASKED_OTHER:
            return f"waits for an answer of {request.other_name}"
        if not rest:
            return ""
        names = {item.id: item.name or item.id for item in self._book.organisations}
        return f"also needs a coordinator of {listed(names.get(item, item) for item in sorted(rest))}"

    def _cover(self) -> tuple[str, ...]:
        """What happens to duties."""
        after = self._found.after
        return consequences(self._book, after.book, self._found.changes) if after else ()

    def _means(self) -> Iterator[str]:
        """What it means for the hours of those who ask."""
        if self._found.after is None:
            return
        facts = self._found.before.opened.admission.facts
        day = facts.duty[self._asked.duty].date
        for name in self._asked.people:
            if name in self._masking.hidden:
                continue
            person = facts.people[name]
            views = (rota_view(self._found.before), rota_view(self._found.after))
            before, after = (minutes_on_duty(view, person) for view in views)
            hours = f"{format_minutes(before)} on the rota" + (
                f", {format_minutes(after)} with it" if before != after else ", as before"
            )
            yield f"{self._names.full(name)}: {hours}{self._promised(name, month_of(day))}"

    def _promised(self, person: str, month: str) -> str:
        """What they still have to find towards their promise, before and after; empty where they promised nothing."""
        found = []
        for live in filter(None, (self._found.before, self._found.after)):
            mine = self._ledger(live, person)
            found.append([line.to_go for line in mine if line.month == month] or [line.to_go for line in mine])
        if not all(found):
            return ""
        before, after = map(max, found)
        if not before and not after:
            return ""
        now, then = (format_minutes(minutes) if minutes else "nothing" for minutes in (before, after))
        return f"; still to find: {now}" + (f", {then} with it" if before != after else "")

    @staticmethod
    def _ledger(live: LiveRota, person: str) -> list[LedgerLine]:
        admission = live.opened.admission
        return ledger(live.book, admission.facts, admission.rules, known_gaps=(), people={person})

    def _effects(self) -> Iterator[EffectLine]:
        """What it does to the rota; not where it is about people of others, whose hours that would tell of."""
        found, people = self._found, set(self._asked.people)
        if found.after is None or people & self._masking.hidden:
            return
        named = NamesInSentences(self._book).named
        for level in SOFT_LEVELS:
            points = round(found.after.verdict.value(level) - found.before.verdict.value(level), 6)
            dearer = self._masking.breaches(item for item in found.dearer if item.level is level)
            why = "; ".join(dict.fromkeys(named(item.message) for item in dearer))
            if points or why:
                yield EffectLine(level=level, points=points, why=why)


__all__ = ["LineMaker"]
