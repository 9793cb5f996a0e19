"""The sheets `Rotas` and `Side by side`: the rotas of the first month, and any two of them compared.

Two drop-downs choose the options; formulas look up their crews, and colours mark the differences.
"""

from __future__ import annotations

from openpyxl.formatting.rule import FormulaRule
from openpyxl.worksheet.datavalidation import DataValidation

from models.clock import spoken_date
from models.rota import DutyRecord
from roster.io.xlsx.kit.cell_styles import BODY, DATE, GRID, HEADER, NOTE, SUBTITLE, TITLE, fill
from roster.io.xlsx.kit.page import Page, Value, place, short_text, stretch
from roster.io.xlsx.kit.stored_values import Formula
from roster.planning.summary.options import Option
from roster.planning.summary.report_data import READER, ReportData
from roster.planning.summary.rota_changes import crews
from roster.planning.xlsx.sheet_names import ROTAS, span

HEADER_ROW = 4
_FACTS = 4
_NOT_ASKED = "not asked for"
_DIFFERS = "differs"
_CHOICE = BODY.but(bold=True, colour="FFF2CC", border=GRID)


def with_rota(data: ReportData) -> list[Option]:
    """The options whose rota was kept."""
    return [option for option in data.done if option.cell.rota is not None]


def _crew(option: Option) -> dict[str, str]:
    """Duty -> its state and the ids of its crew: `crewed: P01, PC03`."""
    assert option.cell.rota is not None
    people = crews(option.cell.rota)
    return {
        record.duty: f"{record.state}{': ' if people[record.duty] else ''}{', '.join(people[record.duty])}"
        for record in option.cell.rota.duties
    }


def _duties(options: list[Option]) -> list[DutyRecord]:
    found: dict[str, DutyRecord] = {}
    for option in options:
        assert option.cell.rota is not None
        for record in option.cell.rota.duties:
            found.setdefault(record.duty, record)
    return sorted(found.values(), key=lambda record: (record.date, record.call_sign, record.shift))


def write_rotas(rotas: Page, side_by_side: Page, data: ReportData) -> None:
    """Fills both sheets."""
    options = with_rota(data)
    duties = _duties(options)
    crew_of = [_crew(option) for option in options]
    labels = [short_text(data.labels[option.number - 1], 80) for option in options]
    _write_all(rotas, data, duties, crew_of, labels)
    _write_side_by_side(side_by_side, data, duties, crew_of, labels)


def _write_all(
    page: Page, data: ReportData, duties: list[DutyRecord], crew_of: list[dict[str, str]], labels: list[str]
) -> None:
    page.put(1, 1, "Rotas", TITLE)
    page.put(2, 1, "Who is on each duty, option by option: the first month of the first draw. Ids, no names.", SUBTITLE)
    page.put_row(HEADER_ROW, ["Date", "Day", "Call sign", "Shift", *labels], HEADER)
    page.height(HEADER_ROW, 54)
    for row, record in enumerate(duties, start=HEADER_ROW + 1):
        facts: list[Value] = [record.date, f"{record.date:%a}", record.call_sign, record.shift]
        page.put_row(row, facts, [DATE, BODY, BODY.but(bold=True), BODY])
        page.put_row(row, [crew.get(record.duty, _NOT_ASKED) for crew in crew_of], BODY, _FACTS + 1)
    page.widths([13, 7, 11, 14, *[32] * len(labels)])
    page.freeze(HEADER_ROW + 1, _FACTS + 1)
    page.filter(HEADER_ROW, HEADER_ROW + len(duties), _FACTS + len(labels))
    page.print_set_up(
        data.table.name,
        data.period,
        (HEADER_ROW, HEADER_ROW),
        repeat_columns=_FACTS,
        wide=max(1, -(-len(labels) // 4)),
        reader=READER,
    )


def _write_side_by_side(
    page: Page, data: ReportData, duties: list[DutyRecord], crew_of: list[dict[str, str]], labels: list[str]
) -> None:
    page.put(1, 1, "Side by side", TITLE)
    page.put(2, 1, "Choose two options in the yellow cells; where their rotas differ is coloured.", SUBTITLE)
    page.put_row(HEADER_ROW, ["Date", "Day", "Call sign", "Shift", "", "", "", ""], HEADER)
    second = min(1, len(labels) - 1)
    chosen = (0, second)
    for column, index in zip((_FACTS + 1, _FACTS + 2), chosen, strict=True):
        page.put(HEADER_ROW - 1, column, labels[index], _CHOICE)
        page.put(HEADER_ROW, column, Formula(f"={place(HEADER_ROW - 1, column)}", labels[index]), HEADER)
    page.put(HEADER_ROW, _FACTS + 3, "", HEADER)
    last = HEADER_ROW + len(duties)
    header = span(ROTAS, (HEADER_ROW, _FACTS + 1), (HEADER_ROW, _FACTS + len(labels)))
    differing = 0
    for row, record in enumerate(duties, start=HEADER_ROW + 1):
        for column, date_ in ((1, record.date), (2, f"{record.date:%a}"), (3, record.call_sign), (4, record.shift)):
            page.put(row, column, date_, DATE if column == 1 else BODY)
        texts = []
        for column, index in zip((_FACTS + 1, _FACTS + 2), chosen, strict=True):
            crew = span(ROTAS, (row, _FACTS + 1), (row, _FACTS + len(labels)))
            choice = place(HEADER_ROW - 1, column, fixed=True)
            texts.append(crew_of[index].get(record.duty, _NOT_ASKED))
            page.put(row, column, Formula(f"=INDEX({crew},MATCH({choice},{header},0))", texts[-1]), BODY)
        differs = f"EXACT({place(row, _FACTS + 1)},{place(row, _FACTS + 2)})"
        same = texts[0] == texts[1]
        differing += not same
        page.put(
            row, _FACTS + 3, Formula(f'=IF({differs},"","{_DIFFERS}")', "" if same else _DIFFERS), BODY.but(bold=True)
        )
    marks = stretch((HEADER_ROW + 1, _FACTS + 3), (max(last, HEADER_ROW + 1), _FACTS + 3))
    page.put(
        HEADER_ROW,
        _FACTS + 4,
        Formula(f'=COUNTIF({marks},"{_DIFFERS}")&" duties differ"', f"{differing} duties differ"),
        HEADER,
    )
    _add_drop_downs(page, header)
    _colour_differences(page, last)
    page.put(3, 1, f"First month of the first draw, from {spoken_date(data.table.period.first)}", NOTE)
    page.widths([13, 7, 11, 14, 46, 46, 10, 18])
    page.freeze(HEADER_ROW + 1, _FACTS + 1)
    page.filter(HEADER_ROW, last, _FACTS + 3)
    page.print_set_up(data.table.name, data.period, (HEADER_ROW, HEADER_ROW), reader=READER)


def _add_drop_downs(page: Page, header: str) -> None:
    page.define("option_labels", header)
    choice = DataValidation(
        "list",
        formula1="=option_labels",
        allow_blank=False,
        showErrorMessage=True,
        errorTitle="Option",
        error="Choose one of the list.",
    )
    choice.add(f"{place(HEADER_ROW - 1, _FACTS + 1)}:{place(HEADER_ROW - 1, _FACTS + 2)}")
    page.sheet.add_data_validation(choice)


def _colour_differences(page: Page, last: int) -> None:
    cells = stretch((HEADER_ROW + 1, _FACTS + 1), (max(last, HEADER_ROW + 1), _FACTS + 2))
    mark = f'${place(HEADER_ROW + 1, _FACTS + 3)}="{_DIFFERS}"'
    rule = FormulaRule(formula=[mark], fill=fill("FFE699"))  # type: ignore[no-untyped-call]
    page.sheet.conditional_formatting.add(cells, rule)
