"""An administrator takes a form into use: the blank appendix comes in, what was understood goes out, a code is given."""

from dataclasses import replace

from bot.conversation.core.position import At
from bot.conversation.core.turn import Turn
from bot.messages.choices import Choice
from bot.messages.messages import Attachment
from bot.texts import refusals
from bot.texts.office import importing as sentences
from bot.texts.office import menu
from tracker.blank_form import read_blank_form
from tracker.form_sheet import form_sheet, is_form_sheet, read_form_sheet
from tracker.forms.catalogue import publish_content, published_codes, published_form
from tracker.forms.form import Form, loads
from tracker.inference import understand
from tracker.kernel.errors import FormCodeWrong, TrackerError
from tracker.kernel.names import fold
from tracker.office.officers import Role
from tracker.uploads.errors import UploadRefused
from tracker.uploads.reading import Read

_NO_CODE = "-"  # until the administrator gives one


def imports_forms(turn: Turn) -> bool:
    """Whether the person may take forms into use: forms are everybody's, so only an administrator of the whole tree."""
    return turn.officer.role == Role.ADMIN and turn.unit.parent_id is None


def receive(turn: Turn, name: str, read: Read) -> None:
    """A blank appendix, or the sheet that we sent with it, corrected: say what is understood and ask for the code."""
    if isinstance(read, UploadRefused):
        turn.note(refusals.file_refused(read))
        return
    try:
        corrected = is_form_sheet(read)
        form = read_form_sheet(read) if corrected else understand(read_blank_form(read))
        body = form.form(_NO_CODE).dumps()
    except TrackerError as refused:
        turn.note(sentences.refused(refused))
        return
    turn.stand(At.IMPORTING, focus=name)
    turn.place.held = {"form": body, "doubts": 0 if corrected else len(form.doubts)}
    turn.say(
        sentences.understood(form),
        title=sentences.title(name),
        attachment=None if corrected else Attachment(sentences.SHEET_NAME, form_sheet(form), turn.unit.id),
    )
    ask(turn)


def _form(turn: Turn) -> Form | None:
    """The form that waits for its code; None, and back to the menu, for whoever may not take it into use."""
    body = turn.place.held.get("form")
    if turn.place.at == At.IMPORTING and body and imports_forms(turn):
        return loads(body)
    turn.stand(At.MENU)
    turn.note(menu.NOT_UNDERSTOOD)
    return None


def ask(turn: Turn) -> None:
    """Ask under which code the form is taken into use."""
    form = _form(turn)
    if form is None:
        return
    choices: list[Choice] = [(sentences.next_version(code), f"import {code}") for code in _codes_of(turn, form.name)]
    turn.say(sentences.which_code(turn.place.held["doubts"]), [*choices, (sentences.DROP, "leave")], numbered=True)


def _codes_of(turn: Turn, name: str) -> list[str]:
    """The codes under which a form of this name is in use already."""
    codes = published_codes(turn.session)
    return [code for code in codes if fold(published_form(turn.session, code).name) == fold(name)]


def hear(turn: Turn, text: str) -> None:
    """Take the code."""
    import_(turn, text.strip())


def import_(turn: Turn, code: str) -> None:
    """Take the form into use under this code: a new form, or the next version of one that is known."""
    waiting = _form(turn)
    if waiting is None:
        return
    try:
        form, is_new = publish_content(turn.session, replace(waiting, code=code))
    except FormCodeWrong:
        turn.note(sentences.no_code(code))
        return
    turn.stand(At.MENU)
    turn.note(sentences.imported(form, is_new=is_new))
