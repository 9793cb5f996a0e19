"""Single cells of the sheet Availability: each is read as it was meant, or refused; none that says no is an offer."""

import random

import pytest

from roster.io.xlsx.inputs.availability.cell_codes import AvailabilityCodes
from tests.io.xlsx.inputs.coordinators import (
    AWAY,
    BLANK,
    OBSCURE,
    OFFERS,
    SEVERAL,
    SHIFTS,
    UNSURE,
    Cell,
    cells,
    random_cell,
)

CODES = AvailabilityCodes.of(SHIFTS)
DAY = "2026-12-05"
WINDOWS = {shift["code"]: {"start": shift["start"], "end": shift["end"]} for shift in SHIFTS} | {"any": {}}


def read(text: object, codes: AvailabilityCodes = CODES) -> tuple[list[dict[str, object]], list[str]] | None:
    """The windows that a cell offers, and the kinds of absence it says; None where it is refused."""
    try:
        said = {DAY: codes.codes_in(text)}
    except ValueError:
        return None
    windows = [{name: offer[name] for name in ("start", "end") if name in offer} for offer in codes.offers(said)]
    return windows, [item["kind"] for item in codes.absences(said)]


def holds(cell: Cell) -> bool:
    """Whether a cell is read as it was meant, or refused."""
    found = read(cell.text)
    if found is None:
        return True
    offered, away = found
    if not cell.here and offered:
        return False
    if cell.away and away != [cell.away]:
        return False
    names = ["any" if name == "A" else name for name in cell.offers] if cell.offers != "any" else ["any"]
    return sorted(map(str, offered)) == sorted(str(WINDOWS[name]) for name in names) if cell.here else True


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in AWAY.items() for text in texts])
def test_every_way_to_say_that_somebody_is_away_is_read(kind: str, text: str) -> None:
    assert read(text) == ([], [kind])


@pytest.mark.parametrize("text", OFFERS)
def test_every_way_to_offer_is_read(text: str) -> None:
    assert read(text) == ([WINDOWS[OFFERS[text]]], [])


@pytest.mark.parametrize("text", SEVERAL)
def test_several_codes_are_parted_by_a_blank_or_a_comma(text: str) -> None:
    assert read(text) is not None
    assert holds(Cell(text, offers=SEVERAL[text]))


@pytest.mark.parametrize("text", [*OBSCURE, *UNSURE])
def test_what_nobody_can_be_sure_of_is_refused(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("text", BLANK)
def test_a_dash_offers_nothing(text: str) -> None:
    assert read(text) == ([], [])


@pytest.mark.parametrize("value", [1, 0, 1.0, 0.5, True, False, 12])
def test_numbers_and_check_boxes_are_refused(value: object) -> None:
    assert read(value) is None


def test_a_refusal_names_the_codes_there_are() -> None:
    with pytest.raises(ValueError, match=r"code 'P/L' is unknown; the codes are A, P, L, E, AL, .*parted by a blank"):
        CODES.codes_in("P/L")
    with pytest.raises(ValueError, match="'no A' is not understood; the codes are A, P, L, E, AL"):
        CODES.codes_in("no A")
    with pytest.raises(ValueError, match="'A L' may be A and L, or mean 'annual leave'"):
        CODES.codes_in("A L")


# --- codes of shifts that are words of ours


def codes_with(code: str) -> AvailabilityCodes:
    return AvailabilityCodes.of([*SHIFTS, {"id": "other", "code": code, "start": "22:00", "end": "07:00"}])


@pytest.mark.parametrize("code", ["N", "Y", "S", "H", "X", "T", "n", "LD", "E/L", "1"])
def test_a_shift_goes_before_a_word_that_the_legend_has_not(code: str) -> None:
    codes = codes_with(code)
    assert read(code, codes) == ([{"start": "22:00", "end": "07:00"}], [])
    assert read(code.lower(), codes) == ([{"start": "22:00", "end": "07:00"}], [])
    assert f"{code.upper()} = offered for 22:00 to 07:00" in codes.legend


@pytest.mark.parametrize(
    "code", ["A", "AL", "al", "TR", "SK", "AB", "RD", "OT", "NO", "NA", "OFF", "YES", "HOL", "A/L", "-"]
)
def test_a_code_that_is_a_word_of_the_legend_is_refused_in_a_cell(code: str) -> None:
    codes = codes_with(code)
    if code != "-":
        assert read(code, codes) is None
    assert code.upper() not in codes.known
    assert f"{code.upper()} is not to be used" in codes.legend


def test_two_shifts_of_one_code() -> None:
    codes = codes_with("P")
    with pytest.raises(ValueError, match="'P' is the code of the shift 'peak' and of the shift 'other'"):
        codes.codes_in("P")
    assert read("P E", codes) is None


def test_a_code_with_a_blank_in_it() -> None:
    assert read("P E", codes_with("P E")) is None
    assert read("P E") is not None


@pytest.mark.parametrize("code", ["A", "AL", "N", "NO", "P", "A L", ""])
def test_what_is_written_is_read_again(code: str) -> None:
    """Whatever a shift is called: what no cell can say without doubt goes to the lists."""
    codes = codes_with(code)
    offers = [{"dates": [DAY, "2026-12-06"]}, *({"dates": [DAY]} | window for window in WINDOWS.values() if window)]
    absences = [{"kind": "annual leave", "first": "2026-12-07"}, {"kind": "other", "first": "2026-12-09"}]
    days = [f"2026-12-{day:02}" for day in range(1, 32)]
    for most in range(len(offers) + 1):
        said, offered, away = codes.codes_for(offers[:most], absences, days)
        back = {day: codes.codes_in(" ".join(words)) for day, words in said.items()}
        assert codes.offers(back) == offers[:offered]
        assert codes.absences(back) == absences[:away]


# --- random cells


def fuzz(seed: int, number: int) -> None:
    chance = random.Random(seed)
    wrong = [cell for cell in (random_cell(chance) for _ in range(number)) if not holds(cell)]
    assert wrong == []


def test_a_thousand_random_cells() -> None:
    fuzz(13, 1_000)


def test_pairs_of_cells_never_make_an_offer_of_a_no() -> None:
    """Two words in one cell, one of which says no or may say it, and neither is a code of the legend."""
    chance = random.Random(14)
    noes = [cell.text for cell in cells() if not cell.here and cell.text.strip(" -\u2013\u2014\u00a0")]
    for _ in range(2_000):
        words = [chance.choice(noes), chance.choice(list(OFFERS))]
        chance.shuffle(words)
        text = chance.choice([" ", ", ", "/", " - ", "\n", ""]).join(words)
        found = read(text)
        assert found is None or not found[0] or found[1], text


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_many_random_cells(seed: int) -> None:
    fuzz(seed, 20_000)
