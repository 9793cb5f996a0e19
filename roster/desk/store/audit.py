"""The record of what was done: sign-ins, permissions, exports, publications. Its rows are never changed or deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import insert, select

from roster.desk.store.data_text import read_data, write_data
from roster.desk.store.database.connections import Database
from roster.desk.store.tables import audit


class AuditKind(StrEnum):
    """What an entry of the record is about."""

    ACCOUNT = "account"
    BACKUP = "backup"
    EXPORT = "export"
    IMPORT = "import"
    LINK = "link"
    PASSWORD = "password"
    PERMISSION = "permission"
    PUBLICATION = "publication"
    REMOVAL = "removal"
    REQUEST = "request"
    REFUSED_SIGN_IN = "refused-sign-in"
    SIGN_IN = "sign-in"
    SIGN_OUT = "sign-out"
    TOKEN = "token"


@dataclass(frozen=True)
class AuditEntry:
    """An entry of the record.

    Attributes:
        id: its number.
        made_at: when, in UTC.
        kind: what it is about.
        who: did it.
        account: the number of the account that it is about, if any.
        unit: the number of the unit that it is about, if any.
        address: the network address that it was done from, if known.
        sentence: what was done.
        detail: figures and ids.
    """

    id: int
    made_at: datetime
    kind: AuditKind
    who: str
    account: int | None
    unit: int | None
    address: str | None
    sentence: str
    detail: dict[str, Any]


class Audit:
    """Reads the record, and adds to it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(
        self,
        kind: AuditKind,
        who: str,
        sentence: str,
        *,
        account: int | None = None,
        unit: int | None = None,
        address: str | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Adds an entry, in the transaction of what it tells of.

        Args:
            kind: what it is about.
            who: did it.
            sentence: what was done.
            account: the number of the account that it is about.
            unit: the number of the unit that it is about.
            address: the network address that it was done from.
            detail: figures and ids.
        """
        values = {
            "made_at": self._database.now(),
            "kind": str(kind),
            "who": who,
            "account": account,
            "unit": unit,
            "address": address,
            "sentence": sentence,
            "detail": write_data(detail or {}),
        }
        with self._database.writing() as connection:
            connection.execute(insert(audit).values(values))

    def entries(
        self,
        *,
        unit: int | None = None,
        kinds: Iterable[AuditKind] = (),
        accounts: Iterable[int] | None = None,
        after: int = 0,
        limit: int = 500,
        latest: bool = False,
    ) -> list[AuditEntry]:
        """Entries of the record, oldest first.

        Args:
            unit: only those about this unit.
            kinds: only those of these kinds; all when empty.
            accounts: only those about these accounts.
            after: only those with a greater number.
            limit: at most so many.
            latest: of more than these, the latest, which come first then.
        """
        query = select(audit).where(audit.c.id > after)
        if unit is not None:
            query = query.where(audit.c.unit == unit)
        if names := [str(kind) for kind in kinds]:
            query = query.where(audit.c.kind.in_(names))
        if accounts is not None:
            query = query.where(audit.c.account.in_(list(accounts)))
        order = audit.c.id.desc() if latest else audit.c.id
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(order).limit(limit))
            return [_entry(dict(row._mapping)) for row in rows]


def _entry(row: dict[str, Any]) -> AuditEntry:
    row |= {"kind": AuditKind(row["kind"]), "detail": read_data(row["detail"])}
    return AuditEntry(**row)
