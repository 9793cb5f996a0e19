"""One record of a book as a form, made from its model: all mistakes at once, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from constraints.registry import installed
from models.problems import Path, Problem
from models.reading.meanings import summary
from models.references.sections import NAMED_SECTIONS
from roster.desk.changes import ChangeError
from roster.desk.changes.drafts.sections import model_of
from roster.desk.service import Edit
from roster.desk.service.editing.entailing import EntailedError
from roster.desk.service.records import RecordEdit, RecordShown, edit_of_record, section_shown
from roster.desk.store.errors import NotThereError
from roster.desk.web.forms.in_words import RecordWords
from roster.desk.web.forms.nodes import FormMaker
from roster.desk.web.forms.shapes import Shape, Takes, shapes
from roster.desk.web.forms.texts import Texts, record_of, texts_of, with_row, without_blank_rows, without_row
from roster.desk.web.routes.books.lists import HERE, named, rule_name, title_of
from roster.desk.web.unit_pages import Here, UnitVisit

router = APIRouter()
_OWN = frozenset({"csrf", "why", "base", "act", "key"})
_BEFORE_FIELDS = ("fields", "record", "now", "changes")


@dataclass(frozen=True)
class Form:
    """A form on its way: of which record, and what is typed in it.

    Attributes:
        section: the list.
        key: of the record in it; None for a new one.
        base: the revision that the form shows.
        kind: of a rule.
    """

    here: UnitVisit
    section: str
    key: str | None
    base: int
    texts: Texts
    kind: str = ""
    why: str = ""

    @property
    def fields(self) -> tuple[Shape, ...]:
        """The fields of the form."""
        if self.section == "rules" and self.kind in installed():
            return shapes(installed()[self.kind])
        found = shapes(model_of(self.section), ("kind",) if self.section == "rules" else ())
        if self.section != "rules":
            return found
        # The parameters of a rule that only a rule file of the unit knows.
        names = {shape.name for shape in found}
        others = dict.fromkeys(name.partition(".")[0] for name in self.texts if name.partition(".")[0] not in names)
        return (*found, *(Shape(name, Takes.YAML) for name in others))

    def page(
        self, problems: Sequence[Problem] = (), status: int = 200, refused: EntailedError | None = None, act: str = ""
    ) -> HTMLResponse:
        """The form with what is wrong in it.

        Args:
            refused: why it was refused, where other changes would have to go along.
            act: what was asked for: `save` or `remove`.
        """
        maker = FormMaker(self.texts, problems, self.here.book)
        nodes = maker.nodes(self.fields)
        found = self.record()
        model = installed()[self.kind] if self.kind in installed() else model_of(self.section)
        one = NAMED_SECTIONS.get(self.section, "entry")
        new = f"New rule: {rule_name(self.kind)}" if self.kind else f"New {one}"
        title = named(RecordWords(self.here.book), self.section, found.fields) if found else new
        return self.here.page(
            "record.html",
            HERE,
            title,
            status,
            form_=self,
            title=title,
            section_title=title_of(self.section),
            nodes=nodes,
            elsewhere=maker.elsewhere(nodes),
            problems=problems,
            about=" ".join(summary(model).split("Source:")[0].split()).replace("`", ""),
            mine=found.mine if found else True,
            refused=refused,
            act=act,
        )

    def record(self) -> RecordShown | None:
        """The record as the account sees it now; None for a new one.

        Raises:
            NotThereError: there is no such record.
        """
        if self.key is None:
            return None
        shown = section_shown(self.here.asking, self.here.desk.history.revision(self.here.asking, None), self.section)
        for item in shown.records:
            if item.key == self.key:
                return item
        raise NotThereError(f"this {NAMED_SECTIONS.get(self.section, 'entry')} is no longer in the book")


@router.get("/u/{unit}/book/{section}/record", response_class=HTMLResponse)
def record(here: Here, section: str, key: str = "", kind: str = "") -> HTMLResponse:
    """The form of a record, or of a new one."""
    empty = Form(here, section, key or None, here.asking.unit.head, {}, kind)
    model_of_section = section_shown(here.asking, here.desk.history.revision(here.asking, None), section)
    if not key and section == "rules" and kind not in installed():
        return here.page("new_rule.html", HERE, "New rule", kinds=_kinds(here), asked=kind)
    found = empty.record()
    if found is None:
        return Form(here, section, None, model_of_section.revision, {}, kind).page()
    kind = str(found.fields.get("kind", "")) if section == "rules" else ""
    form = Form(here, section, key, model_of_section.revision, {name: [""] for name in found.fields}, kind)
    return Form(here, section, key, form.base, texts_of(form.fields, found.fields), kind).page()


@router.post("/u/{unit}/book/{section}/record")
async def save(request: Request, here: Here, section: str, key: str = "", kind: str = "") -> Response:
    """Saves a record, adds or takes away a row of its form, or removes the record."""
    sent = await request.form()
    return await run_in_threadpool(
        _save, here, _form(here, section, key, kind, sent), str(sent.get("act", "save")), sent
    )


def _form(here: UnitVisit, section: str, key: str, kind: str, sent: FormData) -> Form:
    here.visiting.check_form(str(sent.get("csrf", "")))
    texts: Texts = {}
    for name, value in sent.multi_items():
        if name not in _OWN and isinstance(value, str):
            texts.setdefault(name, []).append(value.replace("\r\n", "\n"))
    base = str(sent.get("base", ""))
    number = int(base) if base.isdecimal() and len(base) < 10 else 0
    return Form(here, section, key or None, number, texts, kind, str(sent.get("why", ""))[:1000])


def _save(here: UnitVisit, form: Form, act: str, sent: FormData) -> Response:
    along, act = act.startswith("with-"), act.removeprefix("with-")
    what, _, path = act.partition(":")
    if what == "add":
        return _typed(form, with_row(form.texts, path)).page()
    if what == "drop":
        rows, _, number = path.rpartition(".")
        return _typed(form, without_row(form.texts, rows, int(number) if number.isdecimal() else -1)).page()
    form = _typed(form, without_blank_rows(form.fields, form.texts))
    found, problems = record_of(form.fields, form.texts)
    if form.section == "rules":
        found = {"kind": form.kind, **found}
    try:
        fields = None if what in ("remove", "clear") else found
        edit = RecordEdit(base=form.base, fields=fields, why=form.why, with_entailed=along)
        revision = here.desk.history.revision(here.asking, form.base)
        wanted = edit_of_record(here.asking, revision, (form.section, form.key), edit)
        if problems and what not in ("remove", "clear"):
            return form.page(problems, 422)
        done = here.desk.edit(here.visiting.who, here.asking.unit.id, wanted)
    except EntailedError as error:
        if what == "clear" and error.first and (first := [item.change for item in error.entailed if item.change]):
            edit_first = Edit(base=form.base, changes=tuple(first), why=form.why)
            return here.settled(here.desk.edit(here.visiting.who, here.asking.unit.id, edit_first), "publish", HERE)
        return form.page((), 422, error, what)
    except ChangeError as error:
        told = [Problem(_in_form(problem.path, form), problem.message) for problem in error.problems]
        return form.page([*problems, *told], 422)
    return here.settled(done, f"book/{form.section}", HERE)


def _typed(form: Form, texts: Texts) -> Form:
    return Form(form.here, form.section, form.key, form.base, texts, form.kind, form.why)


def _in_form(path: Path, form: Form) -> Path:
    """The place in the form of a place in a list of changes or in a book: what follows the record."""
    parts = list(path)
    if parts and parts[0] in _BEFORE_FIELDS:
        while parts and (parts[0] in _BEFORE_FIELDS or isinstance(parts[0], int)):
            parts.pop(0)
        return tuple(parts)
    above = form.section.split(".")
    if parts[: len(above)] == above:
        return tuple(parts[len(above) + 1 :])
    return path


def _kinds(here: UnitVisit) -> list[tuple[str, str, str]]:
    """Each kind of rule, what it is called, and what it asks for."""
    words = RecordWords(here.book)
    return sorted((rule.kind, rule_name(rule.kind), words.rule(rule, None)) for rule in installed())
