"""Workbooks with what people have in theirs and no library here can make: put in by hand, part by part."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from PIL import Image

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MS = "http://schemas.microsoft.com/office"
NS = (
    f'xmlns:r="{R}" xmlns:x14="{MS}/spreadsheetml/2009/9/main" xmlns:xm="{MS}/excel/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
SHEET = "xl/worksheets/sheet2.xml"  # of `handed_in`: My notes
ANCHOR = (
    "<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0"
    "</xdr:rowOff></xdr:from><xdr:to><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>0"
    "</xdr:rowOff></xdr:to>{}<xdr:clientData/></xdr:twoCellAnchor>"
)


def drawing(inside: str) -> bytes:
    return f"<xdr:wsDr {NS}>{ANCHOR.format(inside)}</xdr:wsDr>".encode()


def frame(uri: str, inside: str) -> bytes:
    return drawing(
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="x"/><xdr:cNvGraphicFramePr/>'
        '</xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
        f'<a:graphic><a:graphicData uri="{uri}">{inside}</a:graphicData></a:graphic></xdr:graphicFrame>'
    )


def picture(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(buffer, kind)
    return buffer.getvalue()


def vml(kind: str, count: int = 1) -> bytes:
    shapes = f'<v:shape><x:ClientData ObjectType="{kind}"><x:Anchor>1,2,3,4</x:Anchor></x:ClientData></v:shape>' * count
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
        f' xmlns:x="urn:schemas-microsoft-com:office:excel">{shapes}</xml>'
    ).encode()


@dataclass(frozen=True)
class Extra:
    """Something in a workbook.

    Attributes:
        words: what must be said of it when it is lost.
        parts: name -> what it holds.
        links: (from which part, "" for the whole; kind; target).
        sheet: put before the end of the sheet.
        cells: (what, by what) in the sheet's cells.
        workbook: put before the end of the workbook's own part.
        of_sheet: whether the sheet is named with it.
    """

    words: str
    parts: Mapping[str, bytes] = field(default_factory=dict)
    links: tuple[tuple[str, str, str], ...] = ()
    sheet: str = ""
    cells: tuple[str, str] = ("", "")
    workbook: str = ""
    of_sheet: bool = True


def ext(inside: str) -> str:
    return f'<extLst><ext uri="{{X}}" {NS}>{inside}</ext></extLst>'


IMAGE, VML, DRAWING = f"{R}/image", f"{R}/vmlDrawing", f"{R}/drawing"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
BLIP = (
    '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="p"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
    '<a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="9" cy="9"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>'
)
SHAPE = (
    '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="s"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/>'
    "</xdr:sp>"
)
OFFICE = "http://schemas.microsoft.com/office/2006/relationships"
METADATA = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"


def a_picture(suffix: str, kind: str) -> Extra:
    return Extra(
        "1 picture",
        {"xl/drawings/drawing90.xml": drawing(BLIP), f"xl/media/image90.{suffix}": picture(kind)},
        (
            (SHEET, DRAWING, "xl/drawings/drawing90.xml"),
            ("xl/drawings/drawing90.xml", IMAGE, f"xl/media/image90.{suffix}"),
        ),
        f'<drawing {NS} r:id="rId90"/>',
    )


def a_control(kind: str, words: str) -> Extra:
    return Extra(
        words,
        {
            "xl/drawings/vmlDrawing90.vml": vml(kind, 3),
            "xl/ctrlProps/ctrlProp1.xml": b'<formControlPr objectType="x"/>',
        },
        (
            (SHEET, VML, "xl/drawings/vmlDrawing90.vml"),
            (SHEET, f"{R}/ctrlProp", "xl/ctrlProps/ctrlProp1.xml"),
        ),
        f'<legacyDrawing {NS} r:id="rId90"/><controls><control shapeId="1" {NS} r:id="rId91" name="Box"/></controls>',
    )


EXTRAS: dict[str, Extra] = {
    "webp picture": a_picture("webp", "WEBP"),
    "png picture": a_picture("png", "PNG"),
    "tiff picture": a_picture("tiff", "TIFF"),
    "metafile": Extra(
        "1 picture",
        {"xl/drawings/drawing90.xml": drawing(BLIP), "xl/media/image90.emf": b"\1\0\0\0nonsense"},
        ((SHEET, DRAWING, "xl/drawings/drawing90.xml"), ("xl/drawings/drawing90.xml", IMAGE, "xl/media/image90.emf")),
        f'<drawing {NS} r:id="rId90"/>',
    ),
    "background": Extra(
        "1 background picture",
        {"xl/media/image91.jpeg": picture("JPEG")},
        ((SHEET, IMAGE, "xl/media/image91.jpeg"),),
        f'<picture {NS} r:id="rId90"/>',
    ),
    "check boxes": a_control("Checkbox", "3 check boxes"),
    "option buttons": a_control("Radio", "3 option buttons"),
    "spin buttons": a_control("Spin", "3 spin buttons"),
    "SmartArt": Extra(
        "1 SmartArt diagram",
        {
            "xl/drawings/drawing90.xml": frame(DIAGRAM, "<x/>"),
            "xl/diagrams/data1.xml": b"<d/>",
            "xl/diagrams/layout1.xml": b"<l/>",
        },
        (
            (SHEET, DRAWING, "xl/drawings/drawing90.xml"),
            ("xl/drawings/drawing90.xml", f"{R}/diagramData", "xl/diagrams/data1.xml"),
            ("xl/drawings/drawing90.xml", f"{R}/diagramLayout", "xl/diagrams/layout1.xml"),
        ),
        f'<drawing {NS} r:id="rId90"/>',
    ),
    "shape": Extra(
        "1 shape or text box",
        {"xl/drawings/drawing90.xml": drawing(SHAPE)},
        ((SHEET, DRAWING, "xl/drawings/drawing90.xml"),),
        f'<drawing {NS} r:id="rId90"/>',
    ),
    "newer chart": Extra(
        "1 chart of a newer kind",
        {
            "xl/drawings/drawing90.xml": frame(f"{MS}/drawing/2014/chartex", "<x/>"),
            "xl/charts/chartEx1.xml": b"<c/>",
        },
        (
            (SHEET, DRAWING, "xl/drawings/drawing90.xml"),
            ("xl/drawings/drawing90.xml", f"{MS}/2014/relationships/chartEx", "xl/charts/chartEx1.xml"),
        ),
        f'<drawing {NS} r:id="rId90"/>',
    ),
    "x14 conditional formats": Extra(
        "2 extended conditional formats",
        sheet=ext(
            "<x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type='dataBar' id='{A}'/><x14:cfRule"
            " type='iconSet' id='{B}'/><xm:sqref>A1</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings>"
        ),
    ),
    "x14 drop-downs": Extra(
        "1 drop-down fed from another sheet",
        sheet=ext("<x14:dataValidations><x14:dataValidation type='list'/></x14:dataValidations>"),
    ),
    "sparklines": Extra(
        "1 group of sparklines",
        sheet=ext(
            "<x14:sparklineGroups><x14:sparklineGroup><x14:sparklines/></x14:sparklineGroup></x14:sparklineGroups>"
        ),
    ),
    "edit ranges": Extra(
        "2 ranges that some may edit",
        sheet="<protectedRanges><protectedRange sqref='A1'/><protectedRange sqref='A2'/></protectedRanges>",
    ),
    "custom view": Extra(
        "1 custom view",
        sheet="<customSheetViews><customSheetView guid='{A}'><selection/></customSheetView></customSheetViews>",
    ),
    "watched cell": Extra("1 watched cell", sheet="<cellWatches><cellWatch r='A1'/></cellWatches>"),
    "ignored error": Extra(
        "1 warning that was switched off",
        sheet="<ignoredErrors><ignoredError sqref='A1' numberStoredAsText='1'/></ignoredErrors>",
    ),
    "smart tags": Extra("1 smart tag", sheet="<smartTags><cellSmartTags r='A1'/></smartTags>"),
    "dynamic array": Extra(
        "1 dynamic array formula",
        {"xl/metadata.xml": b"<metadata/>"},
        (("xl/workbook.xml", f"{R}/sheetMetadata", "xl/metadata.xml"),),
        cells=('<c r="B2"', '<c r="B2" cm="1"'),
    ),
    "data type in a cell": Extra("1 cell with a data type", cells=('<c r="B2"', '<c r="B2" vm="1"')),
    "embedded object": Extra(
        "1 embedded object",
        {"xl/embeddings/oleObject1.bin": b"ole"},
        ((SHEET, f"{R}/oleObject", "xl/embeddings/oleObject1.bin"),),
        f'<oleObjects><oleObject progId="x" shapeId="1" {NS} r:id="rId90"/></oleObjects>',
    ),
    "embedded file": Extra(
        "1 embedded file",
        {"xl/embeddings/plan.docx": b"PK"},
        ((SHEET, f"{R}/package", "xl/embeddings/plan.docx"),),
    ),
    "ActiveX": Extra(
        "1 ActiveX control",
        {"xl/activeX/activeX1.xml": b"<x/>"},
        ((SHEET, f"{R}/control", "xl/activeX/activeX1.xml"),),
    ),
    "printer": Extra(
        "1 printer set-up",
        {"xl/printerSettings/printerSettings1.bin": b"printer"},
        ((SHEET, f"{R}/printerSettings", "xl/printerSettings/printerSettings1.bin"),),
    ),
    "comment thread": Extra(
        "2 comments in threads",
        {
            "xl/threadedComments/threadedComment1.xml": (
                f'<ThreadedComments xmlns="{MS}/spreadsheetml/2018/threadedcomments"><threadedComment ref="A1"><text>a'
                '</text></threadedComment><threadedComment ref="A1"><text>b</text></threadedComment></ThreadedComments>'
            ).encode(),
        },
        ((SHEET, f"{MS}/2017/10/relationships/threadedComment", "xl/threadedComments/threadedComment1.xml"),),
    ),
    "slicer": Extra(
        "1 slicer",
        {"xl/drawings/drawing90.xml": frame(f"{MS}/drawing/2010/slicer", "<x/>"), "xl/slicers/slicer1.xml": b"<s/>"},
        (
            (SHEET, DRAWING, "xl/drawings/drawing90.xml"),
            (SHEET, f"{MS}/2007/relationships/slicer", "xl/slicers/slicer1.xml"),
        ),
        f'<drawing {NS} r:id="rId90"/>',
    ),
    "query": Extra(
        "1 data query",
        {"xl/queryTables/queryTable1.xml": b"<q/>"},
        ((SHEET, f"{R}/queryTable", "xl/queryTables/queryTable1.xml"),),
    ),
    "property of an add-in": Extra(
        "1 property of an add-in",
        {"xl/customProperty1.bin": b"x"},
        ((SHEET, f"{R}/customProperty", "xl/customProperty1.bin"),),
    ),
    "nobody knows this part": Extra(
        "1 of what the file calls 'hologram'",
        {"xl/holograms/hologram1.xml": b"<h/>"},
        ((SHEET, f"{MS}/2031/relationships/hologram", "xl/holograms/hologram1.xml"),),
    ),
    "nobody knows this element": Extra("2 of what the file calls 'smell'", sheet="<smell of='a'/><smell of='b'/>"),
    "nobody knows this extension": Extra(
        "1 of what the file calls 'extended taste'", sheet=ext("<x14:taste><x14:sweet/></x14:taste>")
    ),
    # --- of the whole workbook
    "connections": Extra(
        "1 set of data connections",
        {"xl/connections.xml": b"<c/>"},
        (("xl/workbook.xml", f"{R}/connections", "xl/connections.xml"),),
        of_sheet=False,
    ),
    "slicer's state": Extra(
        "1 slicer's state",
        {"xl/slicerCaches/slicerCache1.xml": b"<s/>"},
        (("xl/workbook.xml", f"{MS}/2007/relationships/slicerCache", "xl/slicerCaches/slicerCache1.xml"),),
        of_sheet=False,
    ),
    "data model": Extra(
        "1 data model",
        {"xl/model/item.data": b"cube"},
        (
            (
                "xl/workbook.xml",
                f"{OFFICE}/powerPivotData",
                "xl/model/item.data",
            ),
        ),
        of_sheet=False,
    ),
    "custom data": Extra(
        "1 piece of custom data or label",
        {"customXml/item1.xml": b"<label/>"},
        (("xl/workbook.xml", f"{R}/customXml", "customXml/item1.xml"),),
        of_sheet=False,
    ),
    "sensitivity label": Extra(
        "1 sensitivity label",
        {"docMetadata/LabelInfo.xml": b"<labels/>"},
        (("", f"{MS}/2020/02/relationships/classificationlabels", "docMetadata/LabelInfo.xml"),),
        of_sheet=False,
    ),
    "ribbon": Extra(
        "1 ribbon of its own",
        {"customUI/customUI14.xml": b"<customUI/>"},
        (("", f"{MS}/2007/relationships/ui/extensibility", "customUI/customUI14.xml"),),
        of_sheet=False,
    ),
    "preview": Extra(
        "1 preview picture",
        {"docProps/thumbnail.jpeg": picture("JPEG")},
        (
            (
                "",
                f"{METADATA}/thumbnail",
                "docProps/thumbnail.jpeg",
            ),
        ),
        of_sheet=False,
    ),
    "views of the workbook": Extra(
        "1 custom view",
        workbook="<customWorkbookViews><customWorkbookView name='Mine' activeSheetId='2'/></customWorkbookViews>",
        of_sheet=False,
    ),
    "who comments": Extra(
        "1 list of those who comment",
        {"xl/persons/person.xml": b"<p/>"},
        (("xl/workbook.xml", f"{MS}/2017/10/relationships/person", "xl/persons/person.xml"),),
        of_sheet=False,
    ),
    "a part that nothing links to": Extra(
        "1 of what the file calls 'orphans'", {"xl/orphans/orphan1.xml": b"<o/>"}, of_sheet=False
    ),
    "nobody knows this of the workbook": Extra("1 of what the file calls 'mood'", workbook="<mood/>", of_sheet=False),
}


def with_extras(data: bytes, *extras: Extra) -> bytes:
    """A workbook with something more in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    numbers = Counter[str]()
    for extra in extras:
        parts |= extra.parts
        for source, kind, target in extra.links:
            folder, _, name = source.rpartition("/")
            rels = f"{folder}/_rels/{name}.rels".lstrip("/")
            empty = (
                b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
            )
            first = 1 if source.startswith("xl/drawings") else 90  # above those that are there
            link = f'<Relationship Id="rId{first + numbers[source]}" Type="{kind}" Target="/{target}"/>'
            numbers[source] += 1
            text = parts.get(rels, empty).decode()
            parts[rels] = text.replace("</Relationships>", f"{link}</Relationships>").encode()
        sheet = parts[SHEET].decode()
        if extra.sheet.startswith(("<drawing", "<legacyDrawing")):  # one of each is all a sheet may have
            sheet = re.sub(rf"<{extra.sheet[1:].split()[0]} [^>]*/>", "", sheet)
        if extra.cells[0]:
            assert extra.cells[0] in sheet
            sheet = sheet.replace(*extra.cells)
        parts[SHEET] = sheet.replace("</worksheet>", f"{extra.sheet}</worksheet>").encode()
        book = parts["xl/workbook.xml"].decode()
        parts["xl/workbook.xml"] = book.replace("</workbook>", f"{extra.workbook}</workbook>").encode()
        types = parts["[Content_Types].xml"].decode()
        for suffix in sorted({name.rpartition(".")[2] for name in extra.parts} - {"xml"}):
            if f'Extension="{suffix}"' not in types:
                added = f'<Default Extension="{suffix}" ContentType="application/x-{suffix}"/></Types>'
                types = types.replace("</Types>", added)
        parts["[Content_Types].xml"] = types.encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()
