"""The wording of a person's sheet, which the reader of returned sheets knows again."""

from __future__ import annotations

from models.clock import spoken_date
from models.period import Period
from roster.offers.asking.slots import AskedPerson, Slot

TITLE = "When could you work?"
PERSON, PERSON_ID = "Name", "Your ID"
NOTHING = "I cannot offer any date this time"
REMARK = "Anything else?"
DATE, DAY, TIMES, DUTY, ANSWER, FIRST, LAST, NOTE, BEFORE = HEADINGS = (
    "Date", "Day", "Times", "Duty", "Can you?", "Only from", "Only until", "Remark", "For you to know",
)  # fmt: skip
SO_FAR = "so far: "
SENTENCES = (
    "In the yellow cells, write Yes beside each date you could work; leave the others empty. Send this file back.",
    "You are asked for no date that you do not offer. Offering more never means that more is expected of you.",
)
_OURS = ("Last time you offered",)


def headline(period: Period) -> str:
    """The first line: `When could you work? Fri 1 Jan to Sun 31 Jan 2027`."""
    return f"{TITLE} {spoken_date(period.first)} to {spoken_date(period.last)} {period.last.year}"


def is_ours(text: str) -> bool:
    """Whether a text is one that we print on every sheet, so that no answer is in it."""
    return text.startswith((TITLE, *SENTENCES, *_OURS, SO_FAR)) or text in (PERSON, PERSON_ID)


def duty_text(slot: Slot) -> str:
    """The text of the column Duty: `Peak night: JR-01, JR-04`."""
    return f"{slot.shift}: {', '.join(slot.call_signs)}"


def before_text(asked: AskedPerson, weekday: int) -> str:
    """What a person offered on this day of the week in the period before: `last time 3 of 4 Fridays`."""
    if not asked.offered_before:
        return ""
    offered, there_were = asked.offered_before[weekday]
    name = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")[weekday]
    return f"last time {offered} of {there_were} {name}"
