"""Who is in a seat, who could be and who cannot; what the buttons of the panel do when they are pressed."""

import pytest

from models.rota import Cure, CureKind, CuresOfDuty, DutyState
from roster import api
from roster.desk.changes import Assign, Clear
from roster.desk.live import LiveRota
from roster.desk.service.views.seat_panel import CandidateGroup, SeatPanel
from roster.desk.service.views.seat_panel_maker import make_seat_panel
from tests.desk.service.views.conftest import masking
from tests.io.site.conftest import SEATS, solved

CREWED, PART, EMPTY = "JR-04@2026-10-02/peak", "JR-07@2026-10-03/peak", "JR-04@2026-10-09/peak"


def panel(live: LiveRota, duty: str, seat: str, *organisations: str, **options: object) -> SeatPanel:
    seen = masking(live.book, *organisations)
    return make_seat_panel(live, seen, duty, seat, revision=3, **options)  # type: ignore[arg-type]


def test_the_same_answer_as_the_command_cover_gives(live: LiveRota) -> None:
    shown = panel(live, PART, "police")
    found = api.cover(live.opened, PART, "police").seats[0]
    legal = {item.person.id for item in found.candidates if item.rank[0] == 0}
    assert {item.person for item in shown.group(CandidateGroup.NOW)} == legal
    assert (shown.state, shown.why) == (DutyState.PART_CREWED, "only 1 of 2 police")
    assert (shown.missing, shown.full) == (1, False)
    assert [item.name for item in shown.sitting] == ["Ed Elder (SC03)"]
    assert shown.sitting[0].contact.phone


def test_putting_in_who_could_leaves_the_rota_legal_and_as_good_as_was_said(live: LiveRota) -> None:
    tried = 0
    for item in panel(live, PART, "police").group(CandidateGroup.NOW):
        after = live.after(item.put_in)
        assert after.verdict.legal, item.name
        for line in item.effects:
            gained = after.verdict.value(line.level) - live.verdict.value(line.level)
            assert gained == pytest.approx(line.points), (item.name, line.level)
        tried += 1
    assert tried


def test_those_whom_the_seat_never_takes_are_found_with_the_reason(live: LiveRota) -> None:
    busy = {item.person: item for item in panel(live, CREWED, "paramedic").candidates}
    assert busy["SC01"].group is CandidateGroup.NOT_FOR_SEAT
    assert busy["SC01"].reasons == ("is on this duty already, in the police seat",)
    assert busy["SC03"].reasons[0].startswith("is a special")


def test_a_full_seat_names_whom_each_would_replace(live: LiveRota) -> None:
    shown = panel(live, CREWED, "paramedic", person="P01")
    assert shown.full
    assert shown.replaces == "P01"
    (ben,) = (item for item in shown.candidates if item.person == "P02")
    assert ben.also == ("in the place of Ada Ashdown (P01), who then has no duty on Fri 2 Oct",)
    after = live.after(ben.put_in)
    crew = [item.person for item in after.opened.view.crew_of(after.opened.admission.facts.duty[CREWED])]
    assert crew == ["P02", "SC01", "SC02"]


def test_whoever_is_on_another_duty_that_day_moves_and_what_they_leave_is_said(live: LiveRota) -> None:
    shown = panel(live, "JR-07@2026-10-02/peak", "police")
    (cy,) = (item for item in shown.candidates if item.person == "SC01")
    assert cy.leaves == ("JR-04 on Fri 2 Oct",)
    assert "leaves JR-04 on Fri 2 Oct, which is then part-crewed: only 1 of 2 police" in cy.means
    assert all(item.leaves == () for item in panel(live, PART, "police").group(CandidateGroup.NOW))


def test_in_an_empty_duty_nobody_is_blamed_for_the_seats_of_others(live: LiveRota) -> None:
    shown = panel(live, EMPTY, "paramedic")
    assert shown.others_lack
    assert {item.person for item in shown.group(CandidateGroup.NOW)} == {"P01", "P02"}


def test_a_crew_at_once_makes_the_duty_run(live: LiveRota) -> None:
    shown = panel(live, EMPTY, "paramedic")
    assert shown.crews
    for crew in shown.crews:
        assert crew.asks == 0
        after = live.after(crew.put_in)
        assert after.verdict.legal
        assert after.opened.view.runs(after.opened.admission.facts.duty[EMPTY])


def test_a_crew_that_has_to_be_asked_first() -> None:
    book = solved()
    people = tuple(
        person.model_copy(update={"offers": ()}) if person.role == "special" else person for person in book.people
    )
    live = LiveRota.of(solved(SEATS[3:4]).model_copy(update={"people": people}))
    shown = panel(live, EMPTY, "police")
    assert {item.person for item in shown.group(CandidateGroup.ONCE_OFFERED)} == {"SC01", "SC02", "SC03"}
    assert [member.asks for member in shown.crews[0].members] == [False, True]
    after = live.after(shown.crews[0].put_in)
    assert not [breach for breach in after.verdict.hard if breach.duty == EMPTY]
    asked = next(member.person for member in shown.crews[0].members if member.asks)
    offers = after.opened.admission.facts.people[asked].offers
    assert [(offer.dates, offer.call_signs) for offer in offers] == [
        ((live.opened.admission.facts.duty[EMPTY].date,), ("JR-04",))
    ]


def one_without_offers() -> LiveRota:
    """A rota of a book in which SC02 has offered nothing."""
    book = solved()
    people = tuple(
        person.model_copy(update={"offers": ()}) if person.id == "SC02" else person for person in book.people
    )
    return LiveRota.of(book.model_copy(update={"people": people}))


def test_a_search_s_cures_are_shown_after_edits_too() -> None:
    live = one_without_offers()
    cure = Cure(kind=CureKind.OFFER, change="SC02 offers JR-04 on Fri 9 Oct", person="SC02", crews=(EMPTY,))
    shown = panel(live, EMPTY, "police", cures=[CuresOfDuty(duty=EMPTY, cures=(cure,), complete=True)])
    assert [line.sentence for line in shown.cures] == ["Di Dogwood (SC02) offers JR-04 on Fri 9 Oct"]
    assert panel(live, CREWED, "police", cures=[CuresOfDuty(duty=CREWED, cures=(cure,))]).cures == ()


def test_a_cure_by_an_offer_is_noted_with_one_gesture_unless_it_is_made_or_the_viewer_may_not_see_it() -> None:
    live = one_without_offers()
    cure = Cure(kind=CureKind.OFFER, change="SC02 offers JR-04 on Fri 9 Oct", person="SC02", crews=(EMPTY,))
    found = [CuresOfDuty(duty=EMPTY, cures=(cure,))]
    offered, note = panel(live, EMPTY, "police", cures=found).cures
    assert not note.offer
    after = live.after(offered.offer)
    candidates = {item.person: item.group for item in panel(after, EMPTY, "police").candidates}
    assert candidates["SC02"] is CandidateGroup.NOW
    assert [line.sentence for line in panel(after, EMPTY, "police", cures=found).cures] == [note.sentence]
    assert not panel(live, EMPTY, "police", "secamb", cures=found).cures[0].offer


def test_of_a_duty_for_which_a_crew_is_free_no_other_use_of_them_is_told(live: LiveRota) -> None:
    shown = panel(live, EMPTY, "paramedic")
    assert any(not crew.asks for crew in shown.crews)
    assert shown.why == "though a crew is free for it"


def test_pinned_people_can_be_unpinned_and_others_pinned(live: LiveRota) -> None:
    (ada,) = panel(live, CREWED, "paramedic").sitting
    assert not ada.pinned
    pinned = live.after(ada.pin)
    (ada,) = panel(pinned, CREWED, "paramedic").sitting
    assert ada.pinned
    assert live.after(ada.pin).after(ada.unpin).book.pins == live.book.pins


def test_a_place_that_breaks_a_rule_says_which() -> None:
    live = LiveRota.of(solved()).after(
        [
            Assign(person="P01", duty="JR-07@2026-10-02/peak", seat="paramedic"),
            Assign(person="SC03", duty="JR-07@2026-10-02/peak", seat="police"),
        ]
    )
    (ada,) = panel(live, "JR-07@2026-10-02/peak", "paramedic").sitting
    assert ada.wrong
    assert ada.take_out == (Clear(person="P01", duty="JR-07@2026-10-02/peak", seat="paramedic"),)


def test_the_other_organisation_keeps_its_reasons_and_numbers(live: LiveRota) -> None:
    mine = {item.person: item for item in panel(live, EMPTY, "police", "secamb").candidates}
    whole = {item.person: item for item in panel(live, EMPTY, "police").candidates}
    for person in ("SC01", "SC02", "SC03"):
        assert not mine[person].contact.phone
        assert not mine[person].means
        assert not mine[person].effects
        assert whole[person].means or whole[person].reasons
    hidden = [item for item in mine.values() if item.group is CandidateGroup.NOT_LEGAL and item.person != "P01"]
    assert all("knows why" in reason for item in hidden for reason in item.reasons)


def test_an_unknown_duty_or_seat_is_a_key_error(live: LiveRota) -> None:
    with pytest.raises(KeyError):
        panel(live, "JR-99@2026-10-02/peak", "police")
    with pytest.raises(KeyError):
        panel(live, CREWED, "engine room")
