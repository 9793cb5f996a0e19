"""What is generated in the documents is what would be generated now."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from roster import api
from tests.conftest import EXAMPLES
from tests.documents.blocks import hours_board
from tests.documents.blocks.picture import PICTURE, drawn
from tests.documents.generated import FILES
from tests.documents.guides.console import masked
from tests.documents.guides.kent import SolvedKent
from tests.documents.markdown import ROOT

_TITLE = "{http://www.w3.org/2000/svg}title"
_TEXT = "{http://www.w3.org/2000/svg}text"


@pytest.mark.parametrize("path", FILES)
def test_nothing_generated_is_stale(path: str):
    text = (ROOT / path).read_text(encoding="utf-8")
    assert FILES[path](text) == text, f"{path} is not what it should be: run python -m tests.documents"


def _labels(picture: str) -> list[str]:
    """What the picture says, without who is where on which date: equally good rotas differ in that."""
    return [item.text or "" for item in ElementTree.fromstring(picture).iter(_TEXT) if item.get("class") == "label"]


def test_the_picture_is_of_the_workbook_as_it_is(kent: SolvedKent):
    """Dates, names, headings, and how many duties are part-crewed and stood down on which date."""
    shown = PICTURE.read_text(encoding="utf-8")
    assert _labels(shown) == _labels(drawn(kent.workbook)), "run python -m tests.documents --solve"
    assert len(_labels(shown)) > 100


def test_the_picture_shows_a_rota():
    codes = [item.text for item in ElementTree.parse(PICTURE).iter(_TEXT) if item.get("class") == "place"]
    assert sum(code.startswith(("L 0", "P 0")) for code in codes if code) > 100


@pytest.mark.parametrize(
    "picture", [PICTURE, hours_board.PICTURE, EXAMPLES / "kent-2026-12-desk.webp"], ids=lambda path: path.stem
)
def test_the_picture_is_small(picture: Path):
    assert picture.stat().st_size < 150_000
    assert not list(picture.parent.glob("*.png"))


# --- the hours board


def test_the_board_has_a_bar_for_each_special():
    """With no more hours than the person offered, and none for those alone who offered no date they could work."""
    titles = [item.text or "" for item in ElementTree.parse(hours_board.PICTURE).iter(_TITLE)]
    hours = {name: float(found) for name, found in re.findall(r"^(.*?): ([\d.]+) h\b", "\n".join(titles), re.MULTILINE)}
    offered = {line.name: line.offered / 60 for line in api.hours(api.read_book(hours_board.BOOK))}
    assert hours.keys() == offered.keys()
    assert len(titles) == 291
    assert not {name: drawn for name, drawn in hours.items() if drawn > offered[name]}
    assert {name for name, drawn in hours.items() if not drawn} == {name for name, most in offered.items() if not most}


@pytest.mark.slow
def test_the_board_is_of_the_book_as_it_is():
    """It says the same of another rota that is as good, but for numbers."""
    solved = api.solve(api.read_book(hours_board.BOOK))
    shown, now = _labels(hours_board.PICTURE.read_text(encoding="utf-8")), _labels(hours_board.drawn(solved))
    assert [masked(label) for label in shown] == [masked(label) for label in now], "python -m tests.documents --solve"
    assert len(shown) == 7 + 2 * 13  # head and legend; name and count of each district
