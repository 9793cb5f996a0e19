"""Writes the links of personal pages for a mail merge: a row for each person, for the coordinator alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from models.people import Person
from roster.io.site.addresses import Addresses
from roster.lifecycle.audience import AudienceKind
from roster.tables.cells.text import escaped

LINKS = "links.csv"
HEADINGS = ("Person", "Name", "E-mail", "Page", "Calendar", "Workbook")


def links_csv(everybody: Iterable[str], people: Iterable[Person], addresses: Addresses, address: str | None) -> bytes:
    """The links as CSV, which Word and mail programs take as the recipients of a mail merge.

    Args:
        everybody: ids of those who have a page, people who left the book included.
        people: of the book.
        addresses: the names of personal files.
        address: where the published folder is on the web; when None, links are paths in it.
    """
    known = {person.id: person for person in people}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    start = f"{address.rstrip('/')}/" if address else ""
    for name in everybody:
        person = known.get(name)
        stem = f"{start}{AudienceKind.PERSON}/{addresses.page(name)}"
        cells = [name, person.name if person else "", person.email if person else ""]
        writer.writerow(map(escaped, [*cells, *(f"{stem}{suffix}" for suffix in (".html", ".ics", ".xlsx"))]))
    return text.getvalue().encode("utf-8-sig")  # without the byte order mark, Excel assumes a Windows encoding
