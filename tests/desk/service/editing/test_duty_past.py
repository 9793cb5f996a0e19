"""The panel of a stood-down duty says since which change, and offers the way back."""

from pathlib import Path

import pytest

from models.rota import DutyState
from roster.desk.changes import Assign, Clear
from roster.desk.service import Edit, Edited, Who
from roster.desk.service.errors import AnswerError
from roster.desk.service.views.seat_panel import SeatPanel
from tests.desk.service.unit import DeskOfUnit, desk_of
from tests.io.site.conftest import SEATS, solved

FRI, OTHER = "JR-04@2026-10-02/peak", "JR-07@2026-10-02/peak"
MOVED_AWAY = (
    Clear(person="P01", duty=FRI, seat="paramedic"),
    Clear(person="SC01", duty=FRI, seat="police"),
    Clear(person="SC02", duty=FRI, seat="police"),
    Assign(person="P01", duty=OTHER, seat="paramedic"),
)


@pytest.fixture
def site_unit(tmp_path: Path) -> DeskOfUnit:
    return desk_of(solved(SEATS), tmp_path)


def edit(unit: DeskOfUnit, who: Who, *changes: Assign | Clear) -> Edited:
    done = unit.desk.edit(who, unit.unit, Edit(base=unit.head, changes=changes))
    assert isinstance(done, Edited)
    return done


def seat(unit: DeskOfUnit, duty: str = FRI, name: str = "police", who: Who | None = None) -> SeatPanel:
    return unit.desk.seat(who or unit.both, unit.unit, duty, name)


def test_a_duty_that_one_s_own_move_stood_down_says_so_and_is_put_back(site_unit: DeskOfUnit):
    assert seat(site_unit).since is None
    edit(site_unit, site_unit.both, *MOVED_AWAY)
    shown = seat(site_unit)
    assert shown.state is DutyState.STOOD_DOWN
    past = shown.since
    assert past is not None
    assert past.undo
    assert past.sentence.startswith("Stood down since your change at ")
    assert ": Move Ada Ashdown (P01) from JR-04 to JR-07 on Fri 2 Oct (paramedic)" in past.sentence
    assert past.put_back is not None
    assert past.put_back.follows == ("JR-04 on Fri 2 Oct is crewed",)
    edit(site_unit, site_unit.both, *past.put_back.changes)
    assert site_unit.crew(FRI, "police") == ["SC01", "SC02"]
    assert site_unit.crew(OTHER, "paramedic") == []
    assert seat(site_unit).since is None


def test_only_that_change_is_undone_whatever_came_after_it(site_unit: DeskOfUnit):
    edit(site_unit, site_unit.both, *MOVED_AWAY)
    edit(site_unit, site_unit.both, Assign(person="SC02", duty="JR-07@2026-10-03/peak", seat="police"))
    past = seat(site_unit).since
    assert past is not None
    assert past.revision == 2
    site_unit.desk.undo(site_unit.both, site_unit.unit, past.revision)
    assert site_unit.crew(FRI, "police") == ["SC01", "SC02"]
    assert "SC02" in site_unit.crew("JR-07@2026-10-03/peak", "police")
    with pytest.raises(AnswerError, match="already"):
        site_unit.desk.undo(site_unit.both, site_unit.unit, past.revision)


def test_what_only_took_somebody_off_is_undone_with_one_button(site_unit: DeskOfUnit):
    edit(site_unit, site_unit.both, Clear(person="SC02", duty=FRI, seat="police"))
    past = seat(site_unit).since
    assert past is not None
    assert past.undo
    assert past.put_back is None


def test_a_part_crewed_duty_says_so_too_and_names_the_other_coordinator(site_unit: DeskOfUnit):
    edit(site_unit, site_unit.police, Clear(person="SC02", duty=FRI, seat="police"))
    past = seat(site_unit).since
    assert past is not None
    assert past.sentence.startswith("Part-crewed since a change by Police Field at ")
    assert not past.undo
    assert past.put_back is not None
    with pytest.raises(AnswerError):
        site_unit.desk.undo(site_unit.both, site_unit.unit, past.revision)


def test_nobody_is_put_back_against_a_rule_or_into_a_full_seat(site_unit: DeskOfUnit):
    edit(site_unit, site_unit.both, *MOVED_AWAY)
    edit(site_unit, site_unit.both, Assign(person="P02", duty=FRI, seat="paramedic"))
    past = seat(site_unit).since
    assert past is not None
    assert past.put_back is not None
    assert {change.person for change in past.put_back.changes if isinstance(change, Assign)} == {"SC01", "SC02"}


def test_what_a_search_left_empty_has_no_such_change(site_unit: DeskOfUnit):
    assert seat(site_unit, "JR-04@2026-10-09/peak").since is None
