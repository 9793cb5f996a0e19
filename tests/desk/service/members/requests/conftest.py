"""A published unit with an account for everybody."""

from pathlib import Path

import pytest

from tests.desk.service.members.requests.members import UnitOfMembers, unit_of_members


@pytest.fixture
def unit(tmp_path: Path) -> UnitOfMembers:
    return unit_of_members(tmp_path)
