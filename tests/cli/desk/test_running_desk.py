"""A desk that runs as a process of its own: a month by the example client, backups meanwhile, and the copy served."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
from click.testing import CliRunner

from roster.cli.main import cli
from roster.desk.store import open_store
from roster.io import yaml_text
from tests.conftest import SMALL
from tests.documents.markdown import ROOT

PASSWORD = "seven tall herons wait"
LOGIN = "pat@example.org"
CLIENT = ROOT / "examples" / "desk_client.py"


def desk(*words: str) -> str:
    """What a command of `roster desk` says."""
    done = CliRunner().invoke(cli, ["desk", *words])
    assert done.exit_code == 0, done.output
    return done.output


@contextmanager
def running(url: str) -> Iterator[str]:
    """The address of `roster serve --database` in a process of its own, which ends with Ctrl-C."""
    line = [sys.executable, "-m", "roster", "serve", "--database", url]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        try:
            told = process.stdout.readline()
            found = re.search(r"is served at (http://\S+);", told)
            assert found, told + process.stdout.read()
            yield found[1]
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0


def signed_in(browser: httpx2.Client, link: str) -> None:
    """Sets a password with the link that the command printed."""
    answer = browser.post(link, data={"password": PASSWORD, "again": PASSWORD})
    assert answer.status_code == 303, answer.text


def new_token(browser: httpx2.Client) -> str:
    """A token, as the page of the account shows it once."""
    secret = re.search(r'name="csrf" value="([^"]+)"', browser.get("/account").text)
    assert secret is not None
    page = browser.post("/account/tokens", data={"csrf": secret[1], "name": "month", "days": "30"}).text
    found = re.search(r"<code>(jru_[^<]+)</code>", page)
    assert found is not None, page
    return found[1]


def test_a_month_on_a_running_desk_is_in_its_backup_and_the_copy_is_served(tmp_path: Path) -> None:
    url, copy = (f"sqlite:///{tmp_path / name}.desk" for name in ("force", "copy"))
    (tmp_path / "small.yaml").write_text(yaml_text.dump(SMALL), encoding="utf-8")
    desk("init", "--database", url)
    desk("import", str(tmp_path / "small.yaml"), "--name", "Kent", "--database", url)
    roles = ["--coordinator", "secamb", "--coordinator", "kent-police", "--unit", "Kent"]
    told = desk("account", "add", LOGIN, "--name", "Pat Oak", *roles, "--database", url)
    link = re.search(r"/link/\S+", told)
    assert link, told
    with running(url) as address, httpx2.Client(base_url=address, timeout=60) as browser:
        signed_in(browser, link[0])
        environment = os.environ | {"ROSTER_TOKEN": new_token(browser)}
        line = [sys.executable, str(CLIENT), address]
        backups: list[Path] = []
        with subprocess.Popen(
            line, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as client:
            while client.poll() is None and len(backups) < 5:
                backups.append(tmp_path / f"meanwhile-{len(backups)}.desk")
                desk("backup", str(backups[-1]), "--database", url)
            output = client.communicate(timeout=240)[0]
        assert client.returncode == 0, output
        assert "Publish version 2" in output
        desk("backup", str(tmp_path / "last.desk"), "--database", url)
    heads = []
    for number, backup in enumerate([*backups, tmp_path / "last.desk"]):
        name = copy.replace("copy", f"copy-{number}")
        desk("restore", str(backup), "--database", name)
        store = open_store(name)
        lines = store.history(1)
        assert [item.number for item in lines] == list(range(1, len(lines) + 1))
        assert store.head(1).number == len(lines)
        heads.append(len(lines))
        store.close()
    assert heads == sorted(heads)
    original = open_store(url)
    assert heads[-1] == original.head(1).number
    original.close()
    with running(name) as address, httpx2.Client(base_url=address, timeout=60) as browser:
        assert browser.post("/sign-in", data={"login": LOGIN, "password": PASSWORD}).status_code == 303
        assert "Publish version 2" in browser.get("/u/1/history").text
