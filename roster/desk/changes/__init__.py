"""Typed changes of a book: applied, told in sentences, found between two books, and merged. No web, no database."""

from roster.desk.changes.any_change import AnyChange, changes_from_data
from roster.desk.changes.apply import apply_changes
from roster.desk.changes.between.changes_between import changes_between, inverse
from roster.desk.changes.change import Change
from roster.desk.changes.drafts.ordered import Place
from roster.desk.changes.entailed import entailed, released
from roster.desk.changes.errors import ChangeError
from roster.desk.changes.kinds.absences import AddAbsence, ChangeAbsence, EndAbsence
from roster.desk.changes.kinds.details import SetDetail
from roster.desk.changes.kinds.offers import SetCaps, SetContact, SetOffers
from roster.desk.changes.kinds.pins import PinPerson, Unpin
from roster.desk.changes.kinds.records import AddRecord, ChangeEntry, RemoveRecord, SetOrder, SetRecord
from roster.desk.changes.kinds.requests import AddRequest, RemoveRequest
from roster.desk.changes.kinds.rota import Assign, Clear, GiveVehicle
from roster.desk.changes.kinds.vehicles import BackOnRoad, TakeOffRoad
from roster.desk.changes.kinds.whole_rota import DropRota, SetRota
from roster.desk.changes.merging.merge import Authored, Conflict, Merged, merge

__all__ = [
    "AddAbsence",
    "AddRecord",
    "AddRequest",
    "AnyChange",
    "Assign",
    "Authored",
    "BackOnRoad",
    "Change",
    "ChangeAbsence",
    "ChangeEntry",
    "ChangeError",
    "Clear",
    "Conflict",
    "DropRota",
    "EndAbsence",
    "GiveVehicle",
    "Merged",
    "PinPerson",
    "Place",
    "RemoveRecord",
    "RemoveRequest",
    "SetCaps",
    "SetContact",
    "SetDetail",
    "SetOffers",
    "SetOrder",
    "SetRecord",
    "SetRota",
    "TakeOffRoad",
    "Unpin",
    "apply_changes",
    "changes_between",
    "changes_from_data",
    "entailed",
    "inverse",
    "merge",
    "released",
]
