"""Kinds of data of a book that have an effect only where a rule reads them."""

from enum import StrEnum


class Topic(StrEnum):
    """Data of a book that has no effect unless a rule of the book reads it.

    Of qualifications and of shares carried in, a rule reads those that its parameters name. Tags are read by any rule
    that names them, so that they are no topic.
    """

    DAILY_REST = "daily rest"
    WEEKLY_REST = "weekly rest"
    DAY_JOBS = "day jobs"
    CONTRACT_HOURS = "contract hours"
    PROMISED_HOURS = "promised hours"
    REQUESTS = "requests"
    STAND_DOWNS = "stand-downs carried in"
    QUALIFICATIONS = "qualifications"
    SHARES = "shares carried in"
    CHANGES = "changes of what was published"
