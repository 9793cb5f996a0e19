"""A sweep for a board: a workbook whose money is live formulas, a report that opens offline, and JSON."""

from models.cells import Sweep


def workbook_bytes(sweep: Sweep) -> bytes:
    """The workbook of a sweep. The same sweep gives the same bytes."""
    from roster.planning.xlsx.workbook import sweep_workbook  # here, not above: openpyxl takes a while to import

    return sweep_workbook(sweep)


def report_bytes(sweep: Sweep) -> bytes:
    """The page of a sweep, in UTF-8. The same sweep gives the same bytes."""
    from roster.planning.html.report import sweep_page

    return sweep_page(sweep).encode()


def json_bytes(sweep: Sweep) -> bytes:
    """A sweep and its money as JSON."""
    import json

    from roster.planning.summary.as_data import money_data

    data = {**sweep.model_dump(mode="json"), "money": money_data(sweep.table)}
    return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode()
