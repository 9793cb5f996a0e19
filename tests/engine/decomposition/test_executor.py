"""Workers that die lose no item but the one that kills them."""

import os
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from roster.engine.decomposition.executor import Workers
from roster.engine.params.around_search import DecompositionParams


def _work(folder: Path, item: int) -> bytes:
    """Dies the first time it is given 3, and always of 7."""
    if item == 7 or (item == 3 and not (folder / "died").exists()):
        (folder / "died").touch()
        time.sleep(0.2)
        os._exit(9)
    return str(item).encode()


def test_a_dead_process_loses_no_cell_but_its_own(tmp_path: Path):
    workers = Workers(lambda: ProcessPoolExecutor(1, mp_context=get_context("spawn")), 1)
    done = dict(workers.done(partial(_work, tmp_path), [1, 3, 5, 7, 9]))
    bad = done.pop(7)
    assert done == {1: b"1", 3: b"3", 5: b"5", 9: b"9"}
    assert bad.startswith(f"given up: {DecompositionParams.tries} processes died of it")


def test_an_executor_that_is_broken_at_once_is_made_again():
    class Broken(ThreadPoolExecutor):
        left = 1

        def submit(self, *args, **kwargs):
            if Broken.left:
                Broken.left -= 1
                raise BrokenProcessPool
            return super().submit(*args, **kwargs)

    assert [item for item, _ in Workers(lambda: Broken(1), 1).done(bytes, [1, 2])] == [1, 2]


def test_who_was_out_with_a_bad_one_is_not_given_up_with_it(tmp_path: Path):
    (tmp_path / "died").touch()
    workers = Workers(lambda: ProcessPoolExecutor(2, mp_context=get_context("spawn")), 4)
    done = dict(workers.done(partial(_slow, tmp_path), [7, 1, 3, 5]))
    assert done.pop(7).startswith("given up")
    assert done == {1: b"1", 3: b"3", 5: b"5"}


def _slow(folder: Path, item: int) -> bytes:
    if item != 7:
        time.sleep(0.5)  # so that it is out whenever 7 dies
    return _work(folder, item)
