"""Duties that are stood down with somebody in them: what they lack, and what each button says before it is pressed."""

from collections.abc import Iterator

import pytest

from models.rota import DutyState
from roster.desk.changes import AnyChange, Assign, Clear
from roster.desk.live import LiveRota
from roster.desk.service.views.day_panel_maker import make_day_panel
from roster.desk.service.views.seat_panel import CandidateGroup, SeatPanel
from roster.desk.service.views.seat_panel_maker import make_seat_panel
from tests.desk.service.views.conftest import masking

EMPTY, CREWED = "JR-04@2026-10-09/peak", "JR-04@2026-10-02/peak"
STOPS = "JR-04 on Fri 9 Oct would have 1 in its paramedic seat, yet is stood down: its police seat has 0, and needs 1"


def panel(live: LiveRota, duty: str, seat: str, person: str | None = None) -> SeatPanel:
    return make_seat_panel(live, masking(live.book), duty, seat, revision=1, person=person)


@pytest.fixture(scope="module")
def begun(live: LiveRota) -> LiveRota:
    """The rota with a paramedic alone on a duty that nobody was on."""
    return live.after([Assign(person="P01", duty=EMPTY, seat="paramedic")])


def test_what_a_begun_crew_lacks_is_said_and_not_what_another_crew_would_lack(begun: LiveRota) -> None:
    shown = panel(begun, EMPTY, "paramedic")
    assert shown.state is DutyState.STOOD_DOWN
    assert shown.why == "police missing (2 wanted), and people are free for it"
    assert shown.crews


def test_where_nobody_can_complete_it_no_freedom_is_claimed(begun: LiveRota) -> None:
    nobody = tuple(
        item.model_copy(update={"offers": (), "absences": ()}) if item.role == "special" else item
        for item in begun.book.people
    )
    alone = LiveRota.of(begun.book.model_copy(update={"people": nobody}))
    assert panel(alone, EMPTY, "paramedic").why == "police missing (2 wanted)"


def test_putting_one_into_an_empty_crew_says_first_that_the_rota_is_not_legal_until_it_is_full(live: LiveRota) -> None:
    ada = next(item for item in panel(live, EMPTY, "paramedic").candidates if item.person == "P01")
    assert ada.group is CandidateGroup.NOW
    assert ada.breaks == (STOPS,)
    day = live.opened.admission.facts.duty[EMPTY].date
    shown = make_day_panel(live, masking(live.book), "P01", day, revision=1)
    assert [item.candidate.breaks for item in shown.choices if item.duty == EMPTY] == [(STOPS,)]


def test_taking_one_out_says_first_what_it_breaks(live: LiveRota) -> None:
    (ada,) = panel(live, CREWED, "paramedic").sitting
    assert ada.without == (
        "JR-04 on Fri 2 Oct would have 2 in its police seat, yet is stood down: its paramedic seat has 0, and needs 1",
    )


def gestures(shown: SeatPanel) -> Iterator[tuple[str, tuple[AnyChange, ...], tuple[str, ...]]]:
    """What the buttons of a panel do, with what they say is broken by it."""
    for item in shown.candidates:
        if item.put_in and item.group < CandidateGroup.NOT_LEGAL:
            yield f"{item.group.title}: {item.name}", item.put_in, item.breaks
    for crew in shown.crews:
        yield "crew", crew.put_in, ()
    for swap in shown.swaps:
        yield f"swap with {swap.name}", swap.swap, ()
    for item in shown.sitting:
        yield f"take out {item.name}", item.take_out, item.without


def test_a_button_warns_where_and_only_where_the_rota_would_then_break_a_hard_rule(
    live: LiveRota, begun: LiveRota
) -> None:
    tried = warned = 0
    # One who came from a running duty leaves the rest of its crew behind, as a move by hand does.
    left = live.after([Clear(person="P01", duty=CREWED, seat="paramedic")])
    for rota in (live, begun, left):
        known = {breach.message for breach in rota.verdict.hard}
        for duty in rota.opened.admission.facts.duties:
            for seat in duty.crew.seats:
                for person in (None, *(item.person for item in rota.opened.view.in_seat(duty, seat.id))):
                    for name, changes, says in gestures(panel(rota, duty.id, seat.id, person)):
                        new = [item for item in rota.after(changes).verdict.hard if item.message not in known]
                        assert bool(new) == bool(says), (duty.id, seat.id, person, name, says, new)
                        tried, warned = tried + 1, warned + bool(new)
    assert tried > warned > 0
