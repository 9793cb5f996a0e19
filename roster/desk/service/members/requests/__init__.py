"""What members ask for: to take a seat, to give a duty back, to swap; asked, answered, decided, or let through."""

from roster.desk.service.members.requests.asked import AskedFor, RequestKind
from roster.desk.service.members.requests.inbox import Inbox
from roster.desk.service.members.requests.passing import Passes, Passing, PassingRules
from roster.desk.service.members.requests.requests import Requests

__all__ = ["AskedFor", "Inbox", "Passes", "Passing", "PassingRules", "RequestKind", "Requests"]
