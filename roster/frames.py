"""Books and what-ifs as pandas DataFrames, and DataFrames as parts of a book: the names for programs and notebooks.

From a book: `assignments`, `duties`, `hours`, `breaches`, `people`, `offers`. From a what-if: `cells`. The docstring of
each function lists its columns with their types and units; a table without rows has the same columns. Ids are
categories, dates and local times datetime64, instants datetime64 in UTC, lengths of time whole minutes, states ordered
categories.

To a book: `people_from`, `offers_from`, `worked_from` read a table. Their result holds the items and every mistake with
its row (`CellProblem`); its method `into(book)` adds the items to a book, or raises `TableError` if there are mistakes.
"""

import lazy_loader

# The names are in `frames.pyi`, relative to `roster`; pandas is loaded when the first of them is used.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub("roster", __file__)
