import pytest

from models.cells import Sweep
from roster.planning.outputs import report_bytes, workbook_bytes
from tests.planning.summary.sweeps import sweep


@pytest.fixture(scope="session")
def made() -> Sweep:
    return sweep(draws=2)


@pytest.fixture(scope="session")
def workbook(made: Sweep) -> bytes:
    return workbook_bytes(made)


@pytest.fixture(scope="session")
def page(made: Sweep) -> str:
    return report_bytes(made).decode()
