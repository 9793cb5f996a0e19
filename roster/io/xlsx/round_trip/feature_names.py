"""Names the features of a workbook: element or part in the file -> words for users."""

from __future__ import annotations

from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Elements of cells, which are read and written; only special attributes are counted.
IS_CELLS = _words("sheetData row c f v is t r rPr b i u sz color rFont family scheme vertAlign strike charset")

# Elements that only contain features, which are counted one by one.
IS_STRUCTURE: Mapping[str, frozenset[str]] = {
    "sheet": _words("""
        worksheet chartsheet extLst AlternateContent Choice Fallback mergeCells conditionalFormatting
        conditionalFormattings dataValidations hyperlinks protectedRanges customSheetViews scenarios rowBreaks colBreaks
        customProperties cellWatches ignoredErrors smartTags oleObjects controls webPublishItems tableParts
        sparklineGroups slicerList timelineRefs phonetics
    """),
    "workbook": _words("""
        workbook extLst AlternateContent Choice Fallback definedNames externalReferences customWorkbookViews pivotCaches
        slicerCaches timelineCacheRefs functionGroups smartTagTypes fileRecoveryPrs webPublishObjects
    """),
    "comments": _words("comments commentList"),
    "threads": _words("ThreadedComments"),
    "custom": _words("Properties"),
}

# Elements that every program writes in its own way, without contents of the user.
IGNORED: Mapping[str, frozenset[str]] = {
    "sheet": _words("""
        sheetPr dimension sheetViews sheetFormatPr cols sheetCalcPr printOptions pageMargins pageSetup headerFooter
        drawing legacyDrawing legacyDrawingHF drawingHF tablePart slicer timelineRef sortState phoneticPr
    """),
    "workbook": _words("""
        fileVersion workbookPr revisionPtr absPath bookViews sheets calcPr calcFeatures externalReference pivotCache
        slicerCache timelineCacheRef fileRecoveryPr
    """),
    "comments": _words("authors"),
}

# Parts whose features are counted inside, by the kind of the link to them.
INSIDE_LINKED: Mapping[str, str] = {
    "drawing": "drawing",
    "vmlDrawing": "vml",
    "comments": "comments",
    "threadedComment": "threads",
    "custom-properties": "custom",
}

# Words for users: singular, plural. A kind that is not listed is reported by its name in the file.
FEATURE_WORDS: Mapping[str, tuple[str, str]] = {
    "sheet": ("sheet", "sheets"),
    "cell:cm": ("dynamic array formula", "dynamic array formulas"),
    "cell:vm": ("cell with a data type or a picture in it", "cells with a data type or a picture in them"),
    "cell:ph": ("cell that shows how it is pronounced", "cells that show how they are pronounced"),
    "formula:array": ("array formula", "array formulas"),
    "formula:dataTable": ("what-if data table", "what-if data tables"),
    "sheet:mergeCell": ("merged range", "merged ranges"),
    "sheet:cfRule": ("conditional format", "conditional formats"),
    "sheet:extended cfRule": ("extended conditional format", "extended conditional formats"),
    "sheet:dataValidation": ("drop-down or check of what is typed", "drop-downs or checks of what is typed"),
    "sheet:extended dataValidation": ("drop-down fed from another sheet", "drop-downs fed from other sheets"),
    "sheet:extended sparklineGroup": ("group of sparklines", "groups of sparklines"),
    "sheet:hyperlink": ("link", "links"),
    "sheet:protectedRange": ("range that some may edit", "ranges that some may edit"),
    "sheet:extended protectedRange": ("range that some may edit", "ranges that some may edit"),
    "sheet:sheetProtection": ("protection of the sheet", "protections of the sheet"),
    "sheet:customSheetView": ("custom view", "custom views"),
    "sheet:scenario": ("scenario", "scenarios"),
    "sheet:autoFilter": ("filter", "filters"),
    "sheet:dataConsolidate": ("consolidation", "consolidations"),
    "sheet:brk": ("page break", "page breaks"),
    "sheet:customPr": ("property of an add-in", "properties of add-ins"),
    "sheet:cellWatch": ("watched cell", "watched cells"),
    "sheet:ignoredError": ("warning that was switched off", "warnings that were switched off"),
    "sheet:extended ignoredError": ("warning that was switched off", "warnings that were switched off"),
    "sheet:cellSmartTags": ("smart tag", "smart tags"),
    "sheet:picture": ("background picture", "background pictures"),
    "sheet:oleObject": ("embedded object", "embedded objects"),
    "sheet:control": ("button or form control", "buttons and form controls"),
    "sheet:webPublishItem": ("publication as a web page", "publications as web pages"),
    "drawing:sp": ("shape or text box", "shapes and text boxes"),
    "drawing:cxnSp": ("connecting line", "connecting lines"),
    "drawing:pic": ("picture", "pictures"),
    "drawing:contentPart": ("drawing in ink", "drawings in ink"),
    "frame:chart": ("chart", "charts"),
    "frame:chartex": ("chart of a newer kind", "charts of newer kinds"),
    "frame:diagram": ("SmartArt diagram", "SmartArt diagrams"),
    "frame:slicer": ("slicer", "slicers"),
    "frame:timeslicer": ("timeline", "timelines"),
    "vml:Note": ("comment's box", "comments' boxes"),
    "vml:Checkbox": ("check box", "check boxes"),
    "vml:Radio": ("option button", "option buttons"),
    "vml:Button": ("button", "buttons"),
    "vml:Drop": ("drop-down control", "drop-down controls"),
    "vml:List": ("list box", "list boxes"),
    "vml:Spin": ("spin button", "spin buttons"),
    "vml:Scroll": ("scroll bar", "scroll bars"),
    "vml:GBox": ("group box", "group boxes"),
    "vml:Label": ("label", "labels"),
    "vml:Pict": ("control or embedded object", "controls or embedded objects"),
    "comments:comment": ("comment", "comments"),
    "threads:threadedComment": ("comment in a thread", "comments in threads"),
    "custom:property": ("property or label of the file", "properties or labels of the file"),
    "workbook:definedName": ("defined name", "defined names"),
    "workbook:customWorkbookView": ("custom view", "custom views"),
    "workbook:fileSharing": ("read-only recommendation", "read-only recommendations"),
    "workbook:workbookProtection": ("protection of the workbook", "protections of the workbook"),
    "part:chart": ("chart's contents", "charts' contents"),
    "part:chartEx": ("chart of a newer kind", "charts of newer kinds"),
    "part:charts": ("chart", "charts"),
    "part:chartStyle": ("chart's style", "charts' styles"),
    "part:chartColorStyle": ("chart's colours", "charts' colours"),
    "part:chartUserShapes": ("drawing on a chart", "drawings on charts"),
    "part:image": ("picture's file", "pictures' files"),
    "part:media": ("picture's file", "pictures' files"),
    "part:table": ("table", "tables"),
    "part:tables": ("table", "tables"),
    "part:queryTable": ("data query", "data queries"),
    "part:queryTables": ("data query", "data queries"),
    "part:connections": ("set of data connections", "sets of data connections"),
    "part:customXml": ("piece of custom data or label", "pieces of custom data or labels"),
    "part:customXmlProps": ("description of custom data", "descriptions of custom data"),
    "part:customData": ("piece of custom data", "pieces of custom data"),
    "part:powerPivotData": ("data model", "data models"),
    "part:model": ("data model", "data models"),
    "part:pivotTable": ("pivot table", "pivot tables"),
    "part:pivotTables": ("pivot table", "pivot tables"),
    "part:pivotCacheDefinition": ("pivot table's data", "pivot tables' data"),
    "part:pivotCacheRecords": ("pivot table's records", "pivot tables' records"),
    "part:slicer": ("sheet of slicers", "sheets of slicers"),
    "part:slicers": ("sheet of slicers", "sheets of slicers"),
    "part:slicerCache": ("slicer's state", "slicers' states"),
    "part:timeline": ("timeline", "timelines"),
    "part:timelines": ("timeline", "timelines"),
    "part:timelineCache": ("timeline's state", "timelines' states"),
    "part:threadedComments": ("sheet of comment threads", "sheets of comment threads"),
    "part:person": ("list of those who comment", "lists of those who comment"),
    "part:printerSettings": ("printer set-up", "printer set-ups"),
    "part:ctrlProp": ("button or form control", "buttons and form controls"),
    "part:ctrlProps": ("button or form control", "buttons and form controls"),
    "part:control": ("ActiveX control", "ActiveX controls"),
    "part:activeX": ("ActiveX control", "ActiveX controls"),
    "part:activeXControlBinary": ("ActiveX control's state", "ActiveX controls' states"),
    "part:oleObject": ("embedded object", "embedded objects"),
    "part:package": ("embedded file", "embedded files"),
    "part:embeddings": ("embedded file", "embedded files"),
    "part:diagramData": ("SmartArt diagram", "SmartArt diagrams"),
    "part:diagramLayout": ("SmartArt layout", "SmartArt layouts"),
    "part:diagramQuickStyle": ("SmartArt style", "SmartArt styles"),
    "part:diagramColors": ("SmartArt colouring", "SmartArt colourings"),
    "part:diagramDrawing": ("SmartArt drawing", "SmartArt drawings"),
    "part:externalLink": ("link to another workbook", "links to other workbooks"),
    "part:externalLinkPath": ("link to another workbook", "links to other workbooks"),
    "part:sheetMetadata": ("description of dynamic arrays and data types", "descriptions of dynamic arrays"),
    "part:customProperty": ("property of an add-in", "properties of add-ins"),
    "part:vbaProject": ("set of macros", "sets of macros"),
    "part:vbaProject.bin": ("set of macros", "sets of macros"),
    "part:vbaProjectSignature": ("signature of macros", "signatures of macros"),
    "part:xlMacrosheet": ("macro sheet", "macro sheets"),
    "part:attachedToolbars": ("toolbar", "toolbars"),
    "part:ui": ("ribbon of its own", "ribbons of its own"),
    "part:extensibility": ("ribbon of its own", "ribbons of its own"),
    "part:thumbnail": ("preview picture", "preview pictures"),
    "part:classificationlabels": ("sensitivity label", "sensitivity labels"),
    "part:origin": ("digital signature", "digital signatures"),
    "part:signature": ("digital signature's contents", "digital signatures' contents"),
    "part:_xmlsignatures": ("digital signature", "digital signatures"),
    "part:xmlMaps": ("set of XML maps", "sets of XML maps"),
    "part:webextension": ("add-in", "add-ins"),
    "part:taskpanes": ("add-in's pane", "add-ins' panes"),
    "part:webextensiontaskpanes": ("add-in's pane", "add-ins' panes"),
}
# A kind is not reported where one of these kinds, the same feature in another place, is.
REPORTED_BY = {
    "part:ctrlProp": ("vml:", "sheet:control"),
    "sheet:control": ("vml:",),
    "vml:Note": ("comments:comment",),
    "part:image": ("drawing:pic", "sheet:picture"),
    "part:chart": ("frame:chart",),
    "part:chartEx": ("frame:chartex",),
    "part:diagramData": ("frame:diagram",),
    "part:diagramLayout": ("frame:diagram", "part:diagramData"),
    "part:diagramQuickStyle": ("frame:diagram", "part:diagramData"),
    "part:diagramColors": ("frame:diagram", "part:diagramData"),
    "part:diagramDrawing": ("frame:diagram", "part:diagramData"),
    "part:slicer": ("frame:slicer",),
    "part:signature": ("part:origin",),
    "part:vbaProjectSignature": ("part:vbaProject",),
    "part:customXmlProps": ("part:customXml",),
    "part:pivotCacheRecords": ("part:pivotCacheDefinition", "part:pivotTable"),
    "part:pivotCacheDefinition": ("part:pivotTable",),
    "part:oleObject": ("sheet:oleObject",),
    "part:activeXControlBinary": ("part:control",),
}


def feature_in_words(kind: str, number: int) -> str:
    """Returns a number of features in words: `3 check boxes`."""
    if (words := FEATURE_WORDS.get(kind)) is not None:
        return f"{number} {words[0 if number == 1 else 1]}"
    name = kind.partition(":")[2]
    return f"{number} of what the file calls '{name}'" if name else f"{number} of a kind that is not known here"
