"""Page one decides: the recommendation follows the assumptions, in a board's words; the paper is short."""

import io
import re
import subprocess
from pathlib import Path

from roster.planning.money.assumptions import ASSUMPTIONS, with_demand
from roster.planning.outputs import workbook_bytes
from roster.planning.results.money import Case
from roster.planning.results.sweep import Sweep
from roster.planning.summary.board.recommendation import recommend
from roster.planning.summary.options import options_of
from tests.planning.summary.sweeps import CALL_SIGNS, sweep
from tests.planning.xlsx.test_workbook import SOFFICE, calculated, needs_soffice, opened, row_of

WORDS_OF_OURS = ("draw", "luck", "cell", "beside base", "percentile", "median")


def test_page_one_uses_the_words_of_a_board_and_hides_no_sign(workbook: bytes, made: Sweep) -> None:
    board = opened(workbook, values=True)["Board"]
    texts = [str(cell.value) for row in board.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert not [(word, text) for word in WORDS_OF_OURS for text in texts if re.search(rf"\b{word}", text.lower())]
    row = row_of(board, "Option") + 1
    for cell in (board.cell(row + 1, column) for column in (9, 10, 11)):
        assert cell.number_format.startswith("+#,##0;-#,##0")


@needs_soffice
def test_another_assumption_makes_another_recommendation(workbook: bytes, made: Sweep, tmp_path: Path) -> None:
    """Paramedics at ten times their pay: a spreadsheet program comes to the recommendation that we would make."""
    book = opened(workbook)
    row = row_of(book["Assumptions"], ASSUMPTIONS["pay_point"].title)
    for column in (3, 4, 5):
        book["Assumptions"].cell(row, column).value = 500_000
    buffer = io.BytesIO()
    book.save(buffer)
    board = calculated(buffer.getvalue(), tmp_path)["Board"]
    figures = with_demand(ASSUMPTIONS, CALL_SIGNS)
    same = dict.fromkeys([case.value for case in Case], 500_000)
    figures["pay_point"] = figures["pay_point"].model_copy(update=same)
    advice = recommend(options_of(made.table, figures))
    assert advice is not None
    found = [board.cell(row_of(board, "What to decide") + number, 1).value for number in range(1, 6)]
    assert found == [
        advice.sentence,
        *(text or None for text in (advice.money, advice.balance, advice.sure, advice.costs)),
    ]
    before = recommend(options_of(made.table))
    assert before is not None
    assert advice.sentence != before.sentence or advice.money != before.money


@needs_soffice
def test_the_paper_of_six_options_has_at_most_eight_pages(tmp_path: Path) -> None:
    made = sweep(draws=5)
    cells = [cell for cell in made.table.cells if cell.error is None][:6]
    table = made.table.model_copy(update={"cells": tuple(cells), "axes": {}})
    assert pages_of(workbook_bytes(made.model_copy(update={"table": table})), tmp_path) <= 8


def pages_of(workbook: bytes, folder: Path) -> int:
    """The number of pages that LibreOffice prints."""
    (folder / "paper.xlsx").write_bytes(workbook)
    assert SOFFICE is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), "paper.xlsx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
    return len(re.findall(rb"/Type\s*/Page\b", (folder / "paper.pdf").read_bytes()))
