"""`applies_to` with a field that a rule does not support is refused at its place; otherwise it limits the rule."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from constraints.registry import installed
from models.rules import DUTIES, PEOPLE

OWN_RULE = '''
from constraints.base import {base}
from models.rules import DUTIES, PEOPLE


class FewDuties({base}):
    """At most one duty for anybody.

    Source: a test.
    """

    kind = "few-duties"
    unit = "duties"
    example = "- kind: few-duties"
    {holds_for}

    def post_person(self, model, person):
        on = [(on, 1) for duty in model.duties_of(person) for on in model.on(person, duty)]
        model.at_most(self, on, 1)

    def check_person(self, view, person):
        has = len(view.duties_of(person))
        if has > 1:
            yield self.breach(has - 1, f"{{person.id}} has {{has}}", person=person.id)

    def post(self, model):
        {post}

    def check(self, view):
        {check}
'''


def _own_rule(base: str = "PersonRule", holds_for: str = "") -> str:
    direct = base == "Rule"
    return OWN_RULE.format(
        base=base,
        holds_for=holds_for,
        post="return None" if direct else "super().post(model)",
        check="return iter(())" if direct else "return super().check(view)",
    )


@pytest.fixture
def own_book(small, tmp_path: Path, trusting):
    """Writes a book with a rule file beside it."""

    def make(rule: str, applies_to: object) -> Path:
        (tmp_path / "own.py").write_text(rule)
        small["rule_files"] = ["own.py"]
        small["shifts"].append({"id": "early", "start": "07:00", "end": "15:00"})
        small["services"].append({**small["services"][0], "id": "earlies", "shift": "early", "weekdays": ["mon"]})
        small["people"][0]["offers"] = [{"weekdays": ["mon", "fri", "sat"]}]
        small["people"][1]["offers"] = []
        small["people"][2]["offers"] = [{"weekdays": ["mon", "fri", "sat"]}]
        small["rules"].append({"kind": "few-duties", "applies_to": applies_to})
        path = tmp_path / "book.json"
        path.write_text(json.dumps(small))
        return path

    return make


def test_every_refused_field_is_named_at_once(run, write, small):
    small["rules"] = [
        {"kind": "weekly-rest", "applies_to": {"roles": ["special"], "shifts": ["peak"], "call_signs": ["JR-04"]}},
        {
            "kind": "crew-qualification",
            "qualification": "driver",
            "applies_to": {"roles": ["special"], "services": ["peaks"]},
        },
        {"kind": "vehicle", "applies_to": {"areas": ["Medway"]}},
    ]
    result = run("check", write(small))
    assert result.exit_code == 2
    weekly = "rule 'weekly-rest' looks at all duties of a person and cannot be limited to"
    for words in (
        f"rules[0].applies_to.shifts: {weekly} shifts; applies_to takes people, roles, tags",
        f"rules[0].applies_to.call_signs: {weekly} call signs; applies_to takes people, roles, tags",
        "rules[1].applies_to.roles: rule 'crew-qualification' looks at whole crews and cannot be limited to roles;"
        " applies_to takes call_signs, services, shifts, areas; its parameter 'roles' says which count",
        "rules[2].applies_to: rule 'vehicle' holds for everybody; take out applies_to",
    ):
        assert words in result.output
    assert "rules[1].applies_to.services" not in result.output


def test_in_a_workbook_the_cell_is_named_and_marked(run, write, small, tmp_path: Path):
    small["rules"] = [{"kind": "weekly-rest", "hours": 24, "applies_to": {"people": ["SC01"]}}]
    book, marked = tmp_path / "book.xlsx", tmp_path / "marked.xlsx"
    assert run("solve", write(small), "-o", book).exit_code == 0
    workbook = load_workbook(book)
    sheet = workbook["Rules"]
    column = next(cell.column for cell in sheet[4] if cell.value == "Applies to")
    cell = sheet.cell(5, column)
    assert cell.value == "people: [SC01]"
    cell.value = "shifts: [peak]"
    workbook.save(book)
    result = run("check", book, "--mark", marked)
    assert result.exit_code == 2
    words = "rule 'weekly-rest' looks at all duties of a person and cannot be limited to shifts"
    assert f"Rules!{cell.coordinate}: {words}" in result.output
    assert words in load_workbook(marked)["Rules"][cell.coordinate].comment.text


@pytest.mark.parametrize("holds_for", ["", "holds_for = PEOPLE + DUTIES"])
def test_a_rule_of_ones_own_is_shown_the_duties_named(run, own_book, tmp_path: Path, holds_for: str):
    """Declared or not, a rule limited to early turns sees no others: P01 has one early turn and other duties."""
    path = own_book(_own_rule(holds_for=holds_for), {"shifts": ["early"]})
    solved = tmp_path / "out.json"
    assert run("solve", path, "-o", solved).exit_code == 0
    assert run("check", solved).exit_code == 0
    taken = [item["duty"] for item in json.loads(solved.read_text())["rota"]["assignments"] if item["person"] == "P01"]
    assert sum(duty.endswith("/early") for duty in taken) == 1
    assert len(taken) > 1


def test_a_rule_of_ones_own_may_refuse(run, own_book):
    result = run("check", own_book(_own_rule(holds_for="holds_for = PEOPLE"), {"shifts": ["early"]}))
    assert result.exit_code == 2
    assert "rules[1].applies_to.shifts: rule 'few-duties' looks at all duties of a person" in result.output


def test_a_rule_that_stands_on_no_base_takes_nothing_until_it_says(run, own_book):
    result = run("check", own_book(_own_rule("Rule"), {"roles": ["special"]}))
    assert result.exit_code == 2
    assert "rules[1].applies_to.roles: rule 'few-duties' does not say that it can be limited to roles" in result.output
    assert "own.py" in result.output


@pytest.mark.parametrize(
    ("holds_for", "words"),
    [
        ('holds_for = ("shift",)', "holds_for names 'shift', which is no field of applies_to; did you mean 'shifts'?"),
        ('holds_for = "roles"', "holds_for is a list of fields, not a word"),
    ],
)
def test_a_misspelt_field_in_a_rule_file_is_named(run, own_book, holds_for: str, words: str):
    result = run("check", own_book(_own_rule(holds_for=holds_for), {}))
    assert result.exit_code == 2
    assert words in result.output


def test_the_catalogue_and_the_schema_show_the_fields(run):
    catalogue = {entry["kind"]: entry for entry in json.loads(run("rules", "--format", "json").output)}
    definitions = json.loads(run("schema").output)["$defs"]
    for rule in installed():
        assert catalogue[rule.kind]["applies_to"] == list(rule.holds_for)
        shape = definitions[f"rule-{rule.kind}"]["properties"]
        assert set(shape.get("applies_to", {}).get("properties", ())) == set(rule.holds_for)
    assert definitions["rule-weekly-rest"]["properties"]["applies_to"]["additionalProperties"] is False
    assert catalogue["weekly-rest"]["applies_to"] == list(PEOPLE)
    assert catalogue["band-cover"]["applies_to"] == list(DUTIES)
    assert "applies_to: people, roles, tags\n" in run("rules", "weekly-rest").output
    assert "applies_to: none, it holds for everybody\n" in run("rules", "vehicle").output


def test_the_catalogue_and_the_schema_show_which_rules_take_derogations(run):
    catalogue = json.loads(run("rules", "--format", "json").output)
    allowed = json.loads(run("schema").output)["$defs"]["Derogation"]["properties"]["rule"]["enum"]
    assert allowed == [entry["kind"] for entry in catalogue if entry["derogations"]]
    assert "daily-rest" in allowed
    assert not {"own-caps", "crew-qualification"} & set(allowed)
