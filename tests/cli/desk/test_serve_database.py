"""`roster serve --database`: the desk of a force, where people sign in."""

import http.client
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

from roster.cli.main import cli
from roster.desk.store import Membership, MembershipRole, open_store
from tests.io.site.conftest import SEATS, solved

PASSWORD = "seven tall herons wait"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "give the BOOK to open, or --database"),
        (["--database", "sqlite:///none.desk", "--host", "0.0.0.0"], "--behind-proxy"),
        (["--database", "sqlite:///none.desk"], "none.desk"),
        (["--database", "nonsense"], "nonsense"),
        (["book.yaml", "--database", "sqlite:///none.desk"], "give one of them"),
        (["book.yaml", "--behind-proxy", "desk.example.org"], "go with --database"),
        (["--database", "sqlite:///none.desk", "--host", "::"], "--behind-proxy"),
        (["--database", "sqlite:///none.desk", "--host", "192.0.2.7", "--behind-proxy"], "no address of this computer"),
        (["--database", "sqlite:///none.desk", "--proxy", "10.0.0.5"], "give --behind-proxy too"),
        (["--database", "sqlite:///none.desk", "--behind-proxy", "--proxy", "here"], "no address or network"),
    ],
)
def test_what_cannot_be_served_is_told_in_a_sentence(
    arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["serve", *arguments])
    assert result.exit_code == 2
    assert told in result.output
    assert "Traceback" not in result.output
    assert not list(tmp_path.iterdir())


def test_a_desk_without_a_unit_says_how_to_import_a_book(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'empty.desk'}"
    open_store(url, create=True).close()
    result = CliRunner().invoke(cli, ["serve", "--database", url])
    assert result.exit_code == 2
    assert "roster desk import BOOK" in result.output


def test_a_desk_of_an_older_version_says_how_to_migrate_it(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path / 'old.desk'}", create=True).close()
    with closing(sqlite3.connect(tmp_path / "old.desk")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    result = CliRunner().invoke(cli, ["serve", "--database", f"sqlite:///{tmp_path / 'old.desk'}"])
    assert result.exit_code == 2
    assert "roster desk migrate" in result.output


def test_a_named_book_is_served_although_the_variable_names_a_database(tmp_path: Path) -> None:
    environment = {"ROSTER_DATABASE": "sqlite:///none.desk"}
    result = CliRunner().invoke(cli, ["serve", str(tmp_path / "none.yaml")], env=environment)
    assert "none.yaml: there is no such file" in result.output


def test_people_sign_in_and_see_their_unit(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'force.desk'}"
    store = open_store(url, create=True)
    unit = store.add_unit(solved(SEATS), "setup", "begin").id
    held = [Membership(unit, MembershipRole.COORDINATOR, "secamb")]
    account = store.accounts.add("pat@example.org", "Pat Oak", held, by="setup")
    store.sign_in.set_password(account.id, PASSWORD, "setup")
    store.close()
    line = [sys.executable, "-m", "roster", "serve", "--database", url]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        try:
            told = process.stdout.readline()
            found = re.search(r"is served at http://(\S+);", told)
            assert found, told + process.stdout.read()
            connection = http.client.HTTPConnection(found[1], timeout=60)
            form = {"Content-Type": "application/x-www-form-urlencoded"}
            fields = urlencode({"login": "pat@example.org", "password": PASSWORD})
            connection.request("POST", "/sign-in", fields, form)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 303
            cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
            connection.request("GET", f"/u/{unit}/history", headers={"Cookie": cookie})
            answer = connection.getresponse()
            assert answer.status == 200
            assert "begin" in answer.read().decode()
            connection.close()
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
