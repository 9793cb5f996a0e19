"""Weakens each rule in turn and sees whether the agreement cases notice: `python -m tests.mutation [KIND ...]`.

Four mutants of every rule: its post dropped whole, its check dropped whole, its post weaker by one unit (every form in
which the rule is stated in turn), its check telling of one unit less. A mutant that no case notices is a hole in the
tests.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from constraints.base import CandidateRule, Rule
from constraints.facts import Candidate, Facts
from constraints.registry import installed
from constraints.rota_model import RotaModel
from models.rota import Breach
from roster.engine.model import build
from tests.constraints.agreement import Case, Trial
from tests.constraints.cases import all_cases

ROTAS = 60  # of each soft version that are priced


@dataclass(frozen=True)
class Mutant:
    """A way of weakening a rule, and for which of its sides."""

    name: str
    apply: Callable[[type[Rule]], Any]


def _dropped_post(rule: type[Rule]) -> Any:
    if issubclass(rule, CandidateRule):  # posted by leaving candidates out, where it says they do not concern it
        return patch.object(build, "candidates", _without_gates)
    return patch.object(rule, "post", lambda self, model: None)


def _without_gates(facts: Facts, rules: Sequence[Rule], *rest: Any) -> Iterator[Candidate]:
    return _CANDIDATES(facts, [], *rest)


_CANDIDATES = build.candidates


def _dropped_check(rule: type[Rule]) -> Any:
    return patch.object(rule, "check", lambda self, view: iter(()))


def _weaker(form: str, change: Callable[..., tuple[tuple[Any, ...], dict[str, Any]] | None]) -> Callable[[Any], Any]:
    """A form of the model that states one unit less, or nothing where that is all there is."""
    original = getattr(RotaModel, form)

    def mutated(self: RotaModel, *args: Any, **kwargs: Any) -> None:
        changed = change(*args, **kwargs)
        if changed is not None:
            original(self, *changed[0], **changed[1])

    return lambda rule: patch.object(RotaModel, form, mutated)


# How each form in which a rule is stated is weakened by one unit.
FORMS: dict[str, Callable[..., tuple[tuple[Any, ...], dict[str, Any]] | None]] = {
    "at_most": lambda rule, terms, room, *rest, **more: ((rule, terms, max(0, room) + 1, *rest), more),
    "at_least": lambda rule, terms, target, *rest, **more: ((rule, terms, target - 1, *rest), more),
    "at_most_as_many": lambda rule, terms, others: ((rule, list(terms)[1:], others), {}),
    "at_least_if": lambda rule, terms, target, condition: ((rule, terms, target - 1, condition), {}),
    "not_each_of": lambda *args, **more: None,
    "price": lambda rule, terms, constant=0: ((rule, list(terms)[:-1], constant), {}),
    "price_greatest": lambda rule, sums: ((rule, list(sums)[:-1]), {}),
    "forbid": lambda rule, literals, amount=1: ((rule, list(literals)[:-1], amount), {}),
    "between_if": lambda literals, least, most, condition: ((literals, least, most + 1, condition), {}),
    "exactly_one_if": lambda *args: None,
}


def _one_unit_less(rule: type[Rule]) -> Any:
    original = Rule.breach

    def mutated(self: Rule, amount: int, message: str, **more: Any) -> Breach:
        return original(self, amount - 1, message, **more)

    return patch.object(Rule, "breach", mutated)


def forms_of(kind: str) -> list[str]:
    """The forms in which a rule is stated in its cases."""
    used: set[str] = set()
    for form in FORMS:
        original = getattr(RotaModel, form)

        def noted(self: RotaModel, *args: Any, _form: str = form, _original: Any = original, **kwargs: Any) -> None:
            used.add(_form)
            _original(self, *args, **kwargs)

        with patch.object(RotaModel, form, noted):
            for case, entry in _versions(kind):
                Trial(case, entry)
    return [form for form in FORMS if form in used]


def mutants(kind: str) -> list[Mutant]:
    """Every mutant of a rule."""
    found = [Mutant("post dropped", _dropped_post), Mutant("check dropped", _dropped_check)]
    found += [Mutant(f"post weaker by one unit ({form})", _weaker(form, FORMS[form])) for form in forms_of(kind)]
    return [*found, Mutant("check tells of one unit less", _one_unit_less)]


def _versions(kind: str) -> Iterator[tuple[Case, dict[str, Any]]]:
    for case in all_cases().get(kind, []):
        for entry in case.versions():
            yield case, entry


def is_noticed(kind: str, mutant: Mutant) -> bool:
    """Whether some case of the rule notices the mutant."""
    with mutant.apply(installed()[kind]):
        return any(_disagrees(case, entry) for case, entry in _versions(kind))


def _disagrees(case: Case, entry: dict[str, Any]) -> bool:
    trial = Trial(case, entry)

    def breaches(rota: Any) -> list[Breach]:
        return [breach for breach in trial.breaches(rota) if breach.amount > 0]

    amounts = {text: sum(breach.amount for breach in breaches(trial.decided(text))) for text in case.expect}
    if any(abs(amounts[text] - amount) > 1e-6 for text, amount in case.expect.items()):
        return True
    if trial.rule.hard:
        rotas = set(trial.rotas())
        clean = {rota for rota in rotas if not breaches(rota)}
        accepted = trial.accepted()
        return (accepted & rotas if case.clean or case.sized else accepted) != clean
    return any(trial.price(rota) != sum(breach.units for breach in breaches(rota)) for rota in trial.some_rotas(ROTAS))


def main() -> int:
    """Try the named rules, or all; the exit status is 1 when a mutant survives."""
    kinds = sys.argv[1:] or installed().kinds
    survivors = 0
    for kind in kinds:
        for mutant in mutants(kind):
            noticed = is_noticed(kind, mutant)
            survivors += not noticed
            print(f"{'noticed ' if noticed else 'SURVIVES'}  {kind}: {mutant.name}", flush=True)
    print(f"{survivors} mutants survive")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
