"""What is drawn at random for a scenario: absences and offers, and in how many months."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from models.base import Id, Model, Text, Weekday
from models.people import AbsenceKind

Share = Annotated[float, Field(ge=0, le=1)]


class AbsenceLength(StrEnum):
    """How long a randomly drawn absence lasts."""

    WEEK = "week"  # a whole week, Monday to Sunday: leave, courses
    SPELL = "spell"  # some days in a row, `mean_days` on average: sickness
    DAY = "day"


class SampledAbsences(Model):
    """Absences drawn at random for each person: a share of days, in weeks, spells or single days.

    Attributes:
        kind: the reason for the absences.
        rate: the share of days that people are away, on average.
        roles: the roles it holds for; everybody when none is named. Where several entries of one kind name a person,
            the last one counts.
        lasting: whether people are away for whole weeks, for spells of some days, or for single days.
        mean_days: the average length of a spell in days.
        source: where the rate comes from.
    """

    kind: AbsenceKind
    rate: Share
    roles: tuple[Id, ...] = ()
    lasting: AbsenceLength = AbsenceLength.SPELL
    mean_days: Annotated[float, Field(ge=1, le=90)] = 4
    source: Text = ""


class SampledOffers(Model):
    """Offers drawn at random: people offer a share of the dates on the days of the week they offer in the book.

    Attributes:
        roles: the roles it holds for; everybody who only offers when none is named.
        share: the share of dates; when absent, the share that each person offers in the book.
        weekdays: the days of the week; when absent, those on which the person offers in the book.
        source: where the share comes from.
    """

    roles: tuple[Id, ...] = ()
    share: Share | None = None
    weekdays: tuple[Weekday, ...] | None = None
    source: Text = ""


class Sampling(Model):
    """What is drawn at random, and how often.

    All cells share the same random numbers (common random numbers): each comes from the seed, the number of the draw,
    the person and the date alone. So two cells differ by what was changed, and not by chance.

    Attributes:
        months: how many times each cell's period is drawn. The table shows the median of the draws, and the 10th and
            90th percentile.
        away: absences drawn at random.
        offers: offers drawn at random.
        keep_dated: whether dated offers and absences of the book stay in addition to those drawn; when absent, they
            stay where nothing of their kind is drawn.
    """

    months: Annotated[int, Field(ge=1, le=1000)] = 1
    away: tuple[SampledAbsences, ...] = ()
    offers: tuple[SampledOffers, ...] = ()
    keep_dated: bool | None = None

    @property
    def anything(self) -> bool:
        """Whether anything is drawn at random."""
        return bool(self.away or self.offers)
