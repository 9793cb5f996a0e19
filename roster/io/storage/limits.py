"""Limits of size: a file beyond one of them is refused before it is read completely."""

from __future__ import annotations

from dataclasses import dataclass

_MB = 1024 * 1024  # bytes


@dataclass(frozen=True)
class Limits:
    """How large a file and what is in it may be.

    Each limit is a few times what the largest known book needs (2,300 people and a year, or 10,000 people and a month),
    so that no real book meets it, and a damaged or hostile file cannot use up memory or time.

    Attributes:
        text_bytes: of a YAML, JSON or CSV file; the largest book is some 10 MB.
        yaml_values: of a YAML text; the largest book has some 800,000.
        yaml_nodes: the same with each alias counted as often as it is used: a short file can unfold into a huge one.
        yaml_depth: levels of lists and mappings in one another.
        json_values: of a JSON text, which is read many times faster than YAML; a solved book in which each ungranted
            wish is a breach has 2.5 million.
        workbook_bytes: of an Excel file.
        zip_parts: files inside an Excel file.
        part_bytes: of one of them, unpacked; a million formatted rows are some 60 MB.
        unpacked_bytes: of all of them together.
        xml_elements: of one of them; two million cells are some eight million elements.
        xml_depth: levels of elements in one another; groups within groups of a drawing are some twenty.
        sheet_cells: cells of one sheet that hold something; a year of 2,300 people is some 900,000.
        sheet_rows: rows of one sheet that hold something; a month of 2,300 people's records is some 46,000.
        table_rows: of a CSV file, or of a sheet that holds a table of worked time.
        table_columns: the same.
    """

    text_bytes: int = 32 * _MB
    yaml_values: int = 1_500_000
    yaml_nodes: int = 4_000_000
    yaml_depth: int = 60
    json_values: int = 6_000_000
    workbook_bytes: int = 64 * _MB
    zip_parts: int = 5_000
    part_bytes: int = 256 * _MB
    unpacked_bytes: int = 512 * _MB
    xml_elements: int = 20_000_000
    xml_depth: int = 250
    sheet_cells: int = 2_000_000
    sheet_rows: int = 60_000
    table_rows: int = 200_000
    table_columns: int = 1_000


LIMITS = Limits()
