"""The board as people see and use it: with the mouse, on a phone, on paper, in the dark, without JavaScript."""

from collections import Counter
from typing import Any

import pytest

from roster.desk.changes import Clear
from roster.desk.service import Edit
from tests.browser import NARROW, NEEDS_CHROMIUM, PHONE, STRICT, WIDE, violations
from tests.desk.web.conftest import Open, Shown

pytest.importorskip("playwright.sync_api", reason="playwright is not installed; no page can be opened")
pytestmark = NEEDS_CHROMIUM

FRIDAY, SATURDAY, EMPTY = "JR-04@2026-10-02/peak", "JR-07@2026-10-03/peak", "JR-04@2026-10-09/peak"
TABLET = {"width": 768, "height": 1024}
PAGES = ("board", "board?view=people", f"board?at={EMPTY}|police", f"board?view=people&at={FRIDAY}|paramedic|P01")
SIZES = {"320": NARROW, "768": TABLET, "1280": WIDE}


def shown_duties(shown: Shown) -> int:
    return int(shown.page.locator(".duty:visible").count())


def test_one_gesture_opens_a_seat_and_another_puts_somebody_in(opened: Open) -> None:
    shown = opened()
    shown.seat(f"{SATURDAY}|police").click()
    panel = shown.page.get_by_role("complementary", name="Seat")
    panel.get_by_role("heading", name="JR-07 on Sat 3 Oct").wait_for()
    assert panel.get_by_text("Could now").is_visible()
    panel.get_by_role("button", name="Put in: Di Dogwood (SC02)").click()
    shown.told("Put Di Dogwood (SC02) on JR-07 on Sat 3 Oct (police).")
    assert panel.get_by_role("button", name="Take out Di Dogwood (SC02)").is_visible()
    assert "● crewed" in shown.page.locator(f'[id="{SATURDAY}"] .state').inner_text()
    full = shown.page.locator("#verdict details[data-level=full] b")
    before = full.inner_text()
    shown.page.get_by_role("button", name="Undo").click()
    shown.at_revision(3)
    assert full.inner_text() != before
    assert "seat" in full.inner_text()
    assert shown.seat(f"{SATURDAY}|police").is_visible()


def test_a_seat_stays_in_sight_when_its_panel_narrows_the_board(opened: Open) -> None:
    shown = opened(size={"width": 1280, "height": 420})
    seat = shown.seat(f"{SATURDAY}|police|SC03")
    seat.evaluate("seat => scrollBy(0, seat.getBoundingClientRect().bottom - innerHeight + 2)")
    seat.click()
    shown.page.locator(".seat-panel").wait_for()
    shown.page.wait_for_function(
        """place => {
            const seat = [...document.querySelectorAll("#board button[name=at]")].find(item => item.value === place);
            const box = seat.getBoundingClientRect();
            const under = document.querySelector("#verdict").getBoundingClientRect().bottom;
            return box.top >= under && box.bottom <= innerHeight;
        }""",
        arg=f"{SATURDAY}|police|SC03",
    )


def test_a_crew_at_once_for_a_duty_that_is_stood_down(opened: Open) -> None:
    shown = opened(f"board?at={EMPTY}|paramedic")
    assert shown.page.locator("#panel").get_by_text("stood down").first.is_visible()
    shown.page.locator(".crews button").first.click()
    shown.at_revision(2)
    assert shown.page.locator(f'[id="{EMPTY}"]').get_attribute("data-state") == "part-crewed"


def test_a_broken_rule_is_shown_at_its_place_and_in_the_verdict(opened: Open) -> None:
    shown = opened(f"board?at={FRIDAY}|paramedic|P01")
    shown.page.get_by_role("button", name="Take out Ada Ashdown (P01)").click()
    shown.page.get_by_text("1 broken").wait_for()
    assert shown.page.locator(f'[id="{FRIDAY}"] .wrong').is_visible()
    shown.page.locator("#verdict details[data-level=hard] summary").click()
    shown.page.get_by_text("its paramedic seat has 0, and needs 1").first.wait_for()
    shown.press("Escape")
    assert shown.page.locator("#verdict details[open]").count() == 0


def test_finding_filtering_and_a_week(opened: Open) -> None:
    shown = opened()
    everything = shown_duties(shown)
    shown.page.get_by_label("Find a name").fill("CÉDAR")
    assert shown_duties(shown) == 2
    assert shown.page.locator(".count").inner_text() == f"Showing 2 of {everything} duties."
    shown.page.get_by_role("button", name="Clear filters").click()
    shown.page.get_by_label("Duties").select_option("not fully crewed")
    assert shown_duties(shown) == everything - 1
    shown.page.get_by_label("Call sign").select_option("JR-07")
    assert shown_duties(shown) == everything // 2
    shown.page.get_by_role("button", name="Clear filters").click()
    shown.page.get_by_label("Week", exact=True).check()
    assert shown_duties(shown) == 4
    shown.page.get_by_role("button", name="Week after").click()
    assert shown.page.locator("[data-week-label]").inner_text() == "Week of Mon 5 Oct to Sun 11 Oct"


def test_a_number_of_the_totals_shows_those_duties_and_a_click_on_a_duty_says_why(opened: Open) -> None:
    shown = opened()
    down = shown.page.get_by_role("button", name="stood down", exact=False).filter(has_text="stood down")
    number = int(down.inner_text().split()[1])
    down.click()
    assert shown_duties(shown) == number > 0
    shown.page.locator(".duty:visible .state").first.click()
    panel = shown.page.locator("#panel")
    panel.locator(".why").wait_for()
    assert panel.get_by_role("heading", name="In the paramedic seat").is_visible()


def test_on_a_phone_a_duty_is_in_sight_before_the_filters_which_a_button_opens(opened: Open) -> None:
    shown = opened(size=PHONE)
    find = shown.page.get_by_label("Find a name")
    assert not find.is_visible()
    first = shown.page.locator(".duty").first.bounding_box()
    assert first["y"] + first["height"] < PHONE["height"]
    button = shown.page.get_by_role("button", name="Filter", exact=True)
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    find.fill("cedar")
    button.click()
    assert not find.is_visible()
    assert shown.page.locator(".count").inner_text().startswith("Showing 2 of")


def test_help_keeps_the_filters(opened: Open) -> None:
    shown = opened()
    shown.page.get_by_label("Find a name").fill("cedar")
    shown.page.get_by_role("button", name="Keys").click()
    shown.page.get_by_role("button", name="Close").click()
    assert shown.page.get_by_label("Find a name").input_value() == "cedar"


def test_a_filter_stays_after_a_change(opened: Open) -> None:
    shown = opened()
    shown.page.get_by_label("Find a name").fill("elder")
    shown.seat(f"{SATURDAY}|police|SC03").focus()
    shown.press("Control+Enter")
    shown.told("Pin Ed Elder (SC03)")
    assert shown_duties(shown) == 1


def test_by_person_a_duty_opens_its_seat(opened: Open) -> None:
    shown = opened("board?view=people")
    shown.seat(f"{FRIDAY}|paramedic|P01").click()
    shown.page.get_by_role("heading", name="JR-04 on Fri 2 Oct").wait_for()
    shown.page.get_by_role("button", name="Pin Ada Ashdown (P01)").click()
    shown.told("Pin Ada Ashdown (P01)")
    assert shown.page.locator("#panel").get_by_text("pinned").is_visible()


def test_a_change_of_what_somebody_else_changed_meanwhile_is_told_and_not_made(opened: Open) -> None:
    shown = opened(f"board?at={FRIDAY}|police|SC02")
    shown.page.route("**/since/*", lambda route: route.abort())
    who = shown.served.sessions.who
    taken = Clear(person="SC02", duty=FRIDAY, seat="police")
    shown.served.desk.edit(who, shown.unit, Edit(base=1, changes=(taken,)))
    shown.page.get_by_role("button", name="Pin Di Dogwood (SC02)").click()
    shown.told("You did meanwhile: Take Di Dogwood (SC02) off JR-04 on Fri 2 Oct (police).")
    assert shown.served.desk.head_number(who, shown.unit) == 2
    shown.ignore_trouble()  # the browser notes the refused request


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", SIZES)
def test_no_page_is_wider_than_its_window(opened: Open, path: str, size: str) -> None:
    shown = opened(path, SIZES[size])
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_that_shuts_anybody_out(opened: Open, path: str, scheme: str) -> None:
    shown = opened(path, bypass_csp=True, color_scheme=scheme)
    assert not violations(shown.page, STRICT)


def test_every_target_is_large_enough_for_a_finger(opened: Open) -> None:
    for path in PAGES:
        shown = opened(path)
        small = shown.page.locator("button:visible, summary:visible, .button:visible, select:visible").evaluate_all(
            "all => all.filter(e => Math.min(e.getBoundingClientRect().height, e.getBoundingClientRect().width) < 24)"
            ".map(e => e.outerHTML.slice(0, 120))"
        )
        assert not small, path


def test_what_has_the_focus_is_never_hidden_behind_the_verdict(opened: Open) -> None:
    shown = opened()
    shown.seat(f"{FRIDAY}|paramedic|P01").focus()
    for key in ("Control+End", *["ArrowUp"] * 40):
        shown.press(key)
        below = shown.page.evaluate(
            "document.activeElement.getBoundingClientRect().top >= document.querySelector('#verdict').offsetHeight"
        )
        assert below, shown.focused


def test_paper_gets_the_rota_and_no_buttons_to_press(opened: Open) -> None:
    shown = opened(f"board?at={FRIDAY}|police")
    shown.page.emulate_media(media="print")
    assert shown.page.locator("#panel:visible, nav:visible, .controls:visible, .history:visible").count() == 0
    assert shown_duties(shown) == 20
    assert shown.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_without_javascript_a_seat_is_opened_and_filled(opened: Open) -> None:
    shown = opened(java_script_enabled=False)
    page: Any = shown.page
    assert not page.locator(".controls .scripted").first.is_visible()
    shown.seat(f"{SATURDAY}|police").click()
    page.get_by_role("heading", name="JR-07 on Sat 3 Oct").wait_for()
    page.get_by_role("button", name="Put in: Di Dogwood (SC02)").click()
    page.get_by_text("Put Di Dogwood (SC02) on JR-07 on Sat 3 Oct (police), by You").wait_for()
    page.get_by_role("button", name="Undo").click()
    shown.seat(f"{SATURDAY}|police").wait_for()


def test_who_was_asked_and_said_no_is_noted_beside_them(opened: Open) -> None:
    shown = opened(f"board?at={SATURDAY}|police")
    panel = shown.page.locator("#panel")
    names = panel.locator("[data-group='0'] .who")
    first = names.first.inner_text()
    panel.get_by_role("button", name=f"{first}: said no", exact=True).click()
    shown.told("Noted: ")
    panel.locator("[data-group='0']").last.get_by_text("Said no,").wait_for()
    assert names.last.inner_text() == first
    assert "(You)" in panel.locator("[data-group='0']").last.inner_text()
    assert shown.served.desk.head_number(shown.served.sessions.who, shown.unit) == 1


def test_the_totals_follow_each_change_and_lead_to_what_is_not_crewed(opened: Open) -> None:
    shown = opened(f"board?at={FRIDAY}|police|SC01")
    totals = shown.page.locator("#totals")
    before = totals.inner_text()
    shown.page.get_by_role("button", name="Take out Cy Cedar (SC01)").click()
    shown.at_revision(2)
    counts = shown.served.desk.board(shown.served.sessions.who, shown.unit).counts
    told = totals.inner_text()
    assert told != before
    assert all(f"{number} {state}" in told for state, number in counts.items() if number)
    assert counts["crewed"] == 0
    assert totals.get_by_role("button", name="not fully crewed").count() == 0  # that is all of them: it filters nothing
    totals.get_by_role("button", name="part-crewed").click()
    states = shown.page.locator(".duty:visible").evaluate_all("all => all.map((duty) => duty.dataset.state)")
    assert Counter(states) == {str(state): number for state, number in counts.items() if state == "part-crewed"}


def test_each_person_s_hours_stand_beside_their_name(opened: Open) -> None:
    shown = opened("board?view=people")
    row = shown.page.locator("#board tr", has_text="Ada Ashdown")
    duties = row.locator("button[name=at]").count()
    assert row.locator(".total").inner_text() == f"{duties * 8} h"  # by the clock, in the longer night too
