"""Tasks in the conversation: what each action does, what is asked at each place and who hears the answer."""

from collections.abc import Callable, Mapping

from bot.conversation.core.listening import after
from bot.conversation.core.position import At
from bot.conversation.core.turn import Turn
from bot.conversation.tasks import assigning, listing, rating, settling, working
from bot.texts import refusals
from tracker.kernel.errors import TrackerError
from tracker.kernel.names import fold

Do = Callable[[Turn, str], None]


def _refusing(do: Do) -> Do:
    """Say what the tracker refuses and leave the question that stands: it may be about something else."""

    def done(turn: Turn, rest: str) -> None:
        try:
            do(turn, rest)
        except TrackerError as refused:
            turn.note(refusals.broken(refused))

    return done


_ACTIONS: Mapping[str, Do] = {
    "tasks": listing.show,
    "unittasks": listing.show_unit,
    "tasksof": listing.show_named,
    "task": listing.open_page,
    "leavetask": listing.leave_page,
    "receive": working.receive,
    "evidence": working.send_evidence,
    "progress": working.begin_progress,
    "finish": working.begin_finish,
    "finishedtoday": working.finished_today,
    "retyperesult": working.retype_result,
    "finished": working.finish,
    "moretime": working.begin_more_time,
    "asktasktime": working.ask_for_more_time,
    "accepttask": settling.accept,
    "returntask": settling.begin_return,
    "granttask": settling.grant,
    "refusetask": settling.begin_refuse,
    "canceltask": settling.begin_cancel,
    "movedue": settling.begin_move,
    "retypedue": settling.retype_due,
    "duemoved": settling.move,
    "assign": assigning.begin,
    "assignask": assigning.ask_again,
    "receiver": assigning.pick,
    "noreceiver": assigning.leave_out,
    "notaskdue": assigning.without_due,
    "nodocument": assigning.without_document,
    "noco": assigning.without_co_units,
    "taskevery": assigning.repeat,
    "assignit": assigning.assign,
    "rates": rating.show,
    "ratesby": rating.show_by,
    "taskbook": rating.send_book,
    "ratespicture": rating.send_picture,
}
take_evidence, takes_evidence = working.take_evidence, working.takes_evidence
DO: Mapping[str, Do] = {name: _refusing(do) for name, do in _ACTIONS.items()}

ASK: Mapping[At, Callable[[Turn], None]] = {
    At.TASKS: listing.ask,
    At.TASK: listing.ask_page,
    At.TASK_RATES: rating.ask,
    At.NOTING_PROGRESS: working.ask_progress,
    At.FINISHING_TASK: working.ask_finish,
    At.ASKING_MORE_TIME: working.ask_until,
    At.RETURNING_RESULT: settling.ask_reason,
    At.REFUSING_MORE_TIME: settling.ask_reason,
    At.CANCELLING_TASK: settling.ask_reason,
    At.MOVING_DUE: settling.ask_due,
    At.ASSIGNING: assigning.ask,
}

_ON_THE_PAGE: Mapping[str, tuple[At, Do, Do]] = {
    "hoan thanh": (At.FINISHING_TASK, working.begin_finish, working.hear_finish),
    "xong": (At.FINISHING_TASK, working.begin_finish, working.hear_finish),
    "ghi tien do": (At.NOTING_PROGRESS, working.begin_progress, working.hear_progress),
    "tien do": (At.NOTING_PROGRESS, working.begin_progress, working.hear_progress),
    "xin gia han": (At.ASKING_MORE_TIME, working.begin_more_time, working.hear_until),
    "gia han": (At.ASKING_MORE_TIME, working.begin_more_time, working.hear_until),
}


def hear_page(turn: Turn, text: str) -> None:
    """A button's words with the answer behind them: "hoàn thành 15/BC-UBND ngày 12/3"."""
    folded, number = fold(text), str(turn.place.held.get("task", ""))
    words = next((words for words in _ON_THE_PAGE if folded == words or folded.startswith(f"{words} ")), None)
    if words is None:
        listing.hear(turn, text)
        return
    at, begin, hear = _ON_THE_PAGE[words]
    begin(turn, number)
    if turn.place.at == at and folded != words:
        hear(turn, after(text, words))


HEAR: Mapping[At, Do] = {
    At.TASKS: listing.hear,
    At.TASK: _refusing(hear_page),
    At.TASK_RATES: listing.hear,
    At.NOTING_PROGRESS: _refusing(working.hear_progress),
    At.FINISHING_TASK: working.hear_finish,
    At.ASKING_MORE_TIME: working.hear_until,
    At.RETURNING_RESULT: _refusing(settling.hear_reason),
    At.REFUSING_MORE_TIME: _refusing(settling.hear_reason),
    At.CANCELLING_TASK: _refusing(settling.hear_reason),
    At.MOVING_DUE: settling.hear_due,
    At.ASSIGNING: assigning.hear,
}


def back(turn: Turn) -> None:
    """From a page to its list, from a list to all units or the menu, from a question to the one before it."""
    at, held = turn.place.at, turn.place.held
    if at == At.ASSIGNING:
        assigning.back(turn)
    elif at == At.TASK:
        listing.leave_page(turn)
    elif "day" in held or "until" in held:
        turn.hold(day=None, until=None)
    elif "before" in held:
        turn.step_back()
    elif at == At.TASKS and held.get("unit") != turn.unit.id and "unit" in held:
        listing.show(turn, "")
    else:
        turn.stand(At.MENU)
