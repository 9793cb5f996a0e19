"""The page of a sweep: it asks for nothing, names nobody, reads well, and prints."""

import json
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from roster.planning.html.drawing import cover_chart, money_chart, road_chart
from roster.planning.html.report import heat
from roster.planning.outputs import json_bytes, report_bytes
from roster.planning.results.sweep import Sweep
from roster.planning.summary.board.board_options import board_options
from roster.planning.summary.options import options_of
from roster.planning.summary.report_data import ReportData
from tests.browser import CHROMIUM, PHONE, WIDE, running_browser, violations
from tests.planning.summary.sweeps import sweep

HEATS = Path(__file__).parents[3] / "roster" / "planning" / "html" / "templates" / "report.css"


class Outline(HTMLParser):
    """Headings, links out, tables and pictures of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.outside: list[str] = []
        self.tables = self.captions = self.charts = self.labels = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.outside += [
            value or ""
            for name, value in attrs
            if name in ("src", "href", "srcset", "action", "data") and not (value or "").startswith(("#", "data:"))
        ]
        self.tables += tag == "table"
        self.captions += tag == "caption"
        if tag == "svg" and given.get("role") == "img":
            self.charts += 1
            self.labels += bool(given.get("aria-label"))


def test_nothing_is_asked_of_anywhere(page: str) -> None:
    assert Outline(page).outside == []
    assert "url(" not in page
    assert "@import" not in page
    assert "<script" not in page
    assert "default-src 'none'" in unescape(page)


def test_headings_follow_each_other(page: str) -> None:
    headings = Outline(page).headings
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))


def test_every_table_has_a_caption_and_every_chart_a_table(page: str) -> None:
    outline = Outline(page)
    assert outline.tables == outline.captions
    assert outline.charts == outline.labels == 5
    assert page.count("as a table</summary>") == outline.charts


def test_it_names_nobody(page: str) -> None:
    assert "Ashdown" not in page


def test_what_people_wrote_stays_text(page: str) -> None:
    assert "what it &lt;costs&gt;" in page
    assert "<costs>" not in page


def test_page_one_says_option_cover_cost_and_proof(page: str, made: Sweep) -> None:
    start = page[: page.index('<h2 class="second">')]
    for words in (
        "What to decide",
        "of duties",
        "Fewest for 95%",
        "7 paramedics reach 95 %",
        "Saves at worst, GBP",
    ):
        assert words in start
    for option in board_options(ReportData.of(made)):
        assert f"{option.number} {option.name}" in start


def test_the_same_sweep_gives_the_same_page(page: str) -> None:
    assert report_bytes(sweep(draws=2)).decode() == page


def test_a_failed_cell_and_a_lone_base(made: Sweep) -> None:
    for cells in (made.table.cells[:1], made.table.cells[-1:]):
        table = made.table.model_copy(update={"cells": cells, "axes": {}, "fewest": None})
        page = report_bytes(made.model_copy(update={"table": table})).decode()
        assert "<h1>" in page


def test_a_large_sweep_is_cut_where_nobody_reads_on(made: Sweep) -> None:
    many = tuple(made.table.cells[1].model_copy(update={"id": f"c{n}", "name": f"c{n}"}) for n in range(90))
    table = made.table.model_copy(update={"cells": many, "axes": {}})
    page = report_bytes(made.model_copy(update={"table": table})).decode()
    assert "The first 60 of 90" in page
    assert "The first 40 options" in page
    assert '<td class="num">90' not in page
    assert "90 c89" in page  # the tables hold them all


def test_bars_stay_inside_the_picture(made: Sweep) -> None:
    options = options_of(made.table)
    for chart in (cover_chart(options), money_chart(options)):
        for row in chart.rows:
            assert all(bar.x >= 300 and bar.x + bar.width <= 880.05 and bar.width >= 0 for bar in row.bars)
            assert all(300 <= line.first <= line.last <= 880.05 for line in row.whiskers)
    field = road_chart(options)
    assert field is not None
    assert all(90 <= point.x <= 920 and 20 <= point.y <= 360 for point in field.points)
    assert road_chart(options[:1]) is None


def test_colours_go_from_worst_to_best() -> None:
    assert [heat(value, [1, 2, 3], good=True) for value in (1, 2, 3)] == ["h0", "h3", "h6"]
    assert heat(3, [1, 2, 3], good=False) == "h0"
    assert heat(1, [1, 1], good=True) == ""


def test_text_on_every_colour_can_be_read() -> None:
    ink = _light("#16202e")
    colours = re.findall(r"\.h\d \{ background: (#[0-9a-f]{6})", HEATS.read_text(encoding="utf-8"))
    assert len(colours) == 7
    assert all((_light(colour) + 0.05) / (ink + 0.05) >= 7 for colour in colours)


def _light(colour: str) -> float:
    """Relative luminance, as the accessibility guidelines have it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_json_holds_the_sweep_and_its_money(made: Sweep) -> None:
    data = json.loads(json_bytes(made))
    assert data["table"]["name"] == made.table.name
    assert data["money"]["cells"]["no-cars"] is None
    base = data["money"]["cells"]["As it is"]
    assert base["cases"]["central"]["net"] == pytest.approx(
        base["cases"]["central"]["avoided"] - base["cases"]["central"]["cost"]
    )
    assert {figure["name"] for figure in data["money"]["figures"]} >= {
        "ambulance",
        "officer_incident",
        "conveyed",
        "days",
    }


# --- in a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed; no page can be opened")
    yield from running_browser()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_in_a_browser(browser: Any, page: str, tmp_path: Path, size: dict[str, int]) -> None:
    path = tmp_path / "report.html"
    path.write_text(page, encoding="utf-8")
    context = browser.new_context(viewport=size, bypass_csp=True)
    asked: list[str] = []
    opened = context.new_page()
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(path.as_uri())
    assert all(url.startswith(("file:", "data:")) for url in asked)
    assert opened.evaluate("document.documentElement.scrollWidth") <= size["width"]
    opened.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    assert opened.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert not violations(opened)
    context.close()


def test_its_own_policy_lets_its_style_in_and_nothing_else(browser: Any, page: str, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(page, encoding="utf-8")
    context = browser.new_context(viewport=WIDE)
    opened = context.new_page()
    trouble: list[str] = []
    opened.on("console", lambda message: trouble.append(message.text))
    opened.goto(path.as_uri())
    assert trouble == []
    accent = "item => getComputedStyle(item).borderLeftColor"
    assert opened.locator(".advice").evaluate(accent) == "rgb(35, 70, 196)"
    opened.emulate_media(media="print")
    cut = opened.evaluate(
        "[...document.querySelectorAll('.scroll')].filter(e => getComputedStyle(e).overflowX !== 'visible').length"
    )
    assert cut == 0
    assert opened.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    context.close()
