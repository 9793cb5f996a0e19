"""What a browser without JavaScript sends of a form, exactly as the page shows it."""

from __future__ import annotations

from html.parser import HTMLParser

Sent = dict[str, list[str]]


class _FormReader(HTMLParser):
    """Collects the fields of one form of a page; of a list the chosen one, of boxes those that are ticked."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self.sent: Sent = {}
        self._form, self._inside = form, False
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self._inside = found.get("id") == self._form
        name = found.get("name") or ""
        if not self._inside or (not name and tag != "option"):
            return
        if tag == "input" and (found.get("type") not in ("checkbox", "radio") or "checked" in found):
            self._add(name, found.get("value") or "")
        elif tag == "textarea":
            self._area = name
            self._add(name, "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in found:
            self._add(self._select, found.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "textarea":
            self._area = None
        elif tag == "select" and self._select:
            self.sent.setdefault(self._select, [""])
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area:
            # The first line break after the tag is no part of the text.
            self.sent[self._area][-1] += data.removeprefix("\n")

    def _add(self, name: str, value: str) -> None:
        self.sent.setdefault(name, []).append(value)


def sent_form(html: str, form: str = "record") -> Sent:
    """What pressing Enter in a form sends, apart from the button.

    Args:
        html: the page.
        form: the id of the form.
    """
    reader = _FormReader(form)
    reader.feed(html)
    return reader.sent


__all__ = ["Sent", "sent_form"]
