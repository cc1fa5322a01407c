"""Every file of the conversation in which a step or an action is defined; none may be without what it does."""

from bot.conversation.core import confirming, earlier, putting_by, until
from bot.conversation.core.doing import undone
from bot.conversation.core.held import Held
from bot.conversation.core.step import STEPS
from bot.conversation.desk import (
    asking,
    commenting,
    comparing,
    deciding,
    entering,
    opening_rounds,
    reviewing,
    standing,
    tracing,
    unlocking,
)
from bot.conversation.inquiring import codes
from bot.conversation.office import changes, health, importing, joining, menu, moving, plans
from bot.conversation.report import (
    approving,
    correcting,
    counted,
    editing,
    extending,
    filling,
    finishing,
    guessing,
    leaving_blank,
    locking,
    next_question,
    opening,
    postponing,
    questioning,
    revising,
    sheets,
    totals,
    versions,
)
from bot.conversation.tasks import assigning, listing, more_time, page, rating, settling, working
from bot.conversation.undoing import edits, erasing, taking_back

PARTS = (
    *(confirming, earlier, putting_by, until),
    *(asking, commenting, comparing, deciding, entering, opening_rounds, reviewing, standing, tracing, unlocking),
    *(codes, changes, health, importing, joining, menu, moving, plans),
    *(
        approving,
        correcting,
        counted,
        editing,
        extending,
        filling,
        finishing,
        guessing,
        leaving_blank,
        locking,
        next_question,
        opening,
    ),
    *(postponing, questioning, revising, sheets, totals, versions),
    *(assigning, listing, more_time, page, rating, settling, working),
    *(edits, erasing, taking_back),
)


class Incomplete(Exception):
    """An action does nothing, or a place has no step: found while the program starts."""


def require_complete() -> None:
    """Raise Incomplete, with the names, if an action is bound to nothing or a place has no step."""
    missing = sorted(undone() | (Held.kinds.keys() - STEPS.keys()))
    if missing:
        raise Incomplete(missing)
