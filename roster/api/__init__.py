"""What the program does, as functions of books: open, solve, check, explain, repair, publish, write.

The names are in `__init__.pyi`. Each is loaded on first use, so that a command imports only what it needs.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
