"""The rule that a published rota does not change at short notice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.facts import Facts
from constraints.shared.change_rule import PublishedChangeRule
from constraints.topics import Topic
from models.duty import Duty
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class NoticePeriod(PublishedChangeRule):
    """Whoever gains or loses a published duty has at least `days` days' notice of it.

    Notice runs from the day the re-plan is made (`as_of` of what is published, else the day it was published) to the
    date of the duty: on the 1st, the 15th is 14 days off. Where clear days are meant, which count neither the day told
    nor the day worked, `days` is one more. Each gain and each loss counts, as `keep-published` knows them: no move to
    another seat, no duty lost to one's own absence. A change of a duty that has already begun costs as much as one at
    short notice. Entries add up: one for 15 days and one for 8 make the nearer change cost more; `roles` tell the
    organisations apart.

    Source: Police Regulations 2003, reg. 26 and Annex H, as told by police federations: a rest day worked at less than
    15 clear days' notice is paid at time and a half, a public holiday at less than 8 days' dearer still. NHS: six weeks
    is called good practice, twelve best (unverified); SECAmb told relief staff their shifts four weeks ahead (2017).
    For volunteers no figure was found.
    """

    kind: ClassVar[str] = "notice-period"
    reads: ClassVar[frozenset[Topic]] = frozenset({Topic.CHANGES})
    unit: ClassVar[str] = "changes"
    example: ClassVar[str] = "- {kind: notice-period, days: 15, weight: 2, applies_to: {roles: [constable]}}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    days: Annotated[int, Field(ge=1, le=366)]

    def looks_at(self, facts: Facts, duty: Duty) -> bool:
        """Whether a duty is nearer than the notice that is due."""
        return self._notice(facts, duty) < self.days and super().looks_at(facts, duty)

    def _notice(self, facts: Facts, duty: Duty) -> int:
        """Days until a duty; below 0 for one that is over."""
        assert facts.book.published is not None
        return (duty.date - facts.book.published.notice_from(facts.book.period.zone)).days

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Prices each change that is too near."""
        kept, others = self.duties_for(model, person)
        for duty in kept:
            model.at_least(self, [(literal, 1) for literal in model.on(person, duty)], 1)
        model.forbid(self, [literal for duty in others for literal in model.on(person, duty)])

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each change that is too near."""
        for change in self.changes(view, person):
            notice = self._notice(view.facts, change.duty)
            told = f"at {notice} days' notice" if notice != 1 else "at 1 day's notice"
            if notice < 0:
                told = "after the fact"
            yield self.breach(
                1,
                f"{person.id} is {change.words}, changed {told} (at least {self.days})",
                person=person.id,
                duty=change.duty.id,
                date=change.duty.date,
            )
