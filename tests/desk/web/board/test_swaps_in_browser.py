"""Swapping two people, and the way back from a stood-down car, in the browser and by keyboard alone."""

from tests.browser import WIDE
from tests.desk.web.conftest import Open
from tests.desk.web.hands import Hands
from tests.io.site.conftest import SEATS, solved

FRI, SAT = "JR-04@2026-10-02/peak", "JR-07@2026-10-03/peak"


def test_two_people_swap_by_keyboard_and_swap_back(opened: Open) -> None:
    shown = opened(book=solved(SEATS), size=WIDE)
    hands = Hands(shown.page)
    shown.seat(f"{FRI}|paramedic|P01").focus()
    hands.press("Enter")
    shown.page.locator("#panel-heading:focus").wait_for()
    hands.tab_to("Somebody on another day (1)", most=7)
    hands.press("Enter")
    hands.tab_to("Swap Ada Ashdown (P01) with Ben Birch (P02)", most=3)
    hands.press("Enter")
    shown.at_revision(2)
    shown.told("Swap Ada Ashdown (P01), now on JR-07 on Sat 3 Oct, with Ben Birch (P02), now on JR-04 on Fri 2 Oct.")
    assert shown.seat(f"{SAT}|paramedic|P01").count() == 1
    shown.page.get_by_role("button", name="Undo", exact=True).click()
    shown.at_revision(3)
    assert shown.seat(f"{FRI}|paramedic|P01").count() == 1


def test_a_car_that_one_s_own_change_left_short_is_put_back(opened: Open) -> None:
    shown = opened(book=solved(SEATS))
    shown.seat(f"{FRI}|police|SC02").click()
    shown.page.get_by_role("button", name="Take out Di Dogwood (SC02)").click()
    shown.told("JR-04 on Fri 2 Oct is part-crewed: only 1 of 2 police.")
    shown.page.locator(".since", has_text="Part-crewed since your change at").wait_for()
    # It did nothing else: one button, and the word of the board's own, which it is.
    assert shown.page.locator(".since button").all_inner_texts() == ["Undo"]
    shown.page.locator(".since button").click()
    shown.at_revision(3)
    shown.page.locator(".since").wait_for(state="detached")
    assert shown.seat(f"{FRI}|police|SC02").count() == 1
