"""Obstacles carry their kind, and the standing of a person follows from it and not from the words."""

from __future__ import annotations

from typing import ClassVar

import pytest

from constraints.admission import admit, most_telling, obstacle
from constraints.base import CandidateRule
from constraints.facts import Candidate, Facts
from constraints.obstacles import Obstacle, ObstacleKind
from constraints.registry import installed
from constraints.view import RotaView
from models.book import Book
from models.rota import Basis
from roster.analysis.reasons import Standing, reason
from tests.constraints.books import DAYS, person, raw_book, seat

BOOK = Book.model_validate(
    raw_book(
        [person("ann", offers="all", areas=["swale"]), person("bob", "constable", offers="all"), person("cat")],
        {"late": " ".join(DAYS)},
        seats=[seat("police", "special")],
    )
)


class NoCars(CandidateRule):
    """A rule as a user writes one: it returns plain words.

    Source: a test.
    """

    kind: ClassVar[str] = "no-cars"
    example: ClassVar[str] = "- kind: no-cars"

    def obstacle(self, facts: Facts, candidate: Candidate) -> str | None:
        return "does not like cars"


def test_words_of_a_user_rule_have_no_kind() -> None:
    """However they begin."""
    admitted = admit(BOOK, installed())
    duty = admitted.facts.duties[0]
    found = obstacle(admitted.facts, [NoCars()], Candidate("cat", duty.id, "police", Basis.OFFERED))
    assert found == "does not like cars"
    assert found.kind is ObstacleKind.OTHER


@pytest.mark.parametrize(
    ("name", "sentence", "standing"),
    [
        ("ann", "ann does not serve medway", Standing.UNSUITABLE),
        ("bob", "bob is a constable, which the police seat does not take", Standing.UNSUITABLE),
        ("cat", "cat has not offered it", Standing.NOT_OFFERED),
    ],
)
def test_the_standing_is_that_of_the_kind(name: str, sentence: str, standing: Standing) -> None:
    admitted = admit(BOOK, installed())
    facts = admitted.facts
    duty = facts.duties[0]
    found = reason(RotaView(facts, [], {}), admitted.rules, facts.people[name], duty, duty.crew.seat("police"))
    assert (found.sentence, found.standing) == (sentence, standing)


def test_a_reason_about_another_seat_says_least() -> None:
    """Then the one about rostered time; the last where all say little."""
    role = Obstacle("is a special", ObstacleKind.ROLE)
    unrostered = Obstacle("is not rostered", ObstacleKind.NOT_ROSTERED)
    unoffered = Obstacle("has not offered it", ObstacleKind.NOT_OFFERED)
    assert most_telling([role, unrostered, unoffered]) is unoffered
    assert most_telling([role, unrostered]) is unrostered
