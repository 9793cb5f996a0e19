"""Checks what a file claims of its own rota: which claims are true, which are false, which only solving can confirm.

Values, states and breaches follow from the rota and the inputs, and are computed again here. Lower bounds, proofs and
cures cannot be: they are confirmed by solving again (`roster check --prove`). Where the inputs have changed since the
rota was made, a value that differs is reported as changed and not as false; a claim that contradicts another claim of
the same file is false in any case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from constraints.cover.crew_cover import CrewCover
from constraints.verify import Verdict
from constraints.view import RotaView
from models.book import Book
from models.rota import CureKind, CuresOfDuty, Ended, LevelScore, Rota, points_of
from models.rules import SOFT_LEVELS, Level
from models.text.lists import listed
from roster.analysis.words import counted, plain, points

_TOLERANCE = 1e-6  # points; values are whole sixtieths of a point


@dataclass(frozen=True)
class Claims:
    """The claims in a rota's file, one sentence each.

    Attributes:
        false: claims that are wrong.
        changed: how the rota differs from when it was made, because its inputs have changed since.
        verified: claims that were computed again and are right.
        unverified: claims that only solving again could confirm.
    """

    false: tuple[str, ...]
    changed: tuple[str, ...]
    verified: tuple[str, ...]
    unverified: tuple[str, ...]


def check_claims(book: Book, view: RotaView, verdict: Verdict) -> Claims:
    """Compares what a book claims of its rota with what the rules say of it.

    Args:
        book: with a rota.
        view: that rota as planned.
        verdict: what the rules say of that rota as worked.
    """
    assert book.rota is not None
    rota = book.rota
    same_inputs = rota.provenance.input_hash == book.input_hash
    values = list(_other_values(rota, verdict, same_inputs))
    breaches = [] if _same_breaches(rota, verdict) else ["the breaches written in the rota are not those it has"]
    records = list(_other_records(rota, view))
    cures = list(_other_cures(rota, view))
    differing = [*values, *breaches, *records, *cures]
    false = list(_contradictions(rota))
    changed = list(_silent_levels(rota, verdict))
    if same_inputs:
        false += differing
        if not book.published and not rota.provenance.repaired:
            false += _false_ending(rota)
    else:
        changed = ["the inputs have changed since the rota was made", *changed, *differing]
    checked = [
        (values, "the value of every level"),
        (breaches, "every breach"),
        (records, "the state of every duty"),
    ]
    verified = [what for differs, what in checked if not differs]
    if without_cost := [score.level for score in rota.scores if score.proven and not verdict.value(score.level)]:
        verified.append(f"that {listed(without_cost)} cannot be better: nothing costs less than 0 points")
    return Claims(tuple(false), tuple(changed), tuple(verified), tuple(_unverifiable(rota, verdict, same_inputs)))


# --- what is computed again


def _other_values(rota: Rota, verdict: Verdict, same_inputs: bool) -> Iterator[str]:
    said, has = ("claims", "has") if same_inputs else ("was made with", "now has")
    for score in rota.scores:
        value = verdict.value(score.level)
        if abs(value - score.value) > _TOLERANCE:
            yield f"at the level {score.level} the rota {said} {points(score.value)}, it {has} {plain(value)}"


def _silent_levels(rota: Rota, verdict: Verdict) -> Iterator[str]:
    scored = {score.level for score in rota.scores}
    # A rota has no score for disturbance where nothing was disturbed.
    if missing := {item for item in SOFT_LEVELS if item is not Level.DISTURBANCE or verdict.value(item)} - scored:
        yield f"the rota says nothing of the levels {', '.join(sorted(missing))}"


def _same_breaches(rota: Rota, verdict: Verdict) -> bool:
    return Counter(rota.breaches) == Counter(verdict.soft)


def _other_records(rota: Rota, view: RotaView) -> Iterator[str]:
    """Records of duties that differ from the duty itself, or from how it is crewed, planned or worked."""
    for record in rota.duties:
        duty = view.facts.duty[record.duty]
        actual = (duty.call_sign.id, duty.date, duty.shift.id, duty.start, duty.end)
        if (record.call_sign, record.date, record.shift, record.start, record.end) != actual:
            yield f"the record of {duty.id} has another call sign, date, shift or time than the duty"
        if record.state not in (view.state(duty), view.as_worked.state(duty)):
            yield f"the record of {duty.id} says {record.state}; it is {view.state(duty)}"
    for name in sorted(set(view.facts.duty) - {record.duty for record in rota.duties}):
        yield f"there is no record of {name}"


def _other_cures(rota: Rota, view: RotaView) -> Iterator[str]:
    for item in rota.cures:
        if view.runs(view.facts.duty[item.duty]):
            yield f"cures are listed for {item.duty}, which is not stood down"
        for cure in item.cures:
            for name in cure.crews:
                if name != item.duty and view.runs(view.facts.duty[name]):
                    yield f"'{cure.change}' is said to crew {name}, which is not stood down"


# --- claims that contradict each other


def _contradictions(rota: Rota) -> Iterator[str]:
    for score in rota.scores:
        yield from _contradictions_of(rota, score)
    for item in rota.cures:
        for cure in item.cures:
            if item.duty not in cure.crews:
                yield f"'{cure.change}' is listed as a cure of {item.duty}, but not said to crew it"
            level = _cover_level(rota, item)
            if cure.kind is CureKind.LONGER_SEARCH and level is not None and rota.score_at(level).proven:
                yield f"a longer search is said to crew {item.duty}, although {level} is said to be proven best"


def _contradictions_of(rota: Rota, score: LevelScore) -> Iterator[str]:
    level, value, bound = score.level, score.value, score.bound
    written = points_of(breach for breach in rota.breaches if breach.level is level)
    if abs(written - value) > _TOLERANCE:
        yield f"at the level {level} the rota claims {points(value)}, and its breaches come to {plain(written)}"
    if rota.provenance.edited and (score.proven or bound is not None):
        yield f"at the level {level} something is said to be proven of a rota that was changed by hand since"
    if bound is not None and bound > value + _TOLERANCE:
        yield f"at the level {level} the bound is {points(bound)}, above the value of {plain(value)}: one is wrong"
    if score.proven and bound is None:
        yield f"at the level {level} {points(value)} are said to be proven best, without a bound"
    if score.proven and bound is not None and bound < value - _TOLERANCE:
        yield f"at the level {level} {points(value)} are said to be proven best, but the bound is {plain(bound)}"


def _cover_level(rota: Rota, item: CuresOfDuty) -> Level | None:
    """The level at which a duty counts as stood down."""
    found = (breach for breach in rota.breaches if breach.rule == CrewCover.kind and breach.duty == item.duty)
    return next((breach.level for breach in found), None)


def _false_ending(rota: Rota) -> Iterator[str]:
    open_levels = [score.level for score in rota.scores if not score.proven]
    if rota.provenance.ended is Ended.PROVEN and open_levels and not rota.provenance.edited:
        yield f"the search is said to have proven every level best, but no proof of {listed(open_levels)} is claimed"


# --- what only solving again can confirm


def _unverifiable(rota: Rota, verdict: Verdict, same_inputs: bool) -> Iterator[str]:
    if not same_inputs:
        yield "that it was made from other inputs, which the following is about"
    counting = [score for score in rota.scores if verdict.value(score.level)]
    if proven := [score.level for score in counting if score.proven]:
        yield f"that {listed(proven)} {'is' if len(proven) == 1 else 'are'} proven best"
    for score in counting:
        if not score.proven and score.bound is not None and score.bound > _TOLERANCE:
            yield f"that {score.level} cannot come to less than {points(score.bound)}"
    if cures := [item for item in rota.cures if item.cures]:
        yield f"that the cures listed for {counted(len(cures), 'duties')} crew {'it' if len(cures) == 1 else 'them'}"
    if none := [item for item in rota.cures if not item.cures and item.complete]:
        yield f"that no single change crews {counted(len(none), 'other duties' if cures else 'duties')}"
    yield "when, how long and by which versions it was made"


__all__ = ["Claims", "check_claims"]
