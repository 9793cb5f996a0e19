"""A user's rule file is loaded by its path, works in every command, and is named when it fails."""

import json
import textwrap
from pathlib import Path

import pytest

RULE = '''
    from __future__ import annotations

    from collections.abc import Iterator
    from typing import TYPE_CHECKING, Annotated, ClassVar

    from pydantic import Field

    from constraints.base import PersonRule
    from models.people import Person
    from models.rota import Breach

    if TYPE_CHECKING:
        from constraints.rota_model import RotaModel
        from constraints.view import RotaView


    class FewFridays(PersonRule):
        """At most `most` Fridays for anybody.

        Source: an example.
        """

        kind: ClassVar[str] = "few-fridays"
        unit: ClassVar[str] = "duties"
        example: ClassVar[str] = "- {kind: few-fridays, most: 1}"

        most: Annotated[int, Field(ge=0)] = 1

        def post_person(self, model: RotaModel, person: Person) -> None:
            fridays = [duty for duty in model.duties_of(person) if duty.date.weekday() == 4]
            model.at_most(self, [(on, 1) for duty in fridays for on in model.on(person, duty)], self.most)

        def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
            has = sum(duty.date.weekday() == 4 for duty in view.duties_of(person))
            if has > self.most:
                yield self.breach(has - self.most, f"{person.id} has {has} Fridays", person=person.id)
'''

pytestmark = pytest.mark.usefixtures("trusting")


@pytest.fixture
def book(small, tmp_path: Path):
    """Writes a book in a folder of its own that uses a rule file with the given text."""

    def make(text: str = RULE, **entry: object) -> Path:
        folder = tmp_path / "in"
        folder.mkdir(exist_ok=True)
        (folder / "own.py").write_text(textwrap.dedent(text))
        small["rule_files"] = ["own.py"]
        small["rules"].append({"kind": "few-fridays", **entry})
        path = folder / "book.json"
        path.write_text(json.dumps(small))
        return path

    return make


def test_it_takes_part(run, book, tmp_path: Path):
    """Two paramedics with one Friday each: two of four Fridays run; the check knows the rule too."""
    output = tmp_path / "out"
    output.mkdir()
    solved, workbook = output / "o.json", output / "o.xlsx"
    assert run("solve", book(), "-o", solved, "-o", workbook).exit_code == 0
    data = json.loads(solved.read_text())
    fridays = [item for item in data["rota"]["duties"] if item["state"] != "stood down" and "FRI" in _weekday(item)]
    assert len(fridays) == 2
    assert data["rule_files"] == ["own.py"]
    assert (output / "own.py").read_bytes() == (tmp_path / "in" / "own.py").read_bytes()
    assert run("check", solved).exit_code == 0
    extra = next(item for item in data["rota"]["assignments"] if item["seat"] == "paramedic" and "04/" in item["duty"])
    other = next(
        item["duty"] for item in data["rota"]["duties"] if "FRI" in _weekday(item) and item["state"] == "stood down"
    )
    data["rota"]["assignments"] += [
        {**extra, "duty": other},
        {**extra, "duty": other, "person": "SC01", "seat": "police"},
    ]
    solved.write_text(json.dumps(data))
    result = run("check", solved)
    assert result.exit_code == 1
    assert f"few-fridays: {extra['person']} has 2 Fridays [1 duty]" in result.output


def _weekday(record: dict[str, str]) -> str:
    from datetime import date

    return date.fromisoformat(record["date"]).strftime("%a").upper()


def test_soft_where_the_book_says_so(run, book, tmp_path: Path):
    result = run("solve", book(level="wishes", weight=2), "-o", tmp_path / "o.json")
    assert result.exit_code == 0
    assert "(few-fridays)" in result.output


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("model.at_most(", "1 / 0; model.at_most(", "failed in its post: ZeroDivisionError"),
        ("has = sum(", "has = {}['x'] + sum(", "failed in its check: KeyError"),
        ("from models.rota import Breach", "import no_such_module", "does not run: ModuleNotFoundError"),
        ("class FewFridays", "raise SystemExit(3)\n\n\n    class FewFridays", "does not run: SystemExit"),
        ('kind: ClassVar[str] = "few-fridays"', 'kind: ClassVar[str] = "daily-rest"', "has the kind of one in"),
        ("self.most)", "self.most + 1)", "look at the post and check of your own few-fridays"),
    ],
)
def test_when_it_fails_it_is_named(run, book, tmp_path: Path, old: str, new: str, words: str):
    """No traceback, nothing written, and the file or the rule is named."""
    result = run("solve", book(RULE.replace(old, new)), "-o", tmp_path / "o.json")
    assert result.exit_code in (1, 2)
    assert words in result.output
    assert "own.py" in result.output or "few-fridays" in result.output
    assert not (tmp_path / "o.json").exists()


def test_a_file_without_a_rule(run, book):
    result = run("check", book("x = 1\n"))
    assert result.exit_code == 2
    assert "defines no rule" in result.output
