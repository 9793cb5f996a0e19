"""The pages of a unit in a real browser: paper, keyboard, a running search, a long proposal."""

import pytest

from roster.desk.changes import Clear, apply_changes
from roster.desk.jobs.requests import SolveRequest
from roster.desk.store import JobState, Proposed
from tests.browser import NEEDS_CHROMIUM, WIDE
from tests.desk.web.conftest import WAIT, Open, Served, Shown
from tests.desk.web.hands import Hands
from tests.io.site.conftest import solved

pytestmark = NEEDS_CHROMIUM


def test_a_search_is_watched_to_its_end_without_loading_the_page_again(opened: Open, served: Served) -> None:
    unit = served.unit(solved())
    jobs = served.store.jobs
    job = jobs.add(unit, "solve", 1, SolveRequest().model_dump(mode="json"), "you")
    shown = opened(f"solve/{job.id}", unit=unit)
    shown.page.evaluate("window.same = true")
    assert "Starting, or waiting" in shown.page.locator("#search").inner_text()
    claim = next(found for _ in range(50) if (found := jobs.claim("test")) is not None and found.job.id == job.id)
    jobs.progress(claim, {"level": "cover", "value": 12.0, "bound": 3.0, "seconds": 1.5})
    shown.page.locator("#search", has_text="Searching: cover").wait_for(timeout=WAIT)
    shown.page.get_by_role("button", name="Stop, and keep what it has found").focus()
    jobs.progress(claim, {"level": "cover", "value": 7.0, "bound": 7.0, "seconds": 2.5})
    shown.page.locator("#search", has_text="proven").wait_for(timeout=WAIT)
    assert shown.page.evaluate("document.activeElement.textContent") == "Stop, and keep what it has found"
    assert (
        shown.page.locator("svg.trace").get_attribute("aria-label") == "value from 12 down to 7, bound from 3 up to 7"
    )
    jobs.finish(claim, JobState.DONE, "a rota found by the solver")
    shown.page.locator("#search[data-state=done]").wait_for(timeout=WAIT)
    assert "has ended" in shown.page.locator("#said").inner_text()
    assert shown.page.evaluate("window.same")


def test_a_stopped_search_is_asked_to_stop_by_a_form(opened: Open, served: Served) -> None:
    unit = served.unit(solved())
    job = served.store.jobs.add(unit, "solve", 1, SolveRequest().model_dump(mode="json"), "you")
    shown = opened(f"solve/{job.id}", unit=unit, java_script_enabled=False)
    shown.page.get_by_role("button", name="Stop").click()
    assert served.store.jobs.one(job.id).state is JobState.STOPPED


def test_hours_are_found_by_name_from_the_keyboard(opened: Open) -> None:
    shown = opened("hours?everything=true")
    shown.page.locator("#find").focus()
    shown.page.keyboard.type("ceDÁR")
    assert shown.page.locator("tbody tr:visible").count() == 1
    assert "1 of" in shown.page.locator(".count").inner_text()


def test_publishing_is_done_by_keyboard_and_without_javascript(opened: Open, served: Served) -> None:
    shown = opened("publish", java_script_enabled=False)
    shown.page.get_by_role("button", name="Publish version 1").focus()
    shown.press("Enter")
    shown.page.get_by_text("Version 1 is the one that counts").wait_for(timeout=WAIT)
    assert served.store.head(shown.unit).book.published is not None
    with shown.page.expect_download() as copies:
        shown.page.get_by_role("link", name="The copies for its readers").click()
    assert copies.value.suggested_filename.endswith("version-1.zip")


def test_paper_has_no_forms(opened: Open) -> None:
    shown = opened("history/1/board")
    shown.page.emulate_media(media="print")
    assert not shown.page.locator("nav").is_visible()
    shown.page.goto(shown.page.url.replace("history/1/board", "publish"))
    assert not shown.page.get_by_role("button").first.is_visible()


@pytest.fixture
def long_proposal(opened: Open, served: Served) -> Shown:
    """The page of a proposal that takes everybody out of every duty."""
    unit = served.unit(solved())
    book = served.store.head(unit).book
    assert book.rota is not None
    changes = tuple(Clear(person=item.person, duty=item.duty, seat=item.seat) for item in book.rota.assignments)
    after = apply_changes(book, changes)
    served.store.proposals.propose(Proposed(unit, 1, after, changes, "solve", "you", "an empty rota"))
    return opened(f"proposals/{served.store.proposals.pending(unit)[0].id}", WIDE, unit=unit)


def test_a_long_proposal_is_taken_with_the_mouse_from_the_bar_at_the_bottom(long_proposal: Shown) -> None:
    """The bar stays where it is while its button is pressed."""
    shown = long_proposal
    shown.page.get_by_role("button", name="Take all of it").click()
    shown.page.wait_for_url("**/board*", timeout=WAIT)
    assert shown.served.store.head(shown.unit).number == 2


def test_by_keyboard_the_decision_is_not_behind_every_person(long_proposal: Shown) -> None:
    hands = Hands(long_proposal.page)
    hands.enter("Skip to the decision", most=1)
    hands.enter("Take all of it", most=2, leads_to="/board*")
    assert long_proposal.served.store.head(long_proposal.unit).number == 2


def test_a_proposal_says_in_words_what_its_levels_lack(long_proposal: Shown) -> None:
    down = long_proposal.page.locator(".levels tr", has_text="cover")
    assert "duties stood down" in down.inner_text()
