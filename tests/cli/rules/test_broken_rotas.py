"""For each rule, a solved book is edited to break it: hard means exit 1, soft exit 0; both say what is wrong."""

import json
from dataclasses import replace

import pytest

from constraints.registry import installed
from tests.cli.rules.broken_rotas import CASES, Case


def test_every_rule_has_a_broken_rota():
    # A record goes before any rota, which is looked at as it was worked: none can break `on-record`.
    assert set(CASES) == set(installed().kinds) - {"on-record"}


@pytest.mark.parametrize("kind", sorted(CASES))
def test_a_broken_rule_is_told(run, write, small, tmp_path, kind: str):
    _is_told(run, write, small, tmp_path, kind, CASES[kind])


@pytest.mark.parametrize(
    "kind",
    [kind for kind, case in sorted(CASES.items()) if case.rule and not case.soft and installed()[kind].softenable],
)
def test_a_rule_made_soft_is_told_and_forgiven(run, write, small, tmp_path, kind: str):
    case = CASES[kind]
    words = [*case.words, "at wishes"]
    soft = replace(case, rule={**(case.rule or {}), "level": "wishes"}, words=words, soft=True)
    _is_told(run, write, small, tmp_path, kind, soft)


def _is_told(run, write, small, tmp_path, kind: str, case: Case):
    case.prepare(small)
    if case.rule is not None:
        small["rules"].append(case.rule)
    solved = tmp_path / "solved.json"
    assert run("solve", write(small), "-o", solved).exit_code == 0
    assert run("check", solved).exit_code == 0
    data = json.loads(solved.read_text())
    case.edit(data["rota"])
    data["rota"]["provenance"]["input_hash"] = "0" * 64  # what differs has changed since, and is no false claim
    solved.write_text(json.dumps(data))
    result = run("check", solved)
    assert result.exit_code == case.status, result.output
    line = next((line for line in result.output.splitlines() if case.words[0] in line), "")
    assert line.strip().startswith(f"{kind}: "), f"{case.words[0]!r} is not told of by {kind} in:\n{result.output}"
    for word in case.words:
        assert word in line
