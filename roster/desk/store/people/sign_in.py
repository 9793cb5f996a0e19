"""Signs an account in with its password, within the limits of attempts and on the record; sets passwords."""

from __future__ import annotations

from sqlalchemy import select, update

from roster.desk.store.audit import Audit, AuditKind
from roster.desk.store.database.connections import Database
from roster.desk.store.errors import SignInError
from roster.desk.store.people.accounts import Account, Accounts, folded
from roster.desk.store.people.attempts import Attempts
from roster.desk.store.people.passwords import check_password, hash_password, is_outdated, matches
from roster.desk.store.tables import accounts, links, sessions, tokens

_WRONG = "login and password do not belong together, or the account is disabled"


class SignIn:
    """Checks and sets passwords."""

    def __init__(self, database: Database, known: Accounts, audit: Audit) -> None:
        self._database, self._accounts, self._audit = database, known, audit
        self._attempts = Attempts(database)

    def sign_in(self, login: str, password: str, address: str | None = None) -> Account:
        """Checks a login and its password, and records who signed in or was refused.

        Args:
            address: the network address of the browser.

        Raises:
            TooManyAttemptsError: there were too many attempts.
            SignInError: they do not belong together, or the account is disabled; which is not said.
        """
        key = folded(login)
        self._attempts.begin(key, address)
        with self._database.reading() as connection:
            row = connection.execute(select(accounts).where(accounts.c.login == key)).one_or_none()
        right = matches(None if row is None else row.password, password)
        if row is None or row.disabled or not right:
            # What was typed as the login may be a password: only the login of an account is recorded.
            told = "an unknown login" if row is None else row.login
            number = None if row is None else row.id
            self._audit.record(
                AuditKind.REFUSED_SIGN_IN, told, f"Refused to sign in {told}", account=number, address=address
            )
            raise SignInError(_WRONG)
        # Before the transaction: a hash takes its time, and nobody else could write meanwhile.
        hashed = hash_password(password) if is_outdated(row.password) else None
        with self._database.writing() as connection:
            self._attempts.succeeded(key, address)
            if hashed is not None:
                connection.execute(update(accounts).where(accounts.c.id == row.id).values(password=hashed))
            self._audit.record(AuditKind.SIGN_IN, row.name, "Signed in", account=row.id, address=address)
            return self._accounts.one(row.id)

    def confirm(self, account: int, password: str, address: str | None = None) -> None:
        """Checks the password of somebody who is signed in, before they change what is theirs alone.

        Raises:
            TooManyAttemptsError: there were too many attempts.
            SignInError: it is not the password of the account.
        """
        with self._database.reading() as connection:
            row = connection.execute(select(accounts).where(accounts.c.id == account)).one()
        self._attempts.begin(row.login, address)
        if not matches(row.password, password):
            told = f"Refused to change the password of {row.login}"
            self._audit.record(AuditKind.REFUSED_SIGN_IN, row.login, told, account=account, address=address)
            raise SignInError("this is not your present password")
        self._attempts.succeeded(row.login, address)

    def hashed(self, account: int, password: str) -> str:
        """The hash of a new password for an account; to be made outside of any transaction, since it takes its time.

        Raises:
            NotThereError: there is no such account.
            PasswordError: the password is not good enough, with every reason.
        """
        known = self._accounts.one(account)
        check_password(password, known.login, known.name)
        return hash_password(password)

    def keep_password(self, account: int, hashed: str, by: str, address: str | None = None) -> None:
        """Sets the password of an account to one of which `hashed` made the hash.

        It ends the sessions of the account, its other links and its tokens: whoever got hold of one is out.

        Args:
            by: who sets it.
            address: the network address of the browser.

        Raises:
            NotThereError: there is no such account.
        """
        with self._database.writing() as connection:
            login = self._accounts.one(account).login
            connection.execute(update(accounts).where(accounts.c.id == account).values(password=hashed))
            for table in (sessions, links):
                connection.execute(table.delete().where(table.c.account == account))
            valid = (tokens.c.account == account, tokens.c.revoked_at.is_(None))
            connection.execute(update(tokens).where(*valid).values(revoked_at=self._database.now()))
            told = f"Set the password of {login}"
            self._audit.record(AuditKind.PASSWORD, by, told, account=account, address=address)

    def set_password(self, account: int, password: str, by: str, address: str | None = None) -> None:
        """Sets the password of an account, and ends its sessions, links and tokens.

        Args:
            by: who sets it.
            address: the network address of the browser.

        Raises:
            NotThereError: there is no such account.
            PasswordError: it is not good enough, with every reason.
        """
        self.keep_password(account, self.hashed(account, password), by, address)
