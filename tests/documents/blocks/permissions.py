"""The table of permissions: what each kind of account may do on a desk."""

from roster.desk.service.access.table import PERMISSIONS, Kind
from tests.documents.markdown import table


def permissions() -> str:
    """A row for each action, a column for each kind of account."""
    rows = [[str(action), *(str(reach[kind]) for kind in Kind)] for action, reach in PERMISSIONS.items()]
    return table(["may", *map(str, Kind)], rows)
