"""`roster serve`: one command opens the desk of a book, and nothing is lost when it ends."""

import gc
import http.client
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner, Result

from roster.cli.main import cli
from roster.desk.changes import PinPerson
from roster.desk.service import Desk, Edit, local_who
from roster.desk.store import open_store
from tests.io.site.conftest import SEATS, solved

DUTY = "JR-04@2026-10-02/peak"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A solved book in a folder of its own."""
    path = tmp_path / "site.json"
    path.write_text(solved(SEATS).model_dump_json(exclude_defaults=True), encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["serve", "--no-browser", *map(str, arguments)])


@contextmanager
def served(book: Path, *options: str) -> Iterator[tuple[str, list[str]]]:
    """Runs the command until it has printed the address; gives the address and, after the end, all that it printed."""
    line = [sys.executable, "-m", "roster", "serve", str(book), "--no-browser", *options]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        printed: list[str] = []
        address = None
        for text in process.stdout:
            printed.append(text)
            address = re.search(r"http://\S+", text)
            if address:
                break
        assert address, printed
        try:
            yield address[0], printed
        finally:
            process.send_signal(signal.SIGINT)
            printed += process.stdout.readlines()
        assert process.wait(60) == 0, printed


def get(address: str, cookie: str = "") -> http.client.HTTPResponse:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    connection.request("GET", f"{parts.path}?{parts.query}", headers={"Cookie": cookie})
    return connection.getresponse()


def test_a_book_is_opened_and_its_file_is_never_written(book: Path) -> None:
    before = book.read_bytes()
    with served(book) as (address, printed):
        answer = get(address)
        cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        answer.read()
        board = get(re.sub(r"/sign-in.*", "/u/1/board", address), cookie).read().decode()
        assert "Ada Ashdown" in board
        assert address.startswith("http://127.0.0.1:")
        assert get(address).status == 401  # the address works once
    assert book.read_bytes() == before
    assert sorted(path.name for path in book.parent.iterdir()) == ["site.json", "site.json.desk"]
    assert "Traceback" not in "".join(printed)

    store = open_store(f"sqlite:///{book}.desk")
    desk, who = Desk(store), local_who(store)
    desk.edit(who, 1, Edit(base=1, changes=(PinPerson(person="SC01", duty=DUTY, seat="police"),)))
    store.close()
    with served(book) as (_, printed):
        pass
    assert "goes on from what was done there: 1 change" in printed[0]

    book.write_text(book.read_text(encoding="utf-8").replace('"Site"', '"Other"'), encoding="utf-8")
    with served(book) as (_, printed):
        pass
    assert "the file was changed since the desk read it" in printed[0]


def test_a_port_that_is_taken(book: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        result = run(book, "--port", str(other.getsockname()[1]))
    assert result.exit_code == 2
    assert "is taken by another program; leave --port out to take a free one" in result.stderr


def test_a_wrong_book_is_refused_with_every_mistake(tmp_path: Path) -> None:
    book = tmp_path / "wrong.yaml"
    book.write_text("name: x\nperiod: {first: 2026-12-01, last: 2026-13-01}\n", encoding="utf-8")
    result = run(book)
    assert result.exit_code == 2
    assert "mistakes" in result.stderr
    assert not (tmp_path / "wrong.yaml.desk").exists()


def test_a_file_beside_the_book_that_is_no_store(book: Path) -> None:
    Path(f"{book}.desk").write_text("my notes", encoding="utf-8")
    result = run(book)
    assert result.exit_code == 2
    assert "site.json.desk" in result.stderr
    assert Path(f"{book}.desk").read_text(encoding="utf-8") == "my notes"


@pytest.mark.parametrize("name", ["fastapi", "uvicorn", "sqlalchemy"])
def test_without_its_packages_it_says_what_to_install(book: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    result = run(book)
    assert result.exit_code == 2
    assert (
        result.stderr == f"the desk needs the package `{name}`: pip install 'jru-roster[desk]' installs all it needs\n"
    )


def test_the_end_is_prompt_once_all_is_kept(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in memory is set aside: else Python looks through all of it once more, which takes seconds."""
    from roster.desk.web import server

    monkeypatch.setattr(server, "serve", lambda *given: None)
    before = signal.getsignal(signal.SIGTERM)
    try:
        ended = run(book)
        assert ended.exit_code == 0, ended.output
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
        signal.signal(signal.SIGTERM, before)
