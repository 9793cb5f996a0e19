"""Makes the panel of a seat for one viewer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from constraints.view import RotaView
from models.clock import spoken_date
from models.duty import Duty
from models.people import Person
from models.rota import Assignment, CuresOfDuty, DutyState
from models.rules import SOFT_LEVELS
from models.service import Seat
from models.text.lists import listed
from roster.analysis.gaps import gap_of
from roster.analysis.names import Names, NamesInSentences, names_of_areas
from roster.analysis.stepping_in.cost_in_words import cost_in_words
from roster.analysis.stepping_in.replacement_finder import ReplacementFinder
from roster.analysis.stepping_in.step_in import Group, StepIn
from roster.analysis.wording.would_be import would
from roster.desk.changes import AnyChange
from roster.desk.live import LiveRota
from roster.desk.service.access.masking import Masking
from roster.desk.service.views import seat_changes
from roster.desk.service.views.board_maker import pins_by_place, rota_view
from roster.desk.service.views.crews import Choice, Crew, crews_for
from roster.desk.service.views.cures_shown import cures_shown
from roster.desk.service.views.seat_panel import (
    Candidate,
    CandidateGroup,
    Contact,
    EffectLine,
    SeatPanel,
    Sitting,
    SwapChoice,
)
from roster.desk.service.views.swaps import SwapMaker
from roster.desk.service.views.verdict_strip import breach_lines

_GROUPS = {
    Group.AT_ONCE: CandidateGroup.NOW,
    Group.ONCE_OFFERED: CandidateGroup.ONCE_OFFERED,
    Group.STANDS_DOWN_ANOTHER: CandidateGroup.STANDS_DOWN_ANOTHER,
    Group.NOT_LEGAL: CandidateGroup.NOT_LEGAL,
}


def make_seat_panel(
    live: LiveRota,
    masking: Masking,
    duty: str,
    seat: str,
    *,
    revision: int,
    person: str | None = None,
    said: Mapping[str, str] | None = None,
    cures: Sequence[CuresOfDuty] = (),
) -> SeatPanel:
    """Makes the panel of a seat.

    Args:
        live: the rota with its verdict.
        masking: hides what the viewer may not see.
        duty: the id of a duty of the book.
        seat: the id of one of its seats.
        revision: the number of the state of the unit that `live` is.
        person: the id of somebody in the seat whom others would replace; None where somebody is to be added.
        said: person -> what they last said when asked for this seat.
        cures: what the last search found would crew stood-down duties; the rota's own are gone once it is changed.

    Raises:
        KeyError: the book has no such duty, or the duty no such seat.
    """
    facts = live.opened.admission.facts
    asked = facts.duty[duty]
    return _PanelMaker(live, masking, asked, asked.crew.seat(seat), said or {}).panel(revision, person, cures)


def candidate_for(live: LiveRota, masking: Masking, duty: Duty, seat: Seat, person: str) -> Candidate:
    """One person as a candidate for a seat, as the panel of the seat would show them."""
    return _PanelMaker(live, masking, duty, seat, {}).candidate(person)


def swaps_of(live: LiveRota, masking: Masking, item: Assignment) -> tuple[SwapChoice, ...]:
    """With whom somebody could change places, as the panel of their seat shows it."""
    duty = live.opened.admission.facts.duty[item.duty]
    return _PanelMaker(live, masking, duty, duty.crew.seat(item.seat), {}).swaps(item)


class _PanelMaker:
    """Makes one panel."""

    def __init__(self, live: LiveRota, masking: Masking, duty: Duty, seat: Seat, said: Mapping[str, str]) -> None:
        self._live, self._masking, self._duty, self._seat, self._said = live, masking, duty, seat, said
        self._book = live.book
        self._facts = live.opened.admission.facts
        self._rules = live.opened.admission.rules
        self._view: RotaView = rota_view(live).with_record
        published = self._book.published
        told_on: date | None = published.notice_from(self._book.period.zone) if published else None
        self._finder = ReplacementFinder(self._view, self._rules, told_on)
        self._names = Names(self._book.people)
        self._sentences = NamesInSentences(self._book)
        self._employer = {role.id: role.organisation for role in self._book.roles}
        self._seated = self._view.in_seat(duty, seat.id)
        self._others_lack = any(
            len(self._view.in_seat(duty, other.id)) < other.minimum for other in duty.crew.seats if other is not seat
        )

    def panel(self, revision: int, person: str | None, cures: Sequence[CuresOfDuty]) -> SeatPanel:
        """The panel; `person` is whom others would replace."""
        duty, seat = self._duty, self._seat
        state = self._view.state(duty)
        vehicle = self._view.vehicles.get(duty.id) or ""
        crews = self._crews(state)
        own = self._book.rota.cures if self._book.rota else ()
        return SeatPanel(
            revision=revision,
            duty=duty.id,
            seat=seat.id,
            heading=duty.spoken,
            date=duty.date,
            times=f"{duty.times}, {duty.shift_called}",
            seat_name=seat.name or seat.id,
            vehicle=next((item.name or item.id for item in self._book.vehicles if item.id == vehicle), ""),
            state=state,
            why=self._why(state, crews),
            cures=tuple(cures_shown(self._view, self._masking, duty, (*own, *cures), self._names)),
            crews=crews,
            missing=max(0, seat.preferred - len(self._seated)),
            full=len(self._seated) >= seat.maximum,
            replaces=person if any(item.person == person for item in self._seated) else None,
            others_lack=self._others_lack,
            sitting=tuple(self._sitting(sorted(self._seated, key=lambda item: item.person != person))),
            # Who said no for this seat comes last of those who could.
            candidates=tuple(sorted(self._candidates(person), key=lambda item: (item.group, bool(item.said)))),
            area=self._area,
            **self._swaps(person),
        )

    @property
    def _area(self) -> str:
        """The name of the area that the call sign serves."""
        area = self._facts.area_of(self._duty)
        return names_of_areas(self._book).get(area, area)

    def _swaps(self, person: str | None) -> dict[str, tuple[SwapChoice, ...]]:
        """With whom the person asked about could change places, and with whom not."""
        item = next((item for item in self._seated if item.person == person), None)
        if item is None:
            return {}
        return {"swaps": self.swaps(item), "no_swaps": self._swap_maker.refused(item)}

    def swaps(self, item: Assignment) -> tuple[SwapChoice, ...]:
        """With whom somebody in a seat could change places."""
        return self._swap_maker.choices(item)

    @property
    def _swap_maker(self) -> SwapMaker:
        return SwapMaker(self._finder, self._masking, self._names, self._sentences)

    def _why(self, state: DutyState, crews: Sequence[Crew]) -> str:
        if state is DutyState.CREWED:
            return ""
        if any(not crew.asks for crew in crews) and not self._view.crew_of(self._duty):
            # Since a change of the rota or of the book; a search would have crewed it.
            return "though a crew is free for it"
        sentence = gap_of(self._view, self._rules, self._duty).sentence
        # The state is shown beside it, and need not be said twice.
        return self._sentences.named(self._masking.sentence(sentence.removeprefix(state).lstrip(",: ")))

    def _crews(self, state: DutyState) -> tuple[Crew, ...]:
        """Crews with whom the duty would run; only where it is stood down and could have a vehicle."""
        if state is not DutyState.STOOD_DOWN or not self._facts.has_vehicle(self._duty):
            return ()
        choices: dict[str, list[Choice]] = {}
        for seat in self._duty.crew.seats:
            if len(self._view.in_seat(self._duty, seat.id)) < seat.minimum:
                found = self._finder.candidates_for(self._duty, seat).candidates
                grouped = sorted(((self._group(step), step) for step in found), key=self._order)
                choices[seat.id] = [
                    (step, group is CandidateGroup.ONCE_OFFERED)
                    for group, step in grouped
                    if group <= CandidateGroup.ONCE_OFFERED and not step.uncovers and self._may_show(group, step)
                ]
        return crews_for(self._view, self._rules, self._duty, choices, self._names)

    def _may_show(self, group: CandidateGroup, step: StepIn) -> bool:
        """Whether the viewer may know that somebody could come: of hidden people only that they could now."""
        return group is CandidateGroup.NOW or step.person.id not in self._masking.hidden

    # --- who is in the seat

    def _sitting(self, seated: list[Assignment]) -> Iterator[Sitting]:
        pins = pins_by_place(self._live)
        for item in seated:
            person = self._facts.people[item.person]
            against = [
                breach
                for breach in self._live.verdict.hard
                if breach.person == item.person and breach.duty in (None, self._duty.id)
            ]
            yield Sitting(
                person=item.person,
                name=self._names.full(item.person),
                role=self._role(person),
                contact=self._contact(person),
                pinned=(item.person, self._duty.id) in pins,
                wrong=tuple(line.message for line in breach_lines(against, self._masking)),
                without=tuple(self._broken_by(seat_changes.take_out(item))),
                take_out=seat_changes.take_out(item),
                pin=seat_changes.pin(item),
                unpin=seat_changes.unpin(pins.get((item.person, self._duty.id), ())),
            )

    def _broken_by(self, changes: Sequence[AnyChange]) -> Iterator[str]:
        """The hard rules that a change would break, or break more of, a sentence each."""
        known = {breach.message for breach in self._live.verdict.hard}
        new = [breach for breach in self._live.after(changes).verdict.hard if breach.message not in known]
        for line in breach_lines(new, self._masking):
            yield would(line.message)

    # --- who could be

    def _candidates(self, person: str | None) -> Iterator[Candidate]:
        found = self._finder.candidates_for(self._duty, self._seat, person)
        grouped = sorted(((self._group(step), step) for step in found.candidates), key=self._order)
        for group, step in grouped:
            yield self._candidate(group, step)
        seen = {step.person.id for step in found.candidates} | {item.person for item in self._seated}
        on_it = {item.person: item.seat for item in self._view.crew_of(self._duty)}
        for other in self._facts.people.values():
            if other.id not in seen:
                yield self._unsuitable(other, on_it.get(other.id))

    def candidate(self, person: str) -> Candidate:
        """Somebody as a candidate for the seat; somebody who is on the duty already is told so."""
        asked = self._facts.people[person]
        sits = next((item.seat for item in self._view.crew_of(self._duty) if item.person == person), None)
        serves = self._facts.serves(asked, self._facts.area_of(self._duty))
        if sits is not None or asked.role not in self._seat.roles or not serves:
            return self._unsuitable(asked, sits)
        step = self._finder.way_in(asked, self._duty, self._seat)
        return self._candidate(self._group(step), step)

    @staticmethod
    def _group(step: StepIn) -> CandidateGroup:
        if not step.waits_for_others:
            return _GROUPS[step.group]
        if step.own_reasons:
            return CandidateGroup.ONCE_OFFERED
        lost = any(item.lost for item in step.uncovers)
        return CandidateGroup.STANDS_DOWN_ANOTHER if lost else CandidateGroup.NOW

    @staticmethod
    def _order(found: tuple[CandidateGroup, StepIn]) -> tuple[int, list[float], str]:
        group, step = found
        if group is CandidateGroup.NOT_LEGAL:
            return group, [len(step.reasons)], step.person.id
        return group, [round(step.points.get(level, 0), 6) for level in SOFT_LEVELS], step.person.id

    def _candidate(self, group: CandidateGroup, step: StepIn) -> Candidate:
        person = step.person
        if person.id in self._masking.hidden:
            return self._hidden(group, step)
        legal = group is not CandidateGroup.NOT_LEGAL
        return Candidate(
            person=person.id,
            name=self._names.full(person.id),
            role=self._role(person),
            contact=self._contact(person),
            group=group,
            means=cost_in_words(step) if legal else "",
            effects=tuple(self._effects(step)) if legal else (),
            also=tuple(self._also(step)) if legal else (),
            reasons=() if legal else tuple(self._reasons(step)),
            breaks=tuple(self._breaks(step)) if legal else (),
            put_in=self._put_in(step, offers=group is CandidateGroup.ONCE_OFFERED),
            leaves=tuple(left.duty.spoken for left in step.uncovers),
            said=self._said.get(person.id, ""),
        )

    def _hidden(self, group: CandidateGroup, step: StepIn) -> Candidate:
        """A candidate of whom the viewer sees only whether they could come now."""
        now = group is CandidateGroup.NOW
        return Candidate(
            person=step.person.id,
            name=self._names.full(step.person.id),
            role=self._role(step.person),
            contact=self._contact(step.person),
            group=group if now else CandidateGroup.NOT_LEGAL,
            also=(*(item.sentence for item in step.uncovers), *self._also(step)) if now else (),
            reasons=() if now else (self._masking.reason(step.person.id, "; ".join(step.reasons)),),
            breaks=tuple(self._breaks(step)) if now else (),
            put_in=self._put_in(step),
            leaves=tuple(left.duty.spoken for left in step.uncovers),
        )

    def _put_in(self, step: StepIn, *, offers: bool = False) -> tuple[AnyChange, ...]:
        return seat_changes.put_in(self._view, step, self._duty, self._seat, offers=offers)

    def _effects(self, step: StepIn) -> Iterator[EffectLine]:
        for level in SOFT_LEVELS:
            points = round(step.points.get(level, 0), 6)
            own = [
                breach.message for breach in step.dearer if breach.level is level and breach.person == step.person.id
            ]
            if points or own:
                why = "; ".join(message.removeprefix(f"{step.person.id} ") for message in own)
                yield EffectLine(level=level, points=points, why=self._sentences.named(why))

    def _reasons(self, step: StepIn) -> Iterator[str]:
        """Why it is not legal, without their own name."""
        for text in step.own_reasons or step.reasons:
            yield self._sentences.named(text.removeprefix(f"{step.person.id} "))

    def _breaks(self, step: StepIn) -> Iterator[str]:
        """The hard rules that the rota would break with somebody who is offered all the same: others are wanted too.

        That they have not offered the duty is noted with it.
        """
        noted = [item for item in step.broken if (item.rule, item.person) != ("availability", step.person.id)]
        for breach in self._masking.breaches(noted):
            yield self._sentences.named(would(breach.message))

    def _also(self, step: StepIn) -> Iterator[str]:
        if step.instead_of is not None:
            yield f"in the place of {self._names.full(step.instead_of)}, {self._left_with(step.instead_of)}"
        for left in step.uncovers:
            others = [item.person for item in self._view.crew_of(left.duty) if item.person != step.person.id]
            if left.lost and others:
                yield f"then also off {left.duty.spoken}: {listed(map(self._names.full, others))}"

    def _left_with(self, person: str) -> str:
        """What somebody who makes way has on the date then: no duty, or another one."""
        duty = self._duty
        others = [
            other.spoken
            for other in self._view.planned_duties_of(self._facts.people[person])
            if other.date == duty.date and other.id != duty.id
        ]
        if others:
            return f"who keeps {listed(others)}"
        return f"who then has no duty on {spoken_date(duty.date)}"

    def _unsuitable(self, person: Person, sits: str | None) -> Candidate:
        """Somebody whom the seat never takes, or who is on the duty already."""
        duty, seat = self._duty, self._seat
        if sits is not None:
            why = f"is on this duty already, in the {duty.crew.seat(sits).name or sits} seat"
        elif person.role not in seat.roles:
            wanted = " or ".join(self._facts.roles[role].name or role for role in seat.roles)
            why = f"is a {self._role(person)}; the seat is for: {wanted}"
        else:
            why = f"does not serve {self._area}"
        return Candidate(
            person=person.id,
            name=self._names.full(person.id),
            role=self._role(person),
            contact=Contact(),
            group=CandidateGroup.NOT_FOR_SEAT,
            reasons=(why,),
        )

    # --- people

    def _role(self, person: Person) -> str:
        return self._facts.roles[person.role].name or person.role

    def _contact(self, person: Person) -> Contact:
        if self._masking.standing.sees_contacts(person.id, self._employer[person.role]):
            return Contact(phone=person.phone or "", email=person.email or "")
        return Contact()


__all__ = ["candidate_for", "make_seat_panel", "swaps_of"]
