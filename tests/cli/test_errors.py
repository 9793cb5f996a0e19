"""Every error has its sentences and its exit status, decided in one place."""

from pathlib import Path

import click
import pytest

from constraints.base import RuleFailureError
from constraints.verify import Verdict
from models.errors import NoRotaError, RosterError
from models.problems import BookError, Problem
from models.rota import Breach
from models.rules import Level
from roster.cli.errors import NO, WRONG, naming_file, reports_errors, sentences_and_status
from roster.errors import (
    CAUSE_UNKNOWN,
    ClusterError,
    ConflictError,
    EngineError,
    HistoryError,
    IllegalRotaError,
    NothingFoundError,
    RepairError,
)
from roster.io.storage.files import FileError

BOOK = Path("book.yaml")
HARD = Breach(rule="daily-rest", level=Level.HARD, amount=1, unit="hours", message="SC01 rests too little")


@pytest.mark.parametrize(
    ("error", "sentences", "status"),
    [
        (FileError(["a.yaml: is wrong", "b.yaml: too"]), ["a.yaml: is wrong", "b.yaml: too"], WRONG),
        (BookError([Problem(("people", 0, "role"), "is unknown")]), ["people[0].role: is unknown"], WRONG),
        (RuleFailureError("few-fridays: failed"), ["few-fridays: failed"], WRONG),
        (ClusterError("no answer"), ["no answer"], WRONG),
        (NoRotaError(), ["the book holds no rota"], WRONG),
        (ConflictError(CAUSE_UNKNOWN), [f"book.yaml: {CAUSE_UNKNOWN.sentences[0]}"], NO),
        (RepairError(["first", "second"]), ["book.yaml: first", "book.yaml: second"], NO),
        (NothingFoundError("time ran out"), ["book.yaml: time ran out"], NO),
        (
            IllegalRotaError(Verdict([HARD], [])),
            [
                "book.yaml: daily-rest: SC01 rests too little",
                "book.yaml: nothing was published: the rota is not legal",
            ],
            NO,
        ),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_sentences_and_status_of_an_error(error: RosterError, sentences: list[str], status: int) -> None:
    assert sentences_and_status(error, BOOK, has_output=True) == (sentences, status)


def test_after_a_failure_of_the_engine_nothing_is_written() -> None:
    error = EngineError("solver and checks disagree")
    assert sentences_and_status(error, BOOK, has_output=True)[0] == ["nothing was written: solver and checks disagree"]
    assert sentences_and_status(error, BOOK, has_output=False) == (["solver and checks disagree"], NO)


def test_a_command_ends_in_sentences(capsys) -> None:
    @reports_errors
    def command(**options: object) -> None:
        raise RepairError(["nobody is free"])

    with pytest.raises(click.exceptions.Exit) as ended:
        command(book=BOOK, outputs=("o.json",))
    assert ended.value.exit_code == NO
    assert capsys.readouterr().err == "book.yaml: nobody is free\n"


def test_a_mistake_of_the_program_keeps_its_traceback() -> None:
    @reports_errors
    def command() -> None:
        raise KeyError("a mistake in this program")

    with pytest.raises(KeyError):
        command()


def test_errors_of_a_kind_name_their_file() -> None:
    with pytest.raises(FileError, match=r"last\.json: ends too early"), naming_file(Path("last.json"), HistoryError):
        raise HistoryError(["ends too early"])
    with pytest.raises(FileError, match=r"last\.json: is unknown"), naming_file(Path("last.json"), BookError):
        raise BookError([Problem(("duty",), "is unknown")])
    with pytest.raises(RepairError), naming_file(Path("last.json"), HistoryError):
        raise RepairError(["another kind"])
