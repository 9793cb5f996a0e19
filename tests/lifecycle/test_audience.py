"""For whom the examples can be published, and what the words mean there."""

import pytest

from models.reading.examine import read
from roster.io.site.addresses import file_name
from roster.io.yaml_text import parse
from roster.lifecycle.audience import AudienceError, audiences, select_audiences
from tests.conftest import EXAMPLES


def names(example: str, *wanted: str) -> list[str]:
    book = read(parse((EXAMPLES / f"{example}.yaml").read_text()))
    return [item.name for item in select_audiences(audiences(book, file_name), wanted)]


@pytest.mark.parametrize(
    ("example", "organisations"),
    [
        ("kent-2026-12", ["ambulance", "police"]),
        ("starter", ["ambulance", "police"]),
        ("street-triage-2017-11", ["kmpt", "police"]),
        ("falls-car-2027-02", ["ambulance", "community-trust"]),
        ("south-east-2027-03", ["ambulance", "sussex-brighton", "sussex-west", "surrey-police"]),
    ],
)
def test_each_organisation_has_a_copy_of_its_own(example: str, organisations: list[str]) -> None:
    assert names(example) == ["coordinator", *organisations, "notice-board", "person"]


def test_the_words_and_the_ids_both_name_an_organisation() -> None:
    assert names("kent-2026-12", "kent-police", "person") == ["police", "person"]
    assert names("south-east-2027-03", "police") == ["sussex-brighton", "sussex-west", "surrey-police"]
    assert names("south-east-2027-03", "surrey-police") == ["surrey-police"]


def test_an_unknown_audience_is_put_right() -> None:
    with pytest.raises(AudienceError, match="no audience 'polcie'; did you mean 'police'"):
        names("kent-2026-12", "polcie")
    with pytest.raises(AudienceError, match="there are coordinator, kmpt, police, notice-board, person"):
        names("street-triage-2017-11", "ambulance")
