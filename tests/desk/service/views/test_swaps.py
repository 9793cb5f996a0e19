"""Swaps of two people who sit on two seats: one gesture, one edit, undone in one step."""

from datetime import date

import pytest

from roster.desk.changes import Assign, Clear, SetOffers
from roster.desk.live import LiveRota
from roster.desk.service import Desk, Edit, Edited
from roster.desk.service.views.day_panel_maker import make_day_panel
from roster.desk.service.views.seat_panel import SeatPanel
from roster.desk.service.views.seat_panel_maker import make_seat_panel
from tests.desk.service.unit import desk_of
from tests.desk.service.views.conftest import masking
from tests.io.site.conftest import SEATS, SITE, solved

FRI, OTHER, SAT = "JR-04@2026-10-02/peak", "JR-07@2026-10-02/peak", "JR-07@2026-10-03/peak"
TWO_CARS = [*SEATS, ("P02", OTHER, "paramedic"), ("SC03", OTHER, "police")]


def panel(live: LiveRota, duty: str, seat: str, person: str | None, *organisations: str) -> SeatPanel:
    seen = masking(live.book, *organisations)
    return make_seat_panel(live, seen, duty, seat, revision=3, person=person)


@pytest.fixture(scope="module")
def two_cars() -> LiveRota:
    """Two cars on one night, both with people who could be in either."""
    return LiveRota.of(solved(TWO_CARS))


def test_two_people_of_one_night_change_places_in_one_edit(two_cars: LiveRota) -> None:
    ben = panel(two_cars, FRI, "paramedic", "P01").swaps[0]
    assert (ben.person, ben.their_duty, ben.same_date) == ("P02", "JR-07 on Fri 2 Oct", True)
    assert [type(change) for change in ben.swap] == [Clear, Clear, Assign, Assign]
    assert [line.split(":")[0] for line in ben.means] == ["Ada Ashdown (P01)", "Ben Birch (P02)"]
    after = two_cars.after(ben.swap)
    facts = two_cars.opened.admission.facts
    assert "P02" in {item.person for item in after.opened.view.crew_of(facts.duty[FRI])}
    assert "P01" in {item.person for item in after.opened.view.crew_of(facts.duty[OTHER])}


def test_every_swap_is_as_legal_and_as_dear_as_it_says(two_cars: LiveRota) -> None:
    broken = {breach.message for breach in two_cars.verdict.hard}
    tried = 0
    for duty, seat, person in ((FRI, "paramedic", "P01"), (FRI, "police", "SC01"), (SAT, "police", "SC03")):
        for item in panel(two_cars, duty, seat, person).swaps:
            after = two_cars.after(item.swap)
            assert {breach.message for breach in after.verdict.hard} <= broken
            for line in item.effects:
                gained = after.verdict.value(line.level) - two_cars.verdict.value(line.level)
                assert gained == pytest.approx(line.points)
            tried += 1
    assert tried > 2


def test_who_is_moved_is_offered_the_swaps_of_that_day_too(two_cars: LiveRota) -> None:
    seen = masking(two_cars.book)
    moved = make_day_panel(two_cars, seen, "P01", date(2026, 10, 2), revision=3)
    assert moved.swaps == tuple(item for item in panel(two_cars, FRI, "paramedic", "P01").swaps if item.same_date)
    assert moved.swaps
    assert not make_day_panel(two_cars, seen, "P01", date(2026, 10, 9), revision=3).swaps


def test_swaps_of_that_day_come_first_and_those_of_other_days_after_them(two_cars: LiveRota) -> None:
    for seat, person in (("paramedic", "P01"), ("police", "SC01"), ("police", "SC02")):
        found = [item.same_date for item in panel(two_cars, FRI, seat, person).swaps]
        assert found == sorted(found, reverse=True)
    elsewhere = panel(LiveRota.of(solved(SEATS)), FRI, "paramedic", "P01").swaps
    assert [(item.their_duty, item.same_date) for item in elsewhere] == [("JR-07 on Sat 3 Oct", False)]


def test_whoever_has_not_offered_has_to_say_yes_first() -> None:
    book = solved(TWO_CARS)
    offers = {"SC03": [{"dates": ["2026-10-02", "2026-10-03"], "call_signs": ["JR-07"]}]}
    people = [item | ({"offers": offers[item["id"]]} if item["id"] in offers else {}) for item in SITE["people"]]
    book = solved(TWO_CARS, people=people)
    live = LiveRota.of(book)
    ed = next(item for item in panel(live, FRI, "police", "SC01").swaps if item.person == "SC03")
    assert ed.asks == ("Ed Elder (SC03)",)
    assert isinstance(ed.swap[0], SetOffers)
    assert not [b for b in live.after(ed.swap).verdict.hard if b.rule == "availability"]
    seen = panel(live, FRI, "police", "SC01", "secamb").swaps
    assert "SC03" not in {item.person for item in seen}  # their offers are the other organisation's


def test_with_whom_it_is_not_legal_is_told_with_the_reason() -> None:
    driver = {"qualifications": [{"id": "driver"}]}
    people = [item | (driver if item["id"] in ("SC01", "SC03") else {}) for item in SITE["people"]]
    rules = [*SITE["rules"], {"kind": "crew-qualification", "qualification": "driver"}]
    book = solved(TWO_CARS, people=people, rules=rules, qualifications=[{"id": "driver"}])
    shown = panel(LiveRota.of(book), FRI, "police", "SC02")
    (ed,) = shown.no_swaps
    assert (ed.person, ed.swap) == ("SC03", ())
    assert "driver" in ed.reasons[0]
    assert "SC03" not in {item.person for item in shown.swaps}
    assert not panel(LiveRota.of(book), FRI, "police", None).no_swaps  # nobody was asked about


def test_whoever_does_not_serve_the_other_area_is_named_with_it() -> None:
    areas = [{"id": "medway-swale", "name": "Medway and Swale"}, {"id": "ashford", "name": "Ashford"}]
    signs = [{"id": "JR-04", "area": "medway-swale"}, {"id": "JR-07", "area": "ashford"}]
    serves = {"P01": ["medway-swale"], "P02": ["ashford", "medway-swale"]}
    people = [item | ({"areas": serves[item["id"]]} if item["id"] in serves else {}) for item in SITE["people"]]
    live = LiveRota.of(solved(TWO_CARS, areas=areas, call_signs=signs, people=people))
    (ben,) = panel(live, FRI, "paramedic", "P01").no_swaps
    assert (ben.person, ben.reasons) == ("P02", ("Ada Ashdown (P01) does not serve Ashford",))


def test_the_other_organisation_s_numbers_stay_with_them(two_cars: LiveRota) -> None:
    for item in panel(two_cars, FRI, "paramedic", "P01", "kent-police").swaps:
        assert not item.effects
        assert not any(" h on the rota" in line for line in item.means)


def test_a_swap_is_one_revision_and_one_step_of_undo(tmp_path) -> None:
    unit = desk_of(solved(TWO_CARS), tmp_path)
    desk: Desk = unit.desk
    choice = desk.seat(unit.both, unit.unit, FRI, "paramedic", "P01").swaps[0]
    done = desk.edit(unit.both, unit.unit, Edit(base=1, changes=choice.swap))
    assert isinstance(done, Edited)
    assert done.sentence == (
        "Swap Ada Ashdown (P01), now on JR-07 on Fri 2 Oct, with Ben Birch (P02), now on JR-04 on Fri 2 Oct"
    )
    assert unit.crew(FRI, "paramedic") == ["P02"]
    desk.undo(unit.both, unit.unit)
    assert unit.crew(FRI, "paramedic") == ["P01"]
    assert unit.crew(OTHER, "paramedic") == ["P02"]
