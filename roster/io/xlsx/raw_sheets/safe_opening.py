"""Opens a workbook from an unknown source: refuses other files, and harmful or damaged ones, in one sentence."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.workbook.properties import CalcProperties

from roster.io.storage.files import FileError, read_data
from roster.io.storage.limits import LIMITS, Limits
from roster.io.xlsx.raw_sheets.xml_parts import STRICT, HarmfulPartError, normalised_part

SUFFIXES = (".xlsx", ".xlsm")
_LARGE = 2 * 1024 * 1024  # bytes; the blank cells of a larger sheet are removed before it is read

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BLANK_CELL = re.compile(rb"<c(?:\s[^<>]*)?/>|<c(?:\s[^<>]*)?>\s*</c>")
_BLANK_ROW = re.compile(rb"<row(?:\s[^<>]*)?/>|<row(?:\s[^<>]*)?>\s*</row>")
# In the part that lists the sheets.
_BESIDE_THE_SHEETS = re.compile(
    rb"<(?:\w+:)?(customWorkbookViews|externalReferences|pivotCaches|functionGroups|smartTagTypes|extLst)\b"
    rb"(?:[^>]*/>|.*?</(?:\w+:)?\1>)",
    re.DOTALL,
)
# What Python raises for zips that are cut short, altered, or packed in an unusual way.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    struct.error,
)
# Other kinds of zip files, by a part that only they have.
_OTHER_ZIPS = {
    "word/document.xml": "is a Word document; a book is a workbook",
    "ppt/presentation.xml": "is a presentation; a book is a workbook",
    "xl/workbook.bin": "is a binary workbook (.xlsb); save it as .xlsx in Excel",
    "content.xml": "is an OpenDocument file; save it as .xlsx",
    "Index/Document.iwa": "is a Numbers document; export it as Excel",
}


def read_workbook_bytes(path: Path, limits: Limits = LIMITS) -> bytes:
    """Reads the file of a workbook, and checks its first bytes.

    Raises:
        FileError: missing, a folder, not readable, too large, or no workbook, with what it is instead.
    """
    data = read_data(path, limits.workbook_bytes)
    if not data.startswith(b"PK"):
        raise FileError([f"{path}: {_what_it_is(data)}"])
    return data


def _what_it_is(data: bytes) -> str:
    """Guesses what a file is that is no zip."""
    if not data.strip():
        return "the file is empty"
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            return "is protected by a password; save a copy without one"
        return "is a workbook of the old form (.xls); save it as .xlsx"
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf"):
        return "is a PDF, not a workbook"
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<div", b"<meta")):
        return "is a web page (HTML), not a workbook; open it in Excel and save it as .xlsx"
    if head.startswith(b"<?xml"):
        return "is XML, not a workbook; open it in Excel and save it as .xlsx"
    if b"\x00" in head and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "is not a workbook"
    if head.startswith((b"{", b"[")):
        return "is text (JSON?), not a workbook; name it .json"
    return "is text (CSV?), not a workbook; open it in Excel and save it as .xlsx"


def checked_workbook(path: Path, data: bytes, *, trim: bool = True, limits: Limits = LIMITS) -> bytes:
    """Checks that a workbook can be unpacked without harm, and normalises its XML (see `xml_parts`).

    Args:
        trim: leave out the blank cells of very large sheets, which are formatted to the last row.

    Returns:
        The bytes of the workbook; the same object where nothing had to be changed.

    Raises:
        FileError: damaged, protected, another kind of zip, or beyond a limit.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_other_zips(path, archive, limits)
            plain: dict[str, bytes] = {}
            for part in archive.infolist():
                was = archive.read(part)  # fails for a part that is shorter or longer than it states
                if not _is_xml(part.filename, was):
                    continue
                now = normalised_part(was, limits)
                if trim and len(now) > _LARGE and "/worksheets/" in part.filename:
                    now = _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", now))
                if now != was:
                    plain[part.filename] = now
            return _with_parts(archive, plain) if plain else data
    except HarmfulPartError as error:
        raise FileError([f"{path}: {error}"]) from None
    except _DAMAGE:
        raise FileError([f"{path}: the workbook is damaged or cut short; save it again, or fetch it again"]) from None


def _refuse_other_zips(path: Path, archive: zipfile.ZipFile, limits: Limits) -> None:
    """Refuses zips that are no workbooks, or too large, by their list of parts, before any part is unpacked."""
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > limits.zip_parts or len(names) < len(parts):
        raise FileError([f"{path}: is not a workbook Excel wrote: its parts are too many, or there twice"])
    if any(part.flag_bits & 1 for part in parts):
        raise FileError([f"{path}: is protected by a password; save a copy without one"])
    for name, sentence in _OTHER_ZIPS.items():
        if name in names:
            raise FileError([f"{path}: {sentence}"])
    if "[Content_Types].xml" not in names or not any(name.endswith("workbook.xml") for name in names):
        raise FileError([f"{path}: is a zip file, but no workbook"])
    if max(part.file_size for part in parts) > limits.part_bytes or (
        sum(part.file_size for part in parts) > limits.unpacked_bytes
    ):
        raise FileError([f"{path}: unpacks to more than {limits.part_bytes // 1024 // 1024} MB; no book does"])


def _is_xml(name: str, data: bytes) -> bool:
    """Whether a part is XML: by its name, or by its first bytes, also in encodings that pad letters with zeros."""
    return name.lower().endswith((".xml", ".rels", ".vml")) or b"<" in data[:8].replace(b"\0", b"")


def is_strict(data: bytes) -> bool:
    """Whether a workbook was saved as Strict Open XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(STRICT in archive.read(name) for name in archive.namelist() if name.endswith("workbook.xml"))


def _with_parts(archive: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    """Returns the zip with some parts replaced; a part that is replaced by nothing is left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as new:
        for part in archive.infolist():
            data = changed[part.filename] if part.filename in changed else archive.read(part)
            if data or part.filename not in changed:
                new.writestr(part.filename, data)
    return buffer.getvalue()


def open_workbook(path: Path, *, values: bool = False) -> Workbook:
    """Reads, checks and loads a workbook, to read it or to write on it.

    Args:
        values: load the stored results of formulas instead of the formulas.

    Raises:
        FileError: as `read_workbook_bytes` and `checked_workbook`; or openpyxl cannot read it.
    """
    return load_checked(path, checked_workbook(path, read_workbook_bytes(path)), values=values, stream=False)


def load_checked(
    path: Path, data: bytes, *, values: bool, stream: bool, macros: bool | None = None, rich: bool = False
) -> Workbook:
    """Loads a workbook from bytes that `checked_workbook` has checked.

    Args:
        path: its suffix says whether it has macros; it also names the workbook in errors.
        values: load the stored results of formulas instead of the formulas.
        stream: load it for reading only, sheet by sheet.
        macros: whether to keep macros; None for what the suffix says.
        rich: keep the formatting of parts of a cell's text.

    Raises:
        FileError: openpyxl cannot read it.
    """
    try:
        if stream:
            data = _cells_only(data)
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # openpyxl warns of what it drops (slicers, sparklines); it is not read here
            workbook = load_workbook(
                io.BytesIO(data),
                data_only=values,
                read_only=stream,
                keep_vba=not stream and (_has_macros(path) if macros is None else macros),
                rich_text=rich,
            )
        if workbook.calculation is None:  # some programs write no settings for calculation
            workbook.calculation = CalcProperties()
        return workbook
    except Exception as error:  # openpyxl fails in many ways on a damaged file; each is a fault of the file
        raise unreadable_error(path, error) from None


def _cells_only(data: bytes) -> bytes:
    """Removes parts that openpyxl parses, and may fail on, where only cells are read."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        changed = {
            name: b"" if name.startswith("docProps/") else _BESIDE_THE_SHEETS.sub(b"", archive.read(name))
            for name in archive.namelist()
            if name.endswith("workbook.xml") or name.startswith("docProps/")
        }
        return _with_parts(archive, changed)


def _has_macros(path: Path) -> bool:
    return path.suffix.lower() == ".xlsm"


# What openpyxl reports that it was reading -> what users call it.
_READING = {
    "strings": "its texts",
    "stylesheet": "its cell formats",
    "theme": "its theme",
    "properties": "its properties",
    "custom properties": "its properties",
    "worksheets": "one of its sheets",
    "names": "its defined names",
}


def unreadable_error(path: Path, error: Exception) -> FileError:
    """Makes the error of a workbook that openpyxl cannot read, in words for users."""
    doing = re.search(r"could not (?:read|assign) ([a-z ]+) from", str(error))
    what = _READING.get(doing[1], "a part of it") if doing else "a part of it"
    return FileError(
        [f"{path}: the workbook cannot be read: {what} is not as Excel writes it; open it in Excel and save it again"]
    )
