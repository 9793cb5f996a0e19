"""The rule that the hours of a contract are used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.base import PersonRule
from constraints.facts import Facts
from constraints.shared.rostered_time import rostered_minutes, rostered_terms, worked_minutes
from constraints.topics import Topic
from models.base import format_minutes
from models.people import Person
from models.rota import Breach
from models.rules import PEOPLE, Level

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView

STEPS = 20  # beyond so many bands the factor no longer grows; far more than a contract holds


class ContractHours(PersonRule):
    """A posted person's rostered paid hours reach the contract's, less credited absence; each hour short costs.

    Each further `band_hours` short cost more than those before, so that a shortage is shared and nobody's alone. Up to
    `tolerance_hours` short cost nothing. Rostered hours beyond the contract are impossible (contract-cap); where a book
    gives the cap a tolerance, `over_costs` makes those beyond this rule's own tolerance cost like those short.
    People of response teams have no contract with the unit: the rule does not speak of them.

    Source: NHS terms and conditions, section 10 (37.5 hours a week without meal breaks, averaged over a period).
    """

    kind: ClassVar[str] = "contract-hours"
    reads: ClassVar[frozenset[Topic]] = frozenset({Topic.CONTRACT_HOURS})
    suggested_for: ClassVar[Mapping[Topic, tuple[str, ...]]] = {Topic.CONTRACT_HOURS: ()}
    unit: ClassVar[str] = "hours"
    example: ClassVar[str] = "- {kind: contract-hours, band_hours: 10}"
    hardenable: ClassVar[bool] = False
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE

    level: Level = Level.HOURS
    band_hours: Annotated[float, Field(ge=0.25, le=1000)] = 10
    tolerance_hours: Annotated[float, Field(ge=0, le=500)] = 0
    over_costs: bool = False

    @property
    def _bands(self) -> list[tuple[int, int]]:
        return [(round(self.band_hours * 60), factor) for factor in range(1, STEPS + 1)]

    def _least_and_most(self, facts: Facts, person: Person) -> tuple[int, int]:
        """The paid minutes between which nothing costs, less what is on record as worked."""
        target, tolerance = facts.contract_minutes(person), round(self.tolerance_hours * 60)
        worked = worked_minutes(facts, person)
        return target - tolerance - worked, max(0, target + tolerance - worked)

    def post_person(self, model: RotaModel, person: Person) -> None:
        """States that paid rostered hours reach the contract's and, with `over_costs`, stay within the tolerance."""
        if person.posting is not None:
            terms = rostered_terms(model, person)
            least, most = self._least_and_most(model.facts, person)
            model.at_least(self, terms, least, self._bands)
            if self.over_costs:
                model.at_most(self, terms, most, self._bands)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Hours of the contract that are not used, or hours beyond it."""
        if person.posting is None:
            return
        least, most = self._least_and_most(view.facts, person)
        has = rostered_minutes(view, person)
        contract = f"the {format_minutes(view.facts.contract_minutes(person))} of the contract"
        allowed = f", beyond the {self.tolerance_hours:g} hours allowed for" if self.tolerance_hours else ""
        if has < least:
            yield self.breach(
                least - has,
                f"{person.id} is {format_minutes(least - has)} short of {contract}{allowed}",
                bands=self._bands,
                person=person.id,
            )
        elif has > most and self.over_costs:
            yield self.breach(
                has - most,
                f"{person.id} is rostered for {format_minutes(has - most)} more than {contract}{allowed}",
                bands=self._bands,
                person=person.id,
            )
