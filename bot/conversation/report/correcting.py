"""A report that was returned with comments: their rows one after another, each corrected or kept with an answer."""

from bot.conversation.core.position import At
from bot.conversation.core.turn import Turn, number_in
from bot.conversation.report import filling
from bot.messages.choices import Choice
from bot.texts.report import correcting as sentences
from bot.texts.report import reporting
from tracker.office.officers import Officer
from tracker.reports.comments import Commented, answer_comment, open_comments


def first_open(turn: Turn) -> Commented | None:
    """The first comment that is neither followed nor answered."""
    return next(iter(open_comments(turn.session, turn.report())), None)


def _commented(turn: Turn) -> Commented | None:
    number = number_in(turn.place.focus)
    return next((one for one in open_comments(turn.session, turn.report()) if one.comment.id == number), None)


def settled(turn: Turn) -> bool:
    """Whether the comment in question is no more."""
    return _commented(turn) is None


def ask(turn: Turn) -> None:
    """The comment, and the question about its rows."""
    one, form = _commented(turn), turn.form()
    if one is None:
        return
    turn.place.asked = " ".join(row.key for row in one.rows)
    by = turn.session.get_one(Officer, one.comment.officer_id).name
    left = len(open_comments(turn.session, turn.report()))
    options = one.rows[0].options if len(one.rows) == 1 else ()
    choices: list[Choice] = [(label, f"pick {number}") for number, (_, label) in enumerate(options)]
    turn.say(
        "\n".join(
            [
                sentences.comment(one.comment, by, left),
                reporting.question(form, one.rows, filling.standing_in(turn, one.rows)),
                sentences.how(one.rows),
            ]
        ),
        [*choices, (sentences.KEEP, "keep")],
        title=sentences.title(form.by_key[one.comment.row_key]),
    )


def hear(turn: Turn, text: str) -> None:
    """Take the figures typed anew."""
    if settled(turn):
        turn.note(sentences.SETTLED)
        return
    failures = turn.place.failures
    filling.hear(turn, text)
    if turn.place.at == At.CORRECTING and turn.place.failures == failures and not settled(turn):
        turn.note(sentences.THE_SAME)


def keep(turn: Turn, answer: str) -> None:
    """Keep the figures: with the answer at once, or ask for it."""
    if answer:
        hear_answer(turn, answer)
    else:
        turn.stand(At.ANSWERING, focus=turn.place.focus)


def ask_answer(turn: Turn) -> None:
    """Ask for the answer, which the desk will read."""
    turn.say(sentences.WHY_KEEP, [(reporting.BACK, "back")])


def hear_answer(turn: Turn, text: str) -> None:
    """Take the answer; it needs words."""
    one, answer = _commented(turn), turn.reason(text)
    if one is None or answer is None:
        return
    answer_comment(turn.session, turn.report(), one.comment, answer, turn.entry_source)
    turn.note(sentences.KEPT)
    turn.stand(At.FILLING)
