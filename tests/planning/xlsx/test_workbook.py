"""The workbook of a sweep: page one, the money in live formulas, charts, rotas side by side."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from models.rota import Basis
from roster.planning.money.assumptions import ASSUMPTIONS, with_demand
from roster.planning.outputs import workbook_bytes
from roster.planning.results.money import Assumption, Case
from roster.planning.results.month import SeatLine
from roster.planning.results.sweep import Sweep
from roster.planning.summary.board.board_options import MAX_LINES
from roster.planning.summary.board.recommendation import recommend
from roster.planning.summary.options import options_of
from roster.planning.xlsx.workbook import sweep_workbook
from tests.io.xlsx.test_workbook_recalculated import without_values
from tests.planning.summary.sweeps import CALL_SIGNS, spread, sweep

SOFFICE = shutil.which("soffice")
needs_soffice = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice (soffice) is not installed; nothing recalculates"
)


def opened(workbook: bytes, *, values: bool = False) -> Workbook:
    return load_workbook(io.BytesIO(workbook), data_only=values)


def calculated(workbook: bytes, folder: Path) -> Workbook:
    """What LibreOffice comes to, given the workbook without our values."""
    source = folder / "plan.xlsx"
    source.write_bytes(workbook)
    return all_calculated([source], folder)[0]


def all_calculated(files: list[Path], folder: Path) -> list[Workbook]:
    """Of many workbooks, in one go."""
    for file in files:
        file.write_bytes(without_values(file.read_bytes()))
    assert SOFFICE is not None
    subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(folder / "out"),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return [load_workbook(folder / "out" / file.name, data_only=True) for file in files]


def row_of(sheet: object, words: str) -> int:
    """The row whose first cell says so."""
    return next(row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value == words)  # type: ignore[attr-defined]


def test_sheets_and_page_one(workbook: bytes, made: Sweep) -> None:
    book = opened(workbook, values=True)
    assert book.sheetnames == [
        "Board",
        "Grid",
        "Heat map",
        "Cover",
        "Charts",
        "Options",
        "Differences",
        "Assumptions",
        "Method",
        "Money",
        "Details",
        "Side by side",
        "Rotas",
        "Duty kinds",
        "Working",
    ]
    board = book["Board"]
    assert board["A1"].value == made.table.name
    texts = [str(cell.value) for row in board.iter_rows() for cell in row if cell.value is not None]
    assert "Fewest for 95%: 7 paramedics reach 95 %; 6 do not: at most 94.6 %, proven" in texts
    assert any("not worked out: the book asks for no duty any more" in text for text in texts)
    advice = recommend(options_of(made.table))
    assert advice is not None
    assert {advice.sentence, advice.money, advice.balance, advice.sure} <= set(texts)
    assert board.page_setup.fitToHeight == 1
    first = row_of(board, "Option") + 1
    assert sum(str(board.cell(row, 1).value)[:1].isdigit() for row in range(first, first + 9)) == MAX_LINES
    shown = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert shown == ["Board", "Grid", "Options", "Assumptions", "Method"]
    whole = opened(workbook_bytes(made, appendix=True))
    assert all(sheet.sheet_state == "visible" for sheet in whole)


def test_page_one_draws_the_options_it_lists(workbook: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook)) as file:
        charts = [file.read(name).decode() for name in file.namelist() if name.startswith("xl/charts/chart")]
    board = opened(workbook, values=True)["Board"]
    first = row_of(board, "Option") + 1
    last = max(row for row in range(first, first + 16) if str(board.cell(row, 1).value)[:1].isdigit())
    own = [chart for chart in charts if "'Board'!" in chart]
    assert len(own) == 2
    assert all(f"'Board'!$A${first}:$A${last}" in chart and "'Grid'!" not in chart for chart in own)


def test_a_bound_is_a_number_that_reads_as_words(made: Sweep) -> None:
    """Of an open cell it is rounded up: what is said to be the most must be no less."""
    first = made.table.base
    months = [month.model_copy(update={"most_running": 90}) for month in first.months]
    figures = first.figures.model_copy(update={"most_cover": spread([90 / 93] * 2)})  # type: ignore[union-attr]
    cell = first.model_copy(update={"months": tuple(months), "figures": figures})
    best = made.table.cells[1]
    best = best.model_copy(
        update={"months": tuple(month.model_copy(update={"most_running": month.running}) for month in best.months)}
    )
    table = made.table.model_copy(update={"cells": (cell, best), "axes": {}})
    grid = opened(workbook_bytes(made.model_copy(update={"table": table})), values=True)["Grid"]
    column = [head.value for head in grid[4]].index("Proven") + 1
    open_, closed = grid.cell(5, column), grid.cell(6, column)
    assert (open_.value, open_.number_format) == (0.968, '"at most "0.0%')  # 96.774 %
    assert closed.number_format == '"best possible"'
    assert closed.value == best.figures.cover.median  # type: ignore[union-attr]


def test_native_charts_are_in_the_file(workbook: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook)) as file:
        charts = [name for name in file.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 6


def test_what_is_stored_is_what_we_worked_out(workbook: bytes, made: Sweep) -> None:
    money = opened(workbook, values=True)["Money"]
    options = options_of(made.table)
    heads = [cell.value for cell in money[4]]
    lines = {(row[0].value, row[2].value): row for row in money.iter_rows(min_row=5)}
    for option in options:
        for case in Case if option.money else ():
            row = lines[option.number, case.value]
            effects = option.money.at(case)
            assert row[heads.index("ALL COSTS")].value == pytest.approx(effects.cost)
            assert row[heads.index("AVOIDED LESS COSTS")].value == pytest.approx(effects.net)


def differing(workbook: bytes, theirs: Workbook) -> tuple[int, list[tuple[str, str]]]:
    """How many formulas there are, and those of which a program's value is not the one we stored."""
    formulas, stored = opened(workbook), opened(workbook, values=True)
    compared, different = 0, []
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            ours, found = (book[sheet.title][cell.coordinate].value for book in (stored, theirs))
            compared += 1
            same = ours == found or (isinstance(ours, int | float) and found == pytest.approx(ours, rel=1e-9, abs=1e-6))
            if not same and not (ours in (None, "") and found in (None, "")):
                different.append((sheet.title, cell.coordinate))
    return compared, different


@needs_soffice
def test_recalculated_values_equal_those_stored(workbook: bytes, tmp_path: Path) -> None:
    compared, different = differing(workbook, calculated(workbook, tmp_path))
    assert compared > 2_000
    assert different == []


@needs_soffice
def test_a_wrong_formula_would_be_seen(workbook: bytes, tmp_path: Path) -> None:
    book = opened(workbook)
    costs = [cell.value for cell in book["Money"][4]].index("Paramedic posts") + 1
    cell = book["Money"].cell(6, costs)
    cell.value += "+1"
    buffer = io.BytesIO()
    book.save(buffer)
    _, different = differing(workbook, calculated(buffer.getvalue(), tmp_path))
    assert ("Money", cell.coordinate) in different
    assert any(sheet == "Board" for sheet, _ in different)


@needs_soffice
def test_changing_an_assumption_changes_every_amount_as_we_would(workbook: bytes, made: Sweep, tmp_path: Path) -> None:
    changed = {
        "incidents_per_duty": 6.2,
        "conveyed": 0.05,
        "pay_point": 50_000,
        "days": 31,
        "police_method": 3,
        "unsocial_higher": 0.5,
        "car_year": 9_000,
        "night_from": 19,
        "price_rise": 1.2,
        "count_constables": 0.5,
        "longer_duties": 0.5,
        "fixed_share": 0.25,
        "quiet_days": 0.9,
    }
    book = opened(workbook)
    sheet = book["Assumptions"]
    for name, value in changed.items():
        row = row_of(sheet, ASSUMPTIONS[name].title)
        for column in (4,) if name == "days" else (3, 4, 5):
            sheet.cell(row, column).value = value
    row = row_of(sheet, "JR-07: incidents, of the number above")
    sheet.cell(row, 4).value = 0.5
    buffer = io.BytesIO()
    book.save(buffer)
    figures = {
        name: figure.model_copy(update=dict.fromkeys([case.value for case in Case], changed[name]))
        if name in changed
        else figure
        for name, figure in ASSUMPTIONS.items()
    }

    figures = with_demand(figures, CALL_SIGNS)
    figures["demand of JR-07"] = figures["demand of JR-07"].model_copy(update={"central": 0.5})
    theirs = calculated(buffer.getvalue(), tmp_path)
    grid = theirs["Grid"]
    heads = [cell.value for cell in grid[4]]
    for option in options_of(made.table, figures):
        if option.money is None:
            continue
        row_cells = grid[4 + option.number]
        mid = option.money.at(Case.CENTRAL)
        expected = {
            "Duties on the road": option.money.duties,
            "Costs, central": mid.cost,
            "Avoided, cautious": option.money.at(Case.CAUTIOUS).avoided,
            "Avoided, central": mid.avoided,
            "Avoided, favourable": option.money.at(Case.FAVOURABLE).avoided,
            "Avoided less costs, central": mid.net,
            "Beaten?": "not beaten" if option.beaten_by is None else "beaten",
        }
        found = {name: row_cells[heads.index(name)].value for name in expected}
        assert found == {
            name: value if isinstance(value, str) else pytest.approx(value) for name, value in expected.items()
        }


NOT_PRICED = {"response_joint", "response_usual"}
LIMITS = {"most_incidents": 3, "night_from": 23, "night_to": 1}  # of these a little more or less changes nothing


def busy(made: Sweep) -> Sweep:
    """One cell of one draw in which every kind of hour is paid: overtime, and constables beyond their tours."""
    base = made.table.base
    month = base.months[0]
    extra = [
        SeatLine(role=role, basis=Basis.OFFERED, people=1, minutes=480, paid_minutes=450)
        for role in ("paramedic", "constable")
    ]
    lines = tuple(line.model_copy(update={"seats": (*line.seats, *extra)}) for line in month.lines if line.running)
    cell = base.model_copy(update={"months": (month.model_copy(update={"lines": lines}),), "rota": None})
    table = made.table.model_copy(update={"cells": (cell,), "axes": {}, "fewest": None})
    return made.model_copy(update={"table": table})


@pytest.mark.slow
@needs_soffice
def test_each_assumption_has_a_source_and_changes_what_it_should(made: Sweep, tmp_path: Path) -> None:
    """One by one: LibreOffice comes to what we come to with it changed; only what is not priced changes nothing."""
    some = busy(made)
    figures = with_demand(ASSUMPTIONS, CALL_SIGNS)
    figures["fixed_share"] = figures["fixed_share"].model_copy(update=dict.fromkeys((c.value for c in Case), 0.2))
    workbook = sweep_workbook(some, figures)
    sheet = opened(workbook)["Assumptions"]
    heads = [cell.value for cell in sheet[4]]
    files, changed = [], {}
    for number, (name, figure) in enumerate(figures.items()):
        row = row_of(sheet, figure.title)
        told = {head: sheet.cell(row, column).value for column, head in enumerate(heads, start=1)}
        assert told["Source"], name
        assert told["Beware"] or figure.group == "Incidents by call sign", name
        assert told["Stands"] in ("sourced", "computed", "assumed", "chosen")
        if told["Stands"] == "sourced":
            assert told["Of"], name
        values = {case.value: other(figure, case) for case in Case}
        if name == "days":
            values = dict.fromkeys(values, values["central"])
        changed[name] = {**figures, name: figure.model_copy(update=values)}
        book = opened(workbook)
        for column, value in zip(
            (4,) if name == "days" else (3, 4, 5),
            [values["central"]] if name == "days" else list(values.values()),
            strict=True,
        ):
            book["Assumptions"].cell(row, column).value = value
        files.append(tmp_path / f"{number}.xlsx")
        book.save(files[-1])
    found = all_calculated(files, tmp_path)
    before = options_of(some.table, figures)[0].money
    idle = set()
    for name, book in zip(figures, found, strict=True):
        money = options_of(some.table, changed[name])[0].money
        for row, case in enumerate(Case, start=5):
            effects = money.at(case)
            theirs = [book["Money"].cell(row, column).value for column in (13, 20, 21)]
            assert theirs == pytest.approx([effects.avoided, effects.cost, effects.net]), (name, case)
        if all(money.at(case) == before.at(case) for case in Case):
            idle.add(name)
    assert idle == NOT_PRICED


def other(figure: Assumption, case: Case) -> float:
    """Another value that a figure might have, far enough away to matter."""
    if figure.name in LIMITS:
        return LIMITS[figure.name]
    if figure.unit == "method":
        return figure.at(case) % 3 + 1
    if figure.unit == "share":
        return figure.at(case) * 0.8 or 0.3
    return figure.at(case) * 0.9 or 1_000


@needs_soffice
def test_choosing_two_options_lays_their_rotas_side_by_side(workbook: bytes, tmp_path: Path) -> None:
    book = opened(workbook)
    labels = [cell.value for cell in book["Rotas"][4]][4:]
    book["Side by side"]["E3"].value, book["Side by side"]["F3"].value = labels[2], labels[4]
    buffer = io.BytesIO()
    book.save(buffer)
    theirs = calculated(buffer.getvalue(), tmp_path)
    differing = 0
    for row in range(5, theirs["Rotas"].max_row + 1):
        crews = [theirs["Rotas"].cell(row, 5 + index).value for index in (2, 4)]
        beside = theirs["Side by side"]
        assert [beside.cell(row, column).value for column in (5, 6)] == crews
        assert (beside.cell(row, 7).value == "differs") == (crews[0] != crews[1])
        differing += crews[0] != crews[1]
    assert theirs["Side by side"]["H4"].value == f"{differing} duties differ"


def test_it_holds_no_names_of_people(workbook: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook)) as file:
        assert not any(b"Ashdown" in file.read(name) for name in file.namelist())


def test_the_same_sweep_gives_the_same_bytes(workbook: bytes) -> None:
    assert workbook_bytes(sweep(draws=2)) == workbook


def test_a_sweep_of_the_base_alone(made: Sweep) -> None:
    table = made.table.model_copy(update={"cells": made.table.cells[:1], "axes": {}, "fewest": None})
    book = opened(workbook_bytes(made.model_copy(update={"table": table})), values=True)
    assert "Heat map" not in book.sheetnames
    board = book["Board"]
    said = str(board.cell(row_of(board, "What to decide") + 1, 1).value)
    assert said.startswith("As it is: ")
    assert "of duties run" in said


def test_a_sweep_in_which_every_cell_failed(made: Sweep) -> None:
    table = made.table.model_copy(update={"cells": made.table.cells[-1:], "axes": {}, "fewest": None})
    book = opened(workbook_bytes(made.model_copy(update={"table": table})), values=True)
    assert "Rotas" not in book.sheetnames
    assert "not worked out" in str(book["Grid"]["C5"].value)


def test_text_that_looks_like_a_formula_stays_text(made: Sweep) -> None:
    evil = made.table.cells[1].model_copy(update={"name": '=HYPERLINK("x")', "changes": ("@SUM(1)",)})
    table = made.table.model_copy(update={"cells": (made.table.cells[0], evil)})
    book = opened(workbook_bytes(made.model_copy(update={"table": table})))
    assert book["Grid"]["B6"].data_type == "s"
