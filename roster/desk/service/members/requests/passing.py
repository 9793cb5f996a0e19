"""The rules of passing: which requests of members go through without a coordinator, set by each organisation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from models.base import Model
from roster.analysis.words import counted
from roster.desk.service.access.table import Action
from roster.desk.service.asking import Asking
from roster.desk.service.errors import AnswerError, ForbiddenError
from roster.desk.service.members.requests.asked import AskedFor, RequestKind
from roster.desk.service.members.requests.outlook import Outlook
from roster.desk.service.warm import WarmRotas
from roster.desk.store import AuditKind, Store
from roster.desk.store.books.notes import PASSING_TOPIC

EACH_DECIDED = "a coordinator decides each"
MOST_NOTICE = 24 * 366  # hours


class Passes(StrEnum):
    """When requests of a kind go through by themselves, the strictest first."""

    NEVER = "never"
    NOBODY_WORSE = "when legal and nobody worse off"
    LEGAL = "when legal"


class PassingRules(Model):
    """What of one organisation's people goes through without being asked about.

    Attributes:
        take, give_back, swap: when requests of this kind do. A swap does once both want it.
        notice_hours: only where the duty, or the first of two, begins so many hours later, or more.
    """

    take: Passes = Passes.NEVER
    give_back: Passes = Passes.NEVER
    swap: Passes = Passes.NEVER
    notice_hours: Annotated[int, Field(ge=0, le=MOST_NOTICE)] = 72

    def of(self, kind: RequestKind) -> Passes:
        """When requests of a kind go through."""
        return {RequestKind.TAKE: self.take, RequestKind.GIVE_BACK: self.give_back, RequestKind.SWAP: self.swap}[kind]

    @property
    def sentence(self) -> str:
        """The rules in a sentence."""
        if {self.take, self.give_back, self.swap} == {Passes.NEVER}:
            return "nothing; a coordinator decides each"
        words = f"take: {self.take}; give back: {self.give_back}; swap: {self.swap}"
        return f"{words}; {counted(self.notice_hours, 'hours')} before the duty or earlier"


class Passing:
    """Reads and sets the rules of passing of units."""

    def __init__(self, store: Store, warm: WarmRotas) -> None:
        self._store, self._warm = store, warm

    def rules(self, asking: Asking) -> dict[str, PassingRules]:
        """Organisation -> its rules: of those that the account may set.

        Raises:
            ForbiddenError: it may set none.
        """
        asking.require(Action.SET_PASSING)
        own = asking.standing.organisations
        return {name: rules for name, rules in self.of_unit(asking.unit.id).items() if name in own}

    def of_unit(self, unit: int) -> dict[str, PassingRules]:
        """Organisation -> its rules; nothing goes through by itself where none were set."""
        found = {item.id: PassingRules() for item in self._warm.head(unit).book.organisations}
        for note in self._store.notes.of(unit, PASSING_TOPIC):
            if note.document["organisation"] in found:
                found[note.document["organisation"]] = PassingRules.model_validate(note.document["rules"])
        return found

    def set(self, asking: Asking, organisation: str, rules: PassingRules) -> PassingRules:
        """Sets the rules of an organisation.

        Raises:
            ForbiddenError: the account does not coordinate it.
            AnswerError: the unit has no such organisation.
        """
        asking.require(Action.SET_PASSING)
        unit = asking.unit.id
        known = {item.id: item.name or item.id for item in self._warm.head(unit).book.organisations}
        if organisation not in known:
            raise AnswerError(f"there is no organisation {organisation}")
        if organisation not in asking.standing.organisations:
            raise ForbiddenError(f"what goes through for {known[organisation]} is set by its own coordinators")
        document = {"organisation": organisation, "rules": rules.model_dump(mode="json")}
        with self._store.transaction():
            self._store.notes.add(unit, PASSING_TOPIC, document, asking.account.login)
            told = f"Set what goes through by itself for {known[organisation]}: {rules.sentence}"
            asking.put_on_record(self._store, AuditKind.PERMISSION, told)
        return rules


def why_not_by_rule(
    rules: Iterable[PassingRules], asked: AskedFor, found: Outlook, now: datetime, *, waiting: bool
) -> str:
    """Why a request does not go through by itself; empty where it does, and `EACH_DECIDED` where none of its kind does.

    Args:
        rules: of every organisation that it concerns; the strictest counts.
        found: what would come of it as the rota stands.
        waiting: whether others ask for the same seat.
    """
    rules, order = list(rules), list(Passes)
    when = min((item.of(asked.kind) for item in rules), key=order.index, default=Passes.NEVER)
    notice = max((item.notice_hours for item in rules), default=0)
    facts = found.before.opened.admission.facts
    begins = min(facts.duty[name].start for name in (asked.duty, asked.other_duty) if name in facts.duty)
    if when is Passes.NEVER:
        return EACH_DECIDED
    if not found.legal:
        return "it is not legal as the rota stands"
    if begins - now < timedelta(hours=notice):
        return f"the duty begins in less than {counted(notice, 'hours')}"
    if waiting:
        return "others ask for the same seat"
    if when is Passes.NOBODY_WORSE and found.worse_for_somebody(asked.people):
        return "the rota would be worse, or somebody worse off"
    return ""


__all__ = ["Passes", "Passing", "PassingRules", "why_not_by_rule"]
