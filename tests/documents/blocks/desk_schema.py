"""The number of the desk's schema, wherever a guide shows what a command prints of it."""

import re

from roster.desk.store.tables import SCHEMA_VERSION

_SHOWN = re.compile(r"\bschema \d{4}\b")


def with_schema(text: str) -> str:
    """A guide in which commands print the schema of this version of the program.

    Raises:
        LookupError: it shows none.
    """
    if not _SHOWN.search(text):
        raise LookupError("shows no schema number, as in `schema 0001`")
    return _SHOWN.sub(f"schema {SCHEMA_VERSION}", text)
