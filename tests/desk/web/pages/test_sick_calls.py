"""A sick call from the browser: who could cover, the repair, the answers, taking it and publishing."""

from typing import Any

import pytest

from tests.desk.web.pages.client import Pages, went_to, words


def sick(pages: Pages) -> dict[str, Any]:
    """Somebody with a duty, and its date."""
    rota = pages.unit.book.rota
    assert rota is not None
    item = next(item for item in rota.assignments if item.person.startswith("SC"))
    day = item.duty.partition("@")[2].partition("/")[0]
    return {"person": item.person, "first": day, "last": day}


def test_from_the_call_to_the_publication(pages: Pages) -> None:
    away = sick(pages)
    cover = pages.get("both", "sick-call", params=away)
    assert "1 duty to cover" in words(cover.text)
    where = went_to(pages.post("both", "sick-call", {**away, "limit": "3"}))
    assert where == "sick-call/1"
    sheet = pages.get("both", where)
    assert "A repair:" in words(sheet.text)
    told = words(sheet.text)
    assert told.index(f": without {away['person']} ") < told.index("Whom to ask: ") < told.index("Take the repair")
    request = pages.unit.store.jobs.one(1).options
    assert (request["most_people"], request["absent"][0]["name"]) == (3, away["person"])
    assert went_to(pages.post("both", "proposals/1", {"act": "all", "to": "publish"})) == "publish?taken=2"
    assert away["person"] in {person.id for person in pages.unit.book.people if person.absences}
    told = pages.text("both", "publish?taken=2")
    assert "Take proposal 1: a repair: " in told
    assert "is away" in told  # what taking it did, and not its number alone


def test_answers_are_ticked_and_the_next_repair_knows_them(pages: Pages) -> None:
    away = sick(pages)
    pages.post("both", "sick-call", away)
    duty = next(item.duty for item in pages.unit.book.rota.assignments if item.person == away["person"])  # type: ignore[union-attr]
    other = next(
        person.id for person in pages.unit.book.people if person.role == "special" and person.id != away["person"]
    )
    fields = {"person": other, "duty": duty, "reply": "no"}
    answer = pages.post("both", "sick-call/1/answer", fields, headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["says"].endswith(": no.")
    assert went_to(pages.post("both", "sick-call/1/answer", fields)) == "sick-call/1#sheet"
    assert went_to(pages.post("both", "sick-call/1/again")) == "sick-call/2"
    answers = pages.unit.store.jobs.one(2).options["answers"]
    assert [(item["person"], item["reply"]) for item in answers] == [(other, "no")]


def test_a_repair_is_not_taken_by_mistake_without_the_answers_it_does_not_have(pages: Pages) -> None:
    away = sick(pages)
    pages.post("both", "sick-call", away)
    asked = pages.unit.desk.sick_calls.sheet(pages.unit.desk.asking(pages.unit.both, pages.unit.unit), 1).seats[0]
    out = next(one["person"] for one in asked["ask"] if not one["planned"])
    fields = {"person": out, "duty": asked["duty"], "seat": asked["seat"]}
    take = "Take the repair (publishing is the next step)"
    assert take in words(pages.get("both", "sick-call/1").text)
    pages.post("both", "sick-call/1/answer", {**fields, "reply": "yes"})
    shown = words(pages.get("both", "sick-call/1").text)
    assert take not in shown
    assert "The repair does not have these answers yet" in shown
    pages.post("both", "sick-call/1/answer", {**fields, "reply": "no"})
    assert take in words(pages.get("both", "sick-call/1").text)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, ["Choose who is away.", "Say from which date."]),
        ({"person": "P77", "first": "2026-12-04"}, ["Choose who is away."]),
        ({"person": "SC01", "first": "4.12."}, ["Write the date as YYYY-MM-DD."]),
        ({"person": "SC01", "first": "2026-12-04", "last": "2026-12-03"}, ["This is before the first date."]),
        ({"person": "SC01", "first": "2026-12-04", "last": "2029-12-03"}, ["At most 62 days at once."]),
        ({"person": "SC01", "first": "2026-12-04", "limit": "few"}, ["Write a number of people, or leave it empty."]),
        ({"person": "", "first": "x", "limit": "-1"}, ["Choose who is away.", "Write the date as YYYY-MM-DD."]),
    ],
)
def test_all_mistakes_are_told_at_once_beside_their_fields(
    pages: Pages, fields: dict[str, str], told: list[str]
) -> None:
    answer = pages.post("both", "sick-call", fields)
    assert answer.status_code == 422
    assert all(sentence in words(answer.text) for sentence in told)
    assert answer.text.count('aria-invalid="true"') >= len(told)


def test_only_own_people_are_offered_and_their_numbers_shown(pages: Pages) -> None:
    text = pages.get("police", "sick-call").text
    assert 'value="SC01"' in text
    assert 'value="P01"' not in text
    answer = pages.post("police", "sick-call", {"person": "P01", "first": "2026-12-04"})
    assert answer.status_code == 422


def asked_and_left_out(pages: Pages) -> dict[str, str]:
    """The fields of an answer of somebody whom the repair does not put in."""
    pages.post("both", "sick-call", sick(pages))
    asked = pages.unit.desk.sick_calls.sheet(pages.unit.desk.asking(pages.unit.both, pages.unit.unit), 1).seats[0]
    person = next(one["person"] for one in asked["ask"] if not one["planned"])
    return {"person": person, "duty": asked["duty"], "seat": asked["seat"], "reply": "only until"}


def test_somebody_who_can_do_part_of_a_duty_is_noted_with_the_time(pages: Pages) -> None:
    fields = asked_and_left_out(pages)
    assert 'type="time"' in pages.get("both", "sick-call/1").text
    for wrong in ("", "late", "25:00"):
        refused = pages.post("both", "sick-call/1/answer", {**fields, "until": wrong})
        assert refused.status_code == 422
        assert "Write the time as HH:MM" in words(refused.text)
        assert f'name="until" value="{wrong}" autocomplete="off" aria-invalid="true"' in refused.text
    assert went_to(pages.post("both", "sick-call/1/answer", {**fields, "until": "20:00"})) == "sick-call/1#sheet"
    text = words(pages.get("both", "sick-call/1").text)
    assert "only until 20:00" in text
    assert "does not have these answers" not in text  # they cannot do all of the duty, and are not on it
    assert went_to(pages.post("both", "sick-call/1/again")) == "sick-call/2"
    (answer,) = pages.unit.store.jobs.one(2).options["answers"]
    assert (answer["reply"], answer["until"]) == ("only until", "20:00")
    assert pages.unit.store.jobs.one(2).state == "done"


def test_who_can_stay_to_the_end_of_the_duty_counts_as_a_yes(pages: Pages) -> None:
    fields = asked_and_left_out(pages)
    end = next(duty.wall_end for duty in pages.unit.book.duties if duty.id == fields["duty"])
    pages.post("both", "sick-call/1/answer", {**fields, "until": f"{end:%H:%M}"})
    assert "The repair does not have these answers yet" in words(pages.get("both", "sick-call/1").text)
