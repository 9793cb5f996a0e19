"""The rostering engine for crews that belong to two employers.

Programs import everything from here: functions such as `read_book`, `solve`, `check`, `hours`, `explain_duty`,
`what_if` and `write_book`, the classes that they take and return, `RosterError`, which is the base of all errors, and
`roster.frames` for pandas. `__init__.pyi` lists the names for type checkers and for this file; each is loaded on first
use, so that `import roster` is quick.
"""

import lazy_loader

from roster.package_check import check_packages

check_packages()

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
