"""`roster offers` with forms that ask which dates somebody can not work."""

from pathlib import Path

from tests.cli.offers.conftest import dates

HEAD = "Timestamp,Name,Which dates can you NOT work?"
FRIDAYS = ["4", "11", "18", "25"]


def _form(path: Path, *lines: str) -> Path:
    path.write_bytes("\r\n".join(lines).encode())
    return path


def test_all_other_dates_are_offered_where_nothing_else_is_asked(read, tmp_path: Path) -> None:
    """Single shifts may be refused; `none` refuses nothing, and an empty answer offers nothing."""
    path = _form(
        tmp_path / "form.csv",
        HEAD,
        '20/11/2026 09:15:32,SC04,"Fri 4 Dec, Saturdays, Christmas Day"',
        "20/11/2026 09:16:32,SC01,None",
        "20/11/2026 09:17:32,P02,weekends except 12th",
        "20/11/2026 09:18:32,SC03,",
    )
    answer = read(path)
    assert answer["columns"]["Which dates can you NOT work?"] == "not available"
    assert dates(answer, "SC04") == ["11", "18"]
    assert dates(answer, "SC01") == ["4", "5", "11", "12", "18", "19", "25", "26"]
    assert dates(answer, "P02") == [*FRIDAYS[:2], "12", *FRIDAYS[2:]]
    assert any("every date that is not named in it is taken as offered" in note for note in answer["passed_over"])
    assert any("SC03 leaves empty which dates they cannot work" in remark for remark in answer["remarks"])


def test_a_shift_of_a_date_is_refused_by_its_times(read, tmp_path: Path) -> None:
    """On Saturdays there are two shifts: the other one is offered."""
    path = _form(tmp_path / "form.csv", HEAD, '20/11/2026 09:15:32,P02,"Sat 5 Dec 2026, 18:00-02:00"')
    answer = read(path)
    assert answer["exit"] == 0, answer
    assert dates(answer, "P02")[:3] == ["4", "5@10:00-18:00/JR-04", "11"]


def test_beside_a_question_for_offers_it_only_contradicts(read, tmp_path: Path) -> None:
    """What is both offered and refused is asked; nothing else is offered."""
    head = "Timestamp,Name,Which dates can you work?,Which dates can you not work?"
    path = _form(tmp_path / "fine.csv", head, '20/11/2026 09:15:32,SC04,Fri 4 Dec,"Fri 11 Dec, Fri 18 Dec"')
    assert dates(read(path), "SC04") == ["4"]
    path = _form(tmp_path / "both.csv", head, '20/11/2026 09:15:32,SC04,"Fri 4 Dec, Fri 11 Dec","Fri 11 Dec"')
    answer = read(path)
    assert answer["exit"] == 2
    assert any("offers Fri 11 Dec, and says that they cannot; which is right?" in str(item) for item in answer.values())


def test_part_of_a_night_that_is_refused_is_asked(read, tmp_path: Path) -> None:
    """`until 22:00` may be the part that they can work."""
    path = _form(tmp_path / "form.csv", HEAD, "20/11/2026 09:15:32,SC04,Fri 4 Dec until 22:00")
    answer = read(path)
    assert answer["exit"] == 2
    assert any(
        "it is not clear which part of Fri 4 Dec 18:00-22:00 they cannot work" in str(v) for v in answer.values()
    )


def test_whoever_is_free_on_every_date_refuses_none(read, tmp_path: Path) -> None:
    """`I'm free all month` is the opposite of a refusal of every date; single dates on which they can are asked."""
    path = _form(
        tmp_path / "form.csv",
        HEAD,
        "20/11/2026 09:15:32,SC01,I\u2019m free all month",
        "20/11/2026 09:16:32,SC03,I can do any night",
        "20/11/2026 09:17:32,SC04,available 4 Dec",
    )
    answer = read(path)
    every = ["4", "5", "11", "12", "18", "19", "25", "26"]
    assert dates(answer, "SC01") == every
    assert dates(answer, "SC03") == every
    assert dates(answer, "SC04") == []
    assert answer["exit"] == 2
    said = "'available 4 Dec' says when they can; the question is when they cannot"
    assert any(said in str(value) for value in answer.values())
