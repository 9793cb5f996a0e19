"""Start and finish in two rows of each person, and the phone numbers and e-mail addresses beside people.

After kinds of public examples: duty sheets kept by hand with "on" above "off", and rotas with a contact list.
"""

import pytest

from tests.importing.sheets import away, duties, imported, people, sheet, unknown

HEAD = "Name | {0} | 7/12/2026 | 8/12/2026 | 9/12/2026\n"
LABELLED = HEAD.format("") + (
    "Ann Hill | {0} | 18:00 | | 07:00\n"
    "{2} | {1} | 02:00 | | 15:00\n"
    "Bo Ray | {0} | 1800 | A/L |\n"
    "{3} | {1} | 0200 | |\n"
)  # fmt: skip
DUTIES = {
    ("Ann Hill", "2026-12-07", "18:00-02:00"), ("Ann Hill", "2026-12-09", "07:00-15:00"),
    ("Bo Ray", "2026-12-07", "18:00-02:00"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end"), [("Start", "Finish"), ("On", "Off"), ("From", "To"), ("Time on", "Time off")]
)
@pytest.mark.parametrize("names", [("", ""), ("Ann Hill", "Bo Ray")])
def test_two_rows_a_person(start: str, end: str, names: tuple[str, str]):
    merged = () if names[0] else [(1, 2, 1, 3), (1, 4, 1, 5)]
    for merging in (merged, ()):
        found = imported(sheet(LABELLED.format(start, end, *names), merged=merging))
        assert {duty[:3] for duty in duties(found)} == DUTIES
        assert away(found) == {("Bo Ray", "2026-12-08", "annual leave")}
        assert not unknown(found)


def test_two_rows_a_person_without_any_label():
    text = LABELLED.replace(" | {0}", "").replace(" | {1}", "").replace("{2}", "").replace("{3}", "")
    found = imported(sheet(text.replace("Name |  |", "Name |")))
    assert {duty[:3] for duty in duties(found)} == DUTIES
    assert not unknown(found)


def test_people_across_with_start_and_end_below_their_names():
    found = imported(
        sheet(
            """
        Date | Ann Hill | | Bo Ray |
         | Start | End | Start | End
        Fri 4 Dec 2026 | 18:00 | 02:00 | A/L |
        Sat 5 Dec 2026 | 18:00 | 02:00 | 1800 | 0200
        Sun 6 Dec 2026 | | | 18:00 | 02:00
        """,
            merged=[(2, 1, 3, 1), (4, 1, 5, 1)],
        )
    )
    assert {duty[:3] for duty in duties(found)} == {
        ("Ann Hill", "2026-12-04", "18:00-02:00"), ("Ann Hill", "2026-12-05", "18:00-02:00"),
        ("Bo Ray", "2026-12-05", "18:00-02:00"), ("Bo Ray", "2026-12-06", "18:00-02:00"),
    }  # fmt: skip
    assert away(found) == {("Bo Ray", "2026-12-04", "annual leave")}
    assert not unknown(found)


def test_a_start_without_a_finish_is_not_taken():
    found = imported(sheet(LABELLED.format("Start", "Finish", "", "").replace("02:00", "", 1)))
    assert {duty[:3] for duty in duties(found)} == DUTIES - {("Ann Hill", "2026-12-07", "18:00-02:00")}
    assert unknown(found) == {"C2": "18:00"}


def contacts(found) -> dict[str, tuple[str, str]]:
    assert found.book is not None
    return {person.name: (person.phone, person.email) for person in found.book.people}


REACHED = {"Ann Hill": ("07700 900123", "ann@example.org"), "Bo Ray": ("07700900124", "bo@example.org")}


@pytest.mark.parametrize(
    ("phone", "email"),
    [("Mobile", "Email"), ("Phone number", "E-mail address"), ("Contact no.", "Mail"), ("", ""), ("Tel:", "email")],
)
def test_contacts_in_columns_beside_the_names(phone: str, email: str):
    found = imported(
        sheet(f"""
        Name | Role | {phone} | {email} | 7/12/2026 | 8/12/2026 | 9/12/2026
        Ann Hill | Paramedic | 07700 900123 | ann@example.org | 18:00-02:00 | | 18:00-02:00
        Bo Ray | PC | 07700900124 | bo@example.org | 18:00-02:00 | A/L |
        """)
    )
    assert contacts(found) == REACHED
    assert people(found) == {"Ann Hill": "paramedic", "Bo Ray": "constable"}
    assert len(duties(found)) == 3
    assert not unknown(found)


def test_contacts_in_a_list_of_people_and_in_a_list_of_duties():
    listed = sheet(
        """
        Name | Role | Phone | Email
        Ann Hill | Paramedic | 07700 900123 | ann@example.org
        Bo Ray | PC | 07700900124 | bo@example.org
        """,
        "Contacts",
    )
    rota = sheet("""
        Name | 7/12/2026 | 8/12/2026 | 9/12/2026
        A Hill | 18:00-02:00 | | 18:00-02:00
        Bo Ray | 18:00-02:00 | A/L |
        """)
    assert contacts(imported(listed, rota)) == REACHED
    duty_list = sheet("""
        Name | Role | Tel | Email | Date | Start | End
        Ann Hill | Paramedic | 07700 900123 | ann@example.org | 7/12/2026 | 18:00 | 02:00
        Bo Ray | PC | 07700900124 | bo@example.org | 7/12/2026 | 18:00 | 02:00
        Bo Ray | PC | 07700900124 | bo@example.org | 8/12/2026 | 18:00 | 02:00
        """)
    assert contacts(imported(duty_list)) == REACHED


def test_a_number_that_lost_its_zero_and_contacts_that_are_none():
    found = imported(
        sheet("""
        Name | Mobile | Email | 7/12/2026 | 8/12/2026
        Ann Hill | ring the office | ann at example | 18:00-02:00 |
        Bo Ray | 7700900124 | | 18:00-02:00 | 18:00-02:00
        """)
    )
    assert unknown(found) == {"B2": "ring the office", "C2": "ann at example"}
    assert {duty[0] for duty in duties(found)} == {"Ann Hill", "Bo Ray"}
