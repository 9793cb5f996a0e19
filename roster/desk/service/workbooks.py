"""A unit's workbook: down as `roster solve` writes it, up as a proposal with its difference."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from models.problems import BookError, Problem
from roster import api
from roster.api.writing import written
from roster.desk.changes import changes_between
from roster.desk.service.access.guesses import refuse_guesses
from roster.desk.service.access.table import Action
from roster.desk.service.asking import Asking
from roster.desk.service.editing.editor import Editor, Wanted
from roster.desk.service.editing.outcomes import Conflicts, Edited, Proposed
from roster.desk.service.errors import AnswerError
from roster.desk.service.warm import WarmRotas
from roster.desk.store import AuditKind, Store
from roster.io.merging import INCLUDE
from roster.io.rule_files import FIELD
from roster.io.site.addresses import file_name
from roster.io.sources import read_source
from roster.io.storage.files import FileError, write_atomically

FORMS = {".xlsx", ".yaml", ".json"}
MOST_BYTES = 30_000_000
_CORE = "docProps/core.xml"
_MARK = re.compile(rb"<cp:keywords>desk unit (\d+) revision (\d+)</cp:keywords>")


@dataclass(frozen=True)
class BookFile:
    """A file made of a unit's book.

    Attributes:
        name: what to call it.
        data: its bytes.
        revision: the revision that it is of.
    """

    name: str
    data: bytes
    revision: int


class Workbooks:
    """Books out of units and into them."""

    def __init__(self, store: Store, warm: WarmRotas, editor: Editor) -> None:
        self._store, self._warm, self._editor = store, warm, editor

    def down(self, asking: Asking, form: str = ".xlsx", revision: int | None = None) -> BookFile:
        """The book as a file, on the record; what other organisations keep to themselves is left out.

        Args:
            form: `.xlsx`, `.yaml` or `.json`.
            revision: which; the latest when None.

        Raises:
            NotThereError: there is no such revision.
            AnswerError: there is no such form.
            ForbiddenError: the account may not see the rota.
        """
        found = self._file(asking, form, revision)
        asking.put_on_record(self._store, AuditKind.EXPORT, f"Take revision {found.revision} out as {found.name}")
        return found

    def _file(self, asking: Asking, form: str, revision: int | None = None) -> BookFile:
        asking.require(Action.SEE_ROTA)
        asking.require(Action.SEE_TERMS)
        if form not in FORMS:
            raise AnswerError(f"a book is {', '.join(sorted(FORMS))}")
        unit = asking.unit.id
        found = self._warm.head(unit) if revision is None else self._warm.revision(unit, revision)
        masking = asking.masking(found.book)
        opened = (
            self._warm.at(found).opened if not masking.hidden else api.ready(masking.masked_book, asking.unit.folder)
        )
        name = f"{file_name(found.book.name)}-r{found.number}{form}"
        place = (asking.unit.folder or Path()) / name
        data = dict(written(opened, [place], lambda sentence: None))[place]
        if form == ".xlsx":
            data = _marked(data, unit, found.number)
        return BookFile(name, data, found.number)

    def save(self, asking: Asking, folder: Path, name: str, *, replace: bool = False) -> Path:
        """Writes the book into a folder of this computer, for local mode; with the record of it, or not at all.

        Args:
            name: of the file; its suffix says the form.
            replace: whether a file that is there may be replaced.

        Raises:
            AnswerError: there is such a file, or the name is none of a file in that folder.
            FileError: it cannot be written; then nothing has changed.
            ForbiddenError: not everything in the book is the account's to see.
        """
        path = folder / name
        if Path(name).name != name or name.startswith(".") or path.suffix.lower() not in FORMS:
            raise AnswerError(f"'{name}' is no name for a book here; it ends in {', '.join(sorted(FORMS))}")
        if not asking.standing.sees_everything(self._warm.head(asking.unit.id).book):
            raise asking.forbidden(Action.SEE_PRIVATE)
        if path.exists() and not replace:
            raise AnswerError(f"{name} is there already; say that it may be replaced, or give another name")
        found = self._file(asking, path.suffix.lower())
        with self._store.transaction():
            asking.put_on_record(self._store, AuditKind.EXPORT, f"Save revision {found.revision} as {name}")
            write_atomically([(path, found.data)])
        return path

    def up(
        self, asking: Asking, data: bytes, name: str, base: int | None = None, why: str = ""
    ) -> Edited | Proposed | Conflicts:
        """Takes a changed book in as a proposal; what others changed meanwhile becomes a list of conflicts.

        Args:
            data: the bytes of the file.
            name: its name; its suffix says what form it has.
            base: the revision it was made from; a workbook of the desk knows it.

        Raises:
            FileError: the file has mistakes, each with its sheet and cell.
            AnswerError: it is not known what it was made from, or it changes nothing.
            ForbiddenError: the account may propose nothing.
        """
        asking.require(Action.CHANGE_PEOPLE)
        base = base if base is not None else _base_in(data, asking.unit.id)
        if base is None:
            raise AnswerError(
                f"{name}: it is not written in the file from which revision it was made; say it (base), so that"
                " what others have changed since is not undone"
            )
        revision = self._warm.revision(asking.unit.id, base)
        uploaded = _read(data, name, asking.unit.folder, revision.book.rule_files)
        seen = asking.masking(revision.book).of(revision.book)
        kept = {"rule_files": seen.rule_files, "published": seen.published}
        changes = changes_between(seen, uploaded.book.model_copy(update=kept), asking.unit.folder)
        if not changes:
            return Edited(revision=base, sentence=f"{name} changes nothing of revision {base}", changed=False)
        refuse_guesses(asking.masking(revision.book), changes)
        return self._editor.propose(asking, Wanted(base, changes, why, f"a workbook, {name}", origin="workbook"))


def _read(data: bytes, name: str, folder: Path | None, rule_files: Sequence[str]) -> api.OpenBook:
    """Reads a book that was sent; changes by hand in the sheets of its rota count.

    Raises:
        FileError: with every mistake, each with its place.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in FORMS:
        raise AnswerError(f"{name}: a book is {', '.join(sorted(FORMS))}")
    if len(data) > MOST_BYTES:
        raise AnswerError(f"{name}: is larger than {MOST_BYTES // 1_000_000} MB")
    with TemporaryDirectory() as temporary:
        path = Path(temporary) / f"book{suffix}"
        path.write_bytes(data)
        copy_rule_files(rule_files, folder, path.parent)
        try:
            refuse_parts(path, name, rule_files)
            opened = api.open_book(path)
        except FileError as error:
            raise FileError([line.replace(str(path), name) for line in error.lines]) from None
    if opened.impossible:
        raise BookError([Problem((name,), sentence.replace(str(path), name)) for sentence in opened.impossible])
    return opened


def refuse_parts(path: Path, name: str, rule_files: Sequence[str]) -> None:
    """Refuses a book that names other files: those of the machine on which the desk runs are nobody's to read or run.

    A server that trusts the rule files of its books would run whatever a sent book names, even the book itself.

    Args:
        path: where the file is now.
        name: what it was called.
        rule_files: of the unit; the book may name these alone.

    Raises:
        AnswerError: it names others.
        FileError: it cannot be read.
    """
    raw = read_source(path).raw
    if not isinstance(raw, Mapping):
        return
    if INCLUDE in raw:
        raise AnswerError(f"{name}: includes other files, which are not sent with it; send the whole book")
    named = raw.get(FIELD) or ()
    names = [named] if isinstance(named, str) else list(named) if isinstance(named, Iterable) else [named]
    if any(item not in rule_files for item in names):
        raise AnswerError(
            f"{name}: names rule files that the unit does not have; a rule file is a program: it is added where the"
            " desk runs, with roster desk import"
        )


def copy_rule_files(names: Sequence[str], folder: Path | None, to: Path) -> None:
    """Puts the rule files of a unit where a book that names them finds them."""
    for name in names if folder is not None else ():
        place = to / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(((folder or Path()) / name).read_bytes())


def _marked(data: bytes, unit: int, revision: int) -> bytes:
    """The workbook with a note of what it was made from among its properties, where Excel keeps it."""
    mark = f"<cp:keywords>desk unit {unit} revision {revision}</cp:keywords>".encode()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == _CORE:
                content = content.replace(b"</cp:coreProperties>", mark + b"</cp:coreProperties>")
            new.writestr(entry, content)
    return made.getvalue()


def _base_in(data: bytes, unit: int) -> int | None:
    """The revision that a workbook says it was made from; None where it says none of this unit."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(_CORE) as core:
            found = _MARK.search(core.read(100_000))
    except (zipfile.BadZipFile, KeyError, OSError):
        return None
    return int(found[2]) if found and int(found[1]) == unit else None
