"""Nothing a user can name is without a word in the documents."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

import roster
from models.book import Book
from roster.cli.main import COMMANDS
from roster.io import examples
from roster.planning.scenarios.change import CHANGE_BY_KIND
from tests.conftest import EXAMPLES
from tests.documents.blocks.book_reference import Section, book_sections, row, scenarios_sections
from tests.documents.blocks.command_reference import command_names, found, options_of
from tests.documents.blocks.folder_files import folders
from tests.documents.blocks.rule_catalogue import kinds
from tests.documents.guides.console import blocks
from tests.documents.guides.kent import SolvedKent
from tests.documents.markdown import ROOT, anchor, documents

GUIDES = [ROOT / "README.md", ROOT / "constraints" / "README.md", *sorted(EXAMPLES.glob("*.md"))]
DOCUMENTS = [path.relative_to(ROOT) for path in documents()]


def _text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


# --- commands


@pytest.mark.parametrize("command", command_names())
def test_every_command_is_used_in_a_guide(command: str):
    """In an example that is run, fast or slow."""
    used = [
        line
        for guide in GUIDES
        for block in blocks(guide.read_text(encoding="utf-8"))
        if block.language == "console" and block.note("not run") is None
        for line, _ in block.commands
        if re.search(rf"\broster {command}\b", line)
    ]
    assert used, f"no guide shows `roster {command}`"
    assert f"## roster {command}" in _text("examples/commands.md")
    if command in COMMANDS:
        assert f"roster {command}" in _text("README.md")


@pytest.mark.parametrize("command", command_names())
def test_every_option_says_what_it_does(command: str):
    reference = _text("examples/commands.md").split(f"## roster {command}\n")[1].split("\n## ")[0]
    for names, _, text in options_of(command):
        assert re.sub(r"\[.*?\]", "", text).strip(), f"roster {command} {names[-1]} has no help"
        assert f"{names[-1]}" in reference
    assert (found(command)[0].help or "").strip()


def test_every_name_of_the_package_is_in_the_analysts_guide():
    text = _text("examples/analyst.md")
    assert not [name for name in roster.__all__ if f"`{name}`" not in text]


# --- rules, sections, changes


@pytest.mark.parametrize("kind", kinds())
def test_every_rule_is_in_the_catalogue(kind: str):
    section = _text("constraints/README.md").split(f"#### {kind}\n")[1].split("\n#### ")[0]
    assert "- **Source**: " in section
    assert f"kind: {kind}" in section


@pytest.mark.parametrize(
    ("document", "sections"), [("models/README.md", book_sections()), ("examples/scenarios.md", scenarios_sections())]
)
def test_every_field_of_every_section_is_in_the_reference(document: str, sections: tuple[Section, ...]):
    """Each with its meaning and an example: `row` raises where one is missing."""
    reference = _text(document)
    for section in sections:
        described = reference.split(f"### {section.heading}\n")[1].split("\n### ")[0]
        for name in section.fields:
            meaning, kind, _, example = row(section.model, name)
            assert meaning
            assert kind
            assert example
            assert f"| `{name}` |" in described
    assert {section.heading for section in book_sections()} >= {"people", "people: offers", "crews: seats", "rota"}


def test_every_section_has_a_line_in_the_overview():
    overview = _text("models/README.md").split("## How a book fits together")[1].split("\n### ")[0]
    plain = {"schema_version", "name", "description", "qualifications", "rule_files"}
    missing = [name for name in Book.model_fields if name not in plain and f"`{name}`" not in overview]
    assert not missing


def test_every_kind_of_change_is_in_the_planners_guide():
    table = _text("examples/planner.md").split("## Changes")[1].split("\n## ")[0]
    assert not [kind for kind in CHANGE_BY_KIND if f"`{kind}`" not in table]


# --- sheets


def _sheets(path: Path) -> list[str]:
    workbook = load_workbook(path, read_only=True)
    return [sheet.title for sheet in workbook.worksheets if sheet.sheet_state == "visible"]


def _undocumented(path: Path, guide: str) -> list[str]:
    text = _text(guide)
    return [name for name in _sheets(path) if f"`{name}`" not in text]


def test_every_sheet_of_a_book_is_in_the_coordinators_guide(kent: SolvedKent, run, tmp_path: Path):
    assert not _undocumented(kent.workbook, "examples/coordinator.md")
    assert run("new", tmp_path / "empty.xlsx").exit_code == 0
    assert not _undocumented(tmp_path / "empty.xlsx", "examples/coordinator.md")


def test_every_sheet_of_an_answer_is_in_the_coordinators_guide(solved_starter: Path, run, tmp_path: Path):
    """Of what a repair, a difference and a publication write."""
    repaired, calls, changes = (tmp_path / name for name in ("repaired.json", "calls.xlsx", "changes.xlsx"))
    done = run("repair", solved_starter, "--absent", "P01@2027-01-07", "-o", repaired, "--call-sheet", calls)
    assert done.exit_code == 0, done.output
    assert run("diff", solved_starter, repaired, "-o", changes).exit_code == 0
    assert run("publish", solved_starter, tmp_path / "site").exit_code == 0
    written = [calls, changes, *(tmp_path / "site").rglob("*.xlsx")]
    assert len(written) > 5
    assert not {name for path in written for name in _undocumented(path, "examples/coordinator.md")}


def test_every_sheet_of_a_plan_is_in_the_planners_guide():
    from roster.planning.xlsx import sheet_names

    names = [value for name, value in vars(sheet_names).items() if name.isupper() and isinstance(value, str)]
    assert "Board" in names
    text = _text("examples/planner.md")
    assert not [name for name in names if f"`{name}`" not in text]


# --- folders, examples, links


@pytest.mark.parametrize("folder", folders(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_folder_of_the_package_has_a_guide(folder: Path):
    """At most two screens; its list of files is generated."""
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 100
    assert "<!-- generated: files" in text


def test_every_example_has_its_line():
    table = _text("examples/README.md")
    assert not [name for name in examples.names() if f"| `{name}` |" not in table]


def test_documents_are_no_books():
    assert set(examples.names()).isdisjoint({path.stem for path in EXAMPLES.glob("*.md")})


@pytest.mark.parametrize("path", DOCUMENTS, ids=str)
def test_every_link_leads_somewhere(path: Path):
    text = re.sub(r"```.*?```", "", (ROOT / path).read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        name, _, heading = target.partition("#")
        file = ((ROOT / path).parent / name).resolve() if name else ROOT / path
        assert file.exists(), f"{path}: {target}"
        if heading:
            headings = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {anchor(item) for item in headings}, f"{path}: {target}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=str)
def test_every_file_that_is_named_is_there(path: Path):
    """By its name alone, so that a folder may be renamed; files that a reader makes are marked as code to be saved."""
    text = re.sub(r"```.*?```", "", (ROOT / path).read_text(encoding="utf-8"), flags=re.DOTALL)
    made = {"few_fridays.py", "most_bank_holidays.py"}
    for name in set(re.findall(r"`(?:[\w./-]*/)?([\w-]+\.(?:py|toml))`", text)) - made:
        assert next(ROOT.rglob(name), None) is not None, f"{path} names {name}, which is not there"
