"""A desk or an administrator gives their office's own document for the written reports on a form."""

from dataclasses import dataclass

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held, Leaving
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.turn import Turn
from bot.messages.actions import LEAVE, Action, Right
from bot.texts.office import menu
from bot.texts.writing import templates as sentences
from tracker.forms.catalogue import published_codes, published_form
from tracker.forms.form import Form
from tracker.kernel.names import fold
from tracker.narrative.templates import drop_template, keep_template, template_of
from tracker.papers.template import fill_template, marks_of

_WORDS = ("mau bao cao viet", "mau van ban bao cao", "mau word", "mau bao cao word", "/maubaocao")
TEMPLATE = Action("template", right=Right.DESK, whole=_WORDS, at_rest=_WORDS)
DROP_TEMPLATE = Action("droptemplate", right=Right.DESK)


@dataclass(frozen=True)
class GivingTemplate(Held, at="giving_template", leaving=Leaving.NOTHING_BEGUN):
    """The document for the form of this code is waited for; "" while it is not said which form."""

    form: str = ""


@does(TEMPLATE)
def begin(turn: Turn, about: str) -> Next:
    """Wait for the document of the form that is named by its code or a part of its name, or of the only one."""
    forms = [published_form(turn.session, code) for code in published_codes(turn.session)]
    said = fold(about)
    exact = [one for one in forms if fold(one.code) == said]
    named = exact or [one for one in forms if said in fold(one.name)]
    return Go(GivingTemplate(named[0].code if len(named) == 1 else ""))


def _form(turn: Turn, held: GivingTemplate) -> Form | None:
    return published_form(turn.session, held.form) if held.form in published_codes(turn.session) else None


def ask(turn: Turn, held: GivingTemplate) -> None:
    """Which form; how the document is made, and which one is in use."""
    form = _form(turn, held)
    if form is None:
        forms = [published_form(turn.session, code) for code in published_codes(turn.session)]
        choices = [TEMPLATE.choice(f"{one.name} ({one.code})", one.code) for one in forms]
        turn.say(sentences.WHICH_FORM, [*choices, LEAVE.choice(menu.LEAVE)], numbered=True)
        return
    stands = template_of(turn.session, turn.unit, form.code)
    drop = [DROP_TEMPLATE.choice(sentences.REMOVE)] if stands and stands.unit_id == turn.unit.id else []
    turn.want_file(sentences.SEND, TEMPLATE.data(form.code))
    turn.say(sentences.how(form, stands.name if stands else ""), [*drop, LEAVE.choice(menu.LEAVE)], numbered=True)


def hear(turn: Turn, _held: GivingTemplate, text: str) -> Next:
    """The form, by its code or a part of its name."""
    return begin(turn, text)


def receive(turn: Turn, held: GivingTemplate, name: str) -> Next:
    """The document: taken if every mark in it is known, else said where which is not."""
    form, content = _form(turn, held), turn.incoming.file.content if turn.incoming.file else None
    if form is None or content is None:
        return STAY
    if not content.startswith(b"PK"):
        turn.note(sentences.ONLY_WORD)
        return STAY
    filled = fill_template(content, known := marks_of(form))
    if filled.unknown:
        turn.note(sentences.wrong(filled.unknown, known))
        return STAY
    keep_template(turn.session, turn.unit, form.code, (name, content), turn.now)
    turn.note(sentences.kept(name, form, turn.unit, len(filled.used)))
    return Go(Menu())


@does(DROP_TEMPLATE)
def drop(turn: Turn, _rest: str) -> Next:
    """Back to the decree's layout."""
    held = turn.held
    if not isinstance(held, GivingTemplate):
        return STAY
    turn.note(sentences.REMOVED if drop_template(turn.session, turn.unit, held.form) else sentences.NONE_THERE)
    return Go(Menu())


GIVING_TEMPLATE = Step(
    holds=GivingTemplate,
    manner=manners.AT_REST,
    ask=ask,
    hear=hear,
    settled=never,
    back=stay,
    go_on=stay,
    keep=keep_nothing,
)
