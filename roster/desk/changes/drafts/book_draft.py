"""The draft: a book while changes are applied to it, and everything that is found wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from constraints.facts import Facts
from models.base import AS_WRITTEN, Model
from models.book import Book
from models.duty import Duty, expand
from models.period import Period
from models.problems import Path, Problem, did_you_mean
from models.reading.messages import problems_of
from models.records.history import CarriedIn
from roster.desk.changes.book_words import SECTION_WORDS
from roster.desk.changes.drafts.ordered import OrderedRecords, content_key
from roster.desk.changes.drafts.rota_draft import RotaDraft
from roster.desk.changes.drafts.sections import DETAILS, SECTIONS, key_function, records_of
from roster.desk.changes.errors import ChangeError

Made = TypeVar("Made", bound=Model)


class BookDraft:
    """A book that is being changed: first its inputs, then, when these are complete, its rota.

    Attributes:
        before: the book before the changes.
        path: where the change that is being applied is; problems begin with it.
        problems: what is wrong with the changes.
        rota: the rota while it is changed.
    """

    def __init__(self, before: Book) -> None:
        self.before = before
        self.path: Path = ()
        self.problems: list[Problem] = []
        self.rota = RotaDraft(before, self.report)
        self._sections: dict[str, OrderedRecords] = {}
        self._details: dict[str, tuple[Any, Path]] = {}
        self._fields: dict[tuple[str, str], dict[str, tuple[Any, Path]]] = {}
        self._lists: dict[tuple[str, str, str], OrderedRecords] = {}
        self._changed_by: dict[tuple[str, str], Path] = {}

    def report(self, message: str, *place: str | int) -> None:
        """Reports what is wrong with the change that is being applied."""
        self.problems.append(Problem((*self.path, *place), message))

    # --- lists of the book

    def section(self, name: str) -> OrderedRecords:
        """The records of a section."""
        if name not in self._sections:
            self._sections[name] = OrderedRecords(records_of(self.before, name), key_function(name))
        return self._sections[name]

    def known_section(self, name: str) -> bool:
        """Whether a book has such a section; reports it if not."""
        if name not in SECTIONS:
            self.report(f"'{name}' is no list of a book{did_you_mean(name, SECTIONS)}", "section")
        return name in SECTIONS

    def known(self, section: str, name: str, *place: str | int) -> bool:
        """Whether a section has a record of that id; reports it if not."""
        records = self.section(section)
        if name in records:
            return True
        what = f"{SECTION_WORDS[section]} '{name}'"
        if any(item.id == name for item in records_of(self.before, section)):
            self.report(f"{what} is removed by the same changes", *place)
        else:
            self.report(f"{what} is unknown{did_you_mean(name, records.keys)}", *place)
        return False

    def touched(self, section: str, key: str) -> None:
        """Notes that the present change is about a record, so that what is wrong with it is reported there."""
        self._changed_by[section, key] = self.path

    def set_fields(self, section: str, name: str, fields: Mapping[str, Any], *place: str | int) -> None:
        """Sets fields of a record to new values, which are checked when all changes are there."""
        pending = self._fields.setdefault((section, name), {})
        for field, value in fields.items():
            if field in pending:
                self.report(f"{field} of {name} is set twice", *place, field)
            pending[field] = (value, (*self.path, *place, field))
        self.touched(section, name)

    def list_in(self, section: str, name: str, field: str) -> OrderedRecords:
        """A list inside a record with an id: a person's absences, the time that a vehicle is off the road."""
        key = (section, name, field)
        if key not in self._lists:
            self._lists[key] = OrderedRecords(getattr(self.section(section).get(name), field), content_key)
        self.touched(section, name)
        return self._lists[key]

    def made(self, model: type[Made], data: object, *place: str | int) -> Made | None:
        """The record that data say; reports what is wrong with them."""
        try:
            return model.model_validate(data, context=AS_WRITTEN)
        except ValidationError as error:
            for problem in problems_of(error, model):
                self.report(problem.message, *place, *problem.path)
            return None

    # --- fields of the book itself

    def set_detail(self, field: str, value: object, *place: str | int) -> None:
        """Sets a field of the book itself."""
        if field not in DETAILS:
            self.report(f"'{field}' is no detail of a book{did_you_mean(field, DETAILS)}", "field")
            return
        self._details[field] = (value, (*self.path, *place))

    # --- the book

    @property
    def inputs_changed(self) -> bool:
        """Whether anything but the rota was changed."""
        return bool(self._sections or self._details)

    def duties(self) -> list[Duty]:
        """The duties that are asked for after the changes of inputs.

        Raises:
            ChangeError: what is wrong with the changes so far.
        """
        self._finish_records()
        self._stop_if_wrong()
        value = self._details.get("period", (self.before.period, ()))[0]
        try:
            period = Period.model_validate(value)
        except ValidationError as error:
            raise ChangeError(problems_of(error, Period)) from None
        services, call_signs, shifts, crews = (
            self.section(name).finish() for name in ("services", "call_signs", "shifts", "crews")
        )
        return expand(period, services, call_signs, shifts, crews)[0]

    def build_inputs(self) -> Book:
        """The book with all changes of its inputs, and without a rota.

        Raises:
            ChangeError: everything that is wrong with them.
        """
        bare = self.before.model_copy(update={"rota": None})
        if not self.inputs_changed:
            self._stop_if_wrong()
            return bare
        self._finish_records()
        fields = self._book_fields()
        self._stop_if_wrong()
        try:
            return Book.model_validate({name: getattr(bare, name) for name in Book.model_fields} | fields)
        except ValidationError as error:
            self.problems += [self._located(problem) for problem in problems_of(error, Book)]
            raise ChangeError(self.problems) from None

    def book(self, inputs: Book, facts: Facts) -> Book:
        """The book with its rota, as far as that follows without asking the rules.

        Raises:
            ChangeError: everything that is wrong with the changes of the rota.
        """
        rota = self.rota.finish(facts)
        self._stop_if_wrong()
        return inputs.model_copy(update={"rota": rota})

    def _stop_if_wrong(self) -> None:
        if self.problems:
            raise ChangeError(self.problems)

    def _finish_records(self) -> None:
        """Builds every record of which fields or lists were changed."""
        for section, name in {**self._fields, **{key[:2]: None for key in self._lists}}:
            records = self.section(section)
            record = records.get(name)
            if record is None:
                continue
            lists = {
                field: [item.model_dump(mode="json") for item in items.finish()]
                for (of, called, field), items in self._lists.items()
                if (of, called) == (section, name)
            }
            pending = self._fields.get((section, name), {})
            data = record.model_dump(mode="json") | {field: value for field, (value, _) in pending.items()} | lists
            try:
                records.replace(name, type(record).model_validate(data, context=AS_WRITTEN))
            except ValidationError as error:
                self._report_record(error, type(record), (section, name))

    def _report_record(self, error: ValidationError, model: type[Model], key: tuple[str, str]) -> None:
        pending = self._fields.get(key, {})
        for problem in problems_of(error, model):
            field = str(problem.path[0]) if problem.path else ""
            path = pending[field][1] if field in pending else self._changed_by[key]
            self.problems.append(Problem((*path, *problem.path[1:]), problem.message))

    def _book_fields(self) -> dict[str, Any]:
        """The fields of the book that changes are about, built."""
        fields: dict[str, Any] = {}
        carried: dict[str, Any] = {}
        for section, records in self._sections.items():
            outer, _, inner = section.partition(".")
            if inner:
                carried[inner] = records.finish()
            else:
                fields[outer] = records.finish()
        if carried:
            fields["carried_in"] = CarriedIn.model_validate(dict(self.before.carried_in) | carried)
        for field, (value, path) in self._details.items():
            fields[field] = value
            self._changed_by[field, ""] = path
        return fields

    def _located(self, problem: Problem) -> Problem:
        """A problem of the book with the path of the change that is at fault, where one is."""
        path = self._path_of_change(problem.path)
        return Problem(path, problem.message) if path else problem

    def _path_of_change(self, path: Path) -> Path:
        if path and (detail := self._changed_by.get((str(path[0]), ""))):
            return (*detail, *path[1:])
        for section, records in self._sections.items():
            holder = tuple(section.split("."))
            place = path[len(holder) : len(holder) + 1]
            if path[: len(holder)] == holder and place and isinstance(place[0], int):
                finished = records.finish()
                key = records.key_of(finished[place[0]])
                if found := self._changed_by.get((section, key)):
                    return (*found, *path[len(holder) + 1 :])
        return ()


__all__ = ["BookDraft"]
