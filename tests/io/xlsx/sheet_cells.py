"""Finds cells of a sheet by what is written around them."""

from openpyxl.worksheet.worksheet import Worksheet


def texts(sheet: Worksheet) -> list[str]:
    """Every text of a sheet, row by row."""
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def row_of(sheet: Worksheet, text: str, column: int = 1) -> int:
    """The row whose cell in a column holds a text."""
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, column).value == text)


def column_of(sheet: Worksheet, header_row: int, text: str) -> int:
    """The column under a heading."""
    return next(column for column in range(1, sheet.max_column + 1) if sheet.cell(header_row, column).value == text)


def day_column(sheet: Worksheet, day: int) -> int:
    """The grid's column of a December day."""
    row = row_of(sheet, "Name") - 1
    return next(
        column
        for column in range(6, sheet.max_column + 1)
        if getattr(sheet.cell(row, column).value, "day", None) == day
    )
