"""What openpyxl could not keep of a workbook: counted in the file it was, and in the file it became."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter

# What to look for: in the names of a workbook's parts, or inside its sheets and drawings; and what people call it.
_PARTS = {
    r"xl/charts/chart\d+\.xml": ("chart", "charts"),
    r"xl/chartsheets/sheet\d+\.xml": ("chart sheet", "chart sheets"),
    r"xl/media/.+": ("picture", "pictures"),
    r"xl/vbaProject\.bin": ("set of macros", "sets of macros"),
    r"xl/slicers/.+\.xml": ("sheet of slicers", "sheets of slicers"),
    r"xl/timelines/.+\.xml": ("timeline", "timelines"),
    r"xl/pivotTables/pivotTable\d+\.xml": ("pivot table", "pivot tables"),
    r"xl/threadedComments/.+\.xml": ("sheet of comment threads", "sheets of comment threads"),
    r"xl/ctrlProps/.+\.xml": ("button or form control", "buttons and form controls"),
    r"xl/activeX/activeX\d+\.xml": ("ActiveX control", "ActiveX controls"),
    r"xl/embeddings/.+": ("embedded file", "embedded files"),
    r"xl/queryTables/.+\.xml": ("data query", "data queries"),
    r"xl/connections\.xml": ("data connection", "data connections"),
    r"_xmlsignatures/.+\.xml": ("digital signature", "digital signatures"),
}
_INSIDE = {
    rb"<xdr:sp[ >]": ("shape or text box", "shapes and text boxes"),
    rb"<x14:sparklineGroup[ >]": ("group of sparklines", "groups of sparklines"),
    rb"<x14:conditionalFormatting[ >]": ("extended conditional format", "extended conditional formats"),
    rb"<x14:dataValidation[ >]": ("drop-down fed from another sheet", "drop-downs fed from other sheets"),
}
_LOOKED_INTO = re.compile(r"xl/(?:worksheets|drawings)/[^/]+\.xml")

Kind = tuple[str, str]


def what_is_lost(before: bytes, after: bytes) -> list[str]:
    """One sentence that counts what a workbook has no longer; nothing where it has it all."""
    was, now = _counted(before), _counted(after)
    gone = [
        f"{lost} {kind[0] if lost == 1 else kind[1]}" for kind, count in was.items() if (lost := count - now[kind]) > 0
    ]
    return [f"not kept in the workbook that is written: {', '.join(gone)}"] if gone else []


def _counted(data: bytes) -> Counter[Kind]:
    """How many of each there are."""
    found: Counter[Kind] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            for pattern, kind in _PARTS.items():
                if re.fullmatch(pattern, name) and not name.endswith(".rels"):
                    found[kind] += 1
            if _LOOKED_INTO.fullmatch(name):
                xml = archive.read(name)
                for inside, kind in _INSIDE.items():
                    found[kind] += len(re.findall(inside, xml))
    return found
