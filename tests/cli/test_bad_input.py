"""Mistakes of users: exit status 2, every mistake with its place, no traceback, nothing written."""

import json
from pathlib import Path

import pytest


def refused(result, *words: str) -> str:
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    for word in words:
        assert word in result.output, f"{word!r} is not in:\n{result.output}"
    return result.output


def test_forty_mistakes_are_said_at_once(run, write, small, tmp_path: Path):
    """Mistakes in fields do not hide mistakes in names; a pin that the data rule out is reported too."""
    small["roles"][1]["organisation"] = "kent-polic"
    small["call_signs"][0]["area"] = "Medwey"
    small["people"][1]["id"] = "P01"
    small["people"][2]["role"] = "specal"
    small["people"][3]["qualifications"] = [{"id": "driver", "valid_from": "2026-12-10", "valid_to": "2026-12-01"}]
    small["people"].append({"id": "SC04", "role": "special"})
    small["pins"] = [{"person": "SC03", "duty": "JR-04@2026-12-03"}]
    small["requests"] = [{"person": f"X{number:02}", "wish": "off", "dates": ["2026-12-04"]} for number in range(34)]
    small["requests"].append({"person": "SC03", "wish": "of", "dates": ["2026-12-04"]})
    book = write(small)
    output = refused(
        run("solve", book, "-o", tmp_path / "o.json"),
        "roles[1].organisation: organisation 'kent-polic' is unknown; did you mean 'kent-police'?",
        "call_signs[0].area: area 'Medwey' is unknown; did you mean 'Medway'?",
        "people[1].id: person 'P01' is there twice",
        "people[2].role: role 'specal' is unknown; did you mean 'special'?",
        "people[3].qualifications[0]: driver ends on 2026-12-01, before it starts on 2026-12-10",
        "requests[34].wish: 'of' is not one of work, off; did you mean 'off'?",
    )
    assert output.count("person 'X") == 34
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.json"]


def test_a_faulty_field_hides_no_faulty_name_beside_it(run, write, small):
    """A misspelt field and an unknown area of one person are reported together."""
    small["people"][3] |= {"caps": {"duties_per_mont": 3}, "areas": ["Medwey"], "qualifications": [{"id": "drivr"}]}
    small["requests"] = [{"person": "SC50", "wish": "of", "dates": ["2026-12-04"]}]
    refused(
        run("check", write(small)),
        "people[3].caps.duties_per_mont: 'duties_per_mont' is not a field here; did you mean 'duties_per_month'?",
        "people[3].areas[0]: area 'Medwey' is unknown",
        "people[3].qualifications[0].id: qualification 'drivr' is unknown",
        "requests[0].wish",
    )


def test_a_faulty_item_is_one_mistake_not_many(run, write, small):
    """A role that is wrong in itself does not make everybody of that role wrong."""
    small["roles"][0]["unpaid_break"] = "half an hour"
    output = refused(run("check", write(small)), "roles[0].unpaid_break", "write it as 30m")
    assert output.count("\n") == 1


def test_pins_that_the_data_rule_out(run, write, small):
    small["people"][4]["offers"] = [{"dates": ["2026-12-05"]}]
    small["pins"] = [
        {"person": "SC03", "duty": "JR-04@2026-12-04"},
        {"person": "P01", "duty": "JR-04@2026-12-04", "seat": "police"},
        {"person": "P01", "duty": "JR-04@2026-12-04", "seat": "polices"},
        {"person": "P01", "duty": "JR-04 soon"},
    ]
    refused(
        run("check", write(small)),
        "pins[2].seat: seat 'polices' is not in that crew; did you mean 'police'?",
        "pins[3].duty: 'JR-04 soon' is not a duty",
        "pins[0]: SC03 cannot be on JR-04 on Fri 4 Dec: has not offered it",
        "pins[1]: P01 cannot be on JR-04 on Fri 4 Dec: is a paramedic, which the police seat does not take",
    )


def test_rules_that_make_no_sense(run, write, small):
    small["rules"] = [
        {"kind": "daily-rset"},
        {"kind": "daily-rest", "hour": 11},
        {"kind": "daily-rest", "hours": -1},
        {"kind": "crew-cover", "level": "hard"},
        {"kind": "availability", "level": "wishes"},
        {"kind": "crew-qualification", "qualification": "drver"},
        {"kind": "fair-share", "counts": "friday-saturdays"},
        {"kind": "maximum-hours", "applies_to": {"roles": ["specials"]}, "hours": 60},
    ]
    refused(
        run("check", write(small)),
        "rules[0].kind: rule 'daily-rset' is unknown; did you mean 'daily-rest'?",
        "rules[1].hour: 'hour' is not a field here; did you mean 'hours'?",
        "rules[2].hours",
        "rules[3].level: rule 'crew-cover' cannot be hard",
        "rules[4].level: rule 'availability' is always hard",
        "rules[5].qualification: qualification 'drver' is unknown; did you mean 'driver'?",
        "rules[6].counts",
        "did you mean 'friday-saturday'?",
        "rules[7].applies_to.roles[0]: role 'specials' is unknown; did you mean 'special'?",
    )


YAML_BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 10)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.yaml", b"", "the file is empty"),
        ("blank.yaml", b" \n\n", "the file is empty"),
        ("comment.yaml", b"# nothing else\n", "a book is a mapping"),
        ("list.yaml", b"- 1\n- 2\n", "a book is a mapping"),
        ("word.json", b'"hello"', "a book is a mapping"),
        ("broken.yaml", b"name: [unclosed\n", "line 2"),
        ("tabs.yaml", b"name: x\n\tperiod: y\n", "line 2"),
        ("twice.yaml", b"name: a\nname: b\n", "line 2: 'name' is given twice; first on line 1"),
        ("twice.json", b'{"name": "a", "name": "b"}', "'name' is given twice"),
        ("broken.json", b'{"name": "a",}', "line 1"),
        ("latin.yaml", b"name: caf\xe9\n", "is not UTF-8"),
        ("null.yaml", b"name: a\x00b\n", "character"),
        ("bomb.yaml", YAML_BOMB.encode(), "unfolds into more than"),
        ("deep.yaml", b"a: " + b"[" * 5000, "deeper than"),
        ("flow.yaml", b"a: " + b"[" * 300_000 + b"]" * 300_000, "deeper than"),
        ("compact.yaml", b"a:\n  " + b"- " * 300_000 + b"x\n", "deeper than"),
        ("stairs.yaml", "".join(" " * step + "b:\n" for step in range(6000)).encode(), "deeper than"),
        ("deep.json", b'{"a":' + b"[" * 100_000, "nested too deep"),
        ("object.yaml", b"name: !!python/object/apply:os.system ['true']\n", "line 1"),
        ("key.yaml", b"? [a, b]\n: 1\n", "field's name cannot be"),
        ("book.csv", b"a,b\n", "a book to read ends in .yaml"),
        ("book", b"name: a\n", "a book to read ends in .yaml"),
        ("number.json", b'{"name": ' + b"9" * 5000 + b"}", "number.json"),
    ],
)
def test_files_that_are_no_book(run, tmp_path: Path, name: str, content: bytes, words: str):
    book = tmp_path / name
    book.write_bytes(content)
    refused(run("solve", book, "-o", tmp_path / "o.json"), words)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert book.read_bytes() == content


def test_fifty_megabytes_of_nonsense(run, tmp_path: Path):
    book = tmp_path / "huge.yaml"
    book.write_bytes(b"nonsense " * (50 * 1024 * 1024 // 9))
    refused(run("check", book), "is larger than")


def test_no_file_a_folder_and_a_misspelt_output(run, write, small, tmp_path: Path):
    refused(run("check", tmp_path / "none.yaml"), "there is no such file")
    refused(run("check", tmp_path), "a book to read ends in")
    folder = tmp_path / "folder.yaml"
    folder.mkdir()
    refused(run("check", folder), "is a folder")
    book = write(small)
    refused(run("solve", book, "-o", tmp_path / "o.xls"), "an output ends in")
    refused(run("solve", book, "-o", tmp_path / "no" / "o.json"), "there is no folder")
    refused(run("solve", book, "-o", book), "is the input")
    refused(run("solve", book), "--output")
    refused(run("solve", book, "-o", tmp_path / "o.json", "--time-limit", "0"))
    refused(run("solve", book, "-o", tmp_path / "o.json", "--workers", "none"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda book: book["period"].update(last="2026-11-30"), "before it starts"),
        (lambda book: book["period"].update(last="2062-12-31"), "is the year right?"),
        (lambda book: book["period"].update(first="9999-12-29", last="9999-12-31"), "is the year right?"),
        (lambda book: book["period"].update(first="0001-12-29"), "the year 1 cannot be meant"),
        (lambda book: book["roles"][0].update(unpaid_break="99999h"), "roles[0].unpaid_break"),
        (lambda book: book["period"].update(first="01/12/2026"), "write it as YYYY-MM-DD"),
        (lambda book: book["period"].update(first="2026-02-30"), "period.first"),
        (lambda book: book["period"].update(first=20261201), "YYYY-MM-DD"),
        (lambda book: book["period"].update(time_zone="Europe/Londn"), "did you mean 'Europe/London'?"),
        (lambda book: book.update(peple=[]), "'peple' is not a field here; did you mean 'people'?"),
        (lambda book: book.pop("people"), "people: is missing"),
        (lambda book: book.update(people="everybody"), "people: should be a list"),
        (lambda book: book.update(people=[None]), "people[0]"),
        (lambda book: book["people"][0].update(id="P 1@home"), "cannot be used here"),
        (lambda book: book["people"][0].update(id=7), "people[0].id"),
        (lambda book: book["people"][0].update(team="blue"), "team 'blue' is unknown"),
        (lambda book: book["people"][0].update(posting={"hours_per_week": 375}), "people[0].posting.hours_per_week"),
        (lambda book: book["people"][0]["offers"].append({}), "give either dates, or weekdays"),
        (lambda book: book["people"][0].update(absences=[{"kind": "holiday", "first": "2026-12-01"}]), "annual leave"),
        (lambda book: book["people"][0].update(caps={"duties_per_month": -1}), "duties_per_month"),
        (lambda book: book["shifts"][0].update(start="25:00"), "is not a time of day"),
        (lambda book: book["shifts"][0].update(length="8h"), "give either end or length"),
        (lambda book: book["crews"][0]["seats"][1].update(preferred=0), "are not in order"),
        (lambda book: book["crews"][0].update(seats=[]), "crews[0].seats"),
        (lambda book: book["services"][0].update(crew="jrus"), "did you mean 'jru'?"),
        (lambda book: book["services"][0].update(weekdays=["friday"]), "did you mean 'fri'?"),
        (lambda book: book["services"].append(dict(book["services"][0], id="again")), "another service asks for"),
        (lambda book: book.update(schema_version=2), "schema_version"),
        (lambda book: book.update(rule_files=["none.py"]), "none.py is not there"),
        (
            lambda book: book.update(
                carried_in={"duties": [{"person": "P01", "start": "2026-12-02 18:00", "end": "2026-12-03 02:00"}]}
            ),
            "is not before the period",
        ),
        (
            lambda book: book.update(
                worked=[{"person": "P01", "start": "2026-12-02 18:00", "end": "2026-12-02 02:00"}]
            ),
            "not after it starts",
        ),
        (lambda book: book.update(vehicles=[{"id": "CAR-1", "call_signs": ["JR-4"]}]), "did you mean 'JR-04'?"),
    ],
)
def test_single_mistakes(run, write, small, change, words: str):
    change(small)
    refused(run("check", write(small)), words)


def test_yaml_mistakes_name_their_line(run, write):
    text = "\n".join(
        [
            "name: Lines",
            "period: {first: 2026-12-01, last: 2026-12-31}",
            "organisations: [{id: secamb}]",
            "roles: [{id: paramedic, organisation: secamb}]",
            "areas: []",
            "call_signs: []",
            "shifts: []",
            "crews: []",
            "services: []",
            "people:",
            "  - {id: P01, role: paramedic}",
            "  - {id: P02, role: paramedik}",
        ]
    )
    refused(
        run("check", write(text, "lines.yaml")),
        "people[1].role (line 12): role 'paramedik' is unknown; did you mean 'paramedic'?",
    )


def test_a_night_that_does_not_exist_names_both_cures(run, write, small):
    """15:00-01:00 on the Saturday the clocks go forward ends at a time that is not there."""
    small["period"] = {"first": "2027-03-26", "last": "2027-03-28"}
    small["shifts"][0].update(start="15:00", end="01:00")
    refused(run("check", write(small)), "01:00 does not exist on Sun 28 Mar", "`length: 10h`", "dated_ends")
    small["shifts"][0] = {"id": "peak", "start": "15:00", "length": "10h"}
    assert run("check", write(small)).exit_code == 0


def test_a_rota_that_speaks_of_nobody(run, write, small, tmp_path: Path):
    solved = tmp_path / "solved.json"
    assert run("solve", write(small), "-o", solved).exit_code == 0
    data = json.loads(solved.read_text())
    data["rota"]["assignments"][0].update(person="P99")
    data["rota"]["assignments"][1].update(duty="JR-04@2026-12-06/peak")
    data["rota"]["assignments"][2].update(seat="back")
    solved.write_text(json.dumps(data))
    refused(
        run("check", solved),
        "rota.assignments[0].person: person 'P99' is unknown",
        "rota.assignments[1].duty: there is no duty 'JR-04@2026-12-06/peak'",
        "rota.assignments[2].seat: seat 'back' is not in that crew",
    )


@pytest.mark.parametrize(
    ("change", "printed"),
    [
        ({"shifts": [{"id": "peak", "start": "18:00", "length": 8}]}, "shifts[0].length: 8 is a length of time"),
        (
            {"rules": [{"kind": "forward-rotation", "tolerance": 2, "within_days": 1}]},
            "rules[0].tolerance: 2 is a length of time without a unit; write it as 2m or 2h",
        ),
    ],
)
def test_a_length_of_time_says_its_unit(run, write, small, change, printed):
    """A bare number is refused, since it could be hours or minutes."""
    result = run("check", write(small | change))
    assert result.exit_code == 2
    assert printed in result.stderr
