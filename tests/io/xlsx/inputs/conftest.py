import io
import zipfile
from collections.abc import Callable
from functools import cache

import openpyxl
from openpyxl.workbook import Workbook

from models.reading.examine import read
from roster.io import examples, yaml_text
from roster.io.xlsx.raw_sheets.safe_opening import _BLANK_CELL, _BLANK_ROW, _with_parts
from roster.io.xlsx.workbook import workbook_bytes

Edit = Callable[[Workbook], object]


@cache
def starter() -> bytes:
    """The starter book as a workbook, without the rows that are ready to be filled in: they only take time here."""
    data = workbook_bytes(read(yaml_text.parse(examples.path_of("starter").read_text())), [])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
        return _with_parts(
            archive, {name: _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", part)) for name, part in parts.items()}
        )


def edited(edit: Edit, data: bytes = b"") -> bytes:
    """A workbook after somebody's hands were on it."""
    workbook = openpyxl.load_workbook(io.BytesIO(data or starter()))
    edit(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
