"""Normalises the XML parts of a workbook before other modules read them, and refuses harmful ones.

The normal form is UTF-8 in the namespaces of "transitional" Open XML, which every program writes by default. Excel can
also save "Strict Open XML", the same in other namespaces.
"""

from __future__ import annotations

import codecs
import re
from xml.parsers import expat

from models.errors import RosterError
from roster.io.storage.limits import LIMITS, Limits

STRICT = b"http://purl.oclc.org/ooxml/"
_PLAIN = "http://schemas.openxmlformats.org/"
# Names for which inserting /2006 after the first word is not the rule.
_ODD_NAMES = {
    "officeDocument/extendedProperties": "officeDocument/2006/extended-properties",
    "officeDocument/customProperties": "officeDocument/2006/custom-properties",
    "officeDocument/relationships/extendedProperties": "officeDocument/2006/relationships/extended-properties",
    "officeDocument/relationships/customProperties": "officeDocument/2006/relationships/custom-properties",
}
_STRICT_NAME = re.compile(r"http://purl\.oclc\.org/ooxml/([A-Za-z/]+)")
_CONFORMANCE = re.compile(r'\sconformance="strict"')
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


class HarmfulPartError(RosterError):
    """A harmful part, with the reason as the end of a sentence."""


def normalised_part(data: bytes, limits: Limits = LIMITS) -> bytes:
    """Returns an XML part in UTF-8 and transitional namespaces; data that is not well-formed is returned unchanged.

    Raises:
        HarmfulPartError: it declares a document type (entities can unfold a small text into a huge one), or is beyond
            a limit.
    """
    encoding = _encoding(data, limits)
    if encoding is not None:
        data = _DECLARATION.sub("", data.decode(encoding, errors="replace")).encode()
    if STRICT in data:
        data = _CONFORMANCE.sub("", _STRICT_NAME.sub(_plain_name, data.decode(errors="replace"))).encode()
    return data


def _plain_name(match: re.Match[str]) -> str:
    said = match[1]
    first, _, rest = said.partition("/")
    return _PLAIN + _ODD_NAMES.get(said, f"{first}/2006/{rest}")


def _encoding(data: bytes, limits: Limits) -> str | None:
    """Checks a part and returns its encoding; None for UTF-8, and for data that is not well-formed."""
    check = _Check(limits)
    try:
        check.parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError):
        return None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    said = (check.encoding or "utf-8").lower()
    return None if said in ("utf-8", "utf8", "us-ascii", "ascii") else said


class _Check:
    """Checks a part with the parser that all later readers use, so that both see the same."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.encoding: str | None = None
        self._depth = 0
        self._elements = 0
        self.parser = expat.ParserCreate()
        self.parser.XmlDeclHandler = self._declared
        self.parser.StartDoctypeDeclHandler = self._document_type
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        self.encoding = encoding

    def _document_type(self, *declared: object) -> None:
        raise HarmfulPartError("defines entities of its own, as no workbook does")

    def _begin(self, name: str, attributes: object) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > self._limits.xml_depth:
            raise HarmfulPartError("is nested deeper than any workbook")
        if self._elements > self._limits.xml_elements:
            raise HarmfulPartError(f"has more than {self._limits.xml_elements:,} elements; no workbook has")

    def _end(self, name: str) -> None:
        self._depth -= 1
