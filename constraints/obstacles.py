"""Obstacles: why a person may not sit in a seat, as the end of a sentence that carries its kind."""

from __future__ import annotations

from enum import StrEnum


class ObstacleKind(StrEnum):
    """What an obstacle is about."""

    ROLE = "role"  # the seat does not take the person's role
    AREA = "area"  # the person does not serve the area of the duty
    QUALIFICATION = "qualification"
    NOT_JOINED = "not joined"
    ABSENT = "absent"
    NOT_OFFERED = "not offered"
    NOT_ROSTERED = "not rostered"
    OTHER_TOUR = "other tour"  # the person's team works another shift, or has a rest day
    ON_RECORD = "on record"  # a record says that the person did not work the duty
    OTHER = "other"  # of a rule that gives no kind


class Obstacle(str):
    """The end of a sentence that begins with the person: `does not hold driver`.

    Attributes:
        kind: what it is about.
        brief: the same as a phrase, where the kind alone says too little: `lapsed qualification: driver only to ...`.
    """

    __slots__ = ("brief", "kind")

    kind: ObstacleKind
    brief: str

    def __new__(cls, sentence: str, kind: ObstacleKind, brief: str = "") -> Obstacle:
        """Makes one from its sentence."""
        made = super().__new__(cls, sentence)
        made.kind, made.brief = kind, brief
        return made

    @classmethod
    def of(cls, sentence: str) -> Obstacle:
        """Returns an obstacle as it is, and gives a sentence without a kind the kind `OTHER`."""
        return sentence if isinstance(sentence, Obstacle) else cls(sentence, ObstacleKind.OTHER)
