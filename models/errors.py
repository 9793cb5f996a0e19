"""The base class of every error that this project raises."""


class RosterError(Exception):
    """The base of every error that this project raises: `except roster.RosterError` catches all of them.

    Errors in what the caller passed (a name that is not there, a time that does not exist) are `ValueError` as well.
    """


class NoRotaError(RosterError, ValueError):
    """The rota of a book was asked for, and the book holds none."""

    def __init__(self) -> None:
        super().__init__("the book holds no rota")
