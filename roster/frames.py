"""A book and a what-if as pandas DataFrames, and DataFrames as parts of a book: the names for programs and notebooks.

Out: `assignments`, `duties`, `hours`, `breaches`, `people`, `offers` of a book, opened or not; `cells` of a what-if.
The docstring of each lists its columns with their types and units; these do not change, and are the same where a table
has no rows. Ids are categories, dates and local times datetime64, instants datetime64 in UTC, lengths of time whole
minutes, states ordered categories.

In: `people_from`, `offers_from`, `worked_from` read a table. What comes of it holds the items, every mistake with its
row (`CellProblem`), and `into(book)`, the book with them; with mistakes that raises `TableError`.
"""

import lazy_loader

# The names are in `frames.pyi`, relative to `roster`; pandas is loaded when the first of them is used.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub("roster", __file__)
