"""The book that the search of a repair solves, and the book that comes out with the repaired rota.

The outage is written into the book's inputs. For the search, what people were told counts as published, notice counts
from the day of the repair, turns of the past that are not on record count as worked, and disturbed people count above
all else at the level of disturbance. The book that comes out has its own rules and `published` as before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from constraints.admission import Admission
from constraints.change.keep_published import Count
from constraints.rota_model import Literal, RotaModel
from constraints.verify import verify
from constraints.view import RotaView
from models.book import Book
from models.lookup.duty_references import find_duty
from models.rota import Assignment, LevelScore, Rota
from models.rules import SOFT_LEVELS, Level
from models.wishes import Pin
from roster.engine.model.pins import obeys_pins
from roster.engine.repair.disturbance_rules import people_rule, with_people_first
from roster.lifecycle.outage import Outage
from roster.lifecycle.planned_work import still_possible, worked_as_planned
from roster.lifecycle.published_rota import as_published, published_assignments

Admit = Callable[[Book], Admission]


class WorkingBook:
    """A book with its outage, made ready for the search.

    Attributes:
        as_of: the day of the repair; duties before it are past.
        unsure: (person, duty) of those who were asked and did not reply.
        rota: the rota that is repaired.
        past: assignments of duties that are past: as recorded, or as planned where nothing is on record.
        facts, rules: of the book that the search solves.
        hard_rules: the hard ones among these rules.
        present: the rota to be repaired in the new circumstances, with records in place of plans.

    Args:
        book: a book with a rota.
        admit: makes the facts and rules of a book.
    """

    def __init__(self, book: Book, outage: Outage, admit: Admit, as_of: date) -> None:
        assert book.rota is not None
        self.as_of = as_of
        self.unsure = outage.unsure
        self.rota = book.rota
        self._book = book
        self._admit = admit
        self._changed = outage.written_into(book, as_of)
        self._changed_admission = admit(self._changed)
        dates = {duty.id: duty.date for duty in self._changed.duties}
        self.past = tuple(item for item in self.rota.assignments if dates[item.duty] < as_of)
        self._told = tuple(
            item for item in published_assignments(book) if item.duty in dates and dates[item.duty] >= as_of
        )
        self._counted_as_worked = still_possible(self._changed_admission, self.past)
        admission = admit(self._for_the_search())
        self.facts, self.rules = admission.facts, admission.rules
        self.hard_rules = [rule for rule in self.rules if rule.hard]
        self.keep_published = people_rule(self.rules)
        vehicles = {item.duty: item.vehicle for item in self.rota.duties}
        self.present = self.view(self.rota.assignments, vehicles).as_worked

    def _for_the_search(self) -> Book:
        book, duties = self._changed, self._changed_admission.facts.duty
        worked = (
            worked_as_planned(item.person, duties[item.duty], self._book.period.zone)
            for item in self._counted_as_worked
        )
        return book.changed(
            published=as_published(self._book, (*self.past, *self._told), self.as_of),
            rules=with_people_first(book, self.as_of),
            worked=(*book.worked, *worked),
        )

    def view(self, assignments: Sequence[Assignment], vehicles: Mapping[str, str | None] | None = None) -> RotaView:
        """Returns some assignments as a rota of this book for the checks.

        Args:
            vehicles: the vehicle of each duty, by ids.
        """
        return RotaView(self.facts, assignments, vehicles or {})

    @property
    def present_is_legal(self) -> bool:
        """Whether the rota keeps every hard rule and pin in spite of the outage, and waits for nobody's reply."""
        return (
            verify(self.present, self.hard_rules).legal
            and obeys_pins(self.facts, self._pins_to_come, self.rota.assignments)
            and not any((item.person, item.duty) in self.unsure for item in self.rota.assignments)
        )

    @property
    def _pins_to_come(self) -> list[Pin]:
        """The pins of duties that are not past: what is past stays as it was."""
        duties = self.facts.duties
        return [pin for pin in self.facts.book.pins if find_duty(pin.duty, duties).date >= self.as_of]

    def waiting(self, model: RotaModel) -> list[Literal]:
        """Returns literals whose sum is how many places of a rota wait for somebody who did not reply."""
        duties, people = self.facts.duty, self.facts.people
        return [
            literal
            for person, duty in sorted(self.unsure)
            if person in people and duty in duties
            for literal in model.on(people[person], duties[duty])
        ]

    def disturbed(self, view: RotaView) -> tuple[str, ...]:
        """Returns the ids of the people whom a rota disturbs, in the order of the book."""
        found = {breach.person for breach in self.keep_published.check(view)}
        return tuple(name for name in self.facts.people if name in found)

    def duties_changed(self, view: RotaView) -> int:
        """Returns how many duties the disturbed people gain or lose."""
        by_duty = self.keep_published.model_copy(update={"count": Count.DUTIES})
        return len(list(by_duty.check(view)))

    # --- the book that comes out

    @property
    def before(self) -> Book:
        """The book before the repair, with the rota that people were told."""
        rota = self.rota.model_copy(update={"assignments": (*self.past, *self._told)})
        return self._book.model_copy(update={"rota": rota})

    def with_rota(self, rota: Rota, scores: Sequence[LevelScore]) -> Book:
        """Returns the book with the outage and a rota, scored by the book's own rules.

        A proof of the search is kept where the level has the same value under the book's own rules.

        Args:
            scores: what the search found; empty where it was not needed.
        """
        rota = self._with_the_past(rota)
        admission = self._admit(self._changed.changed(rota=rota))
        facts, rules = admission.facts, admission.rules
        view = RotaView(facts, rota.assignments, {item.duty: item.vehicle for item in rota.duties}).as_worked
        verdict = verify(view, rules)
        known = {score.level: score for score in scores}
        # A rota has no score for changes where no rule of its book counts any.
        counts_changes = self._changed.published is not None and any(rule.level is Level.DISTURBANCE for rule in rules)
        restated = []
        for level in SOFT_LEVELS:
            value = verdict.value(level)
            if level is Level.DISTURBANCE and not value and not counts_changes:
                continue
            score = known.get(level)
            restated.append(score if score and score.value == value else LevelScore(level=level, value=value))
        update = {
            "scores": tuple(restated),
            "breaches": tuple(verdict.soft),
            "cures": (),
            "provenance": rota.provenance.model_copy(update={"input_hash": self._changed.input_hash, "repaired": True}),
        }
        return self._changed.changed(rota=rota.model_copy(update=update))

    def _with_the_past(self, rota: Rota) -> Rota:
        """Replaces the duties of a rota that are past by those of the rota before, whatever is on record of them.

        A past duty is not replaced where the new inputs rule out one of its people and the turn is not on record.
        """
        facts = self._changed_admission.facts
        known = {(item.person, item.duty) for item in self._counted_as_worked} | facts.fates.keys()
        kept_off = {item.duty for item in self.past if (item.person, item.duty) not in known}
        past = {duty.id for duty in self._changed.duties if duty.date < self.as_of} - kept_off
        records = {item.duty: item for item in self.rota.duties if item.duty in past}
        past_turns = [item for item in self.past if item.duty in past]
        to_come = [item for item in rota.assignments if item.duty not in past]
        return rota.model_copy(
            update={
                "assignments": (*past_turns, *to_come),
                "duties": tuple(records.get(item.duty, item) for item in rota.duties),
            }
        )
