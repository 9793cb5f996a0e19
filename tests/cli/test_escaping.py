"""Control characters of a book, of its file's name or of an option are shown and never reach the terminal."""

import ast
import csv
import io
import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import roster.cli
from roster.cli import terminal
from roster.cli.escaping import EscapingStream, escaped, escaping_streams
from tests.io.conftest import RICH, RICH_SEATS, with_rota

# An escape sequence, a bell, a carriage return, text turned round, a zero-width space, a one-byte escape, a line break
# with what looks like a message of ours, a line separator, an invisible tag.
EVIL = "Ev\x1b]0;owned\x07il\r\u202egnp\u200b\x9b2J\nno hard rule is broken\u2028\U000e0041"
SHOWN = r"Ev\u001b]0;owned\u0007il\r\u202egnp\u200b\u009b2J\nno hard rule is broken\u2028\udb40\udc41"


def hidden(output: str) -> set[str]:
    """The characters of an output that a terminal would act upon, or not show."""
    return {letter for letter in output if letter not in "\n\t" and unicodedata.category(letter) in _HIDDEN}


_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def evil_book() -> dict[str, Any]:
    raw = json.loads(json.dumps(RICH))
    raw["name"] = EVIL
    for section in ("organisations", "areas", "shifts", "people", "roles"):
        for item in raw[section]:
            item["name"] = EVIL
    raw["crews"][0]["seats"][0]["name"] = EVIL
    return raw


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Solved books in each form, and one without a rota; their files' names hold an escape sequence too."""
    folder = tmp_path_factory.mktemp("evil")
    raw = evil_book()
    book, _ = with_rota(raw, RICH_SEATS)
    from roster import api

    named = {"json": folder / "b\x1b[2Jook.json", "yaml": folder / "b\x07ook.yaml", "xlsx": folder / "b\u202eook.xlsx"}
    api.write_book(book, *named.values())
    one_line = folder / "one\x1bline.json"
    api.write_book(book.model_copy(update={"name": EVIL.replace("\n", "")}), one_line)
    unsolved = folder / "in\x1bputs.json"
    api.write_book(book.model_copy(update={"rota": None}), unsolved)
    scenarios = folder / "plans.yaml"
    scenarios.write_text(json.dumps({"name": EVIL, "scenarios": [{"name": EVIL, "note": EVIL, "changes": []}]}))
    worked = folder / "work\x1bed.csv"
    with worked.open("w", newline="") as file:
        csv.writer(file).writerows([["person", "date", "start", "end"], [EVIL, "2026-12-04", "18:00", "25:61"]])
    wrong = folder / "wr\x1bong.json"
    raw["people"][0]["role"] = EVIL
    raw["people"][1]["id"] = EVIL
    raw[EVIL] = 1
    wrong.write_text(json.dumps(raw))
    return named | {
        "unsolved": unsolved,
        "scenarios": scenarios,
        "worked": worked,
        "wrong": wrong,
        "folder": folder,
        "one-line": one_line,
    }


CALLS: dict[str, list[str]] = {
    "check": ["check", "json"],
    "check yaml": ["check", "yaml"],
    "check workbook": ["check", "xlsx"],
    "check mistakes": ["check", "wrong"],
    "check worked": ["check", "json", "--worked", "worked"],
    "check nothing there": ["check", EVIL],
    "mark": ["check", "xlsx", "--mark", EVIL],
    "solve": ["solve", "unsolved", "-o", "folder/o\x1but.json", "--time-limit", "5"],
    "solve to a wrong place": ["solve", "unsolved", "-o", f"{EVIL}/x.json"],
    "hours": ["hours", "json"],
    "hours of nobody": ["hours", "json", "--person", EVIL],
    "explain duty": ["explain", "json", "--duty", "JR-07@2026-12-12/peak"],
    "explain person": ["explain", "json", "--person", "P01"],
    "explain no duty": ["explain", "json", "--duty", EVIL],
    "cover": ["cover", "json", "--duty", "JR-04@2026-12-04"],
    "repair": ["repair", "json", "--absent", "P01", "--from", "2026-12-03", "--time-limit", "5", "-o", "folder/r.json"],
    "repair nobody": ["repair", "json", "--absent", EVIL, "--from", "2026-12-03", "-o", "folder/r.json"],
    "diff": ["diff", "json", "unsolved"],
    "diff inputs": ["diff", "json", "xlsx"],
    "whatif": ["whatif", "unsolved", "scenarios", "--time-limit", "3", "--jobs", "1"],
    "publish": ["publish", "one-line", "folder/site\x1b"],
    "new": ["new", "folder/ne\x1bxt.json", "--after", "json"],
    "rules": ["rules"],
    "no rule": ["rules", EVIL],
    "no command": [EVIL],
    "no option": ["check", "json", "--" + EVIL],
}


@pytest.mark.parametrize("name", CALLS)
def test_nothing_a_terminal_would_act_upon(run, books: dict[str, Path], name: str) -> None:
    folder = books["folder"]
    arguments = [
        str(books.get(part, folder / part.removeprefix("folder/") if part.startswith("folder/") else part))
        for part in CALLS[name]
    ]
    result = run(*arguments)
    assert result.output
    assert hidden(result.output) == set(), result.output
    assert "\nno hard rule is broken\u2028" not in result.output


JSON_CALLS = [name for name in CALLS if CALLS[name][0] in ("check", "hours", "explain", "cover", "diff", "rules")]


@pytest.mark.parametrize("name", JSON_CALLS)
def test_json_stays_the_same_data(run, books: dict[str, Path], name: str) -> None:
    result = run(*(str(books.get(part, part)) for part in CALLS[name]), "--format", "json")
    assert hidden(result.output) == set()
    if result.exit_code == 2:
        return
    data = json.loads(result.stdout)
    if name == "check":
        assert data["name"] == EVIL


def test_a_book_on_standard_output_is_read_back_the_same(run, books: dict[str, Path]) -> None:
    result = run("solve", books["unsolved"], "-o", "-", "--time-limit", "5", "--quiet")
    assert json.loads(result.stdout)["people"][0]["name"] == EVIL


def test_names_are_shown_as_they_are_written_in_json(run, books: dict[str, Path]) -> None:
    assert SHOWN in run("check", books["json"]).stdout
    assert escaped(EVIL) == SHOWN
    assert escaped("Zoë Ångström, 李, Nguyễn 🚑") == "Zoë Ångström, 李, Nguyễn 🚑"


def test_a_workbook_can_hold_them_too(run, books: dict[str, Path], tmp_path: Path) -> None:
    workbook = load_workbook(books["xlsx"])
    workbook["People"]["A6"] = "P\u202e02\u200b"
    workbook["People"].title = "Peo\u202eple\u2066"
    workbook.save(tmp_path / "own.xlsx")
    result = run("check", tmp_path / "own.xlsx")
    assert result.exit_code == 2
    assert hidden(result.output) == set()


def test_a_live_line_and_a_table_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    screen.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("TERM", "xterm")
    with escaping_streams():
        out = terminal.console()
        out.print(EVIL)
        out.print(terminal.table([EVIL], [[EVIL]]))
        sys.stdout.write(EVIL)
    assert "\x1b[1m" in screen.getvalue()  # rich's own bold heading gets through
    assert hidden(screen.getvalue().replace("\x1b[1m", "").replace("\x1b[0m", "")) == set()


def test_a_stream_that_lacks_a_character_gets_it_escaped() -> None:
    behind = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    EscapingStream(behind).write('{"name": "Zoë 🚑\x1b"}')
    behind.flush()
    assert json.loads(behind.buffer.getvalue()) == {"name": "Zoë 🚑\x1b"}  # type: ignore[attr-defined]


def test_no_command_prints_past_the_one_door() -> None:
    for path in Path(roster.cli.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                blank = not node.args
                to_a_file = any(keyword.arg == "file" for keyword in node.keywords)
                assert called not in ("print", "Console") or to_a_file, f"{path.name}:{node.lineno}"
                assert called != "click.echo" or blank or path.name == "output.py", f"{path.name}:{node.lineno}"
