"""What became of a duty, in the words of exports: worked, or cancelled, not attended, off sick; and its type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from models.records.history import WorkedKind
from models.text.dates_and_times import written_yes_or_no
from roster.tables.cells.findings import Findings
from roster.tables.cells.text import normalised

# Words for the types; any other means duty elsewhere for the force, and is told of.
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
_TURNED_ROUND = re.compile(r"\b(?:not|no|never|un|part\w*|cover\w*|relie\w+|replac\w*|instead|for)\b")
_PLAIN = ("no-show", "no show", "did not attend")  # said as we say it


def was_worked(text: str) -> bool | None:
    """Whether a word for what became of a duty says that it was worked; None when it says neither."""
    word = normalised(text)
    if word in _WORKED or word in _NOT_WORKED:
        return word in _WORKED
    for pattern, worked in ((_NEVER_CAME, False), (_CAME, True)):
        if pattern.search(word) and not _TURNED_ROUND.search(pattern.sub("", word)):
            return worked
    return None


@dataclass(frozen=True)
class OutcomeReader:
    """Reads what became of the duties of a table's rows."""

    findings: Findings

    def was_worked(self, row: int, said: Mapping[str, str]) -> bool:
        """Whether a row says that the duty was worked; it does where no column says otherwise.

        Args:
            said: its cells by column.
        """
        answers: dict[str, bool] = {}
        if was_worked(said["type"]) is False:
            answers["type"] = False
        for column, if_yes in (("no-show", False), ("cancelled", False), ("attended", True)):
            if said[column] and (yes := self._yes_or_no(row, column, said[column])) is not None:
                answers[column] = if_yes if yes else not if_yes
        if said["status"]:
            worked = was_worked(said["status"])
            if worked is None:
                what = f"'{said['status']}' does not say whether it was worked"
                self.findings.problem(row, "status", f"{what}; write worked, cancelled or no-show")
            else:
                answers["status"] = worked
        return self._together(row, said, answers)

    def _yes_or_no(self, row: int, column: str, said: str) -> bool | None:
        yes = written_yes_or_no(said)
        if yes is None and was_worked(said) is False:  # `sick`, in the column for those who did not come
            return column != "attended"
        if yes is None:
            self.findings.problem(row, column, f"'{said}' is neither yes nor no")
        return yes

    def _together(self, row: int, said: Mapping[str, str], answers: Mapping[str, bool]) -> bool:
        """What the columns say together; a `no` in the column no-show does not yet say that somebody came."""
        against = [column for column, worked in answers.items() if not worked]
        for column in against:
            if column != "no-show" and normalised(said[column]) not in _PLAIN:
                self.findings.note(f"'{said[column]}' in column {column} is taken to mean: not worked", row)
        speaks_for = [column for column in ("status", "attended") if answers.get(column)]
        if against and speaks_for:
            self.findings.problem(row, against[0], f"says it was not worked, and column {speaks_for[0]} says it was")
        return not against
