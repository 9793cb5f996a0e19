"""What the police see of the ambulance service's people, and the other way round."""

import copy
import json
from typing import Any

import pytest

from models.book import Book
from models.rota import Breach
from models.rules import Level
from roster import api
from roster.desk.service.access.masking import Masking
from roster.desk.service.access.standing import Standing
from roster.desk.service.access.table import Kind
from tests.conftest import SMALL

PRIVATE = {
    "P01": {
        "absences": [{"kind": "sickness", "first": "2026-12-18", "last": "2026-12-20", "hours": 22.5}],
        "caps": {"hours_per_month": 41.5},
        "day_job": [{"weekdays": ["mon"], "start": "06:10", "end": "14:20"}],
        "phone": "01632 960001",
        "email": "p01@example.org",
    }
}


def book() -> Book:
    data: dict[str, Any] = copy.deepcopy(SMALL)
    for person in data["people"]:
        person |= PRIVATE.get(person["id"], {})
    data["requests"] = [
        {"person": "P02", "wish": "off", "dates": ["2026-12-26"], "weight": 737},
        {"person": "SC01", "wish": "off", "dates": ["2026-12-25"]},
    ]
    data["carried_in"] = {
        "duties": [
            {"person": "P01", "start": "2026-11-28 18:00", "end": "2026-11-29 02:00", "call_sign": "JR-04"},
            {"person": "P01", "start": "2026-11-20 09:13", "end": "2026-11-20 17:00", "kind": "training"},
        ],
        "totals": [{"person": "P02", "hours": {"2026-11": 97.25}}],
    }
    data["worked"] = [{"person": "P01", "start": "2026-12-01 09:17", "end": "2026-12-01 11:00", "kind": "elsewhere"}]
    data["pins"] = [{"person": "P01", "duty": "JR-04@2026-12-04"}, {"person": "SC01", "duty": "JR-04@2026-12-04"}]
    data["derogations"] = []
    return Book.model_validate(data)


def of(*organisations: str) -> Standing:
    return Standing("somebody", frozenset({Kind.COORDINATOR}), frozenset(organisations))


@pytest.fixture(scope="module")
def solved() -> Book:
    return api.solve(book(), api_options())


def api_options():
    from roster.engine.options import Options

    return Options(time_limit=20, workers=1, reproducible=True)


SECRETS = ("sickness", "22.5", "41.5", "06:10", "960001", "p01@", "737", "09:13", "97.25", "09:17")


def test_each_secret_is_in_the_book_and_none_is_in_what_the_other_organisation_sees(solved: Book):
    whole = solved.model_dump_json()
    seen = Masking(of("kent-police"), solved).masked_book.model_dump_json()
    assert [secret for secret in SECRETS if secret not in whole] == []
    assert [secret for secret in SECRETS if secret in seen] == []


def test_the_dates_on_which_people_are_away_are_seen(solved: Book):
    seen = Masking(of("kent-police"), solved).masked_book
    away = next(person for person in seen.people if person.id == "P01").absences
    assert [(item.kind, str(item.first), str(item.last)) for item in away] == [("other", "2026-12-18", "2026-12-20")]


def test_ones_own_people_stay_as_they_are(solved: Book):
    seen = Masking(of("kent-police"), solved).masked_book
    police = [person for person in solved.people if person.role == "special"]
    assert [person for person in seen.people if person.role == "special"] == police
    assert [item.person for item in seen.requests] == ["SC01"]
    assert [item.person for item in seen.pins] == ["SC01"]


def test_who_coordinates_both_sees_the_very_book(solved: Book):
    assert Masking(of("kent-police", "secamb"), solved).masked_book is solved


def test_a_masked_book_can_be_written_read_and_checked(solved: Book):
    seen = Masking(of("kent-police"), solved).masked_book
    again = Book.model_validate(json.loads(seen.model_dump_json()))
    assert again == seen
    assert seen.input_hash != solved.input_hash
    assert api.check(api.ready(again)).legal


def test_the_rota_is_the_same(solved: Book):
    seen = Masking(of("kent-police"), solved).masked_book
    assert solved.rota is not None
    assert seen.rota is not None
    assert seen.rota.assignments == solved.rota.assignments


def test_breaches_of_hidden_people_say_only_that_a_rule_is_broken(solved: Book):
    masking = Masking(of("kent-police"), solved)
    hard = Breach(
        rule="availability", level=Level.HARD, amount=3, unit="h", message="P01 is absent (sickness)", person="P01"
    )
    soft = hard.model_copy(update={"level": Level.WISHES, "rule": "requests"})
    own = hard.model_copy(update={"person": "SC01", "message": "SC01 is on two duties"})
    seen = masking.breaches([hard, soft, own])
    assert [item.message for item in seen] == [
        "P01: the rule availability is broken; secamb knows the details",
        "SC01 is on two duties",
    ]
    assert seen[0].amount == 1


def test_breaches_name_people_beside_their_ids(solved: Book):
    named = solved.changed(
        people=[person.model_copy(update={"name": f"Field {person.id}"}) for person in solved.people]
    )
    breach = Breach(
        rule="pairing", level=Level.HARD, amount=1, unit="seat", message="SC01 must not work with P01", person="SC01"
    )
    (seen,) = Masking(of("kent-police"), named).breaches([breach])
    assert seen.message == "Field SC01 (SC01) must not work with Field P01 (P01)"


def test_reasons_about_hidden_people_name_who_knows_them(solved: Book):
    masking = Masking(of("kent-police"), solved)
    assert masking.reason("P01", "has not offered it") == "is not available; secamb knows why"
    assert masking.reason("SC01", "has not offered it") == "has not offered it"
    assert masking.sentence("P01 is absent (annual leave), runs into it") == "P01 is absent, runs into it"
