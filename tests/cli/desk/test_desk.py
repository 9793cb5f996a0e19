"""`roster desk`: each command on both kinds of database, and plain sentences for everything that can be wrong."""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from models.book import Book
from roster import read_book
from roster.desk.changes import SetDetail
from roster.desk.store import AuditKind, LinkPurpose, Store, open_store
from tests.conftest import EXAMPLES

Call = Callable[..., Result]


@pytest.fixture
def desk(run: Call, address: str) -> Call:
    """Runs a command of the desk on an empty store."""
    return lambda *arguments, **options: run("desk", *arguments, "--database", address, **options)


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    opened = open_store(address)
    yield opened
    opened.close()


@pytest.fixture
def kent(desk: Call, write: Callable[..., Path], small: dict[str, Any]) -> Path:
    """The file of a book that was imported as the unit Kent."""
    path = write(small)
    done = desk("import", path, "--name", "Kent")
    assert done.output == f"imported: {path}: Kent, revision 1\n"
    return path


def test_a_book_goes_in_and_comes_out_the_same(desk: Call, kent: Path, store: Store, tmp_path: Path) -> None:
    outputs = [tmp_path / f"out.{suffix}" for suffix in ("json", "yaml", "xlsx")]
    done = desk("export", *outputs)
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [f"written: {path}: Kent, revision 1" for path in outputs]
    assert all(read_book(path) == read_book(kent) for path in outputs)
    kinds = [(entry.kind, entry.sentence) for entry in store.audit.entries()]
    assert kinds == [
        (AuditKind.IMPORT, "Imported book.json"),
        (AuditKind.EXPORT, "Exported revision 1 of Kent to out.json, out.yaml, out.xlsx"),
    ]


def test_a_book_is_written_to_standard_output_alone(desk: Call, kent: Path) -> None:
    done = desk("export", "-")
    assert Book.model_validate_json(done.stdout) == read_book(kent)
    assert done.stderr == "written: -: Kent, revision 1\n"


def test_old_revisions_are_removed_when_asked_twice(desk: Call, kent: Path, store: Store) -> None:
    """Made a year ago, as far as the store knows."""
    long_ago = datetime.now(UTC) - timedelta(days=365)
    store._database.now = lambda: long_ago
    for number in (1, 2):
        store.append(1, number, store.head(1).book, (), "Lee Hart", "Something")
    unit = store.add_unit(store.head(1).book, "Lee Hart", "Old", name="Old")
    store.append(unit.id, 1, store.head(1).book, (), "Lee Hart", "Something")
    before = f"{datetime.now(UTC).date() - timedelta(days=1)}"
    told = desk("remove-old", "--before", before)
    assert told.stdout.splitlines() == [
        "would be removed: 1 revision of Old, up to number 1",
        "nothing was removed; --yes removes it",
    ]
    assert len(store.history(unit.id)) == 2
    done = desk("remove-old", "--before", before, "--yes")
    assert done.stdout == "removed: 1 revision of Old, up to number 1\n"
    assert [line.number for line in store.history(unit.id)] == [2]
    assert len(store.history(1)) == 3  # the first is of today, and all after it stay
    assert store.audit.entries(kinds=[AuditKind.REMOVAL])[0].sentence == "Removed the revisions before 2: 1"


def test_a_changed_book_becomes_the_next_revision(desk: Call, kent: Path, store: Store, tmp_path: Path) -> None:
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(json.loads(kent.read_text()) | {"description": "New"}))
    done = desk("import", changed, "--into", "Kent", "--why", "asked for")
    assert (done.exit_code, done.output) == (0, f"imported: {changed}: Kent, revision 2\n")
    head = store.head(1)
    assert (head.book.description, head.why, head.sentence) == ("New", "asked for", "Imported changed.json")
    assert [type(change) for change in head.changes] == [SetDetail]
    again = desk("import", changed, "--into", "Kent")
    assert "is what Kent has as revision 2; nothing was imported" in again.output
    assert store.unit(1).head == 2


def test_a_stale_export_is_not_imported(desk: Call, kent: Path, store: Store) -> None:
    store.append(1, 1, store.head(1).book, (), "Lee Hart", "Put Special 1 on JR-04")
    done = desk("import", kent, "--into", "Kent", "--revision", 1)
    assert done.exit_code == 1
    assert "nothing was imported: Kent has changed since revision 1" in done.stderr
    assert "2: Lee Hart: Put Special 1 on JR-04" in done.stderr
    assert store.unit(1).head == 2


def test_an_account_is_invited_and_chooses_its_password(desk: Call, kent: Path, store: Store) -> None:
    roles = ("--coordinator", "secamb", "--member", "P01")
    where = ("--address", "https://desk.example.org/")
    done = desk("account", "add", "Asha@example.org", "--name", "Asha Marsh", *roles, *where)
    added, told, link = done.stdout.splitlines()
    assert added == "added: asha@example.org: Asha Marsh: coordinator of secamb in Kent; member P01 in Kent"
    assert told == "give this link to Asha Marsh alone; it works once, within 7 days:"
    assert link.startswith("https://desk.example.org/link/")
    token = link.removeprefix("https://desk.example.org/link/")
    account = store.links.use(token, LinkPurpose.INVITATION)
    store.sign_in.set_password(account.id, "a long and odd sentence", account.name)
    assert store.sign_in.sign_in("asha@example.org", "a long and odd sentence").login == "asha@example.org"
    again = desk("account", "link", "asha@example.org")
    assert "it works once, within 2 hours" in again.stdout
    assert "put the address of your desk in front of it" in again.stderr


def test_accounts_are_changed_listed_disabled_and_enabled(desk: Call, kent: Path, store: Store) -> None:
    desk("account", "add", "lee", "--reader")
    session = store.sessions.start(store.accounts.named("lee").id)
    assert desk("account", "change", "LEE", "--planner", "--name", "Lee Hart").stdout == (
        "changed: lee: Lee Hart: planner in Kent\n"
    )
    assert store.sessions.resume(session) is None
    assert desk("account", "list").stdout == "lee: Lee Hart, has not chosen a password yet\n  planner in Kent\n"
    listed = json.loads(desk("account", "list", "--format", "json").stdout)
    held = {"unit": "Kent", "role": "planner", "organisation": None, "person": None}
    assert listed == [
        {"login": "lee", "name": "Lee Hart", "disabled": False, "has_password": False, "memberships": [held]}
    ]
    assert desk("account", "change", "lee", "--none").stdout == "changed: lee: Lee Hart: no role\n"
    assert desk("account", "disable", "lee").stdout == "disabled: lee\n"
    assert "lee: Lee Hart, disabled" in desk("account", "list").stdout
    refused = desk("account", "link", "lee")
    assert (refused.exit_code, refused.stderr) == (2, "the account is disabled\n")
    assert desk("account", "enable", "lee").stdout == "enabled: lee\n"
    store.sessions.start(1)
    store.tokens.make(1, "script")
    assert desk("account", "revoke", "lee").stdout == "revoked: lee: 1 session, 1 token\n"


def test_all_that_is_wrong_with_an_account_is_said_at_once(desk: Call, kent: Path, store: Store) -> None:
    done = desk("account", "add", "x", "--coordinator", "secam", "--coordinator", "police", "--member", "P1")
    assert done.exit_code == 2
    assert "Kent: there is no organisation 'secam'; did you mean 'secamb'?" in done.stderr
    assert "Kent: there is no organisation 'police'" in done.stderr
    assert "P1" in done.stderr
    assert store.accounts.all() == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["export", "out.txt"], "an output ends in .yaml"),
        (["export", "out.json", "--unit", "Kant"], "there is no unit 'Kant'; did you mean 'Kent'?"),
        (["export", "out.json", "--revision", "7"], "unit 1 has no revision 7"),
        (["import", "book.json", "--name", "Kent"], "there is a unit 'Kent' already; --into makes book.json its next"),
        (["import", "book.json", "--into", "Kant"], "there is no unit 'Kant'; did you mean 'Kent'?"),
        (["import", "book.json", "--into", "Kent", "--name", "X"], "give --name for a new unit, or --into"),
        (["import", "book.json", "--why", "x"], "--revision and --why belong to --into"),
        (["import", "none.json"], "none.json"),
        (["account", "disable", "nobody"], "there is no account 'nobody'"),
        (["account", "add", "two words"], "'two words' cannot be a login"),
        (["account", "add", "x", "--unit", "Kent"], "--unit goes with a role"),
        (["account", "change", "x"], "say what to change"),
        (["account", "change", "x", "--none", "--reader"], "--none takes away all roles"),
        (["account", "change", "x", "--reader"], "there is no account 'x'"),
        (["remove-old", "--before", "2999-01-01"], "2999-01-01 is not past"),
        (["remove-old", "--before", "soon"], "'soon' is not a date; write it as YYYY-MM-DD"),
        (["remove-old", "--before", "20240101"], "'20240101' is not a date; write it as YYYY-MM-DD"),
        (["remove-old", "--before", "2024-02-30"], "'2024-02-30' is not a date"),
        (["backup", "book.json"], "book.json: is there already; a backup overwrites nothing"),
        (["backup", "no/folder/b.desk"], "cannot be written"),
        (["restore", "book.json"], "book.json: is no backup of a desk"),
        (["restore", "none.desk"], "none.desk: there is no such file"),
        (["innit"], "there is no command 'desk innit'; did you mean 'init'?"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    desk: Call, kent: Path, arguments: list[str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(kent.parent)
    done = desk(*arguments)
    assert done.exit_code == 2, done.output
    assert told in done.stderr


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("sqlite:///none.desk", "none.desk: there is no such file; `roster desk init` makes one"),
        ("sqlite:///no/folder/x.desk", "there is no folder"),
        ("sqlite:///book.json", "book.json: is no SQLite database"),
        ("sqlite:///.", "is a folder"),
        ("sqlite://none.desk", "has two slashes where a file needs three"),
        ("sqlite://", "names no file"),
        ("none.desk", "'none.desk' is not the address of a database"),
        ("mysql://x@y/z", "a database of the kind 'mysql' cannot be used"),
        ("postgresql://roster:secret@127.0.0.1:1/roster", "postgresql+psycopg://roster:***@127.0.0.1:1/roster: "),
        ("postgresql://127.0.0.1:x/roster", "is not the address of a database"),
    ],
)
def test_a_database_that_cannot_be_opened_is_told_of(
    run: Call, write: Callable[..., Path], small: dict[str, Any], monkeypatch: pytest.MonkeyPatch, url: str, told: str
) -> None:
    monkeypatch.chdir(write(small).parent)
    for command in ("status", "migrate"):
        done = run("desk", command, "--database", url)
        assert done.exit_code == 2, done.output
        assert told in done.stderr
        assert "secret" not in done.output


def test_a_desk_is_set_up_once(run: Call, new_database: Callable[[str], str]) -> None:
    for kind in ("sqlite", "postgresql"):
        url = new_database(kind)
        assert "made: " in run("desk", "init", "--database", url).stdout
        assert "is set up already; nothing was changed" in run("desk", "init", "--database", url).stdout
        assert "is up to date" in run("desk", "migrate", "--database", url).stdout
        assert run("desk", "status", "--database", url).stdout.splitlines()[1:] == ["0 accounts"]


def test_a_backup_goes_from_either_kind_into_either_kind(
    desk: Call,
    kent: Path,
    run: Call,
    new_database: Callable[[str], str],
    tmp_path: Path,
) -> None:
    desk("account", "add", "lee", "--reader")
    file = tmp_path / "backup.desk"
    assert desk("backup", file).stdout == f"written: {file}: 1 unit, 1 revision, 1 account\n"
    for kind in ("sqlite", "postgresql"):
        url = new_database(kind)
        done = run("desk", "restore", file, "--database", url)
        assert (done.exit_code, done.stdout) == (0, f"restored: {file}: 1 unit, 1 revision, 1 account\n")
        again = run("desk", "restore", file, "--database", url)
        assert again.exit_code == 2
        assert "holds a desk already; a backup is restored into an empty database" in again.stderr


def test_the_status_tells_what_waits(desk: Call, kent: Path, store: Store) -> None:
    store.jobs.add(1, "solve", 1, {}, "Lee Hart")
    assert desk("status").stdout.splitlines()[1].endswith(": Imported book.json; 1 unfinished job")
    found = json.loads(desk("status", "--format", "json").stdout)
    assert (found["units"][0]["name"], found["units"][0]["jobs"], found["accounts"]) == ("Kent", 1, 0)


def test_a_unit_must_be_named_where_there_are_several(desk: Call, kent: Path, tmp_path: Path) -> None:
    desk("import", kent, "--name", "Sussex")
    done = desk("export", tmp_path / "out.json")
    assert (done.exit_code, "has 2 units; say which with --unit: Kent, Sussex" in done.stderr) == (2, True)


def test_the_database_may_come_from_the_environment(run: Call, tmp_path: Path) -> None:
    variables = {"ROSTER_DATABASE": f"sqlite:///{tmp_path / 'x.desk'}"}
    assert run("desk", "init", env=variables).exit_code == 0
    assert run("desk", "status", env=variables).exit_code == 0
    assert "--database" in run("desk", "status", env={"ROSTER_DATABASE": ""}).stderr


def test_without_the_extra_it_is_said_what_to_install(
    run: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "alembic", None)
    for command in (["init"], ["status"], ["migrate"], ["restore", "x.desk"], ["account", "list"]):
        done = run("desk", *command, "--database", f"sqlite:///{tmp_path / 'x.desk'}")
        assert done.exit_code == 2
        assert (
            done.stderr
            == "the desk needs the package `alembic`: pip install 'jru-roster[desk]' installs all it needs\n"
        )


def test_the_example_of_kent_survives_the_way_through_the_desk(
    run: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    monkeypatch.setenv("ROSTER_DATABASE", f"sqlite:///{tmp_path / 'x.desk'}")
    run("desk", "init")
    book: Book = read_book(EXAMPLES / "kent-2026-12.yaml")
    assert run("desk", "import", EXAMPLES / "kent-2026-12.yaml").exit_code == 0
    for suffix in ("json", "yaml", "xlsx"):
        assert run("desk", "export", tmp_path / f"kent.{suffix}").exit_code == 0
        assert read_book(tmp_path / f"kent.{suffix}") == book
