"""What is generated in the documents is what would be generated now."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.documents.blocks.picture import PICTURE, drawn
from tests.documents.generated import FILES
from tests.documents.guides.kent import SolvedKent
from tests.documents.markdown import ROOT

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


def test_the_picture_is_small():
    assert PICTURE.stat().st_size < 150_000
    assert not list(Path(PICTURE.parent).glob("*.png"))
