"""Accounts: logins, memberships, what ends a session, and what of it is on the record."""

import pytest

from roster.desk.store import (
    AuditKind,
    LinkError,
    LinkPurpose,
    Membership,
    MembershipRole,
    NotThereError,
    Store,
    StoreError,
    Unit,
)


@pytest.fixture
def held(unit: Unit) -> tuple[Membership, ...]:
    return (
        Membership(unit.id, MembershipRole.COORDINATOR, organisation="secamb"),
        Membership(unit.id, MembershipRole.MEMBER, person="P01"),
    )


def test_an_account_is_found_by_its_login_in_any_case(store: Store, held: tuple[Membership, ...]) -> None:
    account = store.accounts.add(" Asha@Example.org", "Asha Marsh", held, by="admin")
    assert store.accounts.named("ASHA@example.org ") == account == store.accounts.one(account.id)
    assert (account.memberships, account.disabled, account.has_password) == (held, False, False)
    assert store.accounts.all() == [account]
    assert [(entry.kind, entry.who, entry.sentence) for entry in store.audit.entries()] == [
        (AuditKind.ACCOUNT, "admin", "Added the account asha@example.org"),
        (
            AuditKind.PERMISSION,
            "admin",
            "asha@example.org is now coordinator of secamb in Small; member P01 in Small",
        ),
    ]


@pytest.mark.parametrize("login", ["", "  ", "two words", "a" * 255, "bell\x07"])
def test_what_cannot_be_a_login_is_refused(store: Store, login: str) -> None:
    with pytest.raises(StoreError, match="cannot be a login"):
        store.accounts.add(login, "x", by="admin")
    assert store.accounts.all() == []


def test_a_login_is_used_once(store: Store) -> None:
    store.accounts.add("asha", "Asha", by="admin")
    with pytest.raises(StoreError, match="there is an account 'asha' already"):
        store.accounts.add("ASHA", "Another", by="admin")


def test_a_membership_names_what_it_needs(unit: Unit) -> None:
    with pytest.raises(StoreError, match="organisation"):
        Membership(unit.id, MembershipRole.COORDINATOR)
    with pytest.raises(StoreError, match="organisation"):
        Membership(unit.id, MembershipRole.READER, organisation="secamb")
    with pytest.raises(StoreError, match="person"):
        Membership(unit.id, MembershipRole.MEMBER)


def test_a_membership_of_an_unknown_unit_is_refused(store: Store) -> None:
    with pytest.raises(NotThereError, match="there is no unit 7"):
        store.accounts.add("asha", "Asha", [Membership(7, MembershipRole.PLANNER)], by="admin")
    assert (store.accounts.all(), store.audit.entries()) == ([], [])


def test_a_change_of_role_ends_the_sessions(store: Store, unit: Unit, held: tuple[Membership, ...]) -> None:
    one, other = (store.accounts.add(login, login, held, by="admin") for login in ("one", "other"))
    first, second = store.sessions.start(one.id), store.sessions.start(other.id)
    changed = store.accounts.set_memberships(one.id, [Membership(unit.id, MembershipRole.READER)], by="admin")
    assert store.sessions.resume(first) is None
    assert store.sessions.resume(second) == other
    assert store.accounts.one(one.id) == changed
    assert store.audit.entries(kinds=[AuditKind.PERMISSION])[-1].sentence == "one is now reader in Small"


def test_a_disabled_account_can_do_nothing(store: Store) -> None:
    account = store.accounts.add("asha", "Asha", by="admin")
    session, token = store.sessions.start(account.id), store.tokens.make(account.id, "script")
    link = store.links.make(account.id, LinkPurpose.INVITATION, "admin")
    store.accounts.set_disabled(account.id, True, by="admin")
    assert (store.sessions.resume(session), store.tokens.account_of(token), store.links.look(link)) == (
        None,
        None,
        None,
    )
    with pytest.raises(LinkError, match="disabled"):
        store.links.make(account.id, LinkPurpose.SIGN_IN, "admin")
    store.accounts.set_disabled(account.id, False, by="admin")
    assert store.sessions.resume(session) is None
    assert store.links.look(link) is None
    assert store.audit.entries()[-1].sentence == "Enabled the account asha"


def test_a_new_name_is_on_the_record(store: Store) -> None:
    account = store.accounts.add("asha", "Asha", by="admin")
    assert store.accounts.rename(account.id, "Asha Marsh", by="admin").name == "Asha Marsh"
    assert store.audit.entries()[-1].sentence == "Changed the name of asha from Asha to Asha Marsh"
