"""Keeps what the desk knows in a database: units and their revisions, accounts, proposals, jobs, and who did what."""

from roster.desk.store.audit import AuditEntry, AuditKind
from roster.desk.store.books.notes import Note
from roster.desk.store.books.proposals import Proposal, ProposalState, Proposed
from roster.desk.store.books.revisions import Revision, RevisionLine, RevisionStep
from roster.desk.store.books.units import Unit
from roster.desk.store.errors import (
    DecidedError,
    LinkError,
    LostClaimError,
    NotThereError,
    PasswordError,
    SignInError,
    StaleRevisionError,
    StoreError,
    TakenError,
    TooManyAttemptsError,
)
from roster.desk.store.events import Event, Since
from roster.desk.store.people.accounts import Account, Membership, MembershipRole
from roster.desk.store.people.feeds import Feed
from roster.desk.store.people.links import LASTS as LINK_LASTS
from roster.desk.store.people.links import Link, LinkPurpose
from roster.desk.store.people.tokens import Token
from roster.desk.store.retention import Old
from roster.desk.store.store import Store, StoreState, make_store, migrate_store, open_store, restore_store
from roster.desk.store.work.job import Claim, Job, JobState, Point

__all__ = [
    "LINK_LASTS",
    "Account",
    "AuditEntry",
    "AuditKind",
    "Claim",
    "DecidedError",
    "Event",
    "Feed",
    "Job",
    "JobState",
    "Link",
    "LinkError",
    "LinkPurpose",
    "LostClaimError",
    "Membership",
    "MembershipRole",
    "NotThereError",
    "Note",
    "Old",
    "PasswordError",
    "Point",
    "Proposal",
    "ProposalState",
    "Proposed",
    "Revision",
    "RevisionLine",
    "RevisionStep",
    "SignInError",
    "Since",
    "StaleRevisionError",
    "Store",
    "StoreError",
    "StoreState",
    "TakenError",
    "Token",
    "TooManyAttemptsError",
    "Unit",
    "make_store",
    "migrate_store",
    "open_store",
    "restore_store",
]
