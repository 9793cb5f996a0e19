"""What the program does, as functions: read, solve, find cures, check, tell hours, write."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from constraints.admission import Admission, admit, impossible_pin
from constraints.base import CandidateRule
from constraints.facts import Facts
from constraints.unread import Unread, unread
from constraints.verify import Verdict, verify
from constraints.view import RotaView
from models.book import Book
from models.clock import spoken_date
from models.errors import NoRotaError
from models.problems import BookError, Problem
from models.reading import in_book_order
from roster.analysis.claims import Claims, check_claims
from roster.analysis.differences import Differences, differences
from roster.analysis.duty_lookup import find_duty_and_seat
from roster.analysis.ledger import LedgerLine, ledger
from roster.analysis.names import unknown_person
from roster.analysis.stepping_in.replacement_finder import ReplacementFinder
from roster.analysis.stepping_in.step_in import DutyCover
from roster.callbacks import Callbacks
from roster.engine.options import Options, SearchOptions
from roster.errors import IllegalRotaError
from roster.io import books
from roster.io.rule_files import refuse_copies, registry_of
from roster.io.storage.files import write_atomically
from roster.io.trust import trusting
from roster.io.xlsx.round_trip.origin import Origin
from roster.lifecycle import call_sheet as calls
from roster.lifecycle.call_sheet import CallSheet
from roster.lifecycle.continuation.book_pair import PreparedBook
from roster.lifecycle.continuation.continue_book import continue_book
from roster.lifecycle.hand_edits import HandEdits, Mark, pins_after, unproven_scores, without_unknown
from roster.lifecycle.next_period import next_period as next_book
from roster.lifecycle.outage import Outage
from roster.lifecycle.published_rota import as_published, published_assignments

if TYPE_CHECKING:
    from roster.engine.claims import Proofs
    from roster.engine.levels import Progress
    from roster.engine.repair.repaired import Repaired
    from roster.explain import DutyExplained, PersonExplained
    from roster.io.site.publication import Publication


@dataclass(frozen=True)
class OpenBook:
    """A book that is ready for work: consistent, its rules built, its pins possible as far as the data tell.

    Attributes:
        edits: what somebody changed by hand in the sheets of its rota; the book has it.
        impossible: pins marked by hand that the data rule out, with their cells; the book does not have them.
        origin: the workbook it was read from, to be given back with what changes.
        parts: the files it includes, which are never written to.
        read: what was read of each sheet, one line each, where it comes from workbooks.
        sources: what else was read for it, and is never written to: rule files, the book before, records of work.
    """

    book: Book
    admission: Admission
    folder: Path | None = None
    notes: tuple[str, ...] = ()
    edits: HandEdits | None = None
    impossible: tuple[str, ...] = ()
    origin: Origin | None = None
    parts: tuple[Path, ...] = ()
    read: tuple[str, ...] = ()
    sources: tuple[Path, ...] = ()

    @property
    def view(self) -> RotaView:
        """Its rota as planned; raises NoRotaError when it holds none."""
        return RotaView.of(self.book, self.admission.facts)

    @cached_property
    def unread(self) -> list[Unread]:
        """What it says that none of its rules reads: a rota of it is legal only as far as its rules go."""
        return unread(self.admission.facts, self.admission.rules)

    @property
    def as_worked(self) -> RotaView:
        """Its rota as worked, as far as that is on record: what rules look at."""
        return self.view.as_worked

    @property
    def remembered(self) -> PreparedBook:
        """Its facts and rules, as whatever is carried over to the next book needs them."""
        return PreparedBook(self.admission.facts, self.admission.rules)


def open_book(path: str | Path) -> OpenBook:
    """Read a book and make it ready.

    Raises:
        FileError: with every mistake, each with its place.
    """
    file, found = _examined(Path(path))
    if isinstance(found, OpenBook):
        return found
    raise file.error(found)


def mark_mistakes(path: str | Path, copy: str | Path, *, say: Callable[[str], None] = lambda sentence: None) -> bool:
    """Write a copy of a workbook with the faulty cells marked and commented; False, and no copy, when none is.

    Args:
        say: told what of the workbook could not be kept in the copy.

    Raises:
        FileError: it is no workbook, or the copy cannot be written.
    """
    file, found = _examined(Path(path))
    books.refuse_inputs([Path(copy)], file.parts)
    if isinstance(found, OpenBook):
        return False
    data, lost = file.marked(found)
    write_atomically([(Path(copy), data)])
    for sentence in lost:
        say(sentence)
    return True


def _examined(path: Path) -> tuple[books.BookFile, OpenBook | list[Problem]]:
    """A file, and the book in it or every mistake."""
    file = books.read(path)
    reading = file.reading
    problems = list(reading.problems)
    if reading.salvaged is not None:
        try:
            registry = registry_of(reading.salvaged, path.parent, path)
        except BookError as error:
            problems += error.problems
        else:
            admission = admit(reading.salvaged, registry, reading.indices)
            if not problems and not admission.problems:
                opened = OpenBook(
                    book=reading.salvaged,
                    admission=admission,
                    folder=path.parent,
                    notes=file.notes,
                    edits=file.edits,
                    origin=file.origin,
                    parts=file.parts,
                    read=file.sheet_summaries,
                    sources=tuple(path.parent / name for name in reading.salvaged.rule_files),
                )
                return file, _after_hands(opened) if file.edits is not None else opened
            problems += admission.problems
    return file, in_book_order(problems)


def _after_hands(opened: OpenBook, more: Sequence[Mark] = ()) -> OpenBook:
    """A book with the pins that were marked by hand, and more of them; its rota scored as it now is."""
    edits, facts = opened.edits, opened.admission.facts
    assert edits is not None
    gates = [rule for rule in opened.admission.rules if isinstance(rule, CandidateRule)]
    wrong = {
        mark: sentence
        for mark in (*edits.pinned, *more)
        if (sentence := impossible_pin(facts, gates, mark.pin)) is not None
    }
    possible = replace(edits, pinned=tuple(mark for mark in edits.pinned if mark not in wrong))
    book = opened.book
    pins = pins_after(book.pins, possible, [mark for mark in more if mark not in wrong])
    if pins != book.pins:
        book = book.changed(pins=pins)
    if edits.of_rota and book.rota is not None:
        verdict = verify(RotaView.of(book, facts).as_worked, opened.admission.rules)
        rota = book.rota.model_copy(update={"scores": unproven_scores(verdict), "breaches": tuple(verdict.soft)})
        book = book.model_copy(update={"rota": rota})
    admission = opened.admission if book.pins == opened.book.pins else ready(book, opened.folder).admission
    said = tuple(f"{mark.where}: {sentence}" for mark, sentence in wrong.items())
    return replace(opened, book=book, admission=admission, impossible=said)


def keep_edits(opened: OpenBook) -> OpenBook:
    """The book with every change that was made by hand in the sheets of its rota as a pin.

    What cannot be pinned is said in `impossible`.
    """
    return _after_hands(opened, opened.edits.pins()) if opened.edits is not None else opened


def before_edits(opened: OpenBook) -> Differences:
    """What hand edits change of the rota as it was solved, as far as its people and duties are still there.

    Raises:
        ValueError: nothing was edited.
    """
    if opened.edits is None:
        raise ValueError("nothing was edited by hand")
    return differences(
        opened.book.model_copy(update={"rota": without_unknown(opened.edits.solved, opened.book)}), opened.book
    )


def ready(book: Book, folder: Path | None = None) -> OpenBook:
    """Make a book that is already in memory ready; its rule files are looked for in `folder`.

    Raises:
        BookError: rules or pins that are not possible.
    """
    admission = admit(book, registry_of(book, folder or Path()))
    if admission.problems:
        raise BookError(admission.problems)
    return OpenBook(book, admission, folder)


def read_book(path: str | Path) -> Book:
    """The book in a `.yaml`, `.json` or `.xlsx` file.

    Raises:
        FileError: with every mistake, each with its place.
    """
    return open_book(path).book


def refuse_to_write(opened: OpenBook, outputs: Sequence[Path], others: Sequence[Path] = ()) -> None:
    """Say at once, before any work, that the book or other files cannot be written there.

    Raises:
        FileError: one is a file that the book was read from, or one of its rule files cannot be put beside an output.
    """
    books.refuse_inputs([*outputs, *others], opened.parts, opened.sources)
    refuse_copies(opened.book, opened.folder, outputs)


def write_book(
    book: Book | OpenBook,
    *paths: str | Path,
    beside: Sequence[tuple[Path, bytes]] = (),
    say: Callable[[str], None] = lambda sentence: None,
) -> None:
    """Write a book to `.json`, `.yaml` or, with its rota, `.xlsx`; all files whole, or none.

    A workbook names every rule: a book with rule files beside it is best given opened. An opened book that came from a
    workbook is given back in that workbook, with everything else there is in it.

    Args:
        beside: other files that belong to it, written with it or not at all.
        say: told, in one sentence each, what of that workbook cannot be kept.

    Raises:
        FileError: when it cannot be written.
        BookError: a workbook of a book whose rules or pins are not possible.
    """
    write_atomically([*_written(book, [Path(path) for path in paths], say), *beside])


def _written(book: Book | OpenBook, paths: Sequence[Path], say: Callable[[str], None]) -> list[tuple[Path, bytes]]:
    """A book as it is written to some files, none of which it was itself read from.

    Raises:
        BookError, FileError: as `write_book`.
    """
    if not isinstance(book, OpenBook) and any(path.suffix.lower() == ".xlsx" for path in paths):
        book = ready(book)
    if not isinstance(book, OpenBook):
        return books.encode_files(book, paths)
    refuse_to_write(book, paths)
    return books.encode_files(book.book, paths, book.admission.rules, book.folder, book.origin, say=say)


def solve(
    book: Book | OpenBook,
    options: Options | None = None,
    *,
    callbacks: Callbacks | None = None,
    stop: threading.Event | None = None,
    report: Callable[[Progress], None] | None = None,
    better: Callable[[Book], None] | None = None,
    cluster: str | None = None,
    say: Callable[[str], None] | None = None,
) -> Book:
    """The book with the best rota found, every rule checked.

    Args:
        callbacks: what is told while the search goes on, and how it is ended, in one object.
        stop, report, better, say: the same one by one; they go before those of `callbacks`.
        cluster: the address of a Dask scheduler, whose workers solve what of the book can be solved apart; `say` is
            told where they have nothing to do.

    Raises:
        BookError: rules or pins that are not possible.
        ClusterError: nobody answers there, or its workers cannot do the work.
        ConflictError: no rota obeys the pins.
        NothingFoundError: time ran out before there was any rota.
        EngineError: a mistake in this program.
    """
    from roster.engine import solve as engine
    from roster.engine.decomposition import executor

    opened = book if isinstance(book, OpenBook) else ready(book)
    began = time.monotonic()
    search = SearchOptions.of(options or Options())
    callbacks = (callbacks or Callbacks()).with_given(stop=stop, report=report, better=better, say=say)
    with executor.cluster(cluster) if cluster is not None else nullcontext() as workers:
        return engine.solve(
            opened.admission.facts,
            opened.admission.rules,
            replace(search, spent=search.spent + time.monotonic() - began),
            stop=callbacks.stop,
            report=callbacks.report,
            better=callbacks.better,
            through=workers,
            say=callbacks.say,
        )


def find_cures(book: Book | OpenBook, *, seconds: float = 60, stop: threading.Event | None = None) -> Book:
    """The solved book with the single changes that would crew duties that are stood down, kept in its rota.

    Args:
        stop: set it to end the search; what was found by then is kept, and the rest is said not to be looked for.

    Raises:
        BookError: rules or pins that are not possible.
        NoRotaError: the book holds no rota.
    """
    from roster.engine.diagnosis.cures import find_cures as find

    opened = book if isinstance(book, OpenBook) else ready(book)
    if opened.book.rota is None:
        raise NoRotaError
    found = find(opened.book, opened.admission.rules, seconds=seconds, stop=stop)
    return opened.book.model_copy(update={"rota": opened.book.rota.model_copy(update={"cures": found})})


def continue_from(
    book: Book | OpenBook, last: Book | OpenBook, *, say: Callable[[str], None] = lambda sentence: None
) -> Book:
    """The book with all that its period must remember of the last one, in its own `carried_in`: it stands alone.

    Args:
        last: the solved or published book of the period before, itself continued from the one before it.
        say: told, in one sentence each, what could not be taken over.

    Raises:
        BookError: rules or pins that are not possible.
        HistoryError: the last book holds nothing to go on from, is not about the time before, or contradicts this one.
    """
    ours, theirs = (item if isinstance(item, OpenBook) else ready(item) for item in (book, last))
    return continue_book(ours.remembered, theirs.remembered, say)


def next_period(book: Book | OpenBook, *, say: Callable[[str], None] = lambda sentence: None) -> Book:
    """The book of the period after a solved one, continued from it: its dated inputs are to be filled in.

    Raises:
        BookError: rules or pins that are not possible.
        HistoryError: the book holds no rota.
        pydantic.ValidationError: a shift is not possible in that period, for the clocks change.
    """
    opened = book if isinstance(book, OpenBook) else ready(book)
    return continue_from(ready(next_book(opened.admission.facts), opened.folder), opened, say=say)


def with_worked(
    book: Book | OpenBook,
    path: str | Path,
    *,
    say: Callable[[str], None] = lambda sentence: None,
    total: Callable[[str], None] = lambda sentence: None,
) -> Book:
    """The book with the record of what was worked that a `.csv` file or a workbook holds, beside its own.

    Args:
        say: told, in one sentence each, what was taken to mean something, left out or not read.
        total: told how many rows there were and what became of them.

    Raises:
        FileError: with every mistake, each with its row and column.
    """
    from roster.io.tables.worked_file import read_worked  # here, not above: it imports pandas

    found = book.book if isinstance(book, OpenBook) else book
    return found.changed(worked=read_worked(Path(path), found, say, total))


def publish(
    book: Book | OpenBook,
    folder: str | Path,
    frozen_book: str | Path,
    *,
    audiences: Sequence[str] = (),
    plain_names: bool = False,
    after: Book | None = None,
    at: datetime | None = None,
    replace_frozen: bool = True,
    say: Callable[[str], None] = lambda sentence: None,
) -> Publication:
    """Freeze a book's rota as people are told of it; write the frozen book, and a copy for each kind of reader.

    Args:
        frozen_book: where to write it; later commands go on from it.
        audiences: as in `roster.lifecycle.audience`, or ids of organisations; all when empty.
        plain_names: name personal files after people's ids, so that anybody can find them.
        after: the frozen book of the publication before, where `book` does not hold what was published.
        at: the moment of publication; now when absent.
        replace_frozen: whether a frozen book that is there already may go.
        say: told, in one sentence each, what of the book's own workbook the frozen one cannot keep.

    Raises:
        AudienceError: an audience the book does not have.
        BookError: rules or pins that are not possible.
        FileError: something cannot be written; then nothing has changed.
        IllegalRotaError: a hard rule is broken.
        NoRotaError: the book holds no rota.
    """
    from roster.io.site import publication  # here, not above: few commands need what it imports
    from roster.io.site.folder import publishing_lock, refuse_folder

    opened = book if isinstance(book, OpenBook) else ready(book)
    verdict = check(opened)
    if not verdict.legal:
        raise IllegalRotaError(verdict)
    made = publication.prepare(
        opened.book,
        opened.admission.rules,
        audiences=audiences,
        plain_names=plain_names,
        after=after,
        at=at or datetime.now(UTC),
    )
    folder, frozen_book = Path(folder), Path(frozen_book)
    refuse_to_write(opened, [frozen_book])
    refuse_folder(folder, [])
    with publishing_lock(folder):
        publication.refuse(made, folder, frozen_book, replace=replace_frozen)
        publication.write(made, folder, _written(replace(opened, book=made.book), [frozen_book], say))
    return made


def check(book: Book | OpenBook) -> Verdict:
    """Every rule's verdict on the rota a book holds.

    Raises:
        BookError: rules or pins that are not possible.
        NoRotaError: the book holds no rota.
    """
    opened = book if isinstance(book, OpenBook) else ready(book)
    return verify(opened.as_worked, opened.admission.rules)


def claims(book: Book | OpenBook) -> Claims:
    """What the book says of its own rota, and which of it is so.

    Raises:
        BookError: rules or pins that are not possible.
        NoRotaError: the book holds no rota.
    """
    opened = book if isinstance(book, OpenBook) else ready(book)
    return check_claims(opened.book, opened.view, check(opened))


def prove(
    book: Book | OpenBook,
    *,
    seconds: float = 60,
    report: Callable[[Progress], None] = lambda progress: None,
) -> Proofs:
    """Solve the book again, against what is claimed of its rota: what is proven best, and what cures would do.

    Args:
        seconds: for all of it.
        report: told where the search stands.

    Raises:
        BookError: rules or pins that are not possible.
        EngineError: the solver and the checks contradict each other.
        IllegalRotaError: a hard rule is broken, so there is nothing to prove.
        NoRotaError: the book holds no rota.
    """
    from roster.engine.claims import prove_claims

    opened = book if isinstance(book, OpenBook) else ready(book)
    verdict = check(opened)
    if not verdict.legal:
        raise IllegalRotaError(verdict)
    options = SearchOptions(time_limit=seconds)
    return prove_claims(opened.as_worked, opened.admission.rules, verdict, options, report)


def hours(book: Book | OpenBook) -> list[LedgerLine]:
    """The ledger of promised hours: one line a person and month.

    Raises:
        BookError: rules or pins that are not possible.
    """
    opened = book if isinstance(book, OpenBook) else ready(book)
    return ledger(opened.book, opened.admission.facts, opened.admission.rules)


def explain_duty(
    book: Book | OpenBook, duty: str, *, seconds: float = 60, stop: threading.Event | None = None
) -> DutyExplained:
    """Why a duty is crewed as it is: its state, its seats, who else could be in them and why they are not.

    Args:
        duty: `CALLSIGN@DATE[/SHIFT]`.
        seconds: to find out, by solving again, what would give; 0 asks the rules alone.
        stop: set it to end that; the answer is then what is known by then.

    Raises:
        BookError: rules or pins that are not possible, or a duty there is not.
        NoRotaError: the book holds no rota.
    """
    from roster.explain import Explainer

    opened = book if isinstance(book, OpenBook) else ready(book)
    asked, _ = find_duty_and_seat(opened.as_worked, duty, None, None)
    facts, rules = opened.admission.facts, opened.admission.rules
    return Explainer(opened.book, facts, rules, seconds=seconds, stop=stop).duty(asked)


def explain_person(
    book: Book | OpenBook, person: str, *, seconds: float = 60, stop: threading.Event | None = None
) -> PersonExplained:
    """Why a person has the duties and hours they have, and what keeps them off the others, nearest first.

    Args:
        person: their id.
        seconds, stop: as of `explain_duty`.

    Raises:
        BookError: rules or pins that are not possible, or a person there is not.
        NoRotaError: the book holds no rota.
    """
    from roster.explain import Explainer

    opened = book if isinstance(book, OpenBook) else ready(book)
    facts, rules = opened.admission.facts, opened.admission.rules
    if mistake := unknown_person(opened.book.people, person):
        raise BookError([Problem(("person",), mistake)])
    return Explainer(opened.book, facts, rules, seconds=seconds, stop=stop).person(facts.people[person])


def cover(
    book: Book | OpenBook,
    duty: str,
    seat: str | None = None,
    *,
    instead_of: str | None = None,
    as_of: date | None = None,
) -> DutyCover:
    """Who could step into a seat of a duty, the best first, found by asking the rules.

    Args:
        duty: `CALLSIGN@DATE[/SHIFT]`.
        seat: when None, each that lacks somebody; all of them where none does.
        instead_of: who leaves the seat.
        as_of: the day on which people would be told; when None, what the book says of it.

    Raises:
        BookError: rules or pins that are not possible, or names that name nothing.
        NoRotaError: the book holds no rota.
    """
    opened = book if isinstance(book, OpenBook) else ready(book)
    view = opened.view.with_record
    asked, named = find_duty_and_seat(view, duty, seat, instead_of)
    if as_of is not None and as_of > asked.date:
        raise BookError([Problem(("as_of",), f"{asked.spoken} is past on {spoken_date(as_of)} {as_of.year}")])
    told_on = as_of
    if as_of is not None:
        published = as_published(opened.book, published_assignments(opened.book), as_of)
        view = RotaView.of(opened.book, Facts(opened.book.model_copy(update={"published": published}))).with_record
    elif opened.book.published is not None:
        told_on = opened.book.published.notice_from(opened.book.period.zone)
    finder = ReplacementFinder(view, opened.admission.rules, told_on)
    seats = [named] if named is not None else finder.seats_to_fill(asked, instead_of)
    return DutyCover(asked, [finder.candidates_for(asked, item, instead_of) for item in seats])


def repair(
    book: Book | OpenBook,
    outage: Outage,
    options: Options | None = None,
    *,
    as_of: date | None = None,
    most_people: int | None = None,
    callbacks: Callbacks | None = None,
    stop: threading.Event | None = None,
    report: Callable[[Progress], None] | None = None,
) -> Repaired:
    """The book with its rota repaired: cover first, then the fewest people disturbed, then all the rest.

    Args:
        outage: who and what is not there; it becomes part of the book's inputs.
        as_of: what starts before this day is past, and stays; when None, the day the book counts notice from where it
            states one, else the first day of the outage.
        most_people: may be disturbed; as many as it takes when None.
        callbacks, stop, report: as of `solve`.

    Raises:
        BookError: rules or pins that are not possible, or names and dates of the outage.
        RepairError: no rota obeys the limit, the past, the pins and the hard rules.
        EngineError: a mistake in this program.
        NoRotaError: the book holds no rota.
    """
    from roster.engine.repair import solve_repair as engine

    opened = book if isinstance(book, OpenBook) else ready(book)
    if opened.book.rota is None:
        raise NoRotaError
    if mistakes := outage.mistakes(opened.book):
        raise BookError(mistakes)
    stated = opened.book.published.as_of if opened.book.published else None
    callbacks = (callbacks or Callbacks()).with_given(stop=stop, report=report)
    return engine.repair(
        opened.book,
        outage,
        lambda changed: ready(changed, opened.folder).admission,
        options or Options(time_limit=60),
        as_of=as_of or stated or outage.first,
        most_people=most_people,
        stop=callbacks.stop,
        report=callbacks.report,
    )


def call_sheet(done: Repaired, repaired: OpenBook, outage: Outage) -> CallSheet:
    """Whom to ring about a repair, in order, and what to ask of each.

    Args:
        repaired: its book, opened.
    """
    return calls.call_sheet(
        differences(done.before, done.book),
        done.before,
        repaired.view,
        repaired.admission.rules,
        outage,
        done.as_of,
    )


def diff(old: Book, new: Book) -> Differences:
    """What the rota of one book changes of that of another, and which inputs differ.

    Raises:
        NoRotaError: one of them holds no rota.
    """
    return differences(old, new)


__all__ = [
    "Book",
    "BookError",
    "OpenBook",
    "Problem",
    "Verdict",
    "before_edits",
    "call_sheet",
    "check",
    "claims",
    "continue_from",
    "cover",
    "diff",
    "explain_duty",
    "explain_person",
    "find_cures",
    "hours",
    "keep_edits",
    "mark_mistakes",
    "next_period",
    "open_book",
    "prove",
    "publish",
    "read_book",
    "ready",
    "refuse_to_write",
    "repair",
    "solve",
    "trusting",
    "with_worked",
    "write_book",
]
