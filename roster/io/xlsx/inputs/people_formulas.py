"""Formulas that show people: by name with id for drop-downs, and the name beside a cell that says who a row is for."""

from __future__ import annotations

from roster.io.xlsx.inputs.sheets.people_sheets import PEOPLE
from roster.io.xlsx.kit.page import place, safe_text, stretch
from roster.io.xlsx.kit.stored_values import Formula

_LONGEST = 99  # characters, more than an id may have
_ID, _NAME = 1, 2  # columns of the sheet People


def full_name_formula(row: int, person: str, name: str) -> Formula:
    """Returns the formula for `Asha Marsh (SC12)`, as drop-downs offer the person in a row of the sheet People."""
    id_cell, name_cell = (f"{PEOPLE.name}!{place(row, column)}" for column in (_ID, _NAME))
    shown = safe_text(f"{name} ({person})" if name else person)
    return Formula(f'=IF({name_cell}="",{id_cell}&"",{name_cell}&" ("&{id_cell}&")")', shown)


def name_formula(cell: str, first: int, last: int, name: str) -> Formula:
    """Returns the formula for the name of the person whom a cell names by `SC12`, `Asha Marsh (SC12)` or `Asha Marsh`.

    Args:
        cell: its address.
        first, last: the rows of the sheet People in which to look.
        name: the result.
    """
    rows, names = (f"{PEOPLE.name}!{stretch((first, column), (last, _NAME), fixed=True)}" for column in (_ID, _NAME))
    said = f"TRIM({cell})"
    in_brackets = f'TRIM(SUBSTITUTE(RIGHT(SUBSTITUTE({said},"(",REPT(" ",{_LONGEST})),{_LONGEST}),")",""))'
    ways = (
        f"VLOOKUP({said},{rows},2,FALSE)",
        f"VLOOKUP({in_brackets},{rows},2,FALSE)",
        f"VLOOKUP({said},{names},1,FALSE)",
    )
    return Formula(f'=IF({said}="","",IFERROR(IFERROR(IFERROR({ways[0]},{ways[1]}),{ways[2]})&"",""))', name)
