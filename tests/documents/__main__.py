"""Writes what is generated in the documents: `python -m tests.documents`.

With `--solve` also what rotas are solved for: the pictures of the README, and what a month in the life prints.
"""

import sys

from tests.documents.blocks.desk_picture import draw_desk
from tests.documents.blocks.hours_board import draw_board
from tests.documents.blocks.picture import draw_kent
from tests.documents.generated import FILES, SOLVED
from tests.documents.markdown import ROOT


def main(*, solve: bool) -> None:
    for path, wanted in (FILES | SOLVED if solve else FILES).items():
        file = ROOT / path
        before = file.read_text(encoding="utf-8")
        try:
            after = wanted(before)
        except LookupError as error:
            sys.exit(f"{path}: {error}")
        if after != before:
            file.write_text(after, encoding="utf-8")
        print(f"{path}: {'written' if after != before else 'as it should be'}")
    if solve:
        for draw in (draw_kent, draw_board, draw_desk):
            print(f"{draw()}: written")


if __name__ == "__main__":
    main(solve="--solve" in sys.argv[1:])
