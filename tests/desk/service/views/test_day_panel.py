"""What a person could take on a date: the same answers as the panels of that day's seats give."""

from datetime import date

import pytest

from roster.desk.live import LiveRota
from roster.desk.service.views.day_panel import DayPanel
from roster.desk.service.views.day_panel_maker import make_day_panel
from roster.desk.service.views.seat_panel import CandidateGroup
from roster.desk.service.views.seat_panel_maker import make_seat_panel
from tests.desk.service.views.conftest import masking

FRIDAY = date(2026, 10, 9)


def day_of(live: LiveRota, person: str, day: date, *organisations: str) -> DayPanel:
    return make_day_panel(live, masking(live.book, *organisations), person, day, revision=3)


@pytest.mark.parametrize("organisations", [(), ("secamb",), ("kent-police",)])
def test_every_answer_is_that_of_the_seat(live: LiveRota, organisations: tuple[str, ...]) -> None:
    facts = live.opened.admission.facts
    seats = {
        (duty.id, seat.id): {
            item.person: item
            for item in make_seat_panel(
                live, masking(live.book, *organisations), duty.id, seat.id, revision=3
            ).candidates
        }
        for duty in facts.duties
        for seat in duty.crew.seats
    }
    groups = set()
    for person in facts.people:
        for day in {duty.date for duty in facts.duties}:
            for choice in day_of(live, person, day, *organisations).choices:
                known = seats[choice.duty, choice.seat].get(person)
                if known is None:
                    assert choice.candidate.reasons[0].startswith("is on this duty already")
                else:
                    assert choice.candidate == known
                groups.add(choice.candidate.group)
    assert {CandidateGroup.NOW, CandidateGroup.NOT_FOR_SEAT} <= groups


def test_what_is_best_comes_first_and_does_what_it_says(live: LiveRota) -> None:
    found = [day_of(live, person, FRIDAY) for person in live.opened.admission.facts.people]
    for panel in found:
        groups = [choice.candidate.group for choice in panel.choices]
        assert groups == sorted(groups)
    now = [(panel.person, choice) for panel in found for choice in panel.group(CandidateGroup.NOW)]
    assert now
    for person, choice in now:
        view = live.after(choice.candidate.put_in).opened.view
        crew = view.crew_of(live.opened.admission.facts.duty[choice.duty])
        assert (person, choice.seat) in {(item.person, item.seat) for item in crew}


def test_a_day_without_a_duty_and_a_person_who_is_not_there(live: LiveRota) -> None:
    assert day_of(live, "P01", date(2026, 10, 6)).choices == ()
    with pytest.raises(KeyError):
        day_of(live, "P99", FRIDAY)
