"""With whom somebody in a seat could change places: what it means for both, and what it does to the rota."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.duty import Duty
from models.rota import Assignment, Breach
from models.rules import SOFT_LEVELS
from roster.analysis.names import Names, NamesInSentences, names_of_areas
from roster.analysis.stepping_in.personal_effects import minutes_on_duty
from roster.analysis.stepping_in.replacement_finder import ReplacementFinder
from roster.analysis.stepping_in.swap_finder import Swap, SwapFinder
from roster.analysis.wording.would_be import would
from roster.analysis.words import plain
from roster.desk.service.access.masking import Masking
from roster.desk.service.views import seat_changes
from roster.desk.service.views.seat_panel import EffectLine, SwapChoice


@dataclass(frozen=True)
class SwapMaker:
    """Makes the swaps of the people in a seat, for one viewer.

    Attributes:
        finder: of replacements in the rota.
        masking: hides what the viewer may not see.
        names, sentences: of people.
    """

    finder: ReplacementFinder
    masking: Masking
    names: Names
    sentences: NamesInSentences

    def choices(self, item: Assignment) -> tuple[SwapChoice, ...]:
        """The swaps that are legal; those of the same date first, then by date.

        Of people whose offers the viewer may not see, only those that need no offer.
        """
        view = self.finder.view
        found = [
            swap
            for swap in SwapFinder(self.finder).swaps(item, view.assignments)
            if not swap.asks & self.masking.hidden
        ]
        date = self._duty(item).date
        order = sorted(found, key=lambda swap: abs((self._duty(swap.off[1]).date - date).days))
        return tuple(map(self._choice, order))

    def refused(self, item: Assignment) -> tuple[SwapChoice, ...]:
        """Those of the same date with whom the person could not change places."""
        date = self._duty(item).date
        others = [other for other in self.finder.view.assignments if self._duty(other).date == date]
        finder = SwapFinder(self.finder)
        refused = [
            self._line(swap.off).model_copy(update={"reasons": tuple(dict.fromkeys(map(self._reason, swap.against)))})
            for swap in finder.refused(item, others)
        ]
        return (*refused, *(line for other in others for line in self._unserved(finder, item, other)))

    def _unserved(self, finder: SwapFinder, item: Assignment, other: Assignment) -> Iterator[SwapChoice]:
        """Somebody with whom the person cannot change places, since one of them does not serve the other's area."""
        areas = names_of_areas(self.finder.view.facts.book)
        reasons = tuple(
            f"{self.names.full(person.id)} does not serve {areas[area]}"
            for person, area in finder.unserved(item, other)
        )
        if reasons:
            yield self._line((item, other)).model_copy(update={"reasons": reasons})

    def _choice(self, swap: Swap) -> SwapChoice:
        hidden = {item.person for item in swap.off} & self.masking.hidden
        return self._line(swap.off).model_copy(
            update={
                "asks": tuple(self.names.full(person) for person in sorted(swap.asks)),
                "means": tuple(self._means(swap)),
                "effects": () if hidden else tuple(self._effects(swap)),
                "swap": seat_changes.exchange(self.finder.view, swap),
            }
        )

    def _line(self, places: tuple[Assignment, Assignment]) -> SwapChoice:
        item, other = places
        duty = self._duty(other)
        return SwapChoice(
            person=other.person,
            name=self.names.full(other.person),
            their_duty=duty.spoken,
            times=f"{duty.times}, {duty.shift_called}",
            same_date=duty.date == self._duty(item).date,
        )

    def _means(self, swap: Swap) -> Iterator[str]:
        for item in swap.on:
            text = f"{self.names.full(item.person)}: {self._duty(item).spoken}"
            if item.person in self.masking.hidden:
                yield text
                continue
            person = self.finder.view.facts.people[item.person]
            before, after = (minutes_on_duty(view, person) for view in (self.finder.view, swap.effect.view))
            hours = f"{plain(before / 60)} h on the rota"
            yield f"{text}; {hours}, {plain(after / 60)} with it" if before != after else f"{text}; {hours}, as before"

    def _effects(self, swap: Swap) -> Iterator[EffectLine]:
        both = {item.person for item in swap.off}
        for level in SOFT_LEVELS:
            points = round(swap.effect.points.get(level, 0), 6)
            own = [breach.message for breach in swap.effect.dearer if breach.level is level and breach.person in both]
            if points or own:
                yield EffectLine(level=level, points=points, why=self.sentences.named("; ".join(own)))

    def _reason(self, breach: Breach) -> str:
        person = breach.person
        if person is not None and person in self.masking.hidden:
            return f"{self.names.full(person)} {self.masking.reason(person, would(breach.message))}"
        return self.sentences.named(self.masking.sentence(would(breach.message)))

    def _duty(self, item: Assignment) -> Duty:
        return self.finder.view.facts.duty[item.duty]


__all__ = ["SwapMaker"]
