"""An administrator takes a form into use: the blank workbook comes in, what was understood goes out, a code is given."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held, Leaving, held_at
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.turn import Turn
from bot.conversation.desk.round_draft import OpeningRound
from bot.messages.actions import LEAVE, Action
from bot.messages.messages import Attachment
from bot.texts import refusals
from bot.texts.office import importing as sentences
from bot.texts.office import menu
from bot.texts.office.doubts import why
from tracker.form_sheet import form_in, form_sheet
from tracker.forms.catalogue import publish_content, published_codes, published_form
from tracker.forms.form import Form
from tracker.forms.stored import loads
from tracker.kernel.errors import FormCodeWrong, TrackerError
from tracker.kernel.names import fold
from tracker.office.officers import Role
from tracker.understanding.understood_form import UnderstoodForm
from tracker.uploads.errors import UploadRefused
from tracker.uploads.reading import Sheets

IMPORT = Action("import")


@dataclass(frozen=True)
class Importing(Held, at="importing", leaving=Leaving.PUT_BY):
    """A form that waits for its code: the name of its file, its body, how many doubts there are, the workbook in Base64.

    `draft` is the round that waits for the form, {} for none.
    """

    file: str = ""
    form: str = ""
    doubts: int = 0
    workbook: str = ""
    draft: dict[str, Any] = field(default_factory=dict)


def imports_forms(turn: Turn) -> bool:
    """Whether the person may take forms into use: forms are everybody's, so only an administrator of the whole tree."""
    return turn.officer.role == Role.ADMIN and turn.unit.parent_id is None


def receive(turn: Turn, name: str, read: Sheets | UploadRefused) -> Next:
    """A blank workbook, or the one that we sent with it, corrected: say what is understood and ask for the code."""
    if isinstance(read, UploadRefused):
        turn.note(refusals.file_refused(read))
        return STAY
    try:
        understood, corrected = form_in(read)
    except TrackerError as refused:
        turn.note(sentences.refused(refused))
        return STAY
    before = turn.held
    draft = before.draft if isinstance(before, Importing) else {}
    return offer(turn, name, understood, corrected=corrected, draft=draft)


def offer(
    turn: Turn, name: str, understood: UnderstoodForm, *, corrected: bool = False, draft: Mapping[str, Any] | None = None
) -> Next:
    """Say what is understood and ask for the code; then the round of this draft goes on with the form."""
    workbook = b64encode(understood.file).decode() if understood.file else ""
    held = Importing(name, understood.form.dumps(), len(understood.doubts), workbook, dict(draft or {}))
    turn.go(held)
    turn.say(
        sentences.understood(understood),
        title=sentences.title(name),
        attachment=None if corrected else Attachment(sentences.SHEET_NAME, form_sheet(understood, why), turn.unit.id),
    )
    ask(turn, held)
    return STAY


def _form(turn: Turn) -> Form | None:
    """The form that waits for its code; None, and back to the menu, for whoever may not take it into use."""
    held = turn.held
    if isinstance(held, Importing) and held.form and imports_forms(turn):
        return loads(held.form)
    turn.go(Menu())
    turn.note(menu.NOT_UNDERSTOOD)
    return None


def ask(turn: Turn, held: Importing) -> None:
    """Ask under which code the form is taken into use."""
    form = _form(turn)
    if form is None:
        return
    choices = [IMPORT.choice(sentences.next_version(code), code) for code in _codes_of(turn, form.name)]
    turn.say(sentences.which_code(held.doubts), [*choices, LEAVE.choice(sentences.DROP)], numbered=True)


def _codes_of(turn: Turn, name: str) -> list[str]:
    """The codes under which a form of this name is in use already."""
    codes = published_codes(turn.session)
    return [code for code in codes if fold(published_form(turn.session, code).name) == fold(name)]


def hear(turn: Turn, _held: Importing, text: str) -> Next:
    """Take the code."""
    return import_(turn, text.strip())


@does(IMPORT)
def import_(turn: Turn, code: str) -> Next:
    """Take the form into use under this code: a new form, or the next version of one that is known."""
    waiting, held = _form(turn), turn.held
    if waiting is None or not isinstance(held, Importing):
        return STAY
    file = b64decode(held.workbook) if held.workbook else None
    try:
        form, is_new = publish_content(turn.session, replace(waiting, code=code), file=file)
    except FormCodeWrong:
        turn.note(sentences.no_code(code))
        return STAY
    turn.note(sentences.imported(form, is_new=is_new))
    return Go(_round_of(turn, held.draft, form) or Menu())


def _round_of(turn: Turn, stored: Mapping[str, Any], form: Form) -> Held | None:
    """The round that waited for the form, which is put by no more; None for none."""
    draft = held_at(OpeningRound.at, stored) if stored else None
    turn.place.put_by = [one for one in turn.place.put_by if not stored or one["held"] != stored]
    return draft.said(form=form.code) if isinstance(draft, OpeningRound) else None


IMPORTING_STEP = Step(
    holds=Importing,
    manner=manners.OF_A_CHOICE,
    ask=ask,
    hear=hear,
    settled=never,
    back=stay,
    go_on=stay,
    keep=keep_nothing,
)
