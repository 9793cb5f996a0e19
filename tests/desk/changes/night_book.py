"""A small book of one car on two nights, with a rota of which the second night lacks an officer."""

from datetime import datetime

from constraints.facts import Facts
from constraints.view import RotaView
from models.book import Book
from models.rota import Assignment, Basis, Ended, Provenance, Rota
from roster.analysis.duty_records import duty_records
from tests.constraints.books import person, seat, service, tiny_book
from tests.desk.random_rotas import with_verdict

FRI, SAT = "C1@2026-12-04/late", "C1@2026-12-05/late"


def night_book() -> Book:
    """The book, and its rota with true scores and breaches."""
    book = tiny_book(
        [
            person("ann", "paramedic", "all", name="Ann Field"),
            person("pat", "paramedic", "all", name="Pat Lane"),
            person("sam", "special", "all", name="Sam Hill"),
            person("lee", "special", "all", name="Lee Moor"),
        ],
        [service("late", "04 05", crew="car")],
        crews={"car": [seat("paramedic", "paramedic"), seat("police", "special", "1-1-2")]},
        vehicles=[{"id": "car-1", "call_signs": ["C1"]}, {"id": "car-2", "spare_for": ["medway"]}],
        rules=[{"kind": "requests"}, {"kind": "daily-rest", "hours": 11}],
    )
    places = [("pat", FRI, "paramedic"), ("lee", FRI, "police"), ("ann", SAT, "paramedic")]
    assignments = [Assignment(person=name, duty=duty, seat=where, basis=Basis.OFFERED) for name, duty, where in places]
    view = RotaView(Facts(book), assignments, {FRI: "car-1", SAT: None})
    made = Provenance(
        input_hash=book.input_hash,
        ended=Ended.TIME_LIMIT,
        made_at=datetime(2026, 11, 20, 9, 30),
        seconds=1,
        time_limit=60,
        seed=0,
        workers=2,
    )
    rota = Rota(
        assignments=tuple(view.assignments),
        duties=tuple(duty_records(view)),
        scores=(),
        breaches=(),
        provenance=made,
    )
    return with_verdict(book.model_copy(update={"rota": rota}))
