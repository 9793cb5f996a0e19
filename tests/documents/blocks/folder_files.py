"""The files of a folder, for its README.md: each with the first sentence of its docstring."""

import ast
from pathlib import Path

from tests.documents.markdown import ROOT, table

PATTERNS = ("roster/**/__init__.py", "models/*/__init__.py", "constraints/*/__init__.py")


def folders() -> list[Path]:
    """The folders of packages whose README.md is a guide with a generated table of files."""
    return sorted(path.parent for pattern in PATTERNS for path in ROOT.glob(pattern))


def files(folder: Path) -> str:
    """A table of a folder's modules, and of the folders in it."""
    inside = sorted(path.parent for path in folder.glob("*/__init__.py"))
    modules = sorted(path for path in folder.glob("*.py") if path.name != "__init__.py")
    rows = [[f"[`{path.name}/`]({path.name}/)", _first_sentence(path / "__init__.py")] for path in inside]
    rows += [[f"`{path.name}`", _first_sentence(path)] for path in modules]
    return table(["here", "what it is"], rows)


def _first_sentence(module: Path) -> str:
    doc = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
    assert doc, f"{module.relative_to(ROOT)} has no docstring"
    return " ".join(doc.split("\n\n")[0].split())
