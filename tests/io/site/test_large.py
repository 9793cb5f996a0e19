"""A large publication, within the CPU time it may take."""

import time
from pathlib import Path

import pytest

from roster import api
from roster.api import ready
from tests.benchmarks.greedy import rota
from tests.benchmarks.synthetic import raw_book, size_of
from tests.io.conftest import with_rota


@pytest.mark.slow
def test_three_hundred_people_and_a_month(tmp_path: Path) -> None:
    raw = raw_book(size_of(10, 31, 300), levels=True)
    book, _ = with_rota(raw, [(item["person"], item["duty"], item["seat"]) for item in rota(raw)])
    began = time.process_time()
    api.publish(ready(book), tmp_path / "site", tmp_path / "frozen.json")
    assert time.process_time() - began < 10
    assert len(list((tmp_path / "site" / "person").iterdir())) == 900
