"""Finds rules and builds those of a book: built-in rules, those of installed packages, those in a user's file."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType

from pydantic import ValidationError
from pydantic_core import ErrorDetails

import constraints
from constraints.base import PersonRule, Rule, blamed_on, parameters_of
from constraints.facts import Facts
from constraints.rule_file import RuleFile, RuleFileError
from models.base import AS_WRITTEN
from models.errors import RosterError
from models.problems import Problem, did_you_mean
from models.reading.messages import problem_message
from models.rules import DUTIES, PEOPLE, AppliesTo, Derogation, RuleEntry

ENTRY_POINTS = "roster.rules"
# Folders of the framework; one of them needs the solver, which a check does without.
NO_RULES = frozenset(f"constraints.{name}" for name in ("counting", "facts", "rota_model", "shared"))
# Without these there is no rota worth the name; a package that shadows ours may lack them.
ESSENTIAL = frozenset({"crew-cover", "full-crew", "seat-eligibility", "availability", "one-duty-at-a-time", "vehicle"})


class RegistryError(RosterError):
    """A rule that cannot be loaded, or built-in rules that are missing."""


class Registry:
    """Rules by kind."""

    def __init__(self) -> None:
        self._rules: dict[str, type[Rule]] = {}

    def register(self, rule: type[Rule]) -> None:
        """Add a rule.

        Raises:
            RegistryError: when it lacks what a rule needs, or another of its kind is there.
        """
        for attribute in ("kind", "unit", "example"):
            if not isinstance(getattr(rule, attribute, None), str):
                raise RegistryError(f"rule {rule.__name__} of {rule.__module__} has no '{attribute}'")
        known = self._rules.get(rule.kind)
        if known is not None and known is not rule:
            raise RegistryError(f"rule '{rule.kind}' of {_file_of(rule)} has the kind of one in {_file_of(known)}")
        _check_holds_for(rule)
        self._rules[rule.kind] = rule

    def register_module(self, module: ModuleType) -> None:
        """Add every rule that a module defines."""
        for _, found in inspect.getmembers(module, inspect.isclass):
            if issubclass(found, Rule) and not inspect.isabstract(found) and found.__module__ == module.__name__:
                self.register(found)

    def register_file(self, file: RuleFile) -> None:
        """Run a user's file, and add its rules.

        Raises:
            RegistryError: when the file does not run, or holds no rule.
        """
        before = set(self._rules)
        try:
            self.register_module(file.module())
        except RuleFileError as error:
            raise RegistryError(str(error)) from error
        if set(self._rules) == before:
            raise RegistryError(f"rule file {file.path} defines no rule")

    def copy(self) -> Registry:
        """A new registry with the same rules."""
        other = Registry()
        other._rules = dict(self._rules)
        return other

    def __getitem__(self, kind: str) -> type[Rule]:
        return self._rules[kind]

    def __iter__(self) -> Iterator[type[Rule]]:
        return iter(sorted(self._rules.values(), key=lambda rule: rule.kind))

    def __contains__(self, kind: object) -> bool:
        return kind in self._rules

    @property
    def kinds(self) -> list[str]:
        """Every kind, in order."""
        return sorted(self._rules)

    def missing(self) -> list[str]:
        """Essential kinds that the registry lacks."""
        return sorted(ESSENTIAL - set(self._rules))

    def build(self, entries: Sequence[RuleEntry], facts: Facts) -> tuple[list[Rule], list[Problem]]:
        """The rules of a book: its entries, and those that always hold. Faulty entries become problems."""
        rules: list[Rule] = []
        problems: list[Problem] = []
        for index, entry in enumerate(entries):
            rule, found = self._build_one(entry)
            if rule is not None:
                with blamed_on(rule, "trouble"):
                    found = [Problem((parameter,), message) for parameter, message in rule.trouble(facts)]
                rules.append(rule)
            problems += [Problem(("rules", index, *problem.path), problem.message) for problem in found]
        stated = {entry.kind for entry in entries}
        rules += [rule() for rule in self if rule.always and rule.kind not in stated]
        for index, entry in enumerate(entries):
            first = next(number for number, other in enumerate(entries) if other.kind == entry.kind)
            if entry.kind in self._rules and self._rules[entry.kind].always and first < index:
                problems.append(Problem(("rules", index), f"rule '{entry.kind}' is stated already in rules[{first}]"))
        return rules, problems

    def exceptions(self, derogations: Sequence[Derogation], rules: Sequence[Rule]) -> list[Problem]:
        """What is wrong with derogations: rules that are not in the book, or that allow none."""
        stated = {rule.kind for rule in rules}
        problems = []
        for index, item in enumerate(derogations):
            if item.rule not in stated:
                message = f"rule '{item.rule}' is not one of this book{did_you_mean(item.rule, stated)}"
            elif not allows_derogations(self._rules[item.rule]):
                message = f"there is no exception from rule '{item.rule}'"
            else:
                continue
            problems.append(Problem(("derogations", index, "rule"), message))
        return problems

    def _build_one(self, entry: RuleEntry) -> tuple[Rule | None, list[Problem]]:
        if entry.kind not in self._rules:
            return None, [Problem(("kind",), f"rule '{entry.kind}' is unknown{did_you_mean(entry.kind, self._rules)}")]
        kind = self._rules[entry.kind]
        given = {**entry.model_dump(exclude={"kind"}, exclude_none=True), **(entry.model_extra or {})}
        try:
            rule = kind.model_validate(given, context=AS_WRITTEN)
        except ValidationError as error:
            return None, [Problem(tuple(item["loc"]), _message(item, kind)) for item in error.errors()]
        if kind.always and rule.applies_to != AppliesTo():
            return None, [Problem(("applies_to",), f"rule '{kind.kind}' holds for everybody; take out applies_to")]
        if refused := [field for field in rule.applies_to.given if field not in kind.holds_for]:
            return None, [Problem(("applies_to", field), not_held_for(kind, field)) for field in refused]
        if not rule.hard and not kind.softenable:
            return None, [Problem(("level",), f"rule '{kind.kind}' is always hard; take out the level")]
        if rule.hard and not kind.hardenable:
            return None, [
                Problem(("level",), f"rule '{kind.kind}' cannot be hard: a shortage is an answer, not an error")
            ]
        return rule, []


def _check_holds_for(rule: type[Rule]) -> None:
    """Check that the fields which a rule says it takes exist.

    Raises:
        RegistryError: when one is not a field of `applies_to`.
    """
    if isinstance(rule.holds_for, str):
        raise RegistryError(f"rule '{rule.kind}' of {_file_of(rule)}: holds_for is a list of fields, not a word")
    for name in rule.holds_for:
        if name not in PEOPLE + DUTIES:
            raise RegistryError(
                f"rule '{rule.kind}' of {_file_of(rule)}: holds_for names '{name}', which is no field of applies_to"
                f"{did_you_mean(name, PEOPLE + DUTIES)}"
            )


def allows_derogations(rule: type[Rule]) -> bool:
    """Whether a person may be excepted from a rule: only from rules about people that a book may leave out."""
    return issubclass(rule, PersonRule) and not rule.always


def not_held_for(rule: type[Rule], field: str) -> str:
    """A sentence on why a rule cannot be limited by a field of `applies_to`, and by which it can."""
    if not rule.holds_for and rule.holds_for is Rule.holds_for:
        why = f"does not say that it can be limited to {spoken(field)} (holds_for in {_file_of(rule)})"
    elif issubclass(rule, PersonRule) and field in DUTIES:
        why = f"looks at all duties of a person and cannot be limited to {spoken(field)}"
    elif field in PEOPLE:
        why = f"looks at whole crews and cannot be limited to {spoken(field)}"
    else:
        why = f"cannot be limited to {spoken(field)}"
    takes = f"applies_to takes {', '.join(rule.holds_for)}" if rule.holds_for else "take out applies_to"
    parameter = f"; its parameter '{field}' says which count" if field in parameters_of(rule) else ""
    return f"rule '{rule.kind}' {why}; {takes}{parameter}"


def spoken(field: str) -> str:
    """A field of `applies_to` in words: `call signs`."""
    return field.replace("_", " ")


def _message(details: ErrorDetails, kind: type[Rule]) -> str:
    """A mistake in a rule in words; where a parameter is unknown, with those that the rule takes."""
    message = problem_message(details, kind)
    if details["type"] != "extra_forbidden" or len(details["loc"]) > 1 or "did you mean" in message:
        return message
    parameters = ", ".join(parameters_of(kind)) or "no figures"
    return f"{message}; rule '{kind.kind}' takes {parameters}"


def _file_of(rule: type[Rule]) -> str:
    return inspect.getsourcefile(rule) or rule.__module__


@cache
def installed() -> Registry:
    """The built-in rules and those that installed packages offer under `roster.rules`."""
    registry = Registry()
    for folder in pkgutil.iter_modules(constraints.__path__, "constraints."):
        if folder.ispkg and folder.name not in NO_RULES:
            package = importlib.import_module(folder.name)
            for info in pkgutil.iter_modules(package.__path__, f"{folder.name}."):
                registry.register_module(importlib.import_module(info.name))
    for entry in entry_points(group=ENTRY_POINTS):
        try:
            loaded = entry.load()
        except Exception as error:  # a broken package must be named, not fall through as a traceback
            raise RegistryError(f"package '{entry.name}' offers a rule that does not load: {error}") from error
        if isinstance(loaded, ModuleType):
            registry.register_module(loaded)
        else:
            registry.register(loaded)
    return registry


def registry_for(rule_files: Sequence[RuleFile]) -> Registry:
    """The installed rules and those of a book's files. The files run: the caller must have asked whether they may.

    Raises:
        RegistryError: when one cannot be loaded.
    """
    registry = installed().copy()
    for file in rule_files:
        registry.register_file(file)
    return registry
