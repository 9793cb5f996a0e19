"""Compares what two commits write: `python -m tests.benchmarks.outputs write FOLDER`, then `... compare A B`.

`write` solves every example book with `--reproducible`, and writes what each command makes of the solved book into a
folder: books, workbooks, tables, published sites, a what-if, printed answers. `--checkout DIR` runs the code of another
checkout on the same books. `compare` names every file that differs, and where. Exit status 1 when one does.
"""

import argparse
import sys
from pathlib import Path

from roster.io import examples
from tests.benchmarks.outputs.compare import differences
from tests.benchmarks.outputs.write import write
from tests.conftest import EXAMPLES

HERE = EXAMPLES.parent


def arguments() -> argparse.ArgumentParser:
    """The two commands and their options."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.outputs", description=(__doc__ or "").splitlines()[0]
    )
    commands = parser.add_subparsers(dest="command", required=True)
    writing = commands.add_parser("write", help="write the outputs of a checkout into a folder")
    writing.add_argument("folder", type=Path)
    writing.add_argument("--checkout", type=Path, default=HERE, metavar="DIR", help="whose code runs [default: this]")
    writing.add_argument("--examples", type=Path, default=EXAMPLES, metavar="DIR", help="where the books are")
    writing.add_argument("--book", action="append", metavar="NAME", help="only this example; may be repeated")
    writing.add_argument("--jobs", type=int, default=2, metavar="N", help="books at a time [default: 2]")
    comparing = commands.add_parser("compare", help="say which files of two folders differ, and where")
    comparing.add_argument("old", type=Path)
    comparing.add_argument("new", type=Path)
    return parser


def main() -> int:
    """Run one of the two commands."""
    given = arguments().parse_args()
    if given.command == "write":
        write(given.checkout.resolve(), given.folder, given.examples, given.book or list(examples.names()), given.jobs)
        return 0
    found = differences(given.old, given.new)
    for difference in found:
        print(difference)
    print(f"{len(found)} of the files differ" if found else "the same")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
