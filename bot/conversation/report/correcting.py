"""A report that was returned with comments: their cells one after another, each corrected or kept with an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.conversation.core import manners
from bot.conversation.core.held import Held, Leaving
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Correcting, Filling
from bot.conversation.core.step import Step, stay
from bot.conversation.core.turn import Turn
from bot.conversation.report import filling
from bot.conversation.report.taking import Entries, go_on, hear_figures, take
from bot.messages.actions import BACK, KEEP, PICK
from bot.texts.report import correcting as sentences
from bot.texts.report import reporting
from bot.texts.report.cells import asking
from tracker.office.officers import Officer
from tracker.reports.comments import Commented, answer_comment, open_comments


@dataclass(frozen=True)
class Answering(Held, at="answering", leaving=Leaving.RECORDED):
    """The answer in words to the desk's comment of this number."""

    comment: int = 0


def first_open(turn: Turn) -> Commented | None:
    """The first comment that is neither followed nor answered."""
    return next(iter(open_comments(turn.session, turn.report())), None)


def _commented(turn: Turn, held: Correcting | Answering) -> Commented | None:
    return next((one for one in open_comments(turn.session, turn.report()) if one.comment.id == held.comment), None)


def settled(turn: Turn, held: Correcting | Answering) -> Held | None:
    """On with the report once the comment in question is no more."""
    return Filling() if _commented(turn, held) is None else None


def ask(turn: Turn, held: Correcting) -> None:
    """The comment, and the question about its cells."""
    one, here = _commented(turn, held), turn.snapshot
    if one is None:
        return
    cells, form = list(one.cells), here.form
    turn.hold(replace(held, asked=tuple(map(str, cells))))
    by = turn.session.get_one(Officer, one.comment.officer_id).name
    left = len(open_comments(turn.session, turn.report()))
    options = form.row_of(cells[0]).options if len(cells) == 1 else ()
    choices = [PICK.choice(label, number) for number, (_, label) in enumerate(options)]
    turn.say(
        "\n".join(
            [
                sentences.comment(one.comment, by, left),
                asking.question(form, cells, filling.standing_in(here, cells)),
                sentences.how(len(cells)),
            ]
        ),
        [*choices, KEEP.choice(sentences.KEEP)],
        title=sentences.title(form.row_of(one.comment.cell)),
    )


def hear(turn: Turn, held: Correcting, text: str) -> Next:
    """Take the figures typed anew."""
    if _commented(turn, held) is None:
        turn.note(sentences.SETTLED)
        return STAY
    heard = hear_figures(turn, text, filling.cells_asked(turn))
    return taken(turn, held, heard) if isinstance(heard, Mapping) else heard


def taken(turn: Turn, held: Correcting, entries: Entries) -> Next:
    """Record what was heard, which settles the comment if it changes one of its cells."""
    follows = take(turn, entries)
    if follows is STAY and _commented(turn, held):
        turn.note(sentences.THE_SAME)
    return follows


def keep(turn: Turn, held: Correcting | Answering, answer: str) -> Next:
    """Keep the figures: with the answer at once, or ask for it."""
    return _keep(turn, held, answer) if answer else Go(Answering(held.comment))


def ask_answer(turn: Turn, _held: Answering) -> None:
    """Ask for the answer, which the desk will read."""
    turn.say(sentences.WHY_KEEP, [BACK.choice(reporting.BACK)])


def hear_answer(turn: Turn, held: Answering, text: str) -> Next:
    """Take the answer."""
    return _keep(turn, held, text)


def _keep(turn: Turn, held: Correcting | Answering, text: str) -> Next:
    """Answer the comment; it needs words."""
    one, answer = _commented(turn, held), turn.reason(text)
    if one is None or answer is None:
        return STAY
    answer_comment(turn.session, turn.report(), one.comment, answer, turn.entry_source)
    turn.note(sentences.KEPT)
    return Go(Filling())


def back(_turn: Turn, held: Answering) -> Next:
    """To the comment."""
    return Go(Correcting(held.comment))


CORRECTING = Step(
    holds=Correcting,
    manner=manners.OF_A_DOUBT,
    ask=ask,
    hear=hear,
    settled=settled,
    back=stay,
    go_on=stay,
    keep=keep,
)
ANSWERING = Step(
    holds=Answering,
    manner=manners.OF_A_REASON,
    ask=ask_answer,
    hear=hear_answer,
    settled=settled,
    back=back,
    go_on=go_on,
    keep=keep,
)
