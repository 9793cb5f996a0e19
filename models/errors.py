"""The base of every error of this project."""


class RosterError(Exception):
    """Whatever the project raises of its own: `except roster.RosterError` catches all of it.

    What a caller could have known beforehand (a name that is not there, a time that does not exist) is a `ValueError`
    as well.
    """


class NoRotaError(RosterError, ValueError):
    """What was asked for is in a rota, and the book holds none yet."""

    def __init__(self) -> None:
        super().__init__("the book holds no rota")
