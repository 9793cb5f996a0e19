"""The look that published pages and the desk share: style sheets, signs beside colours, words for amounts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from models.rota import DutyState
from roster.analysis.words import plain

TEMPLATES = Path(__file__).parent / "templates"
# Signs in addition to colours, for readers who do not see colours.
MARKS = {DutyState.CREWED: "●", DutyState.PART_CREWED: "◐", DutyState.STOOD_DOWN: "○"}
LIGHTS = {"green": "●", "amber": "◐", "red": "○"}


def hours(minutes: int | None) -> str:
    """Minutes as hours; `-` where there are none to state."""
    return "-" if minutes is None else plain(minutes / 60)


def address(email: str) -> str:
    """An e-mail address as it stands in a link; the `@` stays."""
    return quote(email, safe="@")


def instant(moment: datetime) -> str:
    """A moment as scripts read it, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


FILTERS = {"hours": hours, "address": address, "instant": instant}  # what the pieces in `parts.html` need


def template_text(name: str) -> str:
    """The text of a style sheet or script of the templates."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def style_sheet(*names: str) -> str:
    """Some style sheets of the templates joined, in the order given."""
    return "".join(map(template_text, names))


__all__ = ["FILTERS", "LIGHTS", "MARKS", "TEMPLATES", "address", "hours", "instant", "style_sheet", "template_text"]
