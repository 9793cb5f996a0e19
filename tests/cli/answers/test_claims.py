"""What a file claims of its own rota is counted again, listed as not verified, or solved again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.rota import LevelScore
from roster import api

Change = Callable[[dict[str, Any]], object]
SOLVING = ("--time-limit", "30")


@pytest.fixture
def short(small) -> dict[str, Any]:
    """Four duties in two weeks, of which P01 alone may be on two: two are stood down, 10 points each."""
    small["period"] = {"first": "2026-12-01", "last": "2026-12-14"}
    small["people"] = [person for person in small["people"] if person["id"] != "P02"]
    small["people"][0]["caps"] = {"duties_per_month": 2}
    small["people"].append({"id": "P03", "role": "paramedic"})
    return small


@pytest.fixture
def solved(run, write, short, tmp_path: Path) -> Path:
    """Solved: cover 20, proven best, with cures of the two duties."""
    path = tmp_path / "solved.json"
    assert run("solve", write(short), "-o", path, *SOLVING, "--quiet").exit_code == 0
    return path


def changed(path: Path, change: Change) -> Path:
    """The file with a changed rota."""
    data = json.loads(path.read_text())
    change(data["rota"])
    path.write_text(json.dumps(data))
    return path


def score(rota: dict[str, Any], level: str) -> dict[str, Any]:
    return next(item for item in rota["scores"] if item["level"] == level)


def of(state: str, rota: dict[str, Any]) -> dict[str, Any]:
    return next(item for item in rota["duties"] if item["state"] == state)


def test_what_is_so_and_what_is_somebodys_word(run, solved: Path):
    result = run("check", solved)
    assert result.exit_code == 0
    assert "verified, counted again: the value of every level; every breach; the state of every duty" in result.output
    assert "not verified, only stated in the file: that cover" in result.output
    assert "the cures listed for 2 duties crew them" in result.output
    assert f"roster check {solved} --prove" in result.output
    claims = json.loads(run("check", solved, "--format", "json").stdout)["claims"]
    assert claims["false"] == claims["changed"] == []
    assert "every breach" in claims["verified"]
    assert any(item.startswith("that cover") for item in claims["unverified"])


CONTRADICTIONS: dict[str, Change] = {
    "at the level cover the bound is 25 points, above the value of 20": lambda rota: score(rota, "cover").update(
        bound=25
    ),
    "at the level cover 20 points are said to be proven best, without a bound": lambda rota: score(
        rota, "cover"
    ).update(bound=None),
    "at the level cover 20 points are said to be proven best, but the bound is 10": lambda rota: score(
        rota, "cover"
    ).update(bound=10),
    "at the level cover the rota claims 0 points, and its breaches come to 20": lambda rota: score(
        rota, "cover"
    ).update(value=0, bound=0),
    "of a rota that was changed by hand since": lambda rota: rota["provenance"].update(edited=True),
    "is listed as a cure of JR-04": lambda rota: rota["cures"][0]["cures"][0].update(crews=[]),
    "although cover is said to be proven best": lambda rota: rota["cures"][0]["cures"][0].update(kind="longer search"),
}
DIFFERENCES: dict[str, Change] = {
    "at the level cover the rota {verb} 0 points, it {has} 20": lambda rota: (
        score(rota, "cover").update(value=0, bound=0),
        rota.update(breaches=[item for item in rota["breaches"] if item["level"] != "cover"]),
    ),
    "the breaches written in the rota are not those it has": lambda rota: rota["breaches"][0].update(message="fine"),
    "says crewed; it is stood down": lambda rota: of("stood down", rota).update(state="crewed"),
    "says part-crewed; it is crewed": lambda rota: of("crewed", rota).update(state="part-crewed"),
    "has another call sign, date, shift or time": lambda rota: rota["duties"][0].update(
        end="2026-12-05T01:00:00+00:00"
    ),
    "there is no record of JR-04@2026-12-04": lambda rota: rota["duties"].pop(0),
    "cures are listed for JR-04@": lambda rota: rota["cures"][0].update(duty=of("crewed", rota)["duty"], cures=[]),
    "' is said to crew JR-04@": lambda rota: rota["cures"][0]["cures"][0]["crews"].append(of("crewed", rota)["duty"]),
    "says crewed; it is ": lambda rota: rota["assignments"].pop(),
}


@pytest.mark.parametrize("words", CONTRADICTIONS)
@pytest.mark.parametrize("hidden", [False, True])
def test_what_contradicts_itself_is_false_whatever_the_inputs(run, solved: Path, words: str, hidden: bool):
    """Also when the hash of the inputs was changed, so that the inputs seem to have changed since."""
    changed(solved, CONTRADICTIONS[words])
    if hidden:
        changed(solved, lambda rota: rota["provenance"].update(input_hash="0" * 64))
    result = run("check", solved)
    assert result.exit_code == 1
    assert words in next(line for line in result.output.splitlines() if line.startswith("false: ") and words in line)


@pytest.mark.parametrize("words", DIFFERENCES)
def test_what_differs_is_false_for_the_same_inputs(run, solved: Path, words: str):
    result = run("check", changed(solved, DIFFERENCES[words]))
    words = words.format(verb="claims", has="has")
    assert result.exit_code == 1
    assert any(line.startswith("false: ") and words in line for line in result.output.splitlines()), result.output
    data = json.loads(run("check", solved, "--format", "json").stdout)
    assert any(words in sentence for sentence in data["claims"]["false"])


def test_nothing_is_verified_of_a_lie_that_is_covered_up(run, solved: Path):
    """Value, breaches and the hash of the inputs are all changed: the true value is printed, nothing is verified."""
    changed(solved, DIFFERENCES["at the level cover the rota {verb} 0 points, it {has} 20"])
    changed(solved, lambda rota: rota["provenance"].update(input_hash="0" * 64))
    claims = json.loads(run("check", solved, "--format", "json").stdout)["claims"]
    assert "at the level cover the rota was made with 0 points, it now has 20" in claims["changed"]
    assert not any("cover" in item or "value" in item or "breach" in item for item in claims["verified"])
    assert "that cover is proven best" in claims["unverified"]
    assert "that it was made from other inputs, which the following is about" in claims["unverified"]


@pytest.mark.parametrize("words", DIFFERENCES)
def test_what_differs_has_changed_since_for_other_inputs(run, solved: Path, words: str):
    """A date was offered since: no claim is false, and no claim that differs is called verified."""
    changed(solved, DIFFERENCES[words])
    data = json.loads(solved.read_text())
    data["people"][-1]["offers"] = [{"dates": ["2026-12-04"]}]
    solved.write_text(json.dumps(data))
    result = run("check", solved)
    assert result.exit_code == 0, result.output
    assert "note: the inputs have changed since the rota was made" in result.output
    assert f"note: {words.format(verb='was made with', has='now has')}"[6:] in result.output
    assert "false: " not in result.output


def test_the_search_cannot_have_proven_what_no_level_claims(run, solved: Path):
    changed(solved, lambda rota: [item.update(proven=False) for item in rota["scores"]])
    result = run("check", solved)
    assert result.exit_code == 1
    assert "false: the search is said to have proven every level best, but no proof of cover" in result.output


def test_records_of_the_command_line_change_no_claim(run, solved: Path, tmp_path: Path):
    """The claims are compared with the file itself; with the record the duty of the 4th is no longer full."""
    duty = of("crewed", json.loads(solved.read_text())["rota"])
    person = next(
        item["person"]
        for item in json.loads(solved.read_text())["rota"]["assignments"]
        if item["duty"] == duty["duty"] and item["seat"] == "police"
    )
    worked = tmp_path / "worked.csv"
    worked.write_text(f"person,date,start,end,no-show\n{person},{duty['date']},18:00,02:00,yes\n")
    result = run("check", solved, "--worked", worked)
    assert result.exit_code == 0, result.output
    assert "is part-crewed" in result.output
    assert "verified, counted again: the value of every level; every breach; the state of every duty" in result.output


# --- solved again


def claiming(path: Path, change: Change, **claims: dict[str, Any]) -> Path:
    """The file with another rota, every value and state of it right, and each level said to be proven best."""
    changed(path, change)
    book = api.open_book(path).book
    opened = api.ready(book)
    assert book.rota is not None
    view, verdict = opened.view, api.check(opened)
    scores = [
        LevelScore(level=level, **{"value": value, "bound": value, "proven": True, **claims.get(str(level), {})})
        for level, value in verdict.values.items()
        if level != "disturbance"
    ]
    states = [item.model_copy(update={"state": view.state(view.facts.duty[item.duty])}) for item in book.rota.duties]
    counted = {"scores": tuple(scores), "duties": tuple(states), "breaches": tuple(verdict.soft)}
    rota = book.rota.model_copy(update=counted)
    path.write_text(book.model_copy(update={"rota": rota}).model_dump_json())
    return path


def proofs(run, path: Path, status: int) -> dict[str, Any]:
    result = run("check", path, "--prove", *SOLVING, "--format", "json")
    assert result.exit_code == status, result.output
    return json.loads(result.stdout)["proofs"]


def findings(found: dict[str, Any]) -> dict[str, str]:
    return {item["level"]: item["finding"] for item in found["levels"]}


def nothing(rota: dict[str, Any]) -> None:
    """The unchanged rota."""


def without_a_duty(rota: dict[str, Any]) -> None:
    """One duty fewer runs than could: cover is 30 points, and 20 is possible."""
    removed = of("crewed", rota)["duty"]
    rota["assignments"] = [item for item in rota["assignments"] if item["duty"] != removed]
    next(item for item in rota["duties"] if item["duty"] == removed)["vehicle"] = None
    rota["cures"] = []


def without_a_special(rota: dict[str, Any]) -> None:
    """One preferred seat is empty: full is 1 point, and 0 is possible."""
    removed = next(item for item in rota["assignments"] if item["seat"] == "police")
    rota["assignments"].remove(removed)
    rota["cures"] = []


def test_an_honest_file_is_confirmed(run, solved: Path):
    result = run("check", solved, "--prove", *SOLVING)
    assert result.exit_code == 0
    assert "cover: confirmed: no rota comes to less than 20 points" in result.output
    found = proofs(run, solved, 0)
    assert set(findings(found).values()) == {"confirmed"}
    assert {item["finding"] for item in found["cures"]} == {"confirmed"}
    assert found["refuted"] is False


def test_a_better_rota_refutes(run, solved: Path):
    """Nothing else in the file is false, so only solving again finds it; lower levels are solved at cover 30."""
    path = claiming(solved, without_a_duty)
    assert run("check", path).exit_code == 0
    found = proofs(run, path, 1)
    cover = found["levels"][0]
    assert (cover["finding"], cover["value"], cover["found"]) == ("refuted", 30, 20)
    assert "a rota with 20 points was found and checked; 30 points are said to be proven best" in cover["sentence"]
    assert findings(found)["full"] == "confirmed"
    assert all(item["found"] is not None for item in found["levels"])


def test_a_level_below_is_refuted_with_the_others_held(run, solved: Path):
    found = proofs(run, claiming(solved, without_a_special), 1)
    assert findings(found)["cover"] == "confirmed"
    full = next(item for item in found["levels"] if item["level"] == "full")
    assert (full["finding"], full["value"], full["found"]) == ("refuted", 1, 0)


@pytest.mark.parametrize(
    ("bound", "finding", "status"),
    [(30, "refuted", 1), (21, "refuted", 1), (20, "confirmed", 0), (12.5, "confirmed", 0), (None, "open", 0)],
)
def test_a_bound_alone(run, solved: Path, bound: float | None, finding: str, status: int):
    """Of the rota with 30 points, where 20 are the least: a bound is right up to 20."""
    path = claiming(solved, without_a_duty, cover={"proven": False, "bound": bound})
    changed(path, lambda rota: rota["provenance"].update(ended="time limit"))
    assert run("check", path).exit_code == 0
    cover = next(
        item
        for item in json.loads(run("check", path, "--prove", *SOLVING, "--format", "json").stdout)["proofs"]["levels"]
        if item["level"] == "cover"
    )
    assert cover["finding"] == finding
    if bound is None:
        assert "nothing is claimed of it" in cover["sentence"]
        assert cover["found"] is None
    elif finding == "confirmed":
        assert "this one has 30 points, and a rota with 20 points was found and checked" in cover["sentence"]


def test_the_claim_is_never_what_the_search_begins_with(run, solved: Path):
    """A false bound, high or low, is not taken over as something known."""
    path = claiming(solved, nothing, cover={"bound": 20, "proven": True}, full={"bound": 5, "proven": False})
    assert run("check", path).exit_code == 1  # the bound is above the value
    found = proofs(run, path, 1)
    assert findings(found)["cover"] == "confirmed"
    assert findings(found)["full"] == "refuted"


def test_with_no_time_it_is_open(run, solved: Path):
    result = run("check", claiming(solved, without_a_duty), "--prove", "--time-limit", "0.000001")
    assert result.exit_code in (0, 1)
    assert "cover: " in result.output
    assert "cover: confirmed" not in result.output


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (lambda cure, down: None, "confirmed"),
        (lambda cure, down: cure.update(change="SC01 renews driver before Fri 4 Dec"), "refuted"),
        (lambda cure, down: cure.update(change="P77 offers JR-04 on Fri 4 Dec"), "refuted"),
        (lambda cure, down: cure.update(crews=down), "refuted"),
    ],
)
def test_cures(run, solved: Path, change, finding: str):
    """P03 offers one date: that crews the duty of the date, and not both that are stood down."""

    def with_another(rota: dict[str, Any]) -> None:
        cure = rota["cures"][0]["cures"][0]
        assert cure["change"].startswith("P03 offers JR-04 on ")
        change(cure, [item["duty"] for item in rota["duties"] if item["state"] == "stood down"])

    found = proofs(run, changed(solved, with_another), int(finding == "refuted"))
    assert found["cures"][0]["finding"] == finding
    assert {item["finding"] for item in found["cures"][1:]} == {"confirmed"}


def test_a_longer_search_that_finds_nothing(run, solved: Path):
    """A cure must do what no rota of the unchanged book does."""

    def claim(rota: dict[str, Any]) -> None:
        rota["cures"][0]["cures"] = [
            {"kind": "longer search", "change": "a longer search", "crews": [rota["cures"][0]["duty"]]}
        ]
        score(rota, "cover").update(proven=False, bound=0)
        rota["provenance"]["ended"] = "time limit"

    path = changed(solved, claim)
    assert run("check", path).exit_code == 0
    assert proofs(run, path, 1)["cures"][0]["finding"] == "refuted"


def test_of_a_repaired_rota_nothing_is_refuted_that_was_not_asked(run, solved: Path):
    """A repair is best for few people disturbed; a better rota may disturb more."""
    path = claiming(solved, without_a_special)
    changed(path, lambda rota: rota["provenance"].update(repaired=True))
    found = proofs(run, path, 0)
    full = next(item for item in found["levels"] if item["level"] == "full")
    assert full["finding"] == "open"
    assert "with the past kept and as few people disturbed as can be" in full["sentence"]


def test_where_there_is_nothing_to_prove(run, write, short, solved: Path):
    assert run("check", write(short), "--prove").exit_code == 0

    def extra(rota: dict[str, Any]) -> None:
        duty = of("stood down", rota)["duty"]
        rota["assignments"].append({"person": "P01", "duty": duty, "seat": "paramedic", "basis": "offered"})

    result = run("check", changed(solved, extra), "--prove")
    assert result.exit_code == 1
    assert "the rota is not legal" in result.output
    assert run("check", solved, "--time-limit", "5").exit_code == 2
    assert run("check", solved, "--prove", "--time-limit", "nan").exit_code == 2


def test_inputs_that_changed_since_are_the_ones_that_are_solved(run, solved: Path):
    """P03 has offered a date since: the rota is no longer best, so the claim is false for this book."""
    data = json.loads(solved.read_text())
    down = of("stood down", data["rota"])
    data["people"][-1]["offers"] = [{"dates": [down["date"]]}]
    solved.write_text(json.dumps(data))
    assert run("check", solved).exit_code == 0
    found = proofs(run, solved, 1)
    assert (found["levels"][0]["finding"], found["levels"][0]["found"]) == ("refuted", 10)
