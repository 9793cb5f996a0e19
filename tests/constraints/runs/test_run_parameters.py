"""Parameters of the rules about runs, weekends and bands that make no sense are refused in a sentence."""

import pytest
import yaml

from constraints.facts import Facts
from constraints.registry import installed
from models.rules import RuleEntry
from tests.constraints.books import person, tiny_book


@pytest.mark.parametrize(
    ("entry", "place", "words"),
    [
        ("{kind: forbidden-successions, after: {late: [erly]}}", "after", "'erly' is unknown; did you mean 'early'"),
        ("{kind: required-successions, after: {lat: [late]}}", "after", "'lat' is unknown; did you mean 'late'"),
        ("{kind: forbidden-successions, after: {}}", "after", "at least"),
        ("{kind: seat-cover, seat: seet}", "seat", "'seet' is unknown; did you mean 'seat'"),
        ("{kind: seat-cover, under: 0, over: 0}", None, "both 0"),
        ("{kind: most-weekends, most: 1, weekend: [fri, sun]}", "weekend", "that follow each other"),
        ("{kind: most-weekends, most: 1, weekend: [sat, sat]}", "weekend", "twice"),
        ("{kind: whole-weekends, weekend: [sat]}", "weekend", "two to six days"),
        ("{kind: free-weekends, free: 3, of: 2}", None, "3 of 2 weekends cannot be free"),
        ("{kind: total-hours}", None, "give least, most, or both"),
        ("{kind: total-hours, least: 9, most: 8}", None, "least 9 and most 8 are not in order"),
        ("{kind: full-crew, level: hard}", "level", "cannot be hard"),
        ("{kind: same-shift-runs}", None, "give least (2 or more), most, or both"),
        ("{kind: same-shift-runs, least: 3, most: 2}", None, "least 3 and most 2 are not in order"),
        ("{kind: most-consecutive-rest-days}", "most", "missing"),
        ("{kind: most-consecutive-rest-days, most: 0}", "most", "greater than or equal to 1"),
        ("{kind: fewest-consecutive-duties, least: 1}", "least", "greater than or equal to 2"),
    ],
)
def test_is_refused(entry: str, place: str | None, words: str) -> None:
    book = tiny_book([person("ann", offers="all")], {"late": "01", "early": "02"})
    _, problems = installed().build([RuleEntry.model_validate(yaml.safe_load(entry))], Facts(book))
    assert [problem.path for problem in problems] == [("rules", 0, *([place] if place else []))]
    assert words in problems[0].message
