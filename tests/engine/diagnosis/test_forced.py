"""No wrong reason: each explanation of Kent with two paramedics away is compared with brute solving."""

import pytest
from ortools.sat.python import cp_model

from constraints.facts import Candidate
from models.people import Absence, AbsenceKind
from models.rota import POINT, Basis, DutyState
from models.rules import Level
from roster import Options, api, read_book, solve
from roster.engine.model.build import built_without_pins
from roster.engine.model.pins import pin_all
from roster.explain import ASKED, Explainer
from tests.conftest import EXAMPLES


def kent_without_two():
    """Two paramedics absent from Monday 7 to Sunday 13 December."""
    book = read_book(EXAMPLES / "kent-2026-12.yaml")
    away = Absence(first="2026-12-07", last="2026-12-13", kind=AbsenceKind.SICKNESS)
    people = tuple(
        person.model_copy(update={"absences": (*person.absences, away)}) if person.id in ("P03", "P06") else person
        for person in book.people
    )
    return book.changed(people=people)


def least_cover(opened, force) -> int | None:
    """The least value of the cover level with some candidates forced, by plain CP-SAT; None when no rota has them."""
    model = built_without_pins(opened.admission.facts, opened.admission.rules)
    pin_all(model, opened.book.pins)
    literals = [model.assigned[candidate] for candidate in force if candidate in model.assigned]
    if not literals:
        return None
    model.cp.add_exactly_one(literals)
    objective = model.objectives[Level.COVER]
    model.cp.minimize(sum(factor * variable for variable, factor in objective.terms) + objective.constant)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    status = solver.solve(model.cp)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return round(solver.objective_value) if status == cp_model.OPTIMAL else None


@pytest.mark.slow
def test_every_reason_is_confirmed_by_brute_solving():
    book = solve(kent_without_two(), Options(time_limit=120, workers=2))
    opened = api.ready(book)
    facts = opened.admission.facts
    cover = next(score.value for score in book.rota.scores if score.level is Level.COVER)
    down = [record.duty for record in book.rota.duties if record.state is DutyState.STOOD_DOWN]
    assert len(down) >= 2
    compared = 0
    for name in down:
        explainer = Explainer(book, facts, opened.admission.rules, seconds=600, workers=2)
        for seat in explainer.duty(facts.duty[name]).seats:
            for item in seat.others:
                force = [Candidate(item.reason.person, name, seat.seat.id, basis) for basis in Basis]
                least = least_cover(opened, force)
                if item.reason.standing not in ASKED:
                    assert least is None, item.sentence
                    continue
                assert item.consequence is not None
                assert item.consequence.possible is (least is not None), item.sentence
                if least is not None:
                    worse = least / POINT > cover
                    assert (item.consequence.level is Level.COVER) is worse, item.sentence
                    if worse:
                        assert item.consequence.points == pytest.approx(least / POINT - cover)
                compared += 1
    assert compared >= 12
