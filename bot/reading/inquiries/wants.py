"""What an officer may ask."""

from enum import StrEnum


class Wants(StrEnum):
    """What is asked."""

    DUE = "due"
    OPEN = "open"
    WHAT = "what"
    BEFORE = "before"
    NOW = "now"
    WHO = "who"
    HANDED_IN = "handed in"
    SHEET = "sheet"
    BLANK = "blank"
    RECEIPT = "receipt"
    SUMMARY = "summary"
    BASIS = "basis"
    WINDOW = "window"
    OWED = "owed"
    REPORT = "report"
    ENTERED = "entered"
    HELP = "help"
    KEPT = "kept"
    UNDO = "undo"
    AGAIN = "again"
    MEND = "mend"  # after the report is handed in
    NOTHING = "nothing"  # what to type where there is none
    MORE_TIME = "more time"
    LATE = "late"  # what comes of it
    LOCK = "lock"
    SELF = "self"
    PICTURE = "picture"
    HAND_IN = "hand in"  # how
    SCOPE = "scope"  # whether something counts there
    COMPUTED = "computed"  # whether the bot adds up
    RECEIVES = "receives"  # which office
    RETURNED = "returned"  # why
    NEXT = "next"  # when the next period is asked for
    SEVERAL = "several"  # people at one report
    CHANNELS = "channels"
    JOIN = "join"
    PRIVACY = "privacy"
    MISMATCH = "mismatch"  # what is out of line
    NOTES = "notes"
    SIGN = "sign"
    OTHERS = "others"  # how the neighbours stand
    WRITTEN = "written"  # the report in words
    TASKS = "tasks"
    NO_QUESTION = "no question"
