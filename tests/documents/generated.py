"""Which blocks of which documents are generated, and from what."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.documents.blocks import (
    book_reference,
    command_reference,
    desk_schema,
    folder_files,
    month,
    permissions,
    rule_catalogue,
)
from tests.documents.books import kent_specials
from tests.documents.markdown import ROOT, with_block


def _models(text: str) -> str:
    text = with_block(text, "files", folder_files.files(ROOT / "models"))
    return with_block(text, "book", book_reference.book())


def _folder(folder: Path, text: str) -> str:
    return with_block(text, "files", folder_files.files(folder))


def _access(text: str) -> str:
    return with_block(_folder(ACCESS, text), "permissions", permissions.permissions())


ACCESS = ROOT / "roster/desk/service/access"
# document -> from its text as it is, as it should be
FILES: dict[str, Callable[[str], str]] = {
    "constraints/README.md": lambda text: with_block(text, "catalogue", rule_catalogue.catalogue()),
    "models/README.md": _models,
    "examples/scenarios.md": lambda text: with_block(text, "scenarios", book_reference.scenarios()),
    "examples/commands.md": lambda text: with_block(text, "commands", command_reference.commands()),
    "examples/desk.md": desk_schema.with_schema,
    kent_specials.NAME: kent_specials.with_people,
    **{
        str((folder / "README.md").relative_to(ROOT)): partial(_folder, folder)
        for folder in folder_files.folders()
        if (folder / "README.md").exists()
    },
    "roster/desk/service/access/README.md": _access,
}
# Rotas are solved for these, so that they take minutes, and another time other people may be in some places.
SOLVED: dict[str, Callable[[str], str]] = {
    "examples/a-month.md": lambda text: with_block(text, "month", month.month()),
}
