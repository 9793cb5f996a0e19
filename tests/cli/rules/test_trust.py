"""Rule files are programs: one runs only if the user has allowed it and it lies in the book's folder."""

import json
import os
import py_compile
import subprocess
import sys
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from roster import FileError, api
from roster.cli.main import COMMANDS
from tests.dask_cluster import Workers, two_workers  # noqa: F401 - a fixture

RULE = '''"""At most one Friday,
and the rest of the story."""
from importlib.util import cache_from_source
from pathlib import Path
from constraints.base import PersonRule

Path({mark!r}).write_text("ran")


class FewFridays(PersonRule):
    """At most one Friday.

    Source: an example.
    """

    kind = "few-fridays"
    unit = "duties"
    example = "- kind: few-fridays"

    def post_person(self, model, person):
        fridays = [duty for duty in model.duties_of(person) if duty.date.weekday() == 4]
        model.at_most(self, [(on, 1) for duty in fridays for on in model.on(person, duty)], 1)

    def check_person(self, view, person):
        has = sum(duty.date.weekday() == 4 for duty in view.duties_of(person))
        if has > 1:
            yield self.breach(has - 1, f"{{person.id}} has {{has}} Fridays", person=person.id)
'''


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    """A file that is there once the rule file has run."""
    return tmp_path / "ran"


@pytest.fixture
def book(small, tmp_path: Path, mark: Path) -> Path:
    """A book with a rule file, in a folder of its own."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "own.py").write_text(RULE.format(mark=str(mark)))
    small["rule_files"] = ["own.py"]
    small["rules"].append({"kind": "few-fridays"})
    path = folder / "book.json"
    path.write_text(json.dumps(small))
    return path


def named(book: Path, *names: str) -> Path:
    """The book with other rule files."""
    book.write_text(json.dumps(json.loads(book.read_text()) | {"rule_files": names}))
    return book


def test_a_file_that_is_not_allowed_does_not_run(run, book: Path, mark: Path, tmp_path: Path):
    """No command runs it: each prints the file, its docstring and the command that allows it."""
    scenarios, out = tmp_path / "scenarios.yaml", tmp_path / "out.json"
    scenarios.write_text("name: Nothing\n")
    calls = [
        ("check", book),
        ("solve", book, "-o", out),
        ("hours", book),
        ("explain", book, "--person", "P01"),
        ("cover", book, "--duty", "JR-04@2026-12-04"),
        ("repair", book, "--absent", "P01@2026-12-04", "-o", out),
        ("diff", book, book),
        ("publish", book, tmp_path / "site"),
        ("whatif", book, scenarios, "-o", out),
        ("new", out, "--after", book),
    ]
    for call in calls:
        result = run(*call)
        assert result.exit_code == 2, call
        assert f"'own.py' is a program that you have not allowed to run yet: {book.parent / 'own.py'}" in result.output
        assert 'says of itself "At most one Friday,". Read it, then allow it with: roster trust ' in result.output
    assert not mark.exists()
    assert not out.exists()


def test_allowed_until_its_content_changes(run, book: Path, mark: Path):
    result = run("trust", book)
    assert result.exit_code == 0
    assert f'allowed: {book.parent / "own.py"} "At most one Friday,", 27 lines, SHA-256 ' in result.output
    assert not mark.exists()  # to allow it is not to run it
    assert run("check", book).exit_code == 0
    assert mark.exists()
    file = book.parent / "own.py"
    file.write_text(file.read_text() + "# one line more\n")
    result = run("check", book)
    assert result.exit_code == 2
    assert "'own.py' is a program that has changed since you allowed it" in result.output
    assert "allowed: " in run("trust", book).output
    assert run("check", book).exit_code == 0
    assert "allowed already: " in run("trust", book).output
    assert "no longer allowed: " in run("trust", book, "--forget").output
    assert run("check", book).exit_code == 2


def test_the_same_content_in_another_folder_is_allowed(run, book: Path, tmp_path: Path):
    """So the user who made an output can open it, with the rule files that were copied next to it."""
    run("trust", book)
    other = tmp_path / "other"
    other.mkdir()
    result = run("solve", book, "-o", other / "solved.json")
    assert result.exit_code == 0
    assert f"its rule file {book.parent / 'own.py'} goes along: {other / 'own.py'}" in result.output
    assert json.loads((other / "solved.json").read_text())["rule_files"] == ["own.py"]
    book.parent.rename(tmp_path / "gone")
    assert run("check", other / "solved.json").exit_code == 0


def test_as_data(run, book: Path):
    data = json.loads(run("trust", book, "--format", "json").stdout)
    assert data["allowed"] is True
    assert [item["summary"] for item in data["rule_files"]] == ["At most one Friday,"]


def test_the_option_allows_it_once(run, book: Path, mark: Path, configuration: Path):
    assert run("check", book, "--trust").exit_code == 0
    assert mark.exists()
    assert run("check", book).exit_code == 2
    assert not configuration.exists()


def test_every_command_on_a_book_has_the_option(run):
    commands = [(name,) for name in set(COMMANDS) - {"desk", "import", "rules", "schema", "trust"}]
    for command in (*commands, ("desk", "import")):
        assert run(*command, "--help").output.count("--trust") == 1, command


def test_from_python(book: Path):
    with pytest.raises(FileError, match="is a program that you have not allowed"):
        api.open_book(book)
    with api.trusting():
        opened = api.open_book(book)
        assert "few-fridays" in [rule.kind for rule in opened.admission.rules]
    with pytest.raises(FileError, match="is a program that you have not allowed"):
        api.open_book(book)


def test_in_another_process_it_is_remembered(run, book: Path):
    """Trust is kept in a file in the system's configuration folder."""
    command = [sys.executable, "-m", "roster", "check", str(book)]
    assert subprocess.run(command, capture_output=True, timeout=60).returncode == 2
    run("trust", book)
    assert subprocess.run(command, capture_output=True, timeout=60).returncode == 0


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../own.py", "'../own.py' leads out of the book's folder"),
        ("sub/../../own.py", "leads out of the book's folder"),
        ("sub/../own.py", "leads out of the book's folder"),
        ("..\\own.py", "leads out of the book's folder"),
        ("/tmp/own.py", "'/tmp/own.py' is not seen from the book's folder"),
        ("\\own.py", "is not seen from the book's folder"),
        ("C:\\own.py", "is not seen from the book's folder"),
        ("c:own.py", "is not seen from the book's folder"),
        ("\\\\server\\share\\own.py", "is not seen from the book's folder"),
        ("//server/share/own.py", "is not seen from the book's folder"),
        ("\\\\?\\C:\\own.py", "is not seen from the book's folder"),
        ("file.py", "'file.py' is a link, or lies behind one, that leads out"),
        ("folder/own.py", "'folder/own.py' is a link, or lies behind one, that leads out"),
        ("folder/deeper/own.py", "is a link, or lies behind one, that leads out"),
        ("broken.py", "is a link, or lies behind one, that leads out"),
        ("pipe.py", "is not a Python file that can be read"),
        (".", "is not a Python file that can be read"),
        ("none.py", "none.py is not there"),
        ("a\0b.py", "cannot be the name of a file"),
    ],
)
@pytest.mark.parametrize("command", ["check", "trust"])
def test_paths_that_leave_the_folder(run, book: Path, tmp_path: Path, mark: Path, name: str, words: str, command: str):
    """A file outside the book's folder is refused, trusted or not."""
    outside = tmp_path / "outside"
    (outside / "deeper").mkdir(parents=True)
    text = (book.parent / "own.py").read_text()
    for file in (tmp_path / "own.py", outside / "own.py", outside / "deeper" / "own.py"):
        file.write_text(text)
    run("trust", book)
    (book.parent / "sub").mkdir()
    (book.parent / "file.py").symlink_to(tmp_path / "own.py")
    (book.parent / "folder").symlink_to(outside)
    (book.parent / "broken.py").symlink_to(tmp_path / "none.py")
    os.mkfifo(book.parent / "pipe.py")
    result = run(command, named(book, name), *(["--trust"] if command == "check" else []))
    assert result.exit_code == 2
    assert words in result.output
    assert "rule_files[0]" in result.output
    assert not mark.exists()


def test_links_within_the_folder_are_followed(run, book: Path, tmp_path: Path):
    """A link to the folder as a whole is allowed: its book and its rule file lie together."""
    (book.parent / "sub").mkdir()
    (book.parent / "own.py").rename(book.parent / "sub" / "real.py")
    (book.parent / "own.py").symlink_to("sub/real.py")
    (tmp_path / "way").symlink_to(book.parent)
    run("trust", book)
    assert run("check", book).exit_code == 0
    assert run("check", tmp_path / "way" / "book.json").exit_code == 0
    assert run("check", named(book, "sub\\real.py")).exit_code == 0


def test_all_that_is_wrong_is_said_at_once(run, book: Path):
    (book.parent / "two.py").write_text("x = 1\n")
    result = run("check", named(book, "own.py", "two.py"))
    assert "rule_files[0]: 'own.py' is a program" in result.output
    assert "rule_files[1]: 'two.py' is a program" in result.output
    assert "two.py says nothing of itself" in result.output
    assert run("check", named(book, "../a.py", "none.py")).output.count("rule_files[") == 2


def test_a_compiled_copy_beside_it_does_not_run(run, book: Path, mark: Path, tmp_path: Path):
    """What was allowed is the text; a `__pycache__` that came along may hold anything."""
    file, evil = book.parent / "own.py", tmp_path / "evil.py"
    text = file.read_text()
    evil.write_text(f"open({str(tmp_path / 'evil')!r}, 'w').close()\n" + text)
    run("trust", book)
    py_compile.compile(
        str(evil),
        cfile=cache_from_source(str(file)),
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    assert run("check", book).exit_code == 0
    assert mark.exists()
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "-" * 200_000 + "1",
        "1" + "+1" * 200_000,
        "x = 1\0",
        "class",
        "",
        "\xff\xfe",
        "# coding: nonsense\n",
    ],
)
def test_a_file_that_is_no_python_is_refused_all_the_same(run, book: Path, text: str):
    (book.parent / "own.py").write_text(text, encoding="latin-1")
    result = run("check", book)
    assert result.exit_code == 2
    assert "says nothing of itself" in result.output
    assert run("trust", book).exit_code == 0
    assert run("check", book).exit_code == 2


def test_what_it_says_of_itself_moves_no_cursor(run, book: Path):
    (book.parent / "own.py").write_text('"""Fine\x1b[2K\x1b[1Aallowed by all' + "x" * 500 + '"""\n')
    result = run("check", book)
    assert "\x1b" not in result.output
    assert "x" * 150 + "..." in result.output


def test_a_part_of_a_book_brings_no_rule_file(run, book: Path, mark: Path):
    whole = book.parent / "whole.json"
    whole.write_text(json.dumps({"include": ["book.json"]}))
    result = run("check", whole, "--trust")
    assert result.exit_code == 2
    assert "rule files are named by the book itself, not by a part of it" in result.output
    assert not mark.exists()


def test_a_workbook_names_its_cell(run, book: Path, tmp_path: Path, mark: Path):
    workbook = book.parent / "book.xlsx"
    assert run("solve", book, "-o", workbook, "--trust").exit_code == 0
    mark.unlink()
    (book.parent / "own.py").write_text("'''Another.'''\n")
    result = run("check", workbook)
    assert result.exit_code == 2
    assert "'own.py' is a program that you have not allowed to run yet" in result.output
    assert "Settings!" in result.output or "Book!" in result.output
    assert not mark.exists()


def test_another_file_in_the_way_of_a_copy(run, book: Path, tmp_path: Path):
    """It is not overwritten, and the message comes before any work."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "own.py").write_text("mine = 1\n")
    result = run("solve", book, "-o", other / "solved.json", "--trust")
    assert result.exit_code == 2
    assert f"{other / 'own.py'}: is another file than the rule file" in result.output
    assert (other / "own.py").read_text() == "mine = 1\n"
    assert os.listdir(other) == ["own.py"]


def test_an_output_above_the_rule_files_copies_nothing(run, book: Path, tmp_path: Path):
    assert run("solve", book, "-o", tmp_path / "solved.json", "--trust").exit_code == 0
    assert json.loads((tmp_path / "solved.json").read_text())["rule_files"] == ["in/own.py"]
    assert not (tmp_path / "own.py").exists()
    assert run("check", tmp_path / "solved.json", "--trust").exit_code == 0


def test_published_twice(run, book: Path, tmp_path: Path):
    """The frozen book keeps its rule file, which is not in the way of the next version."""
    run("trust", book)
    solved, site = book.parent / "solved.json", tmp_path / "site"
    assert run("solve", book, "-o", solved).exit_code == 0
    assert run("publish", solved, site).exit_code == 0
    assert (site / "own.py").is_file()
    assert not [path for path in site.rglob("own.py") if path.parent != site]
    assert run("check", site / "solved-v1.json").exit_code == 0
    assert run("publish", site / "solved-v1.json", site).exit_code == 0


def test_the_processes_of_a_sweep_inherit_it(run, book: Path, tmp_path: Path):
    """`--trust` holds for the command and for the processes that work for it."""
    out = tmp_path / "out.json"
    result = run("whatif", book, "-o", out, "--trust", "--jobs", "1", "--time-limit", "20")
    assert result.exit_code == 0, result.output
    assert [cell["error"] for cell in json.loads(out.read_text())["table"]["cells"]] == [None]


def test_the_workers_of_a_cluster_inherit_it(
    run,
    book: Path,
    tmp_path: Path,
    two_workers: Workers,  # noqa: F811
):
    """Workers run the text that was allowed here, not another text under the same name on their disk."""
    out = tmp_path / "out.json"
    run("trust", book)
    call = ("whatif", book, "-o", out, "--cluster", two_workers.address, "--time-limit", "20")
    result = run(*call)
    assert result.exit_code == 0, result.output
    assert [cell["error"] for cell in json.loads(out.read_text())["table"]["cells"]] == [None]
