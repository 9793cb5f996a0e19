"""What of a book's data means something only where a rule reads it."""

from enum import StrEnum


class Topic(StrEnum):
    """Something a book can say, and of which nothing follows unless a rule of the book reads it.

    Qualifications, tags and shares carried in are not among them: a rule reads those it names.
    """

    DAILY_REST = "daily rest"
    WEEKLY_REST = "weekly rest"
    DAY_JOBS = "day jobs"
    CONTRACT_HOURS = "contract hours"
    PROMISED_HOURS = "promised hours"
    REQUESTS = "requests"
    STAND_DOWNS = "stand-downs carried in"
    CHANGES = "changes of what was published"
