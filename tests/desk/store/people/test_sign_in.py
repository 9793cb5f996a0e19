"""Passwords, limits of attempts, sessions, one-time links and tokens; what the database keeps of each."""

from datetime import timedelta

import pytest

from roster.desk.store import (
    Account,
    AuditKind,
    LinkError,
    LinkPurpose,
    NotThereError,
    PasswordError,
    SignInError,
    Store,
    StoreError,
    TooManyAttemptsError,
)
from roster.desk.store.people import attempts, passwords
from roster.desk.store.tables import METADATA
from tests.desk.store.conftest import Clock

PASSWORD = "seven blue kites over Kent"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The least work that argon2 knows: its strength is not what is tested here."""
    monkeypatch.setattr(passwords, "_HASHER", passwords.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobody.cache_clear()


@pytest.fixture
def asha(store: Store) -> Account:
    account = store.accounts.add("asha@example.org", "Asha Marsh", by="admin")
    store.sign_in.set_password(account.id, PASSWORD, "Asha Marsh")
    return store.accounts.one(account.id)


def everything(store: Store) -> str:
    """Every value of every table, as text."""
    with store._database.reading() as connection:
        tables = METADATA.tables.values()
        return "\n".join(str(row) for table in tables for row in connection.execute(table.select()))


def test_a_password_signs_in(store: Store, asha: Account) -> None:
    assert store.sign_in.sign_in("ASHA@example.org", PASSWORD, "10.0.0.7") == asha
    entry = store.audit.entries()[-1]
    assert (entry.kind, entry.who, entry.account, entry.address) == (
        AuditKind.SIGN_IN,
        "Asha Marsh",
        asha.id,
        "10.0.0.7",
    )


@pytest.mark.parametrize(
    ("login", "password"),
    [("asha@example.org", "wrong"), ("nobody", PASSWORD), ("asha@example.org", ""), ("new", ""), ("new", PASSWORD)],
)
def test_what_is_wrong_is_not_said(store: Store, asha: Account, login: str, password: str) -> None:
    store.accounts.add("new", "New", by="admin")  # has no password yet
    with pytest.raises(SignInError, match=r"^login and password do not belong together, or the account is disabled$"):
        store.sign_in.sign_in(login, password)
    assert store.audit.entries()[-1].kind is AuditKind.REFUSED_SIGN_IN


def test_a_disabled_account_is_refused_in_the_same_words(store: Store, asha: Account) -> None:
    store.accounts.set_disabled(asha.id, True, by="admin")
    with pytest.raises(SignInError, match="do not belong together, or the account is disabled"):
        store.sign_in.sign_in(asha.login, PASSWORD)


def test_attempts_are_limited_for_a_login(store: Store, asha: Account, clock: Clock) -> None:
    for _ in range(attempts.MOST_FOR_LOGIN):
        clock.move(seconds=1)
        with pytest.raises(SignInError, match="belong together"):
            store.sign_in.sign_in(asha.login, "wrong", "10.0.0.7")
    with pytest.raises(TooManyAttemptsError, match="try again in 15 minutes") as refused:
        store.sign_in.sign_in(asha.login.upper(), PASSWORD, "10.0.0.8")
    assert refused.value.wait == timedelta(minutes=15) - timedelta(seconds=9)
    clock.moment += refused.value.wait
    assert store.sign_in.sign_in(asha.login, PASSWORD, "10.0.0.7") == asha
    for _ in range(attempts.MOST_FOR_LOGIN):  # counted anew after a success
        with pytest.raises(SignInError, match="belong together"):
            store.sign_in.sign_in(asha.login, "wrong", "10.0.0.7")


def test_attempts_are_limited_for_an_address(store: Store, asha: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "MOST_FOR_ADDRESS", 5)
    for number in range(5):
        with pytest.raises(SignInError, match="belong together"):
            store.sign_in.sign_in(f"guess{number}", "wrong", "10.0.0.7")
    with pytest.raises(TooManyAttemptsError):
        store.sign_in.sign_in(asha.login, PASSWORD, "10.0.0.7")
    assert store.sign_in.sign_in(asha.login, PASSWORD, "10.0.0.8") == asha


def test_signing_in_right_never_fills_the_limit_of_an_address(
    store: Store, asha: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "MOST_FOR_ADDRESS", 3)
    for _ in range(8):
        assert store.sign_in.sign_in(asha.login, PASSWORD, "10.0.0.7") == asha


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("short", "it needs 12 to 200 characters, and has 5"),
        ("x" * 201, "has 201"),
        ("aaaaaaaaaaaab", "fewer than five different characters"),
        ("Asha.Marsh-2026!", "the name or the login"),
        ("asha@example.org", "the name or the login"),
        ("password1234!", "one of the most common"),
        ("Password-Password-1", "one of the most common"),
    ],
)
def test_a_bad_password_is_refused_with_the_reason(store: Store, asha: Account, password: str, told: str) -> None:
    with pytest.raises(PasswordError, match=told):
        store.sign_in.set_password(asha.id, password, "Asha Marsh")
    assert store.sign_in.sign_in(asha.login, PASSWORD) == asha


def test_a_new_password_ends_the_sessions(store: Store, asha: Account) -> None:
    session = store.sessions.start(asha.id)
    store.sign_in.set_password(asha.id, "another long sentence", "Asha Marsh")
    assert store.sessions.resume(session) is None
    with pytest.raises(SignInError):
        store.sign_in.sign_in(asha.login, PASSWORD)
    assert store.sign_in.sign_in(asha.login, "another long sentence") == store.accounts.one(asha.id)


def test_an_old_hash_is_made_anew(store: Store, asha: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", passwords.PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    store.sign_in.sign_in(asha.login, PASSWORD)
    assert "$argon2id$v=19$m=16,t=2,p=1$" in everything(store)
    assert store.sign_in.sign_in(asha.login, PASSWORD) == asha


def test_nobody_waits_for_a_hash_to_write(store: Store, asha: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    class Hasher(passwords.PasswordHasher):
        def hash(self, *arguments: object, **options: object) -> str:
            made.append(store._database._current.get())  # the transaction that it is made in
            return super().hash(*arguments, **options)

    monkeypatch.setattr(passwords, "_HASHER", Hasher(time_cost=2, memory_cost=16, parallelism=1))
    store.sign_in.sign_in(asha.login, PASSWORD)  # its old hash is made anew
    store.sign_in.set_password(asha.id, "another long sentence", "Asha Marsh")
    assert made == [None, None]


def test_a_letter_with_an_accent_is_the_same_on_every_keyboard(store: Store, asha: Account) -> None:
    store.sign_in.set_password(asha.id, "caf\u00e9 at the corner", "Asha Marsh")
    assert store.sign_in.sign_in(asha.login, "cafe\u0301 at the corner") == asha


def test_the_database_holds_no_secret(store: Store, asha: Account) -> None:
    secrets = [PASSWORD, store.sessions.start(asha.id), store.tokens.make(asha.id, "script")]
    secrets += [store.links.make(asha.id, purpose, "admin") for purpose in LinkPurpose]
    secrets.append("my password by mistake")
    with pytest.raises(SignInError):
        store.sign_in.sign_in(secrets[-1], "x", "10.0.0.7")
    kept = everything(store)
    assert "$argon2id$" in kept
    assert [secret for secret in secrets if secret in kept or secret.removeprefix("jru_") in kept] == []


def test_a_session_ends_by_itself_or_when_it_is_ended(store: Store, asha: Account, clock: Clock) -> None:
    first, second = store.sessions.start(asha.id), store.sessions.start(asha.id, timedelta(hours=1))
    assert store.sessions.resume(first) == store.sessions.resume(second) == asha
    clock.move(hours=1)
    assert (store.sessions.resume(first), store.sessions.resume(second)) == (asha, None)
    store.sessions.end(first)
    store.sessions.end("unknown")
    assert store.sessions.resume(first) is None
    store.sessions.start(asha.id)
    assert store.sessions.end_all(asha.id) == 1  # the one that had ended was removed


def test_a_link_works_once_and_in_time(store: Store, asha: Account, clock: Clock) -> None:
    token = store.links.make(asha.id, LinkPurpose.INVITATION, "admin")
    found = store.links.look(token)
    assert found is not None
    assert (found.account, found.purpose, found.made_by) == (asha, LinkPurpose.INVITATION, "admin")
    with pytest.raises(LinkError):
        store.links.use(token, LinkPurpose.PASSWORD)
    assert store.links.use(token, LinkPurpose.INVITATION) == asha
    with pytest.raises(LinkError, match="unknown, used, or out of date"):
        store.links.use(token, LinkPurpose.INVITATION)
    late = store.links.make(asha.id, LinkPurpose.SIGN_IN, "admin")
    clock.move(minutes=30)
    assert store.links.look(late) is None
    with pytest.raises(LinkError):
        store.links.use(late, LinkPurpose.SIGN_IN)


def test_a_new_link_takes_the_place_of_the_last(store: Store, asha: Account) -> None:
    first, second = (store.links.make(asha.id, LinkPurpose.PASSWORD, "admin") for _ in range(2))
    assert store.links.look(first) is None
    assert store.links.use(second, LinkPurpose.PASSWORD) == asha


def test_a_token_is_named_used_and_revoked(store: Store, asha: Account, clock: Clock) -> None:
    token = store.tokens.make(asha.id, " nightly export ")
    assert token.startswith("jru_")
    assert store.tokens.account_of(token) == asha
    (listed,) = store.tokens.of(asha.id)
    assert (listed.name, listed.used_on) == ("nightly export", clock.moment.replace(hour=0))
    store.tokens.revoke(listed.id)
    assert store.tokens.account_of(token) is None
    with pytest.raises(NotThereError):
        store.tokens.revoke(listed.id)
    with pytest.raises(StoreError, match="needs a name"):
        store.tokens.make(asha.id, " ")
    with pytest.raises(StoreError, match="at most 365 days"):
        store.tokens.make(asha.id, "x", timedelta(days=400))
    short = store.tokens.make(asha.id, "x", timedelta(days=1))
    clock.move(days=1)
    assert store.tokens.account_of(short) is None
