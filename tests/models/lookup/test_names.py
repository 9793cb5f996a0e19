"""The one lookup of names: what it finds, what it refuses, and what it suggests."""

import pytest

from models.lookup.names import NameLookup, UnknownNameError

PEOPLE = NameLookup(
    [
        ("P03", "Ann Field"),
        ("P07", "Zo\u00eb O\u2019Hara-Lee"),
        ("P08", "Tom Field"),
        ("P09", "Tom Field"),
        ("SC01", "P03"),  # a name that is the id of another person
        ("SC02", "S\u00f8ren \u0141ukasz"),
        ("SC04", ""),
    ]
)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("P03", "P03"),
        (" p03 ", "P03"),
        ("ANN  field", "P03"),
        ("Field, Ann", "P03"),
        ("field,ann", "P03"),
        ("Field Ann", "P03"),
        ("Ann Field (P03)", "P03"),
        ("P03 Ann Field", "P03"),
        ("P03, Ann Field", "P03"),
        ("Ann Field - P03", "P03"),
        ("PC Ann Field", "P03"),
        ("Zoe O'Hara Lee", "P07"),
        ("zoe\u0308 ohara-lee", "P07"),
        ("O'HARA-LEE, Zoe", "P07"),
        ("Tom Field (p08)", "P08"),
        ("Soren Lukasz", "SC02"),
        ("sc04", "SC04"),
    ],
)
def test_an_item_by_id_or_name(text: str, person: str) -> None:
    """In any case, with accents or without, the surname first or last; an id goes before a name."""
    assert PEOPLE.find(text, "person") == person


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tom field", "'tom field' is the name of P08, P09; give the id"),
        ("Field, Tom", "'Field, Tom' is the name of P08, P09; give the id"),
        ("Ann Feild", "person 'Ann Feild' is unknown; did you mean 'P03' (Ann Field)?"),
        ("A Field", "person 'A Field' is unknown; did you mean 'P03' (Ann Field)?"),
        ("SC03", "person 'SC03' is unknown; did you mean 'SC04'?"),
        ("P08 Ann Field", "person 'P08 Ann Field' is unknown; did you mean 'P03' (Ann Field)?"),
        ("Xerxes", "person 'Xerxes' is unknown"),
        ("", "person '' is unknown"),
    ],
)
def test_what_is_not_clear_is_refused(text: str, said: str) -> None:
    """With the ids of those who have the name, or who may be meant; part of a name is never enough."""
    with pytest.raises(UnknownNameError) as caught:
        PEOPLE.find(text, "person")
    assert str(caught.value) == said


def test_ids_that_differ_in_capitals_alone() -> None:
    """Each means itself; another way to write it is ambiguous."""
    both = NameLookup([("ab", ""), ("AB", "")])
    assert both.find("ab", "person") == "ab"
    assert both.find("AB", "person") == "AB"
    assert both.ids("Ab") == ("ab", "AB")
