"""Blank appendices that come with a letter: one in use is the form of its round, another one is offered for import."""

from collections.abc import Sequence

from bot.conversation.core.next import STAY, Next
from bot.conversation.core.turn import Turn
from bot.conversation.desk.round_draft import OpeningRound, RoundPart
from bot.conversation.office import importing
from bot.texts.desk import letters as sentences
from tracker.form_sheet.attached import form_in_use, forms_within
from tracker.form_sheet.incoming import form_in
from tracker.kernel.errors import TrackerError
from tracker.understanding.understood_form import UnderstoodForm
from tracker.uploads.reading import Sheets, TextRead


def waits_for_form(turn: Turn) -> bool:
    """Whether a round is drafted of which the form is not known yet."""
    return isinstance(turn.held, OpeningRound) and turn.held.in_question is RoundPart.FORM


def receive(turn: Turn, name: str, read: TextRead) -> None:
    """The appendices within a letter of which a round was just drafted; embedded workbooks that are none are named."""
    if waits_for_form(turn):
        within = forms_within(read)
        turn.note(sentences.no_forms(within.left))
        turn.follow(_take(turn, name, within.forms))


def receive_sheets(turn: Turn, name: str, read: Sheets) -> Next | None:
    """A workbook that comes beside the letter; None for one that is no form."""
    try:
        understood = form_in(read).understood
    except TrackerError:
        return None
    return _take(turn, name, [understood])


def _take(turn: Turn, name: str, found: Sequence[UnderstoodForm]) -> Next:
    """The round is of the form in use that one of them is; else the first is offered for import, with the round behind it."""
    draft = turn.held
    if not found or not isinstance(draft, OpeningRound):
        return STAY
    known = next((form for one in found if (form := form_in_use(turn.session, one.form))), None)
    if len(found) > 1:
        turn.note(sentences.several_forms([one.form.name for one in found]))
    if known is not None:
        turn.note(sentences.attached_known(known))
        turn.hold(draft.said(form=known.code))
        return STAY
    if not importing.imports_forms(turn):
        turn.note(sentences.attached_unknown(found[0].form))
        return STAY
    return importing.offer(turn, name, found[0], draft=draft.stored())
