"""Reads what became of a duty (worked, cancelled, not attended, off sick) and its type, in the words of exports."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from models.records.history import WorkedKind
from models.text.dates_and_times import written_yes_or_no
from roster.tables.cells.findings import Findings
from roster.tables.cells.text import normalised

# Words for the types of work; any other word means duty elsewhere for the force, with a note.
TYPES = {
    **dict.fromkeys(("", "duty", "jru", "joint response unit", "worked"), WorkedKind.DUTY),
    **dict.fromkeys(("elsewhere", "other duty"), WorkedKind.ELSEWHERE),
    **dict.fromkeys(("training", "course", "officer safety training"), WorkedKind.TRAINING),
}
_WORKED = {
    "complete", "present", "finished", "closed", "approved", "authorised", "authorized", "verified", "done",
    "booked off", "signed off", "late", "yes", "ok",
}  # fmt: skip
_NOT_WORKED = {
    "absent", "dna", "fta", "declined", "withdrawn", "withdrew", "rejected", "void", "deleted", "stood down",
    "unfilled", "unavailable", "not available", "cxl", "cnx", "canx", "canc", "cncl", "leave", "a/l", "al", "toil",
    "rest day", "day off", "off", "off duty",
}  # fmt: skip
_CAME = re.compile(r"^(?:attended|completed|worked)\b")
_NEVER_CAME = re.compile(
    r"\bcancell?(?:ed|ation)?\b|\bno[- ]?shows?\b|\b(?:did|does) ?n[o']t (?:attend|work|show)\w*|\bfailed to attend\b"
    r"|\bnot (?:attended|worked)\b|\b(?:off )?sick(?:ness)?\b|\b\w+ leave\b"
)
_REVERSING = re.compile(r"\b(?:not|no|never|un|part\w*|cover\w*|relie\w+|replac\w*|instead|for)\b")
_UNAMBIGUOUS = ("no-show", "no show", "did not attend")  # taken without a note


def was_worked(text: str) -> bool | None:
    """Whether a text means that a duty was worked; None where it says neither."""
    word = normalised(text)
    if word in _WORKED or word in _NOT_WORKED:
        return word in _WORKED
    for pattern, worked in ((_NEVER_CAME, False), (_CAME, True)):
        if pattern.search(word) and not _REVERSING.search(pattern.sub("", word)):
            return worked
    return None


@dataclass(frozen=True)
class OutcomeReader:
    """Reads what became of the duties of a table's rows."""

    findings: Findings

    def was_worked(self, row: int, texts: Mapping[str, str]) -> bool:
        """Whether the duty of a row was worked: it was, unless a column says that it was not.

        Args:
            row: the number of the row.
            texts: column -> text of the row's cell.
        """
        answers: dict[str, bool] = {}
        if was_worked(texts["type"]) is False:
            answers["type"] = False
        for column, if_yes in (("no-show", False), ("cancelled", False), ("attended", True)):
            if texts[column] and (yes := self._yes_or_no(row, column, texts[column])) is not None:
                answers[column] = if_yes if yes else not if_yes
        if texts["status"]:
            worked = was_worked(texts["status"])
            if worked is None:
                what = f"'{texts['status']}' does not say whether it was worked"
                self.findings.add_problem(row, "status", f"{what}; write worked, cancelled or no-show")
            else:
                answers["status"] = worked
        return self._together(row, texts, answers)

    def _yes_or_no(self, row: int, column: str, text: str) -> bool | None:
        yes = written_yes_or_no(text)
        if yes is None and was_worked(text) is False:  # such as `sick` in the column no-show
            return column != "attended"
        if yes is None:
            self.findings.add_problem(row, column, f"'{text}' is neither yes nor no")
        return yes

    def _together(self, row: int, texts: Mapping[str, str], answers: Mapping[str, bool]) -> bool:
        """The answer of all columns together; a `no` in the column no-show alone does not prove attendance."""
        against = [column for column, worked in answers.items() if not worked]
        for column in against:
            if column != "no-show" and normalised(texts[column]) not in _UNAMBIGUOUS:
                self.findings.add_note(f"'{texts[column]}' in column {column} is taken to mean: not worked", row)
        speaks_for = [column for column in ("status", "attended") if answers.get(column)]
        if against and speaks_for:
            self.findings.add_problem(
                row, against[0], f"says it was not worked, and column {speaks_for[0]} says it was"
            )
        return not against
