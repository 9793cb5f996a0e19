"""Time cut where anything starts or ends."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from constraints.counting.spells import Spell, spells, spoken_time, unbroken

ZERO = datetime(2026, 12, 4, tzinfo=UTC)


def at(hour: int) -> datetime:
    return ZERO + timedelta(hours=hour)


def test_each_spell_has_what_is_on_throughout() -> None:
    """Half-open: what ends as another starts is not on with it; a gap is a spell of nothing."""
    assert spells([(at(0), at(3)), (at(3), at(5)), (at(2), at(4)), (at(8), at(9))]) == [
        Spell(at(0), at(2), (0,)),
        Spell(at(2), at(3), (0, 2)),
        Spell(at(3), at(4), (1, 2)),
        Spell(at(4), at(5), (1,)),
        Spell(at(5), at(8), ()),
        Spell(at(8), at(9), (3,)),
    ]
    assert spells([]) == []


def test_within_two_instants() -> None:
    """Only the part inside, and the parts in which nothing is on."""
    assert spells([(at(0), at(5))], (at(3), at(7))) == [Spell(at(3), at(5), (0,)), Spell(at(5), at(7), ())]
    assert spells([], (at(3), at(7))) == [Spell(at(3), at(7), ())]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), max_size=6), st.integers(0, 9), st.integers(1, 9))
def test_no_minute_is_lost(times: list[tuple[int, int]], first: int, length: int) -> None:
    """Hour by hour, the spells say what is on."""
    found = spells([(at(start), at(start + long)) for start, long in times], (at(first), at(first + length)))
    assert sum(spell.minutes for spell in found) == length * 60
    for hour in range(first, first + length):
        on = tuple(index for index, (start, long) in enumerate(times) if start <= hour < start + long)
        assert [spell.on for spell in found if spell.start <= at(hour) < spell.end] == [on]


def test_runs_without_a_break() -> None:
    """An amount of nothing, or a gap in time, ends a run."""
    one, two, three, later = (Spell(at(hour), at(hour + 1), ()) for hour in (0, 1, 2, 5))
    assert list(unbroken([(one, 1), (two, 2), (three, 0), (later, 1)])) == [[(one, 1), (two, 2)], [(later, 1)]]
    assert list(unbroken([(one, 1), (later, 1)])) == [[(one, 1)], [(later, 1)]]
    assert list(unbroken([(one, -1)])) == []


def test_times_are_spoken_in_local_time() -> None:
    """On the wall of the period's time zone."""
    start = datetime(2026, 7, 3, 17, tzinfo=UTC)
    assert spoken_time(start, start + timedelta(hours=8), ZoneInfo("Europe/London")) == "Fri 3 Jul from 18:00 to 02:00"
