"""The rest of a rota, once it is known what was worked."""

import copy
from typing import Any

import pytest

from roster import api
from roster.report.as_worked import as_worked
from tests.conftest import SMALL
from tests.io.conftest import with_rota

SEATS = [
    ("P01", "JR-04@2026-12-04/peak", "paramedic"),
    ("SC01", "JR-04@2026-12-04/peak", "police"),
    ("P02", "JR-04@2026-12-05/peak", "paramedic"),
    ("SC01", "JR-04@2026-12-05/peak", "police"),
]


def told(*worked: dict[str, Any]) -> list[str] | None:
    raw = copy.deepcopy(SMALL) | {"worked": list(worked), "rules": [{"kind": "daily-rest", "hours": 11}]}
    found = as_worked(api.ready(with_rota(raw, SEATS)[0]).remembered)
    return found.sentences if found else None


def spell(person: str, start: str, end: str, **fields: Any) -> dict[str, Any]:
    return {"person": person, "start": f"2026-12-{start}", "end": f"2026-12-{end}", **fields}


@pytest.mark.parametrize("end", ["05 07:00", "05 07:01"])
def test_who_was_late_off_has_less_rest(end: str) -> None:
    """Eleven hours before the next night are enough, a minute less is not."""
    expected = ["as worked to Fri 4 Dec, SC01 has 10h59m of rest between duty on Fri 4 Dec and JR-04 on Sat 5 Dec"]
    found = told(spell("SC01", "04 18:00", end))
    assert found is not None
    assert [sentence.split(" (")[0] for sentence in found] == (expected if end.endswith("1") else [])


def test_who_stepped_in_is_not_rested_and_who_did_not_come_is() -> None:
    found = told(spell("P02", "04 18:00", "05 08:00"), spell("SC01", "04 18:00", "05 08:00", no_show=True))
    assert found is not None
    assert [sentence.split(", ")[1][:3] for sentence in found] == ["P02"]


def test_nothing_on_record_or_no_day_left() -> None:
    assert told() is None
    assert told(spell("SC01", "04 09:00", "04 10:00", kind="elsewhere")) is None
    assert told(spell("SC01", "31 09:00", "31 10:00")) is None
