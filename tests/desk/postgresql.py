"""A PostgreSQL server of the tests' own: one for all workers of a run, on a socket in a temporary folder.

The server comes from the system's packages. It refuses to run as root, so there it runs as the user `postgres`, whom
these packages make. It is stopped by whichever worker uses it last.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from roster.io.storage.locks import hold_lock

MISSING = "PostgreSQL is not installed (Debian: apt-get install postgresql)"
_OPTIONS = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=60"
_FORGETFUL = "-c synchronous_commit=off"  # quicker; what was committed last may be lost when a process of it is killed
_WAIT = 120.0  # seconds


@cache
def programs() -> Path | None:
    """The folder of the server's programs; None where it is not installed."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@contextmanager
def server(shared: Path, user: str, *, killed: bool = False) -> Iterator[str]:
    """Yields the address of the server, without the name of a database; starts it if no other worker has.

    Args:
        shared: a folder of this run of the tests, the same for all workers.
        user: the name of this worker.
        killed: whether its processes will be killed, and must keep what was committed.
    """
    users = shared / "postgresql-users"
    with hold_lock(shared / "postgresql.lock", _WAIT):
        users.mkdir(exist_ok=True)
        (users / user).touch()
        place = shared / "postgresql-folder"
        if not place.exists():
            place.write_text(str(_start("" if killed else _FORGETFUL)))
        folder = Path(place.read_text())
    try:
        yield f"postgresql+psycopg://postgres@/%s?host={folder}"
    finally:
        with hold_lock(shared / "postgresql.lock", _WAIT):
            (users / user).unlink()
            if not any(users.iterdir()):
                place.unlink()
                _stop(folder)


def _start(options: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="roster-pg-", dir="/tmp"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    _run(
        "initdb",
        "--auth=trust",
        "--username=postgres",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
        "-D",
        folder / "data",
    )
    _run(
        "pg_ctl", "start", "-w", "-D", folder / "data", "-l", folder / "log", "-o", f"{_OPTIONS} {options} -k {folder}"
    )
    return folder


def _stop(folder: Path) -> None:
    _run("pg_ctl", "stop", "-m", "immediate", "-D", folder / "data")
    shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: object) -> None:
    folder = programs()
    assert folder is not None
    who: dict[str, Any] = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
    # The server keeps what it inherits: a pipe would never end.
    with tempfile.TemporaryFile() as told:
        done = subprocess.run(
            [folder / program, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=told, stderr=told, cwd="/", **who
        )
        told.seek(0)
        assert done.returncode == 0, told.read().decode(errors="replace")
