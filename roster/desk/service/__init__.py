"""What people may see of a unit, and what they may do with it."""

from roster.desk.service.asking import local_who as local_who
from roster.desk.service.desk import Desk as Desk
from roster.desk.service.editing.outcomes import Conflicts as Conflicts
from roster.desk.service.editing.outcomes import Edit as Edit
from roster.desk.service.editing.outcomes import Edited as Edited
from roster.desk.service.editing.outcomes import Proposed as Proposed
from roster.desk.service.errors import AnswerError as AnswerError
from roster.desk.service.errors import ForbiddenError as ForbiddenError
from roster.desk.store import Account as Who

__all__ = [
    "AnswerError",
    "Conflicts",
    "Desk",
    "Edit",
    "Edited",
    "ForbiddenError",
    "Proposed",
    "Who",
    "local_who",
]
