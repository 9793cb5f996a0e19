"""Reads and writes the file of columns: how each column of the forms' exports is taken, kept beside the book."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from models.problems import did_you_mean
from roster.io import yaml_text
from roster.io.storage.files import FileError, read_text
from roster.offers.reading.form_columns import PLAIN, UNKNOWN, wrong_kind

_HEAD = """\
# How `roster offers` takes the columns of your forms. On the right of each question stands what it is; correct it, and
# give every `?` one of these words:
#   person, forename, surname, email     whose reply it is
#   time                                 when it was sent: the later of two replies of a person counts
#   dates                                the dates that are offered, ticked or typed
#   not available                        dates they cannot work; all others are offered, unless a column asks for offers
#   date 2026-12-04, every fri           the answer for one date, or for a day of the week: yes, no, until 22:00
#   from, until, call signs              limits of all dates of the reply
#   duties a month, duties a week, nights a weekend, hours a month     their own limits
#   nothing                              'I cannot offer any date'
#   remark                               shown to you, and not read
#   ignore
"""


def columns_path(book: Path) -> Path:
    """The file of columns of a book: `january.columns.yaml` beside `january.xlsx`."""
    return book.with_name(f"{book.stem}.columns.yaml")


def read_columns(path: Path) -> dict[str, str]:
    """Reads from a file how each column of a form is to be understood, by heading; empty where there is no such file.

    Columns still marked `?` are left out.

    Raises:
        FileError: it is no YAML of this form, or a column is taken as something that none can be.
    """
    if not path.exists():
        return {}
    try:
        data = yaml_text.parse(read_text(path))
    except yaml_text.YamlError as error:
        raise FileError([f"{path}: {error}"]) from None
    columns = data.get("columns") if isinstance(data, dict) else None
    if not isinstance(columns, dict):
        raise FileError([f"{path}: it holds no list `columns:` of headings and what they are"])
    found = {str(heading): str(kind).strip() for heading, kind in columns.items()}
    wrong = [
        f"{path}: columns.{heading}: '{kind}' is nothing that a column can be{did_you_mean(kind, PLAIN)}"
        for heading, kind in found.items()
        if kind != UNKNOWN and wrong_kind(kind)
    ]
    if wrong:
        raise FileError(wrong)
    return {heading: kind for heading, kind in found.items() if kind != UNKNOWN}


def columns_text(columns: Mapping[str, str], samples: Mapping[str, str]) -> str:
    """The text of a file of columns.

    Args:
        columns: heading -> how it is taken.
        samples: heading of an unknown column -> an answer in it, shown beside it.
    """
    lines = [_HEAD + "columns:"]
    for heading, kind in columns.items():
        told = f"   # for example: {' '.join(samples[heading].split())[:60]}" if samples.get(heading) else ""
        word = f'"{kind}"' if kind == UNKNOWN else kind
        lines.append(f"  {json.dumps(heading, ensure_ascii=False)}: {word}{told}")  # a JSON text is YAML too
    return "\n".join(lines) + "\n"
