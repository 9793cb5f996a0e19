"""Keeps what the desk knows in a database: units and their revisions, accounts, proposals, jobs, and who did what."""

from roster.desk.store.accounts import Account, Membership, MembershipRole
from roster.desk.store.errors import StaleRevisionError, StoreError
from roster.desk.store.revisions import Revision, RevisionLine
from roster.desk.store.store import Store, open_store
from roster.desk.store.units import Unit

__all__ = [
    "Account",
    "Membership",
    "MembershipRole",
    "Revision",
    "RevisionLine",
    "StaleRevisionError",
    "Store",
    "StoreError",
    "Unit",
    "open_store",
]
