"""`roster serve --trust`: the rule files of the book run in the pages, and in the searches that they start."""

import json
import textwrap
import time
from pathlib import Path

import httpx2
import pytest

from roster.desk.jobs.runner import JobRunner
from roster.desk.store import JobState, open_store
from tests.cli.desk.test_serve import run, served
from tests.cli.rules.test_rule_files import RULE


@pytest.fixture
def book(small, tmp_path: Path) -> Path:
    """A book with a rule of its own: nobody has more than one Friday."""
    (tmp_path / "own.py").write_text(textwrap.dedent(RULE), encoding="utf-8")
    small["rule_files"] = ["own.py"]
    small["rules"].append({"kind": "few-fridays"})
    path = tmp_path / "book.json"
    path.write_text(json.dumps(small), encoding="utf-8")
    return path


def test_a_search_of_the_desk_obeys_a_rule_file_that_the_server_trusts(book: Path):
    with served(book, "--trust") as (address, printed), httpx2.Client(follow_redirects=True, timeout=60) as browser:
        root = address.partition("/sign-in")[0]
        assert browser.get(address).status_code == 200
        page = browser.get(f"{root}/u/1/solve").text
        csrf = page.partition('name="csrf" value="')[2].partition('"')[0]
        assert browser.post(f"{root}/u/1/solve", data={"csrf": csrf, "minutes": "0.1"}).status_code == 200
        deadline = time.monotonic() + 120
        while (job := browser.get(f"{root}/api/v1/units/1/searches/1").json())["state"] not in ("done", "failed"):
            assert time.monotonic() < deadline, job
            time.sleep(0.1)
        assert job["state"] == "done", job
        taken = browser.post(f"{root}/u/1/proposals/{job['proposal']}", data={"csrf": csrf, "act": "all"})
        assert taken.status_code == 200
        board = browser.get(f"{root}/api/v1/units/1/board").json()
    assert "Traceback" not in "".join(printed)
    fridays = [
        duty for duty in board["duties"] if duty["date"] in ("2026-12-04", "2026-12-11", "2026-12-18", "2026-12-25")
    ]
    crewed = [duty for duty in fridays if any(seat["places"] for seat in duty["seats"])]
    assert len(crewed) == 2  # two paramedics, with a Friday each


def test_a_search_runs_no_rule_file_that_nobody_trusts(book: Path):
    result = run(book)
    assert result.exit_code == 2
    assert "own.py' is a program" in result.output
    with served(book, "--trust"):
        pass
    address = f"sqlite:///{book}.desk"
    store = open_store(address)
    runner = JobRunner(store, address)  # of a process that was not started with --trust
    try:
        job = store.jobs.add(1, "solve", 1, {"kind": "solve", "seconds": 5}, "you").id
        runner.start()
        deadline = time.monotonic() + 120
        while store.jobs.one(job).state not in (JobState.DONE, JobState.FAILED):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert store.jobs.one(job).state is JobState.FAILED
        assert "own.py' is a program" in store.jobs.one(job).message
    finally:
        runner.close()
        store.close()
