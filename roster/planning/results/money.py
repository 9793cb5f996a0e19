"""What a planner's option costs and spares, in pounds: the figures it is worked out from, and what it comes to.

Every figure has three values: a *cautious* one, which makes the option look worse, a *central* and a *favourable* one.
What is worked out from them is therefore a range, and never one number that looks certain.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, FiniteFloat

from models.base import Id, Model

Amount = Annotated[FiniteFloat, Field(ge=0)]


def _three(value: Any) -> Any:
    """One number stands for every case."""
    given = value if isinstance(value, list | tuple) else [value] * len(Case)
    numbers = [item for item in given if isinstance(item, int | float) and not isinstance(item, bool)]
    if len(given) != len(Case) or len(numbers) < len(given) or min(numbers) < 0:
        raise ValueError("write one number, 0 or more, or three of them: [cautious, central, favourable]")
    return tuple(numbers)


Three = Annotated[tuple[FiniteFloat, FiniteFloat, FiniteFloat], BeforeValidator(_three)]


class Case(StrEnum):
    """Which of the three values of every figure is taken."""

    CAUTIOUS = "cautious"
    CENTRAL = "central"
    FAVOURABLE = "favourable"


class Standing(StrEnum):
    """How much stands behind a figure."""

    SOURCED = "sourced"  # printed in the source
    COMPUTED = "computed"  # follows from figures that are
    ASSUMED = "assumed"  # no source says so: to be replaced by whoever knows
    CHOSEN = "chosen"  # no fact at all, but what is asked for


class Assumption(Model):
    """One figure: what it says, how much, since when, on whose word, and what to beware of.

    Attributes:
        name: how the program and a scenarios file call it.
        unit: `GBP`, `min`, `h`, `share` (0 to 1)...
        dated: the year or years it is of.
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
        """Its value in a case."""
        return float(getattr(self, case.value))


class Effects(Model):
    """What an option does and what that is worth, in one case and for so many days. Money is GBP.

    Attributes:
        incidents: attended by the unit.
        ambulances_spared: responses of a double-crewed ambulance that are not sent.
        officer_hours_spared: of officers who are not sent otherwise.
        ambulance_avoided, police_avoided: what these would have cost.
        posts: pay of posted Band 6 people, away or on duty, before enhancements.
        unsocial: enhancements of their rostered hours.
        beyond_posts: overtime and additional shifts of Band 6 people.
        constables: the time of regular officers in the unit's seats.
        volunteers: expenses of volunteers.
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
    constables: Amount
    volunteers: Amount
    cars: Amount

    @property
    def avoided(self) -> float:
        """All cost avoided."""
        return self.ambulance_avoided + self.police_avoided

    @property
    def cost(self) -> float:
        """All it costs."""
        return self.posts + self.unsocial + self.beyond_posts + self.constables + self.volunteers + self.cars

    @property
    def net(self) -> float:
        """What is avoided beyond what it costs; less than 0 where it costs more."""
        return self.avoided - self.cost


class CellMoney(Model):
    """The money of one cell of a sweep, each case apart.

    Attributes:
        days: that the amounts are for, and
        planned_days: those of the period they are scaled from.
        duties: that run in these days, on average over the draws, and
        hours: how long they are out.
        uncounted: roles whose people's pay is not counted, for nothing says what they are paid.
    """

    days: Amount
    planned_days: Amount
    duties: Amount
    hours: Amount
    cases: Mapping[Case, Effects]
    uncounted: tuple[Id, ...] = ()

    def at(self, case: Case) -> Effects:
        """One of the cases."""
        return self.cases[case]
