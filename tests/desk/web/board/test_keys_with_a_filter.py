"""The keys that lead from seat to seat while the board shows only some of its duties."""

import pytest

from tests.desk.web.conftest import Open, Shown

STEP = """() => { window.jumped = 0; addEventListener("scroll", () => { window.jumped += 1; }); }"""


def filtered(shown: Shown, *places: tuple[str, str]) -> None:
    """Lets the board show the duties of some call signs and dates only, as a filter of states would."""
    shown.page.evaluate(
        """wanted => {
          for (const duty of document.querySelectorAll("#board .duty")) {
            const name = duty.querySelector("button[name=at]").value;
            duty.hidden = !wanted.some((part) => name.startsWith(part));
          }
        }""",
        [f"{sign}@2026-10-{day}" for sign, day in places],
    )


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [
        ("ArrowRight", ("JR-04", "03"), ("JR-07", "09")),
        ("ArrowLeft", ("JR-07", "09"), ("JR-04", "03")),
        ("ArrowDown", ("JR-07", "09"), ("JR-04", "24")),
        ("ArrowUp", ("JR-07", "09"), ("JR-04", "03")),
        ("PageDown", ("JR-04", "03"), ("JR-07", "09")),
        ("PageUp", ("JR-04", "24"), ("JR-07", "09")),
    ],
)
def test_where_a_row_or_a_column_ends_keys_lead_to_the_nearest_seat_on_that_side(
    opened: Open, key: str, start: tuple[str, str], end: tuple[str, str]
) -> None:
    shown = opened()
    filtered(shown, ("JR-04", "03"), ("JR-07", "09"), ("JR-04", "24"))
    which = "last" if key in ("ArrowDown", "ArrowRight") else "first"
    seats = shown.page.locator(f'#board button[name=at][value^="{start[0]}@2026-10-{start[1]}"]')
    getattr(seats, which).focus()
    shown.press(key)
    assert shown.focused.startswith(f"{end[0]}@2026-10-{end[1]}")


def test_every_seat_of_those_that_lack_somebody_is_reached_by_arrows_alone(opened: Open) -> None:
    shown = opened()
    shown.page.get_by_role("button", name="Show the").last.focus()
    shown.press("Enter")
    wanted = set(shown.page.locator("#board button[name=at]:visible").evaluate_all("all => all.map(one => one.value)"))
    assert len(wanted) > 5
    reached, waiting = set(), [shown.page.locator("#board button[name=at]:visible").first.get_attribute("value")]
    while waiting:
        at = waiting.pop()
        if at in reached:
            continue
        reached.add(at)
        for key in ("ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft"):
            shown.seat(str(at)).focus()
            shown.press(key)
            waiting.append(shown.focused)
    assert reached == wanted


@pytest.mark.parametrize("key", ["ArrowUp", "PageUp", "Control+Home"])
def test_at_the_first_seat_nothing_moves(opened: Open, key: str) -> None:
    shown = opened()
    shown.page.get_by_role("button", name="Show the").last.click()
    first = shown.page.locator("#board button[name=at]:visible").first
    first.focus()
    shown.page.evaluate(STEP)
    shown.press(key)
    assert shown.focused == first.get_attribute("value")
    assert shown.page.evaluate("window.jumped") == 0


def test_a_week_by_person_is_a_week_of_that_person(opened: Open) -> None:
    shown = opened("board?view=people")
    shown.seat("JR-04@2026-10-02/peak|paramedic|P01").focus()
    shown.press("PageDown")
    column = "document.activeElement.closest('td').cellIndex"
    heads = "[...document.querySelectorAll('#board thead th')].map((head) => head.dataset.day)"
    assert shown.page.evaluate(f"{heads}[{column}]") == "2026-10-09"
    assert shown.page.evaluate("document.activeElement.closest('tr').dataset.person") == "P01"


def test_a_filter_that_leaves_nothing_has_a_way_out(opened: Open) -> None:
    shown = opened()
    shown.seat("JR-04@2026-10-02/peak|paramedic|P01").focus()
    shown.press("Enter")
    shown.page.locator("#panel-heading:focus").wait_for()
    shown.page.get_by_label("Find a name").fill("nobody of that name")
    shown.page.locator("#panel-heading").focus()
    shown.press("Escape")
    everything = shown.page.get_by_role("button", name="Show all")
    assert everything.evaluate("node => node === document.activeElement && node.matches(':focus-visible')")
    assert shown.page.locator(".count").inner_text().startswith("Showing 0 of")
    shown.press("Enter")
    assert everything.is_hidden()
    assert shown.focused.startswith("JR-04@2026-10-02/peak|paramedic")
