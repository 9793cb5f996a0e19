"""What `python examples/a-month.py` prints, for `examples/a-month.md`."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.conftest import EXAMPLES
from tests.documents.markdown import ROOT

SCRIPT = EXAMPLES / "a-month.py"
DOCUMENT = EXAMPLES / "a-month.md"


def printed(folder: Path) -> str:
    """Run the month in a folder that is not there yet.

    Raises:
        AssertionError: a command ends otherwise than the script says.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, SCRIPT, folder], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    return done.stdout


def as_sections(output: str) -> str:
    """The output as a document: a heading and a block of commands for each part of the month."""
    parts = [part.strip().partition("\n") for part in ("\n" + output.strip()).split("\n## ") if part.strip()]
    return "\n\n".join(f"## {title.rstrip('.')}\n\n```console\n{told.strip()}\n```" for title, _, told in parts)


def month() -> str:
    """The block of the document, made anew; it takes a minute or two."""
    with tempfile.TemporaryDirectory() as folder:
        return as_sections(printed(Path(folder) / "month"))
