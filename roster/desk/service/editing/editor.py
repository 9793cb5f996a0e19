"""Makes edits: merges each with what others did meanwhile, checks it, and appends one revision."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from models.problems import Problem
from models.text.lists import first_few
from roster.desk import store
from roster.desk.changes import Assign, Authored, Change, ChangeError, Clear, Conflict, SetRota, merge
from roster.desk.live import LiveRota
from roster.desk.service.access.belonging import Ownership, refused
from roster.desk.service.access.standing import Decision
from roster.desk.service.asking import Asking
from roster.desk.service.editing.deeds import Deeds, as_one, consequences
from roster.desk.service.editing.names import AuthorNames
from roster.desk.service.editing.outcomes import (
    ConflictLine,
    Conflicts,
    Edited,
    Judged,
    Meanwhile,
    Proposed,
)
from roster.desk.service.revisions import changes_of
from roster.desk.service.warm import WarmRotas
from roster.desk.store import Revision, RevisionStep, StaleRevisionError, Store

_TRIES = 5  # other processes may append in between; after so many, they wait
MOST_IN_SENTENCE = 3
MOST_DEEDS = 12  # whoever moves somebody reads of everybody who is moved with them


@dataclass(frozen=True)
class Wanted:
    """What is to be changed.

    Attributes:
        base: the number of the revision it was made on.
        changes: what to change.
        why: the reason.
        sentence: what was done, where the sentences of the changes do not say it.
        with_changes: whether the sentences of the changes go behind `sentence`.
        undoes: the revision that it takes back.
        agreed: ids of organisations on whose behalf somebody else has agreed already.
        granted: whether a change needs no permission of a coordinator: what members may do for themselves.
        origin: what it comes from, should it become a proposal.
        also: called inside the transaction with the new revision.
        instead: called inside the transaction with the new proposal, where it becomes one.
        check: called with the changes on the latest revision, right before they are stored; its error stops them.
    """

    base: int
    changes: Sequence[Change]
    why: str = ""
    sentence: str = ""
    with_changes: bool = False
    undoes: int | None = None
    agreed: frozenset[str] = frozenset()
    granted: Callable[[Change], bool] = field(default=lambda change: False)
    origin: str = "request"
    also: Callable[[Revision], None] = field(default=lambda revision: None)
    instead: Callable[[store.Proposal], None] = field(default=lambda proposal: None)
    check: Callable[[Ready], None] = field(default=lambda ready: None)


@dataclass(frozen=True)
class Ready:
    """Changes that go onto the latest revision, and what comes of them.

    Attributes:
        head: the latest revision.
        before, after: the rota before and after the changes.
        meanwhile: the revisions that were merged.
    """

    head: Revision
    changes: tuple[Change, ...]
    before: LiveRota
    after: LiveRota
    meanwhile: Sequence[RevisionStep] = ()


# What becomes of an edit, and the revision that it is stored as, if it is, with its rota.
Tried = tuple[Edited | Proposed | Conflicts, tuple[Revision, LiveRota] | None]


class Editor:
    """Makes edits in the units of a store; thread-safe, and safe beside other processes.

    Args:
        store: where revisions are kept.
        warm: the rotas in memory.
        names: of accounts.
    """

    def __init__(self, store: Store, warm: WarmRotas, names: AuthorNames) -> None:
        self._store, self._warm, self._names = store, warm, names
        # In one process, edits of a unit queue here; without it each but one would be checked in vain.
        self._turns: defaultdict[int, threading.Lock] = defaultdict(threading.Lock)
        self._turns_lock = threading.Lock()

    def make(self, asking: Asking, wanted: Wanted) -> Edited | Proposed | Conflicts:
        """Makes an edit, or proposes it where it concerns other organisations.

        Raises:
            ChangeError: changes that are not possible, all of them.
            ForbiddenError: the account may neither do nor propose it.
        """
        _refuse(wanted.changes)
        with self.turn(asking.unit.id):
            outcome, made = self._tried(asking, wanted)
            if made is not None:
                self._warm.put(*made)  # once it is stored, and not before
        return outcome

    def _tried(self, asking: Asking, wanted: Wanted) -> Tried:
        """Makes an edit, however often other processes are quicker."""
        for _ in range(_TRIES):
            try:
                return self._made(asking, wanted)
            except StaleRevisionError:
                continue
        with self._store.holding(asking.unit.id):
            return self._made(asking, wanted)

    def _made(self, asking: Asking, wanted: Wanted) -> Tried:
        """Makes an edit on the latest revision.

        Raises:
            StaleRevisionError: another process has changed the unit meanwhile; nothing is stored.
        """
        ready = self.ready(asking, wanted)
        if isinstance(ready, Conflicts):
            return ready, None
        if ready.after.book == ready.head.book:
            return self._nothing(asking, ready), None
        waits_for = self._waits_for(asking, ready, wanted)
        if waits_for:
            return self._propose(asking, wanted, ready, waits_for), None
        return self._append(asking, wanted, ready)

    def ready(self, asking: Asking, wanted: Wanted) -> Ready | Conflicts:
        """The changes on the latest revision, with the verdict; or what they conflict with.

        Raises:
            NotThereError: there is no such revision.
            ChangeError: changes that are not possible.
        """
        head = self._warm.head(asking.unit.id)
        if wanted.base == head.number:
            changes: tuple[Change, ...] = tuple(wanted.changes)
            meanwhile: Sequence[RevisionStep] = ()
        else:
            base = self._warm.revision(asking.unit.id, wanted.base)
            meanwhile = self._store.steps(asking.unit.id, base.number, head.number)
            theirs = [Authored(item.author, change) for item in meanwhile for change in changes_of(item)]
            folder, name = asking.unit.folder, asking.account.name
            merged = merge(base.book, theirs, wanted.changes, head=head.book, author=name, folder=folder)
            if merged.conflicts:
                return self._conflicts(asking, base, head, merged.conflicts, meanwhile)
            changes = tuple(merged.changes)
        before = self._warm.at(head)
        return Ready(head, changes, before, before.after(changes) if changes else before, meanwhile)

    def propose(self, asking: Asking, wanted: Wanted) -> Proposed | Conflicts:
        """Proposes changes, also where the account could make them at once.

        Raises:
            ChangeError: changes that are not possible, all of them.
            ForbiddenError: the account may not propose them.
        """
        _refuse(wanted.changes)
        ready = self.ready(asking, wanted)
        if isinstance(ready, Conflicts):
            return ready
        return self._propose(asking, wanted, ready, self._waits_for(asking, ready, wanted))

    def turn(self, unit: int) -> threading.Lock:
        """The lock that whoever changes a unit holds, in this process."""
        with self._turns_lock:
            return self._turns[unit]

    def _waits_for(self, asking: Asking, ready: Ready, wanted: Wanted) -> frozenset[str]:
        """The organisations that have to agree; empty where the account may do all of it.

        Raises:
            ForbiddenError: the account may not even propose it.
        """
        waits: set[str] = set()
        asked = [change for change in ready.changes if not wanted.granted(change)]
        for item in Ownership(ready.head.book).of_all(asked):
            rest = item.organisations - wanted.agreed
            if asking.decide(item.action, rest) is Decision.PROPOSE:
                waits |= rest - asking.standing.organisations or rest
        return frozenset(waits)

    def _append(self, asking: Asking, wanted: Wanted, ready: Ready) -> Tried:
        wanted.check(ready)
        sentence = _sentence(wanted, ready)
        with self._store.transaction():
            revision = self._store.append(
                asking.unit.id,
                ready.head.number,
                ready.after.book,
                ready.changes,
                asking.account.login,
                sentence,
                wanted.why,
                undoes=wanted.undoes,
            )
            wanted.also(revision)
        edited = Edited(
            revision=revision.number,
            sentence=sentence,
            follows=consequences(ready.before.book, ready.after.book, ready.changes),
            verdict=self.judged(asking, ready),
            merged_with=tuple(self._meanwhile(item) for item in ready.meanwhile),
        )
        return edited, (revision, ready.after)

    def _propose(self, asking: Asking, wanted: Wanted, ready: Ready, waits_for: frozenset[str]) -> Proposed:
        sentence = _sentence(wanted, ready)
        proposed = store.Proposed(
            unit=asking.unit.id,
            base=ready.head.number,
            book=ready.after.book,
            changes=ready.changes,
            origin=wanted.origin,
            author=asking.account.login,
            sentence=sentence,
            why=wanted.why,
        )
        with self._store.transaction():
            proposal = self._store.proposals.propose(proposed)
            wanted.instead(proposal)
        return Proposed(
            proposal=proposal.id,
            sentence=sentence,
            waits_for=tuple(sorted(waits_for)),
            follows=consequences(ready.before.book, ready.after.book, ready.changes),
            verdict=self.judged(asking, ready),
        )

    def _nothing(self, asking: Asking, ready: Ready) -> Edited:
        return Edited(
            revision=ready.head.number,
            sentence="everything is so already",
            changed=False,
            verdict=self.judged(asking, ready),
            merged_with=tuple(self._meanwhile(item) for item in ready.meanwhile),
        )

    def judged(self, asking: Asking, ready: Ready) -> Judged:
        """The verdict on a rota as the account sees it, beside the one before."""
        return Judged.of(ready.after.verdict, asking.masking(ready.after.book), ready.before.verdict)

    def _meanwhile(self, item: RevisionStep) -> Meanwhile:
        return Meanwhile(
            revision=item.number, author=item.author, name=self._names.of(item.author), sentence=item.sentence
        )

    def _conflicts(
        self,
        asking: Asking,
        base: Revision,
        head: Revision,
        found: Sequence[Conflict],
        meanwhile: Sequence[RevisionStep],
    ) -> Conflicts:
        ownership, masking = Ownership(base.book), asking.masking(base.book)

        def line(conflict: Conflict) -> ConflictLine:
            theirs = conflict.theirs
            made = theirs and next((item for item in meanwhile if theirs.change in changes_of(item)), None)
            author = theirs.author if theirs else ""
            return ConflictLine(
                mine=masking.sentence(conflict.my_sentence),
                theirs=ownership.public_sentence(theirs.change) if theirs else conflict.their_sentence,
                why=masking.sentence(conflict.why),
                author=author,
                name=self._names.of(author) if author else "",
                revision=made.number if made else None,
            )

        return Conflicts(head=head.number, conflicts=tuple(line(item) for item in found))


def _sentence(wanted: Wanted, ready: Ready) -> str:
    """What an edit does, in a sentence."""
    if wanted.sentence and not wanted.with_changes:
        return wanted.sentence
    return ". ".join(filter(None, (wanted.sentence, said(ready.head, ready.changes))))


def said(head: Revision, changes: Sequence[Change]) -> str:
    """What some changes do, in a sentence that everybody with a part in the unit may read."""
    deeds = list(Deeds(head.book, changes).sentences())
    rest = [item for item in changes if not isinstance(item, Assign | Clear)]
    if deeds:
        rest = [item for item in rest if not isinstance(item, SetRota)]
    others = first_few(Ownership(head.book).public_sentences(rest), MOST_IN_SENTENCE)
    more = len(deeds) - MOST_DEEDS
    told = [*deeds[:MOST_DEEDS], *([f"{more} more"] if more > 0 else []), *([others] if others else [])]
    return as_one(told)


def _refuse(changes: Sequence[Change]) -> None:
    """Refuses changes that nobody makes by an edit.

    Raises:
        ChangeError: with each of them.
    """
    problems = [Problem(("changes", number), sentence) for number, sentence in refused(changes)]
    if problems:
        raise ChangeError(problems)
