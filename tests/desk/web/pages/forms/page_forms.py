"""Every form of a page as a browser without JavaScript knows it: where it goes, its fields, and its buttons."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.desk.web.pages.forms.sent_form import Sent

_TYPED = ("text", "search", "date", "time", "datetime-local", "number", "password")


@dataclass(frozen=True)
class Input:
    """A field.

    Attributes:
        kind: the type of the input, or `textarea`, `select`, `hidden`, `checkbox`, `file`.
        value: what is in it; of a list, the chosen one.
        on: whether it is sent as it stands.
        wrong: whether it is marked as wrong.
        most: how many characters a browser lets somebody type in it; 0 for any number.
    """

    name: str
    kind: str
    value: str
    on: bool = True
    wrong: bool = False
    most: int = 0

    @property
    def typed(self) -> bool:
        """Whether somebody types in it."""
        return self.kind in _TYPED or self.kind == "textarea"


@dataclass
class PageForm:
    """A form.

    Attributes:
        buttons: name, value and address of each.
    """

    method: str
    action: str
    files: bool
    inputs: list[Input] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def sent(self) -> Sent:
        """What it sends as it stands, apart from the button."""
        found: Sent = {}
        for item in self.inputs:
            if item.on and item.kind != "file":
                found.setdefault(item.name, []).append(item.value)
        return found

    def value(self, name: str) -> list[str]:
        """What is in the fields of a name."""
        return [item.value for item in self.inputs if item.name == name and item.on]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._form: PageForm | None = None
        self._text: list[str] | None = None
        self._area: dict[str, str | None] = {}
        self._select: tuple[str, bool] | None = None
        self._chosen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            multipart = found.get("enctype") == "multipart/form-data"
            self._form = PageForm(found.get("method") or "get", found.get("action") or "", multipart)
            self.forms.append(self._form)
        if self._form is None:
            return
        name, value, wrong = found.get("name") or "", found.get("value") or "", "aria-invalid" in found
        if tag == "button" and found.get("type") != "button":
            self._form.buttons.append((name, value, found.get("formaction") or self._form.action))
        elif tag == "input" and name:
            kind = found.get("type") or "text"
            on = kind not in ("checkbox", "radio") or "checked" in found
            self._form.inputs.append(Input(name, kind, value, on, wrong, int(found.get("maxlength") or 0)))
        elif tag == "textarea":
            self._area, self._text = found, []
        elif tag == "select":
            self._select, self._chosen = (name, wrong), []
        elif tag == "option" and self._select and "selected" in found:
            self._chosen.append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif self._form is None:
            return
        elif tag == "textarea" and self._text is not None:
            # The first line break after the tag is no part of the text.
            text, name = "".join(self._text).removeprefix("\n"), self._area.get("name")
            if name:
                self._form.inputs.append(Input(name, "textarea", text, wrong="aria-invalid" in self._area))
            self._text = None
        elif tag == "select" and self._select:
            name, wrong = self._select
            self._form.inputs.append(Input(name, "select", self._chosen[-1] if self._chosen else "", wrong=wrong))
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)


def page_forms(html: str) -> list[PageForm]:
    """The forms of a page, in their order."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


__all__ = ["Input", "PageForm", "page_forms"]
