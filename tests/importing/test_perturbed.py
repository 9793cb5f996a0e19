"""Random changes to the look of a rota leave what it says as it is, and lose no cell without a line.

The oracle is the plan that each sheet is made from: it never reads a sheet.
"""

import random
from datetime import date, timedelta

import pytest

from tests.importing.sheets import away, duties, imported, people, sheet, unknown

PEOPLE = {"Ann Hill": "Paramedic", "Bo Ray": "Paramedic", "Cy Dunn": "Special", "Di Fox": "Special", "Ed Cole": "PC"}
ROLES = {"Paramedic": "paramedic", "Special": "special", "PC": "constable"}
SPANS = {"18:00-02:00": ("18:00-02:00", "6pm-2am", "1800-0200", "18-02", "18.00 - 02.00", "1800 to 0200hrs"),
         "07:00-15:00": ("07:00-15:00", "7am-3pm", "0700-1500", "07-15", "0700hrs - 1500hrs")}  # fmt: skip
LEAVE = {"annual leave": ("A/L", "AL", "Annual Leave", "hols"), "sickness": ("sick", "Sick"),
         "training": ("TRG", "Training"), "rest day": ("RD", "Rest day", "OFF")}  # fmt: skip
NAMES = ("Name", "Staff", "Employee", "Officer name", "Staff name")
ROLE_HEADS = ("Role", "Rank", "Grade", "Job title")
SCRAPS = ("??", "see Bo", "12", "E", "x", "JR-04", "31/02/2026", "Total", "=A1", "Night", "\u00a3", "8-4", "2026")
FIRST = date(2026, 12, 7)

Plan = dict[tuple[str, date], str]  # (name, date) -> times of a duty, or a kind of absence


def plan(rng: random.Random) -> tuple[Plan, list[date]]:
    days = [FIRST + timedelta(days=n) for n in range(rng.choice((5, 7, 10)))]
    cells = {(name, day): rng.choice([*SPANS, *LEAVE, ""]) for name in PEOPLE for day in days}
    cells["Ann Hill", days[0]] = "18:00-02:00"
    return cells, days


def spelt_name(rng: random.Random, name: str) -> str:
    first, last = name.split()
    return rng.choice((name, f"{last}, {first}", f"{last.upper()} {first}", f"{name} "))


def people_down(rng: random.Random, cells: Plan, days: list[date]) -> str:
    heads = rng.choice(("{:%a %d %b %Y}", "{:%d/%m/%Y}", "{:%a %d/%m/%y}", "{:%Y-%m-%d}"))
    labels = [rng.choice(NAMES), rng.choice(ROLE_HEADS)]
    swapped, total = rng.random() < 0.5, rng.random() < 0.5
    rows = [["Unit rota"], [], [*(labels[::-1] if swapped else labels), *(heads.format(day) for day in days)]]
    rows[-1] += ["Total hours"] if total else []
    names = list(PEOPLE)
    rng.shuffle(names)
    for name in names:
        two = [spelt_name(rng, name), PEOPLE[name]]
        said = [rng.choice({**SPANS, **LEAVE}.get(cells[name, day], ("", "-"))) for day in days]
        rows.append([*(two[::-1] if swapped else two), *said, *(["38"] if total else [])])
        rows += [[]] * (rng.random() < 0.2)
    rows += [[], ["Please tell the office of swaps by Friday noon"]] if rng.random() < 0.5 else []
    return "\n".join("|".join(row) for row in rows)


def as_list(rng: random.Random, cells: Plan, days: list[date]) -> str:
    kinds = ["name", "role", "date", "start", "end", "note"]
    rng.shuffle(kinds)
    heads = {"name": rng.choice(NAMES), "role": rng.choice(ROLE_HEADS), "date": rng.choice(("Date", "Shift date")),
             "start": rng.choice(("Start", "From", "Start time")), "end": rng.choice(("End", "Finish", "To")),
             "note": "Comments"}  # fmt: skip
    rows = [[heads[kind] for kind in kinds]]
    for (name, day), what in rng.sample(sorted(cells.items()), len(cells)):
        if not what:
            continue
        row = {
            "name": spelt_name(rng, name),
            "role": PEOPLE[name],
            "date": rng.choice(("{:%d/%m/%Y}", "{:%d %b %Y}")).format(day),
        }
        if what in SPANS:
            row |= {"start": what[:5], "end": what[6:].replace(":", rng.choice((":", ".", "")))}
        else:
            row |= {"start": rng.choice(LEAVE[what])}
        row["note"] = rng.choice(("", "late", "car park"))
        rows.append([row.get(kind, "") for kind in kinds])
        rows += [[]] * (rng.random() < 0.1)
    return "\n".join("|".join(row) for row in rows)


@pytest.mark.parametrize("seed", range(160))
def test_what_is_said_is_read_however_it_looks(seed: int):
    rng = random.Random(seed)
    cells, days = plan(rng)
    layout = rng.choice((people_down, as_list))
    text = layout(rng, cells, days)
    grid = sheet("\n" + text)
    if layout is people_down and rng.random() < 0.3:
        grid = sheet("\n" + _exchanged(text))
    found = imported(grid)
    assert duties(found) == {
        (name, str(day), what, "UNIT-1") for (name, day), what in cells.items() if what in SPANS
    }, text
    assert away(found) == {(name, str(day), what) for (name, day), what in cells.items() if what in LEAVE}, text
    named = {name for (name, _), what in cells.items() if what or layout is people_down}
    assert people(found) == {name: ROLES[PEOPLE[name]] for name in named}, text
    assert not unknown(found), text
    again = imported(grid, answers=found.mapping)  # a mapping that nobody changed changes nothing
    assert again.book == found.book, text


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_typed_has_a_line(seed: int):
    """Scraps in random cells change nothing but the lines: no cell is without one, and nothing fails."""
    rng = random.Random(1000 + seed)
    cells, days = plan(rng)
    rows = [row.split("|") for row in people_down(rng, cells, days).split("\n")]
    for _ in range(8):
        row = rng.choice(rows)
        scrap = rng.choice(
            ("??", "see Bo", "12", "E", "x", "JR-04", "31/02/2026", "Total", "=A1", "Night", "\u00a3", "8-4", "2026")
        )
        row.insert(rng.randrange(len(row) + 1), scrap) if rng.random() < 0.3 else row.append(scrap)
    imported(sheet("\n" + "\n".join("|".join(row) for row in rows)))  # it asserts that every cell is accounted for


def _exchanged(text: str) -> str:
    """The same sheet with rows and columns exchanged, below its title."""
    rows = [row.split("|") for row in text.split("\n")[2:] if row.strip("|") and not row.startswith("Please")]
    width = max(map(len, rows))
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    return "\n".join("|".join(column) for column in zip(*filled, strict=True))
