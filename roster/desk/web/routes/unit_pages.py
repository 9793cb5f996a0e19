"""Makes the pages of a unit other than the board."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi.responses import HTMLResponse

from roster.desk.store.errors import NotThereError
from roster.desk.web.navigation import PAGES
from roster.desk.web.pages import page
from roster.desk.web.served import Visit


def unit_page(visiting: Visit, unit: int, template: str, here: str, values: Mapping[str, Any]) -> HTMLResponse:
    """A page of a unit.

    Args:
        here: the address of the page, or of the one that it belongs to.
        values: what its template looks up besides.
    """
    found = next((item for item in visiting.desk.units(visiting.who) if item.id == unit), None)
    if found is None:
        raise NotThereError(f"there is no unit {unit}")
    shown = {**visiting.unit_values(unit, found.book, here), "heading": PAGES[here], "zone": found.zone, **values}
    return HTMLResponse(page(template, **shown))
