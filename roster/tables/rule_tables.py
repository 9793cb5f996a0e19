"""The tables that need a book's rules: promised hours, and breaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constraints.verify import verify
from constraints.view import RotaView
from models.rules import Level
from roster.analysis.ledger import Light, ledger
from roster.tables.book_source import OpenedBook, with_rules
from roster.tables.typed_columns import column, ids, numbers, table, texts, times, whole, words

if TYPE_CHECKING:
    from pandas import DataFrame

    from models.book import Book


def hours(book: Book | OpenedBook) -> DataFrame:
    """The ledger of promised hours: a row for each person with a promise and each month; a rota is not needed.

    | column             | dtype    | unit    | meaning
    |--------------------|----------|---------|---------
    | person             | category | id      | who
    | name               | string   |         | their name
    | role               | category | id      | their role
    | month              | string   |         | `YYYY-MM`, or `the period`
    | promised_minutes   | Int64    | minutes | the promise
    | carried_in_minutes | Int64    | minutes | worked in the month before the period
    | elsewhere_minutes  | Int64    | minutes | worked for the force, but not for this unit
    | offered_minutes    | Int64    | minutes | what their offers and own limits allow
    | assigned_minutes   | Int64    | minutes | what the rota gives them
    | worked_minutes     | Int64    | minutes | on record of the unit's duties in the period
    | forecast_minutes   | Int64    | minutes | what counts once the rest of the rota is worked
    | to_go_minutes      | Int64    | minutes | what is lacking of the promise then
    | light              | category |         | green: met; amber: at least half; red: less
    | reasons            | string   |         | why it is short, separated by semicolons

    Raises:
        BookError: rules or pins that are not possible, or rule files of a book that was not opened.
    """
    facts, rules = with_rules(book)
    lines = ledger(facts.book, facts, rules)
    amounts = {
        "promised": "promised", "carried_in": "carried_in", "elsewhere": "elsewhere", "offered": "offered",
        "assigned": "assigned", "worked": "worked", "forecast": "total", "to_go": "to_go",
    }  # fmt: skip
    return table(
        {
            "person": ids(column(lines, "person"), facts.people),
            "name": texts(column(lines, "name")),
            "role": ids((facts.people[line.person].role for line in lines), facts.roles),
            "month": texts(column(lines, "month")),
            **{f"{name}_minutes": whole(column(lines, attribute)) for name, attribute in amounts.items()},
            "light": words(column(lines, "light"), Light),
            "reasons": texts("; ".join(line.reasons) for line in lines),
        }
    )


def breaches(book: Book | OpenedBook) -> DataFrame:
    """The breaches of the rota: a row for each, the hard ones first, then level by level.

    They are computed again from the rota as worked, as far as there are records, else as planned.

    | column  | dtype          | unit   | meaning
    |---------|----------------|--------|---------
    | rule    | category       |        | the rule's kind
    | level   | category       |        | hard, or the level at which it costs, the most important first
    | amount  | Float64        | `unit` | how much
    | unit    | category       |        | what the amount counts: hours, duties...
    | points  | Float64        | points | what it costs at its level; 0 for hard rules
    | person  | category       | id     | whom it is about; missing where no person
    | duty    | category       | id     | which duty it is about; missing where none
    | date    | datetime64[us] | date   | when; missing where it is about no single date
    | message | string         |        | the breach in a sentence

    Raises:
        BookError: rules or pins that are not possible, or rule files of a book that was not opened.
        NoRotaError: the book holds no rota.
    """
    facts, rules = with_rules(book)
    verdict = verify(RotaView.of(facts.book, facts).as_worked, rules)
    found = [*verdict.hard, *verdict.soft]
    return table(
        {
            "rule": ids(column(found, "rule"), dict.fromkeys(rule.kind for rule in rules)),
            "level": words(column(found, "level"), Level),
            "amount": numbers(column(found, "amount")),
            "unit": ids(column(found, "unit"), ()),
            "points": numbers(column(found, "cost")),
            "person": ids(column(found, "person"), facts.people),
            "duty": ids(column(found, "duty"), facts.duty),
            "date": times(column(found, "date")),
            "message": texts(column(found, "message")),
        }
    )
