"""One record of a book as a form, made from its model: all mistakes at once, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from roster.desk.service import Conflicts, Edit
from roster.desk.service.editing.entailing import EntailedError
from roster.desk.service.editing.outcomes import ConflictLine
from roster.desk.service.records import RecordEdit, RecordShown, edit_of_record, section_shown
from roster.desk.store.errors import NotThereError
from roster.desk.web.forms.in_words import RecordWords
from roster.desk.web.forms.nodes import FormMaker
from roster.desk.web.forms.shapes import Shape, Takes, shapes
from roster.desk.web.forms.texts import Texts, rebased, record_of, texts_of, with_row, without_blank_rows, without_row
from roster.desk.web.routes.books.lists import HERE, named, rule_name, title_of
from roster.desk.web.routes.refused import MOST_SENT
from roster.desk.web.unit_pages import Here, UnitVisit

router = APIRouter()
_OWN = frozenset({"csrf", "why", "base", "act", "key"})
_STANDS_BELOW = "Nothing was changed. What you typed stands below"
_BEFORE_FIELDS = ("fields", "record", "now", "changes")


@dataclass(frozen=True)
class Form:
    """A form on its way: of which record, and what is typed in it.

    Attributes:
        section: the list.
        key: of the record in it; None for a new one.
        base: the revision that the form shows.
        kind: of a rule.
        notice: why it is shown once more, by a sentence, and what others did meanwhile.
    """

    here: UnitVisit
    section: str
    key: str | None
    base: int
    texts: Texts
    kind: str = ""
    why: str = ""
    notice: tuple[str, ...] = ()

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
    sent = await request.form(**MOST_SENT)
    return await run_in_threadpool(_answer, here, _form(here, section, key, kind, sent), sent)


def _answer(here: UnitVisit, form: Form, sent: FormData) -> Response:
    """Saves; shows the form once more where it is of an earlier session, or the record is gone."""
    if not here.visiting.session.holds(str(sent.get("csrf", ""))):
        told = "Not saved yet: you have signed in since this form was opened"
        return _once_more(form, 403, (told, f"{_STANDS_BELOW}: look at it, and press Save again."))
    try:
        return _save(here, form, str(sent.get("act", "save")))
    except NotThereError:
        return _once_more(form, 404, ())


def _once_more(form: Form, status: int, notice: tuple[str, ...]) -> Response:
    """The form as it was sent, to be sent again on the latest revision; what was left as it was shows what holds now.

    Args:
        notice: why, and what to do; a sentence of its own where the record is gone.

    Raises:
        NotThereError: there is no such list.
        ForbiddenError: the account may not see it.
    """
    here = form.here
    latest = section_shown(here.asking, here.desk.history.revision(here.asking, None), form.section)
    now = next((item for item in latest.records if item.key == form.key), None)
    if form.key is not None and now is None:
        gone = "removed" if form.section in NAMED_SECTIONS else "changed or removed"
        told = f"Not saved: this {NAMED_SECTIONS.get(form.section, 'entry')} was {gone} by others meanwhile"
        notice = (told, f"{_STANDS_BELOW}: Save adds it as a new one.", *notice[2:])
        return replace(form, key=None, base=latest.revision, notice=notice).page((), status)
    texts = form.texts
    if now is not None and (was := _shown_then(form)) is not None:
        texts = rebased(form.fields, texts, texts_of(form.fields, was.fields), texts_of(form.fields, now.fields))
    return replace(form, texts=texts, base=latest.revision, notice=notice).page((), status)


def _shown_then(form: Form) -> RecordShown | None:
    """The record as the form began with it; None where that is not known."""
    try:
        then = form.here.desk.history.revision(form.here.asking, form.base)
    except NotThereError:
        return None
    found = section_shown(form.here.asking, then, form.section)
    return next((item for item in found.records if item.key == form.key), None)


def _form(here: UnitVisit, section: str, key: str, kind: str, sent: FormData) -> Form:
    texts: Texts = {}
    for name, value in sent.multi_items():
        if name not in _OWN and isinstance(value, str):
            texts.setdefault(name, []).append(value.replace("\r\n", "\n"))
    base = str(sent.get("base", ""))
    number = int(base) if base.isdecimal() and len(base) < 10 else 0
    return Form(here, section, key or None, number, texts, kind, str(sent.get("why", ""))[:1000])


def _save(here: UnitVisit, form: Form, act: str) -> Response:
    along, act = act.startswith("with-"), act.removeprefix("with-")
    what, _, path = act.partition(":")
    if what == "add":
        return replace(form, texts=with_row(form.texts, path)).page()
    if what == "drop":
        rows, _, number = path.rpartition(".")
        texts = without_row(form.texts, rows, int(number) if number.isdecimal() else -1)
        return replace(form, texts=texts).page()
    form = replace(form, texts=without_blank_rows(form.fields, form.texts))
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
    if isinstance(done, Conflicts):
        notice = "Not saved yet: others changed the same meanwhile"
        todo = (
            f"{_STANDS_BELOW}. Save again to have it so all the same; what only others changed stays as they made it."
        )
        return _once_more(form, 409, (notice, todo, *(_by_others(line) for line in done.conflicts)))
    return here.settled(done, f"book/{form.section}", HERE)


def _by_others(line: ConflictLine) -> str:
    by = f" ({line.name}, revision {line.revision})" if line.revision else ""
    return f"{line.theirs}{by}. You: {line.mine}. {line.why[:1].upper()}{line.why[1:]}."


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
