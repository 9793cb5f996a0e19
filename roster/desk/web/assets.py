"""The style sheets, scripts and signs that pages load from this server: one address a version, kept by browsers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from roster.io.site.look import style_sheet

FOLDER = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
# The look of the published site, then what only the desk has; paper last, since it overrules both.
_STYLES = ("desk.css", "forms.css", "panel.css", "me.css", "inbox.css")


@dataclass(frozen=True)
class Asset:
    """A file that pages load."""

    content: bytes
    media_type: str


class Assets:
    """All files that pages load, by name."""

    @cached_property
    def files(self) -> dict[str, Asset]:
        """The files; the style sheets are joined into one."""
        own = "".join((FOLDER / name).read_text(encoding="utf-8") for name in _STYLES)
        paper = (FOLDER / "paper.css").read_text(encoding="utf-8")
        style = style_sheet("style.css", "dark.css") + own + style_sheet("print.css") + paper
        found = {"desk.css": Asset(style.encode(), _TYPES[".css"])}
        for path in sorted(FOLDER.iterdir()):
            if path.suffix in (".js", ".svg"):
                found[path.name] = Asset(path.read_bytes(), _TYPES[path.suffix])
        return found

    @cached_property
    def version(self) -> str:
        """A hash of all of them: a new version of the program has new addresses."""
        digest = hashlib.sha256()
        for name, asset in self.files.items():
            digest.update(name.encode() + asset.content)
        return digest.hexdigest()[:16]

    @property
    def address(self) -> str:
        """The address under which pages find them."""
        return f"/static/{self.version}"


ASSETS = Assets()

__all__ = ["ASSETS", "Asset", "Assets"]
