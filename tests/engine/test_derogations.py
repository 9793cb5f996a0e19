"""An exception is recorded, holds for one person and its dates alone, and is shown."""

import json

import pytest

from models.problems import BookError
from models.reading.examine import read
from roster import api
from roster.analysis.notes.derogations import applied_derogations


@pytest.fixture
def strict(small):
    """One paramedic, two nights in a row, and a rest that lies in between them only by exception."""
    small["people"] = [person for person in small["people"] if person["id"] != "P02"]
    small["period"] = {"first": "2026-12-04", "last": "2026-12-12"}
    small["rules"].append({"kind": "daily-rest", "hours": 20, "applies_to": {"roles": ["paramedic"]}})
    return small


EXCEPTION = {
    "rule": "daily-rest",
    "person": "P01",
    "first": "2026-12-05",
    "reason": "Christmas market",
    "rest_hours": 4,
    "rest_by": "2026-12-09",
}


def nights(book) -> list[int]:
    return [record.date.day for record in book.rota.duties if record.state != "stood down"]


def test_without_it_one_night_of_two_runs(strict, solved):
    assert len(nights(solved(strict))) == 2


def test_with_it_that_weekend_runs_and_the_other_does_not(strict, solved):
    strict["derogations"] = [EXCEPTION]
    book = solved(strict)
    assert nights(book)[:2] == [4, 5]
    assert len(nights(book)) == 3
    opened = api.ready(book)
    assert api.check(opened).legal
    shown = applied_derogations(opened.view, opened.admission.rules)
    assert [item.sentence for item in shown] == [
        "P01 is excepted from daily-rest on Sat 5 Dec: Christmas market; 4 hours of rest owed by Wed 9 Dec"
    ]
    assert [breach.message for breach in shown[0].breaches] == [
        "P01 has 16h of rest between JR-04 on Fri 4 Dec and JR-04 on Sat 5 Dec (at least 20h)"
    ]


def test_one_that_is_not_needed_says_so(strict, solved):
    strict["derogations"] = [{**EXCEPTION, "first": "2026-12-07"}]
    opened = api.ready(solved(strict))
    assert applied_derogations(opened.view, opened.admission.rules)[0].sentence.endswith("(not made use of)")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rule": "daily-rset"}, "did you mean 'daily-rest'?"),
        ({"rule": "own-caps"}, "there is no exception from rule 'own-caps'"),
        ({"rule": "crew-cover"}, "there is no exception from rule 'crew-cover'"),
        ({"person": "P1"}, "did you mean 'P01'?"),
        ({"reason": ""}, "derogations[0].reason"),
        ({"rest_by": None}, "rest_hours and rest_by go together"),
        ({"last": "2026-12-01"}, "before it starts"),
    ],
)
def test_one_that_makes_no_sense(strict, change, words):
    strict["derogations"] = [{key: value for key, value in {**EXCEPTION, **change}.items() if value is not None}]
    with pytest.raises(BookError) as caught:
        api.ready(read(strict))
    assert words in str(caught.value)


def test_check_shows_it(strict, solved, tmp_path):
    from click.testing import CliRunner

    from roster.cli.main import cli

    strict["derogations"] = [EXCEPTION]
    path = tmp_path / "o.json"
    api.write_book(solved(strict), path)
    text = CliRunner().invoke(cli, ["check", str(path)]).output
    assert "derogation: P01 is excepted from daily-rest on Sat 5 Dec" in text
    assert "excused: P01 has 16h of rest" in text
    data = json.loads(CliRunner().invoke(cli, ["check", str(path), "--format", "json"]).output)
    assert data["derogations"][0]["excused"]


def test_it_excuses_nobody_of_whom_the_rule_does_not_speak(strict, solved):
    """The rest is asked of paramedics only: an officer's nights in a row need no exception."""
    strict["people"] = [person for person in strict["people"] if person["id"] in ("P01", "SC01")]
    strict["derogations"] = [EXCEPTION, {**EXCEPTION, "person": "SC01"}]
    book = solved(strict)
    assert len([item for item in book.rota.assignments if item.person == "SC01"]) > 1
    opened = api.ready(book)
    assert applied_derogations(opened.view, opened.admission.rules)[1].sentence.endswith("(not made use of)")
