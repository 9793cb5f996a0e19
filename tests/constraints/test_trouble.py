"""A rule reports parameters that make no sense in a book, with the name that was probably meant."""

from typing import Any

import pytest
import yaml

from constraints.facts import Facts
from constraints.registry import installed
from models.book import Book
from models.rules import RuleEntry
from tests.constraints.books import person, raw_book

BOOK = Book.model_validate(raw_book([person("ann", offers="all"), person("bob", offers="all")], {"late": "04"}))
BAND = "start: '18:00', end: '02:00'"


def _problems(entry: str) -> list[tuple[Any, str]]:
    _, problems = installed().build([RuleEntry.model_validate(yaml.safe_load(entry))], Facts(BOOK))
    assert all(problem.path[:2] == ("rules", 0) for problem in problems)
    return [(problem.path[2] if len(problem.path) > 2 else None, problem.message) for problem in problems]


@pytest.mark.parametrize(
    ("entry", "parameter", "words"),
    [
        ("{kind: unwanted-pairs, pairs: [[ann, bbo]]}", "pairs", "person 'bbo' is unknown; did you mean 'bob'?"),
        ("{kind: unwanted-pairs, pairs: [[ann, ann]]}", "pairs", "'ann' is paired with themselves"),
        ("{kind: unwanted-pairs, pairs: [[ann, bob], [bob, ann]]}", "pairs", "'bob' and 'ann' is named twice"),
        ("{kind: unwanted-pairs, pairs: []}", "pairs", "name at least one pair"),
        ("{kind: unwanted-pairs, pairs: [[ann]]}", "pairs", ""),
        ("{kind: sole-officer, roles: []}", "roles", "name at least one role"),
        ("{kind: band-cover, bands: []}", "bands", "no band asks for anybody"),
        ("{kind: required-pairs, pairs: [[an, bob]]}", "pairs", "person 'an' is unknown; did you mean 'ann'?"),
        ("{kind: required-pairs, pairs: [[ann, bob], [ann, bob]]}", "pairs", "'ann' and 'bob' is named twice"),
        (
            "{kind: required-pairs, pairs: [[ann, bob], [bob, ann]], both_ways: true}",
            "pairs",
            "'bob' and 'ann' is named twice",
        ),
        ("{kind: sole-officer, roles: [specal]}", "roles", "role 'specal' is unknown; did you mean 'special'?"),
        ("{kind: sole-officer, roles: [special], alone_roles: [constable]}", "alone_roles", "is not among roles"),
        (
            "{kind: sole-officer, roles: [special], alone: [patrl]}",
            "alone",
            "qualification 'patrl' is unknown; did you mean 'patrol'?",
        ),
        (
            "{kind: newcomers-apart, qualifications: [lerner]}",
            "qualifications",
            "qualification 'lerner' is unknown; did you mean 'learner'?",
        ),
        ("{kind: newcomers-apart, most: 1}", None, "say who is new: qualifications, tags or fewer_than"),
        ("{kind: crew-continuity, seats: [seet]}", "seats", "seat 'seet' is in no crew; did you mean 'seat'?"),
        (
            f"{{kind: band-cover, bands: [{{{BAND}, minimum: 1, roles: [specal]}}]}}",
            "bands",
            "role 'specal' is unknown; did you mean 'special'?",
        ),
        (f"{{kind: band-cover, bands: [{{{BAND}, minimum: 2, preferred: 1}}]}}", "bands", "are not in order"),
        (f"{{kind: band-cover, bands: [{{{BAND}, minimum: 0}}]}}", "bands", "no band asks for anybody"),
        (f"{{kind: band-cover, bands: [{{{BAND}}}]}}", "bands", "missing"),
        (
            "{kind: band-cover, asks: preferred, bands: [{start: '18:00', end: '25:00', minimum: 1}]}",
            "bands",
            "'25:00' is not a time of day",
        ),
        ("{kind: ranked-roles, alike: [[special, constabel]]}", "alike", "role 'constabel' is unknown; did you mean"),
        ("{kind: ranked-roles, alike: [[special, constable], [special]]}", "alike", "role 'special' is named twice"),
        ("{kind: fair-share, counts: bank-holiday}", "counts", "no organisation of the book has a calendar"),
        ("{kind: fair-share, counts: weekends}", "counts", "weekend"),
    ],
)
def test_parameters_that_make_no_sense(entry: str, parameter: str | None, words: str) -> None:
    """One sentence, at the parameter."""
    ((where, message),) = _problems(entry)
    assert where == parameter
    assert words in message


@pytest.mark.parametrize(
    "entry",
    [
        "{kind: unwanted-pairs, pairs: [[ann, bob]]}",
        "{kind: required-pairs, pairs: [[ann, bob], [bob, ann]]}",
        "{kind: sole-officer, roles: [special, constable], alone_roles: [constable], alone: [patrol]}",
        f"{{kind: band-cover, asks: preferred, bands: [{{{BAND}, minimum: 0, preferred: 1, roles: [special]}}]}}",
    ],
)
def test_parameters_that_do(entry: str) -> None:
    """No sentence."""
    assert _problems(entry) == []
