"""Changes made by hand in the sheets of a rota: kept as pins, and compared with the rota as it was solved."""

from __future__ import annotations

from roster.analysis.differences import Differences, differences
from roster.api.opened import OpenBook, with_edits
from roster.lifecycle.hand_edits import without_unknown


def keep_edits(opened: OpenBook) -> OpenBook:
    """Turns every change made by hand in the sheets of a book's rota into a pin.

    Changes that cannot be pinned are listed in `impossible`.
    """
    return with_edits(opened, opened.edits.pins()) if opened.edits is not None else opened


def before_edits(opened: OpenBook) -> Differences:
    """Compares the rota with hand edits to the rota as it was solved; people and duties that were removed are left out.

    Raises:
        ValueError: nothing was edited.
    """
    if opened.edits is None:
        raise ValueError("nothing was edited by hand")
    return differences(
        opened.book.model_copy(update={"rota": without_unknown(opened.edits.solved, opened.book)}), opened.book
    )
