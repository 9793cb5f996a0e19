"""The line `next:` with which `ask`, `offers` and `solve` end: for people, and not in JSON or with --quiet."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def replies(tmp_path: Path) -> Path:
    path = tmp_path / "form.csv"
    path.write_text("Timestamp,Name,Which dates can you work?\n20/11/2026 09:15:32,SC04,Fri 4 Dec\n", encoding="utf-8")
    return path


def last_line(text: str) -> str:
    return text.strip().splitlines()[-1]


def test_ask_says_what_to_do_with_the_answers(run, book: Path, tmp_path: Path) -> None:
    said = run("ask", book, tmp_path / "asked").stdout
    assert last_line(said) == f"next: send them; when the answers are in, roster offers {book} ANSWERS -o NEW.json"


def test_offers_says_how_to_make_the_rota(run, book: Path, replies: Path, tmp_path: Path) -> None:
    new = tmp_path / "with offers.yaml"
    said = run("offers", book, replies, "-o", new).stdout
    assert last_line(said) == f'next: roster solve "{new}" -o "{tmp_path / "with offers-rota.yaml"}"'
    said = run("offers", book, replies, "-o", tmp_path / "new.yaml", "--last", book).stdout
    assert f"--history {book}" in last_line(said)
    assert last_line(run("offers", book, replies).stdout).startswith("next: give -o NEW.json")


def test_offers_that_are_not_understood_have_another_next_step(run, book: Path, replies: Path, tmp_path: Path) -> None:
    replies.write_text("Timestamp,Name,Which dates can you work?\n20/11/2026 09:15:32,SC04,perhaps\n", encoding="utf-8")
    result = run("offers", book, replies, "-o", tmp_path / "new.yaml")
    assert result.exit_code == 2
    assert "next:" not in result.stdout


def test_solve_says_how_to_publish_and_is_silent_where_asked(run, book: Path, tmp_path: Path) -> None:
    rota = tmp_path / "rota.json"
    said = run("solve", book, "-o", rota).stdout
    assert last_line(said) == f"next: roster publish {rota} site"
    assert run("solve", book, "-o", tmp_path / "quiet.json", "--quiet").stdout == ""
    assert json.loads(run("solve", book, "-o", tmp_path / "data.json", "--format", "json").stdout)["written"]
    assert "next:" not in run("solve", book, "-o", "-").stdout
