"""Models of money: an assumption with its three values, and the amounts computed for a cell.

Every assumption has a *cautious* value, which makes an option look worse, a *central* and a *favourable* one. So every
amount is a range, and never one number that looks certain.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, FiniteFloat

from models.base import Id, Model

Amount = Annotated[FiniteFloat, Field(ge=0)]


def _three(value: Any) -> Any:
    """Reads three values; one number is the value of every case."""
    given = value if isinstance(value, list | tuple) else [value] * len(Case)
    numbers = [item for item in given if isinstance(item, int | float) and not isinstance(item, bool)]
    if len(given) != len(Case) or len(numbers) < len(given) or min(numbers) < 0:
        raise ValueError("write one number, 0 or more, or three of them: [cautious, central, favourable]")
    return tuple(numbers)


Three = Annotated[tuple[FiniteFloat, FiniteFloat, FiniteFloat], BeforeValidator(_three)]


class Case(StrEnum):
    """The case: which of the three values of every assumption is used."""

    CAUTIOUS = "cautious"
    CENTRAL = "central"
    FAVOURABLE = "favourable"


class Standing(StrEnum):
    """How well an assumption is supported."""

    SOURCED = "sourced"  # printed in the source
    COMPUTED = "computed"  # computed from figures in the source
    ASSUMED = "assumed"  # no source; to be replaced when somebody knows
    CHOSEN = "chosen"  # no fact: a choice of what is asked


class Assumption(Model):
    """An assumption: a figure with its values, source, date and caveat.

    Attributes:
        name: its name in formulas and in a scenarios file.
        group: the heading above it on the sheet Assumptions.
        title: what it is, for readers.
        unit: `GBP`, `min`, `h`, `share` (0 to 1), `method`...
        cautious, central, favourable: its values.
        standing: how well it is supported.
        source: where it comes from.
        dated: the year or years it describes.
        caveat: what to beware of.
    """

    name: Id
    group: str
    title: str
    unit: str
    cautious: FiniteFloat
    central: FiniteFloat
    favourable: FiniteFloat
    standing: Standing
    source: str
    dated: str = ""
    caveat: str = ""

    def at(self, case: Case) -> float:
        """The value in a case."""
        return float(getattr(self, case.value))


class Effects(Model):
    """The effects and costs of an option in one case, for a number of days. Money is GBP.

    Attributes:
        incidents: incidents attended by the unit.
        ambulances_spared: responses of a double-crewed ambulance that need not be sent.
        officer_hours_spared: hours of other officers who need not be sent.
        ambulance_avoided, police_avoided: what these would have cost.
        posts: pay of posted Band 6 people, on duty or away, before enhancements.
        unsocial: enhancements of their rostered hours.
        beyond_posts: overtime of the same people.
        extra_shifts: shifts that Band 6 people without a post offer, as far as they are paid.
        constables: the time of regular officers in the unit's seats.
        volunteers: expenses of volunteers, who are unpaid.
        cars: the vehicles.
    """

    incidents: Amount
    ambulances_spared: Amount
    officer_hours_spared: Amount
    ambulance_avoided: Amount
    police_avoided: Amount
    posts: Amount
    unsocial: Amount
    beyond_posts: Amount
    extra_shifts: Amount = 0.0
    constables: Amount
    volunteers: Amount
    cars: Amount

    @property
    def avoided(self) -> float:
        """The cost avoided, ambulance and police."""
        return self.ambulance_avoided + self.police_avoided

    @property
    def cost(self) -> float:
        """The sum of the costs."""
        people = self.posts + self.unsocial + self.beyond_posts + self.extra_shifts + self.constables + self.volunteers
        return people + self.cars

    @property
    def net(self) -> float:
        """Cost avoided less costs; negative where it costs more."""
        return self.avoided - self.cost


class CellMoney(Model):
    """The money of one cell of a sweep, in each case.

    Attributes:
        days: the number of days that the amounts are for.
        planned_days: the number of days of the period from which they are scaled.
        duties: the number of duties that run in `days`, on average over the draws.
        hours: elapsed hours of these duties.
        cases: the effects in each case.
        uncounted: roles whose pay is not counted, because no source says what they are paid.
    """

    days: Amount
    planned_days: Amount
    duties: Amount
    hours: Amount
    cases: Mapping[Case, Effects]
    uncounted: tuple[Id, ...] = ()

    def at(self, case: Case) -> Effects:
        """The effects in a case."""
        return self.cases[case]
