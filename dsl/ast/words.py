"""The closed choices of the language: units, weekdays, operators and other sets of words."""

from __future__ import annotations

import enum

__all__ = [
    "AggregateFunction",
    "BinaryOperator",
    "ChangeAction",
    "ConsentRule",
    "Exemption",
    "IfPast",
    "LimitScope",
    "OutcomeWord",
    "PeriodWord",
    "ReenterAnchor",
    "ReenterWord",
    "RunState",
    "Scope",
    "TimePartFunction",
    "TypeWord",
    "Unit",
    "Weekday",
]


class Unit(enum.Enum):
    """The units of durations, by their plural."""

    MILLISECONDS = "milliseconds"
    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class Weekday(enum.Enum):
    """The days of a week, and all workdays together."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    WEEKDAYS = "weekdays"


class PeriodWord(enum.Enum):
    """A calendar period."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


class Scope(enum.Enum):
    """Where an attribute is looked up."""

    USER = "user"
    EVENT = "event"
    ENTRY = "entry"
    RUN = "run"


class BinaryOperator(enum.Enum):
    """Comparisons, tests of texts and lists, and arithmetic."""

    EQUAL = "="
    NOT_EQUAL = "!="
    LESS = "<"
    LESS_OR_EQUAL = "<="
    GREATER = ">"
    GREATER_OR_EQUAL = ">="
    CONTAINS = "contains"
    STARTS_WITH = "starts with"
    ENDS_WITH = "ends with"
    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    DIVIDED_BY = "/"


class AggregateFunction(enum.Enum):
    """Functions over one property of the events in a window."""

    SUM = "sum"
    AVERAGE = "average"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    FIRST = "first"
    LAST = "last"


class TimePartFunction(enum.Enum):
    """What can be asked of a moment in the user's zone."""

    WEEKDAY = "weekday"
    HOUR = "hour"
    DATE = "date"


class IfPast(enum.Enum):
    """What to do when a moment has passed."""

    GO = "go"
    EXIT = "exit"


class OutcomeWord(enum.Enum):
    """How a send may end."""

    SENT = "sent"
    BLOCKED = "blocked"
    FAILED = "failed"


class LimitScope(enum.Enum):
    """What a limit counts apart."""

    ONE_CAMPAIGN = "from one campaign"
    ONE_MESSAGE = "of one message"


class ReenterWord(enum.Enum):
    """Re-entry rules without a duration."""

    NEVER = "never"
    ALWAYS = "always"
    RESTART = "restart"


class ReenterAnchor(enum.Enum):
    """From where `reenter after D` counts."""

    START = "start"
    END = "end"


class ChangeAction(enum.Enum):
    """What runs under way do when a new version is loaded."""

    FINISH = "finish"
    RESTART = "restart"
    STOP = "stop"
    MOVE = "move"


class RunState(enum.Enum):
    """What may be expected of the run of the tested campaign."""

    GOAL = "goal"
    EXIT = "exit"
    FINISHED = "finished"
    WAITING = "waiting"


class TypeWord(enum.Enum):
    """Types named by one word; `message` only for the parameters of a step."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DURATION = "duration"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    TIMEZONE = "timezone"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    CHANNEL = "channel"
    MESSAGE = "message"


class ConsentRule(enum.Enum):
    """Whether a channel needs consent."""

    OPT_IN = "opt in"
    OPT_OUT = "opt out"
    NONE = "none"


class Exemption(enum.Enum):
    """What a category may be exempt from."""

    LIMITS = "limits"
    QUIET_HOURS = "quiet hours"
    ARBITRATION = "arbitration"
    HOLDOUT = "holdout"
