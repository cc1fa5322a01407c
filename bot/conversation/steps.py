"""Every file of the conversation in which a step or an action is defined; none may be without what it does."""

from bot.conversation.core import confirming, earlier, putting_by, until
from bot.conversation.core.doing import undone
from bot.conversation.core.held import Held
from bot.conversation.core.step import STEPS
from bot.conversation.desk import (
    asking,
    changing_rounds,
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
from bot.conversation.office import (
    admitting,
    changes,
    health,
    importing,
    joining,
    menu,
    moving,
    personal,
    plans,
    staff,
    staff_parts,
    web,
    wishes,
)
from bot.conversation.orders import (
    accepting,
    announcing,
    counting,
    figures,
    giving,
    handing_in,
    influence,
    last_order,
    looking_up,
    nudging,
    over_rounds,
    people,
    reminders,
    tasks,
)
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
    mending,
    opening,
    postponing,
    questioning,
    revising,
    sheets,
    totals,
    versions,
)
from bot.conversation.report.asking import ticking_off
from bot.conversation.report.lists import list_lines, next_question
from bot.conversation.report.looking import sections
from bot.conversation.seeking.answers import unanswered
from bot.conversation.tasks import assigning, listing, more_time, page, rating, settling, working
from bot.conversation.undoing import edits, erasing, taking_back
from bot.conversation.writing import cards, lost, sent_back, templates, unlike, wording, written

PARTS = (
    *(confirming, earlier, putting_by, until),
    *(cards, lost, sent_back, templates, unlike, wording, written),
    *(
        asking,
        changing_rounds,
        commenting,
        comparing,
        deciding,
        entering,
        opening_rounds,
        reviewing,
        standing,
        tracing,
        unlocking,
    ),
    *(accepting, announcing, counting, figures, giving, handing_in, influence, last_order, looking_up, nudging),
    *(over_rounds, people, reminders, tasks),
    *(codes, admitting, changes, health, importing, joining, menu, moving, personal, plans, staff, staff_parts, web, wishes),
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
        list_lines,
        locking,
        mending,
        next_question,
        opening,
    ),
    *(postponing, questioning, revising, sections, sheets, ticking_off, totals, versions),
    *(assigning, listing, more_time, page, rating, settling, working),
    *(edits, erasing, taking_back),
)


class Incomplete(Exception):
    """An action does nothing, a place has no step, a topic no answer: found while the program starts."""


def require_complete() -> None:
    """Raise Incomplete, with the names, if an action is bound to nothing, a place has no step or a topic no answer."""
    missing = sorted(undone() | (Held.kinds.keys() - STEPS.keys()) | unanswered())
    if missing:
        raise Incomplete(missing)
