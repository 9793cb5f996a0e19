"""Packs a book into the bytes that a row keeps, and unpacks it."""

from __future__ import annotations

import zlib

from models.book import Book


def pack(book: Book) -> bytes:
    """The JSON of a book, compressed: Kent's month takes 5 KB."""
    return zlib.compress(book.model_dump_json().encode())


def unpack(packed: bytes) -> Book:
    """The book of `pack`.

    Raises:
        pydantic.ValidationError: this version of the program reads books differently.
    """
    return Book.model_validate_json(zlib.decompress(packed))
