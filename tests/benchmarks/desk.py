"""Measures the desk under load: `python -m tests.benchmarks.desk [--coordinators 20] [--minutes 1] [--no-solve]
[--postgresql]`.

A server of its own serves Kent's month through the API, with or without a search beside it. Each coordinator is a
client that edits its own seats, thinks, and edits again; after the run the history must hold every answered edit.
Prints the time of an edit at the 50th and 95th percentile, as a client sees it, the memory of the server's process,
and the machine and versions it was measured on.
"""

from __future__ import annotations

import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import httpx2

from roster import api
from roster.desk.store import Membership, MembershipRole, Store, open_store
from roster.engine.options import Options
from roster.version import versions
from tests.desk import postgresql
from tests.documents.markdown import ROOT

BOOK = ROOT / "examples" / "kent-2026-12.yaml"
PACKAGES = ("fastapi", "uvicorn", "sqlalchemy", "ortools", "pydantic")
THINK = (1.0, 5.0)  # seconds between two edits of a coordinator
SERVER = """
import sys, uvicorn
from fastapi import FastAPI
from roster.desk.jobs.runner import JobRunner
from roster.desk.service import Desk
from roster.desk.store import open_store
from roster.desk.web.api.app import make_api
url, port = sys.argv[1], int(sys.argv[2])
store = open_store(url)
runner = JobRunner(store, url)
runner.start()
app = FastAPI()
app.mount("/api", make_api(Desk(store, runner)))
uvicorn.run(app, port=port, log_level="error")
"""


@dataclass
class Measured:
    """What the coordinators found.

    Attributes:
        seconds: of each answered edit.
        revisions: the number of the revision that each made.
        conflicts: how many edits were refused because others had changed the same.
    """

    seconds: list[float] = field(default_factory=list)
    revisions: list[int] = field(default_factory=list)
    conflicts: int = 0
    wrong: list[str] = field(default_factory=list)


@click.command()
@click.option("--coordinators", default=20, show_default=True)
@click.option("--minutes", default=1.0, show_default=True)
@click.option("--solve/--no-solve", default=True, show_default=True, help="Whether a search runs meanwhile.")
@click.option("--postgresql", "in_postgresql", is_flag=True, help="Serve from PostgreSQL instead of SQLite.")
def main(coordinators: int, minutes: float, solve: bool, in_postgresql: bool) -> None:
    """Measures edits of many coordinators at once."""
    with tempfile.TemporaryDirectory() as folder, _database(Path(folder), in_postgresql=in_postgresql) as url:
        store = open_store(url, create=True)
        token = _prepared(store)
        port = 18765
        server = subprocess.Popen([sys.executable, "-c", SERVER, url, str(port)])
        try:
            found = _measured(f"http://127.0.0.1:{port}/api/v1/units/1", token, coordinators, 60 * minutes, solve=solve)
            memory = _memory(server.pid)
        finally:
            server.terminate()
            server.wait()
        database = "PostgreSQL" if in_postgresql else "SQLite"
        search = "a search" if solve else "no search"
        _report(found, store, memory, f"{coordinators} coordinators, {search} beside them, {database}")
        store.close()


@contextmanager
def _database(folder: Path, *, in_postgresql: bool) -> Iterator[str]:
    """The address of an empty database; PostgreSQL's server is started for it."""
    if not in_postgresql:
        yield f"sqlite:///{folder / 'load.desk'}"
        return
    if postgresql.programs() is None:
        raise click.ClickException(postgresql.MISSING)
    with postgresql.server(folder, "benchmark") as address:
        yield address % "postgres"


def _prepared(store: Store) -> str:
    """Puts a solved month into the store; returns the token of a coordinator of both organisations."""
    book = api.solve(api.read_book(BOOK), Options(time_limit=30))
    unit = store.add_unit(book, "benchmark", "begin").id
    held = [Membership(unit, MembershipRole.COORDINATOR, item.id) for item in book.organisations]
    return store.tokens.make(store.accounts.add("load@example.org", "Load", held, by="benchmark").id, "load")


def _measured(url: str, token: str, coordinators: int, seconds: float, *, solve: bool) -> Measured:
    headers = {"Authorization": f"Bearer {token}"}
    with httpx2.Client(headers=headers, timeout=120) as client:
        _wait_for(client, url)
        board = client.get(f"{url}/board").json()
        if solve:
            client.post(f"{url}/searches", json={"kind": "solve", "seconds": seconds + 60}).raise_for_status()
            time.sleep(5)
    places = [
        {"person": place["person"], "duty": duty["id"], "seat": seat["id"]}
        for duty in board["duties"]
        for seat in duty["seats"]
        for place in seat["places"]
    ]
    random.Random(1).shuffle(places)
    found, ends = Measured(), time.monotonic() + seconds
    threads = [
        threading.Thread(target=_edit, args=(url, headers, places[number::coordinators], ends, found))
        for number in range(coordinators)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _wait_for(client: httpx2.Client, url: str) -> None:
    for _ in range(300):
        try:
            client.get(f"{url}/verdict").raise_for_status()
        except httpx2.TransportError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server does not answer")


def _edit(url: str, headers: dict[str, str], places: list[dict[str, str]], ends: float, found: Measured) -> None:
    """Takes people off their duties and puts them back, each on the revision seen last."""
    chance, base = random.Random(places[0]["duty"]), 1
    # Without kept connections: the server closes them after five seconds, perhaps just when one is used again.
    with httpx2.Client(headers=headers, timeout=120, limits=httpx2.Limits(max_keepalive_connections=0)) as client:
        while True:
            for place in places:
                for kind in ("clear", "assign"):
                    time.sleep(chance.uniform(*THINK))
                    if time.monotonic() > ends:
                        return
                    began = time.monotonic()
                    answer = client.post(f"{url}/edits", json={"base": base, "changes": [{"kind": kind, **place}]})
                    found.seconds.append(time.monotonic() - began)
                    base = _noted(answer, base, found)


def _noted(answer: httpx2.Response, base: int, found: Measured) -> int:
    """Notes what became of an edit; returns the revision that its coordinator sees now."""
    said: dict[str, Any] = answer.json()
    if answer.status_code == 200:
        if said["changed"]:
            found.revisions.append(said["revision"])
        return int(said["revision"])
    if answer.status_code == 409:
        found.conflicts += 1
        return int(said["head"])
    found.wrong.append(f"{answer.status_code}: {json.dumps(said)[:300]}")
    return base


def _memory(process: int) -> float:
    """MiB of memory that a process has in use."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) / 1024


def _report(found: Measured, store: Store, memory: float, what: str) -> None:
    kept = {line.number for line in store.history(1)}
    lost = [number for number in found.revisions if number not in kept]
    twice = len(found.revisions) - len(set(found.revisions))
    cuts = statistics.quantiles(found.seconds, n=20)
    installed = ", ".join(f"{name} {number}" for name, number in versions(PACKAGES).items())
    click.echo(f"{what}; {datetime.now():%Y-%m-%d}")
    click.echo(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {installed}")
    click.echo(
        f"edits {len(found.seconds)}: p50 {1000 * cuts[9]:.0f} ms, p95 {1000 * cuts[18]:.0f} ms,"
        f" longest {1000 * max(found.seconds):.0f} ms"
    )
    click.echo(f"conflicts told {found.conflicts}, lost edits {len(lost)}, answered twice {twice}")
    click.echo(f"memory of the server {memory:.0f} MiB")
    for sentence in dict.fromkeys(found.wrong):
        click.echo(f"not understood: {sentence}")
    if lost or twice or found.wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
