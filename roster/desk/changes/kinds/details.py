"""Changes of what a book says of itself: its name, notes, period, rule files and publication."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import JsonValue

from models.book import Book
from roster.desk.changes.book_words import BookWords
from roster.desk.changes.change import Change, Stage
from roster.desk.changes.drafts.book_draft import BookDraft
from roster.desk.changes.keys import detail_key
from roster.desk.changes.value_words import ValueWords, spoken_field

Detail = Literal["name", "description", "period", "rule_files", "published"]


class SetDetail(Change):
    """Sets a field of the book itself.

    Attributes:
        field: which.
        value: its new value, as JSON has it.
    """

    stage: ClassVar = Stage.SET
    kind: Literal["set detail"] = "set detail"
    field: Detail
    value: JsonValue = None

    def apply(self, draft: BookDraft) -> None:
        draft.set_detail(self.field, self.value, "value")

    def touches(self, book: Book) -> frozenset[str]:
        return frozenset({detail_key(self.field)})

    def is_done(self, book: Book) -> bool:
        data: Any = book.model_dump(mode="json", include={str(self.field)})[self.field]
        return bool(data == self.value)

    def in_words(self, words: BookWords) -> str:
        value: Any = self.value
        if self.field == "name":
            return f"Call the rota '{value}', before '{words.book.name}'"
        if self.field == "period" and isinstance(value, dict):
            was = words.book.period.model_dump(mode="json", exclude_defaults=True)
            return f"Change the period: {ValueWords(words).changes(was, value) or 'nothing'}"
        if self.field == "published" and isinstance(value, dict):
            return f"Publish version {value.get('version')}"
        if self.field == "published":
            return "Forget what was published"
        before: Any = words.book.description if self.field == "description" else list(words.book.rule_files)
        said = ValueWords(words).change(before, value) if before != value else "nothing"
        return f"Change the {spoken_field(self.field)}: {said}"


__all__ = ["SetDetail"]
