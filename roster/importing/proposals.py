"""The rows of the mapping: what was taken for what, and what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from models.period import Period
from models.text.lists import first_few
from roster.importing.answers import NOTHING, SHIFT, Answers, MappingRow, Topic
from roster.importing.booking.people import NO_ROLE, People, people_of
from roster.importing.facts import Facts, some_cells
from roster.importing.layouts.meanings import Meanings, describe
from roster.importing.words.codes import absence_of
from roster.importing.words.time_spans import span_in

_GUESSES = {"e": "Early", "l": "Late", "n": "Night", "d": "Day", "ld": "Long day", "m": "Morning"}


def mapping_rows(facts: Facts, answers: Answers, period: Period | None) -> list[MappingRow]:
    """Every row of the mapping, questions first."""
    people = people_of(facts, answers)
    rows = [
        *_dates(facts, answers), *_codes(facts, answers), *_labels(facts, answers), *_roles(people, answers),
        *_period(period, answers), *_people(people),
    ]  # fmt: skip
    given = {(row.topic, row.text) for row in rows}
    rows += [replace(row, asks=False) for row in answers.rows if (row.topic, row.text) not in given]
    return sorted(rows, key=lambda row: not row.asks)


def _dates(facts: Facts, answers: Answers) -> Iterator[MappingRow]:
    for place, question in facts.undated.items():
        yield MappingRow(Topic.DATES, place, place, f"a table without dates: {question}", asks=True)


def _codes(facts: Facts, answers: Answers) -> Iterator[MappingRow]:
    meanings = Meanings(facts, answers)
    for code, cells in facts.open_codes.items():
        written, entry = span_in(code), facts.legend_for(code)
        row = MappingRow(Topic.CODE, code, some_cells(cells), _question(code), asks=True)
        name = entry.name if entry is not None else _GUESSES.get(code.lower(), "")
        if written is not None:
            either = " or ".join(str(span) for span in written.readings)
            row = replace(row, taken_for=f"times that may be {either}: which? write start and end", means=SHIFT)
        yield replace(row, name=name)
    for code, cells in facts.code_cells.items():
        if code in facts.open_codes or span_in(code) is not None:
            continue
        meaning = meanings.one(code)
        if meaning is None:
            continue
        row = MappingRow(Topic.CODE, code, some_cells(cells), describe(meaning, facts.legend_for(code)))
        if meaning.span is not None:
            entry = facts.legend_for(code)
            row = replace(row, means=SHIFT, start=f"{meaning.span.start:%H:%M}", end=f"{meaning.span.end:%H:%M}",
                          name=entry.name if entry else "", call_sign=meaning.call_sign)  # fmt: skip
        else:
            row = replace(row, means=str(meaning.absence or NOTHING))
        yield row


def _question(code: str) -> str:
    if absence_of(code) is not None:
        return "a day away"
    return "not known: is it a shift (write its start and end), a day away, or nothing?"


def _labels(facts: Facts, answers: Answers) -> Iterator[MappingRow]:
    for text, cell in facts.labels.items():
        yield MappingRow(
            Topic.LABEL, text, str(cell), "not known: is it a person, the head of a section, or nothing?"
            " for a section, write the role of its people", asks=True,
        )  # fmt: skip


def _roles(people: People, answers: Answers) -> Iterator[MappingRow]:
    if without := people.without_role:
        names = first_few([person.name for person in without], 3)
        yield MappingRow(
            Topic.ROLE, NO_ROLE, "", f"nothing says what {names} are: write their role and organisation,"
            " or the role of each person below", asks=True,
        )  # fmt: skip
    for role in dict.fromkeys(person.role for person in people.found if person.role is not None):
        asks = not role.organisation
        yield MappingRow(
            Topic.ROLE, role.name, "", "a role: whose people are they? write the organisation" if asks else "a role",
            asks=asks, id=role.id, name=role.name, organisation=role.organisation,
        )  # fmt: skip


def _period(period: Period | None, answers: Answers) -> Iterator[MappingRow]:
    if period is not None:
        yield MappingRow(
            Topic.PERIOD, "period", "", "the first and the last date", start=str(period.first), end=str(period.last)
        )


def _people(people: People) -> Iterator[MappingRow]:
    for person in people.found:
        cells = [cell for mention in person.mentions for cell in mention.cells]
        for text in person.texts:
            same = "" if text == person.name else f" {person.name}"
            yield MappingRow(
                Topic.PERSON, text, some_cells(cells, 1), f"a person{same}", name=person.name, id=person.id,
                role=person.role.id if person.role is not None else "",
            )  # fmt: skip
