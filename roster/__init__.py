"""The rostering engine for crews that belong to two employers.

Everything a program needs is here: `read_book`, `solve`, `find_cures`, `check`, `hours`, `explain_duty`, `what_if`,
`write_book`, the models they speak of, `RosterError` above all errors, and `roster.frames` for pandas. The names are in
`__init__.pyi`, once, for type checkers and for this file; each is loaded on first use, so that importing `roster` costs
nothing.
"""

import lazy_loader

from roster.siblings import refuse_strangers

refuse_strangers()

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
