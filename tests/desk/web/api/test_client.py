"""The example client drives a month through a served desk, as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from fastapi import FastAPI

from roster import api
from roster.desk.jobs.runner import JobRunner
from roster.desk.service import Desk
from roster.desk.store import open_store
from roster.desk.web.api.app import make_api
from tests.desk.service.unit import accounts, small_book
from tests.desk.web.api.serving import served
from tests.documents.markdown import ROOT

CLIENT = ROOT / "examples" / "desk_client.py"


def run(address: str, folder: Path, token: str, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(CLIENT), address, *more],
        cwd=folder,
        env=os.environ | {"ROSTER_TOKEN": token},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_a_month_by_script(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'month.desk'}"
    store = open_store(url, create=True)
    unit = store.add_unit(small_book(), "setup", "begin").id
    people = accounts(store, unit)
    runner = JobRunner(store, url)
    runner.start()
    app, made = FastAPI(), make_api(Desk(store, runner))
    app.mount("/api", made)
    try:
        with served(app, made) as (address, _):
            done = run(address, tmp_path, store.tokens.make(people["both"].id, "month"))
            assert done.returncode == 0, done.stdout + done.stderr
            reader = run(address, tmp_path, store.tokens.make(people["reader"].id, "look"))
            nobody = run(address, tmp_path, store.tokens.make(people["nobody"].id, "look"))
    finally:
        runner.close()
    assert "Publish version 1" in done.stdout
    assert "Publish version 2: 1 new, 2 changed, 1 cancelled" in done.stdout
    assert "Undo: Take" in done.stdout
    book = store.head(unit).book
    assert api.check(book).legal
    assert book.published is not None
    assert book.published.version == 2
    assert api.read_book(tmp_path / "month.xlsx").rota is not None
    assert reader.returncode == 1
    assert "may not start" in reader.stderr
    assert "has no part in any unit" in nobody.stderr
    store.close()
