"""The pages as people use them, in a real browser without a window."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from roster.io.site.publication import Publication
from tests.browser import NEEDS_CHROMIUM, PHONE, WIDE, violations
from tests.io.site.browser import Opened

api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed; no page can be opened")
pytestmark = NEEDS_CHROMIUM

Site = tuple[Path, Publication]
Open = Any  # opens a page of the site by its path


@pytest.fixture
def opened(browser: Any, site: Site) -> Iterator[Open]:
    """Opens pages of the site."""
    with Opened(browser, site[0]) as pages:
        yield pages


def every_page(
    opened: Open, site: Site, size: dict[str, int] | None = None, **options: Any
) -> Iterator[tuple[str, Any]]:
    """Each kind of page in turn: the coordinator's hold all that other audiences' hold."""
    folder, made = site
    paths = [path for path in sorted(folder.rglob("*.html")) if path.parent.name in (folder.name, "coordinator")]
    paths += [folder / "person" / f"{made.addresses.page(person)}.html" for person in ("P01", "SC01")]
    page = opened("index.html", size, **options)
    for path in paths:
        page.goto(path.as_uri())
        yield path.name, page


def shown(page: Any) -> int:
    return int(page.locator("[data-words]:visible").count())


def test_finding_and_filtering_duties(opened: Open) -> None:
    page = opened("police/index.html")
    assert shown(page) == 20
    page.get_by_label("Find a name").fill("CÉDAR")
    assert shown(page) == 2
    assert page.get_by_role("status").inner_text() == "Showing 2 of 20 duties."
    assert not page.get_by_text("Sat 3 Oct").is_visible()
    page.get_by_label("Find a name").fill("cedar dogwood")
    assert shown(page) == 1
    page.get_by_role("button", name="Clear filters").click()
    page.get_by_label("Call sign").select_option("JR-07")
    assert shown(page) == 10
    assert not page.get_by_role("columnheader", name="JR-04").is_visible()
    page.get_by_label("Duties").select_option("part-crewed")
    assert shown(page) == 1
    page.get_by_label("Duties").select_option("not fully crewed")
    assert shown(page) == 10
    page.get_by_role("button", name="Clear filters").click()
    assert shown(page) == 20


def test_month_and_week_by_the_keyboard_alone(opened: Open) -> None:
    page = opened("notice-board/people.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "find"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")  # from month to week
    assert page.locator("thead th:visible").count() == 1 + 4  # October 2026 begins on a Thursday
    for _ in range(2):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.step") == "1":
            break
    for _ in range(3):
        page.keyboard.press("Enter")
    assert page.locator("[data-week-label]").inner_text() == "Week of Mon 19 Oct to Sun 25 Oct"
    assert page.locator("thead th:visible").count() == 1 + 7
    assert page.locator("td .full:visible").all_inner_texts() == ["JR-04 peak 18:00-02:00"] * 2
    page.keyboard.press("Enter")
    assert page.locator("thead th:visible").count() == 1 + 6
    assert page.get_by_role("button", name="Week after").is_disabled()


def test_a_week_of_duties(opened: Open) -> None:
    page = opened("coordinator/index.html")
    page.get_by_label("Week", exact=True).check()
    assert page.get_by_role("status").inner_text() == "Showing 4 of 4 duties."
    assert page.locator("tbody tr:visible").count() == 4


def test_finding_people_hours_and_open_seats(opened: Open) -> None:
    page = opened("coordinator/people.html")
    page.get_by_label("Find a name").fill("elder")
    assert shown(page) == 1
    assert not page.get_by_text("South East Ambulance: ").is_visible()  # no group without people
    page = opened("coordinator/hours.html")
    page.get_by_label("State").select_option("short")
    assert shown(page) == 2
    page = opened("coordinator/gaps.html")
    everything = shown(page)
    page.get_by_label("Call sign").select_option("JR-04")
    assert 0 < shown(page) < everything


def test_no_page_is_wider_than_a_phone(opened: Open, site: Site) -> None:
    for path, page in every_page(opened, site, PHONE):
        views = ["month", "week"] if page.locator("[name=view]").count() else ["month"]
        for view in views:
            if len(views) > 1:
                page.locator(f"[name=view][value={view}]").check()
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], (path, view)
            wide = page.evaluate(
                "[...document.querySelectorAll('main *')].filter(e => e.getClientRects().length &&"
                " getComputedStyle(e).clipPath === 'none' && !e.closest('thead') &&"
                " e.getBoundingClientRect().right > innerWidth + 1).length"
            )
            assert wide == 0, (path, view)


def test_on_a_phone_a_person_is_a_list_of_duties(opened: Open) -> None:
    page = opened("notice-board/people.html", PHONE)
    assert page.get_by_text("Fri 2 Oct: JR-04 peak 18:00-02:00").first.is_visible()
    assert page.locator(".code:visible").count() == len(page.locator(".legend .code").all())


def test_paper_gets_the_whole_rota_and_no_buttons(opened: Open, site: Site) -> None:
    for path, page in every_page(opened, site):
        page.emulate_media(media="print")
        assert page.locator("nav:visible, .controls:visible, button:visible, input:visible").count() == 0, path
        cut = page.evaluate(
            "[...document.querySelectorAll('.scroll')].filter(e => getComputedStyle(e).overflowX !== 'visible').length"
        )
        assert cut == 0, path
    page = opened("coordinator/people.html")
    page.emulate_media(media="print")
    assert page.locator("thead").evaluate("e => getComputedStyle(e).display") == "table-header-group"
    assert page.locator("thead th:visible").count() == 32
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_without_its_program_a_page_still_holds_everything(opened: Open) -> None:
    page = opened("police/index.html", java_script_enabled=False)
    assert page.locator(".duty:visible").count() == 20
    assert not page.locator(".controls").is_visible()


def test_own_page_says_that_the_clocks_change(opened: Open, site: Site) -> None:
    _, made = site
    page = opened(f"person/{made.addresses.page('SC01')}.html")
    assert page.get_by_text("(9 h: the clocks change)").count() == 1
    assert page.locator(".dates").get_by_text("Ada Ashdown").first.is_visible()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_that_shuts_anybody_out(opened: Open, site: Site, size: dict[str, int]) -> None:
    for path, page in every_page(opened, site, size, bypass_csp=True):
        assert not violations(page), path
        if page.locator("[name=view]").count():
            page.locator("[name=view][value=week]").check()
            assert not violations(page), path


def test_the_page_lets_nothing_else_run(opened: Open) -> None:
    page = opened("notice-board/index.html", trusted=False)
    with pytest.raises(api.Error, match="Content Security Policy"):
        page.add_script_tag(content="document.title = 'run'")
    assert page.title() != "run"


def test_focus_can_be_seen(opened: Open) -> None:
    page = opened("coordinator/index.html")
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
