"""Who may do and see what: of each action and each question of the chat, aimed at a place, who may change something by it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from itertools import product
from typing import Any

from bot.conversation.core.position import At
from tests.rights_world import PLACES, Target
from tracker.office.officers import Role

OWN, BELOW = "own unit", "unit below"
DESKS = {Role.DESK, Role.ADMIN}


class May(Enum):
    """Who may change something, or is told something, by what names something of a place."""

    FILL = auto()  # the officers, leaders and desks of the place, which report to the level above: its reports
    APPROVE = auto()  # the leaders of the place
    WORK = auto()  # the officers and leaders of the place: its tasks
    RECEIVE = auto()  # the desks and administrators above the place: nobody decides on what their own unit sent
    ENTER = auto()  # those who fill, and those who receive as long as they say that they enter on behalf of the unit
    OVERSEE = auto()  # the desks and administrators of the place and above it
    BELONG = auto()  # everybody of the place, and those above it: who may be told of it
    ASK = auto()  # a desk, of its own unit and of whatever is below it: it makes something new
    LOOK = auto()  # nobody changes anything: it only tells something


_FILL, _RECEIVE = set(product({Role.OFFICER, Role.LEADER, Role.DESK}, [OWN])), set(product(DESKS, [BELOW]))
ALLOWED: Mapping[May, set[tuple[Role, str]]] = {
    May.FILL: _FILL,
    May.APPROVE: {(Role.LEADER, OWN)},
    May.WORK: set(product({Role.OFFICER, Role.LEADER}, [OWN])),
    May.RECEIVE: _RECEIVE,
    May.ENTER: _FILL | _RECEIVE,
    May.OVERSEE: set(product(DESKS, [OWN, BELOW])),
    May.BELONG: set(product(Role, [OWN])) | _RECEIVE,
    May.ASK: set(product(DESKS, PLACES)),
    May.LOOK: set(),
}

Held = Callable[[Target], dict[str, Any]]
_UNTIL = {"until": "2024-03-20T17:00:00+07:00", "reason": "chờ số liệu"}
_ROUND = {"form": "ban-thi-2024", "period": "2025-Q1", "due": "2025-04-15T17:00:00+07:00"}
_PLAN = {"sheet": "Kế hoạch", "document": ["", None, ""], "lines": []}


@dataclass(frozen=True)
class Try:
    """An action aimed at a place: who may, its argument, and where the person stands, at what, when they take it.

    `works`: for whoever may, it changes something at once. `tells`: these are told something of the place. `put_by`: what was
    begun there was left for something else. `behalf`: they enter the report on behalf of its unit. `said`: what would be an
    answer there.
    """

    may: May
    rest: str = ""
    at: At = At.MENU
    held: Held = lambda _: {}
    report: str = "draft"
    focus: str = ""
    asked: str = "1.1"
    works: bool = False
    tells: May = May.LOOK
    put_by: bool = False
    behalf: bool = False
    said: str = "20/3/2024 vì chờ số liệu"


def _task(name: str, **more: Any) -> Held:
    return lambda target: {"task": getattr(target, name), **more}


def _extension(target: Target) -> dict[str, Any]:
    return {"extension": target.extension}


def _assigned(target: Target, **more: Any) -> dict[str, Any]:
    return {"units": [target.unit], "title": "Việc mới", **more}


def _unclear(target: Target) -> dict[str, Any]:
    return {"unclear": [target.code], "title": "Việc mới"}


def _at_draft(target: Target) -> dict[str, Any]:
    return {"before": {"at": At.FILLING, "report_id": target.draft, "focus": "1.1", "held": {}}}


FILL, APPROVE, WORK, RECEIVE, ENTER, OVERSEE, BELONG, ASK, LOOK = May
FILLING: dict[str, Any] = {"at": At.FILLING, "focus": "1.1"}
OUT_OF_LINE: dict[str, Any] = {"focus": "1.2.2 <= 1.2.1"}
COMMENTED: dict[str, Any] = {"report": "returned", "focus": "{comment}"}
ACTIONS: Mapping[str, Try] = {
    "open": Try(LOOK, "{awaiting}", tells=APPROVE),
    "menu": Try(LOOK),
    "none": Try(FILL, **FILLING, works=True),
    "noneall": Try(FILL, **FILLING, works=True),
    "nonesection": Try(FILL, **FILLING, works=True),
    "book": Try(FILL, **FILLING),
    "behind": Try(LOOK, "1.1", **FILLING),
    "same": Try(FILL, at=At.REVISING, report="fresh", focus="1", works=True),
    "anew": Try(LOOK, at=At.REVISING, report="fresh", focus="1"),
    "skip": Try(FILL, "chờ số liệu", **FILLING, works=True),
    "back": Try(LOOK, at=At.SUMMARY, report="complete"),
    "go": Try(LOOK, at=At.QUESTIONED, **OUT_OF_LINE),
    "pick": Try(FILL, "0", at=At.FILLING, focus="1.6", asked="1.6", works=True),
    "edit": Try(FILL, "1.1 thành 5", at=At.FILLING, works=True),
    "set": Try(FILL, "1.1: 5", at=At.FILLING, works=True),
    "fix": Try(LOOK, at=At.QUESTIONED, **OUT_OF_LINE),
    "keep": Try(FILL, "vì chờ huyện", at=At.QUESTIONED, **OUT_OF_LINE, works=True),
    "submit": Try(FILL, at=At.SUMMARY, report="complete", works=True),
    "sheet": Try(LOOK, "{submitted}", tells=FILL),
    "reopen": Try(LOOK, "{submitted}", report="submitted"),
    "report": Try(LOOK),
    "leave": Try(LOOK, at=At.EXTENDING, held=_at_draft),
    "help": Try(LOOK),
    "health": Try(LOOK),
    "later": Try(FILL, "{draft}", works=True),
    "laterthan": Try(FILL, "202403131500 {draft}", works=True),
    "nothing": Try(FILL, "{fresh}", report="fresh", works=True),
    "blank": Try(LOOK, at=At.FILLING, tells=FILL),
    "sendfile": Try(LOOK),
    "over": Try(FILL, at=At.TAKING_OVER, held=lambda _: {"1.1": ["value", "5", None, ""]}, works=True),
    "overall": Try(FILL, at=At.TAKING_OVER, held=lambda _: {"1.1": ["value", "5", None, ""]}, works=True),
    "drop": Try(LOOK, at=At.TAKING_OVER),
    "import": Try(LOOK, "bieu-moi", at=At.IMPORTING),
    "extend": Try(LOOK, "18/3 chờ số liệu"),
    "extendreport": Try(LOOK, "{complete}"),
    "askmore": Try(FILL, at=At.EXTENDING, report="complete", held=lambda _: dict(_UNTIL), works=True),
    "retype": Try(LOOK, at=At.UNLOCKING, held=lambda _: dict(_UNTIL), report="locked"),
    "askreopening": Try(LOOK, "{locked}"),
    "plan": Try(LOOK, "2024", at=At.PLANNING, held=lambda _: dict(_PLAN)),
    "takeup": Try(LOOK, "0", **FILLING, put_by=True),
    "changes": Try(LOOK, "1.1", tells=BELONG),
    "changesof": Try(LOOK, "1.1 {unit}", tells=BELONG),
    "status": Try(LOOK),
    "nudge": Try(OVERSEE, "{round}", works=True),
    "nudgeunit": Try(RECEIVE, "{draft}", works=True),
    "ask": Try(LOOK, "all text {shared_round} 1 {unit}", tells=OVERSEE),
    "total": Try(LOOK, "{shared_round}", tells=RECEIVE),
    "see": Try(LOOK, "{awaiting}", tells=RECEIVE),
    "seeunit": Try(LOOK, "{code}", tells=RECEIVE),
    "accept": Try(RECEIVE, "{submitted}", works=True),
    "return": Try(RECEIVE, "{submitted}", works=True),
    "returnwith": Try(RECEIVE, "1.1: xem lại", at=At.REVIEWING, report="submitted", works=True),
    "dropcomment": Try(RECEIVE, "1.1", at=At.REVIEWING, report="submitted", works=True),
    "enterforunit": Try(LOOK, "{code}", tells=RECEIVE),
    "enterfor": Try(LOOK, "{draft}", tells=RECEIVE),
    "enterhow": Try(RECEIVE, "paper", at=At.ENTERING_FOR, works=True),
    "extension": Try(LOOK, "{extension}", tells=RECEIVE),
    "grant": Try(RECEIVE, "{extension}", works=True),
    "grantother": Try(LOOK, "{extension}", tells=RECEIVE),
    "refuse": Try(LOOK, "{extension}", tells=RECEIVE),
    "unlock": Try(LOOK, "{locked}", tells=RECEIVE),
    "unlockunit": Try(LOOK, "{code}", tells=RECEIVE),
    "unlockuntil": Try(RECEIVE, at=At.UNLOCKING, held=lambda _: dict(_UNTIL), report="locked", works=True),
    "newround": Try(LOOK, "quý 1 2025"),
    "roundform": Try(LOOK, "ban-thi-2024", at=At.OPENING_ROUND),
    "roundleast": Try(LOOK, at=At.OPENING_ROUND, held=lambda _: {"form": "ban-thi-2024", "period": "2025-Q1"}),
    "roundask": Try(LOOK, "due", at=At.OPENING_ROUND, held=lambda _: dict(_ROUND)),
    "recipient": Try(LOOK, "{unit}", at=At.OPENING_ROUND, held=lambda target: {**_ROUND, "unclear": [target.code]}),
    "norecipient": Try(LOOK, at=At.OPENING_ROUND, held=lambda target: {**_ROUND, "unclear": [target.code]}),
    "taketotals": Try(FILL, at=At.FILLING, report="shared", works=True),
    "totalsheet": Try(LOOK, at=At.FILLING, report="shared"),
    "why": Try(LOOK, "1.1", at=At.FILLING, report="shared"),
    "compare": Try(LOOK, "1.1"),
    "compareunit": Try(LOOK, "{unit}", tells=RECEIVE),
    "approve": Try(APPROVE, "{awaiting}", works=True),
    "sendback": Try(LOOK, "{awaiting}"),
    "versions": Try(LOOK, "{returned}", tells=BELONG),
    "compareversions": Try(LOOK, "1 với 2", report="returned", tells=BELONG),
    "differences": Try(LOOK, "{returned} 1 2", tells=BELONG),
    "versionsheet": Try(LOOK, "{returned} 1", tells=BELONG),
    "openround": Try(ASK, at=At.OPENING_ROUND, held=lambda target: {**_ROUND, "recipients": [target.unit]}),
    "tasks": Try(LOOK),
    "unittasks": Try(LOOK, "{unit}", tells=OVERSEE),
    "tasksof": Try(LOOK, "{code}", tells=OVERSEE),
    "task": Try(LOOK, "{open_task}", tells=BELONG),
    "leavetask": Try(LOOK, at=At.TASK, held=_task("open_task")),
    "receive": Try(WORK, "{waiting_task}", works=True),
    "evidence": Try(LOOK, "{finished_task}", tells=BELONG),
    "progress": Try(LOOK, "{open_task}"),
    "finish": Try(LOOK, "{open_task}"),
    "finishedtoday": Try(LOOK, at=At.FINISHING_TASK, held=_task("open_task")),
    "retyperesult": Try(LOOK, at=At.FINISHING_TASK, held=_task("open_task", day="2024-03-13")),
    "finished": Try(WORK, at=At.FINISHING_TASK, held=_task("open_task", day="2024-03-13"), works=True),
    "moretime": Try(LOOK, "{waiting_task}"),
    "asktasktime": Try(WORK, at=At.ASKING_MORE_TIME, held=_task("waiting_task", **_UNTIL), works=True),
    "accepttask": Try(RECEIVE, "{finished}", works=True),
    "returntask": Try(LOOK, "{finished}"),
    "granttask": Try(RECEIVE, "{wish}", works=True),
    "refusetask": Try(LOOK, "{wish}"),
    "canceltask": Try(LOOK, "{open_task}"),
    "movedue": Try(LOOK, "{open_task}"),
    "retypedue": Try(LOOK, at=At.MOVING_DUE, held=_task("open_task", day="2024-03-28")),
    "duemoved": Try(RECEIVE, at=At.MOVING_DUE, held=_task("open_task", day="2024-03-28"), works=True),
    "assign": Try(LOOK, "{code}: nộp kế hoạch, hạn 20/3"),
    "assignask": Try(LOOK, "title", at=At.ASSIGNING, held=_assigned),
    "receiver": Try(LOOK, "{unit}", at=At.ASSIGNING, held=_unclear),
    "noreceiver": Try(LOOK, at=At.ASSIGNING, held=_unclear),
    "noco": Try(LOOK, at=At.ASSIGNING, held=_assigned),
    "taskevery": Try(LOOK, "month", at=At.ASSIGNING, held=_assigned),
    "notaskdue": Try(LOOK, at=At.ASSIGNING, held=_assigned),
    "nodocument": Try(LOOK, at=At.ASSIGNING, held=_assigned),
    "assignit": Try(ASK, at=At.ASSIGNING, held=lambda target: _assigned(target, due="2024-03-20")),
    "rates": Try(LOOK),
    "ratesby": Try(LOOK, "unit", at=At.TASK_RATES),
    "taskbook": Try(LOOK, at=At.TASK_RATES),
    "ratespicture": Try(LOOK, at=At.TASK_RATES),
}
# Where somebody stands at something of a place, for any reason, and writes: who may change something by it.
STANDING: Mapping[At, Try] = {
    At.MENU: Try(LOOK),
    At.FILLING: Try(FILL, **FILLING, works=True),
    At.REVISING: Try(FILL, at=At.REVISING, report="fresh", focus="1", works=True),
    At.QUESTIONED: Try(FILL, at=At.QUESTIONED, **OUT_OF_LINE, said="41 17", works=True),
    At.EXPLAINING: Try(FILL, at=At.EXPLAINING, **OUT_OF_LINE, works=True),
    At.TOTALS_CHANGED: Try(FILL, at=At.TOTALS_CHANGED, report="shared", said="Cập nhật", works=True),
    At.KEEPING_FIGURES: Try(FILL, at=At.KEEPING_FIGURES, report="shared", works=True),
    At.SUMMARY: Try(LOOK, at=At.SUMMARY, report="complete"),
    At.CORRECTING: Try(FILL, at=At.CORRECTING, **COMMENTED, works=True),
    At.ANSWERING: Try(FILL, at=At.ANSWERING, **COMMENTED, works=True),
    At.SENDING_BACK: Try(APPROVE, at=At.SENDING_BACK, report="awaiting", works=True),
    At.REVIEWING: Try(RECEIVE, at=At.REVIEWING, report="submitted", said="1.1: xem lại giúp", works=True),
    At.ENTERING_FOR: Try(RECEIVE, at=At.ENTERING_FOR, said="bản giấy", works=True),
    At.GRANTING: Try(RECEIVE, at=At.GRANTING, held=_extension, said="20/3/2024", works=True),
    At.REOPENING: Try(FILL, at=At.REOPENING, report="submitted", works=True),
    At.TAKING_OVER: Try(LOOK, at=At.TAKING_OVER, held=lambda _: {"1.1": ["value", "5", None, ""]}),
    At.IMPORTING: Try(LOOK, at=At.IMPORTING),
    At.EXTENDING: Try(LOOK, at=At.EXTENDING, report="complete"),
    At.ASKING_REOPENING: Try(FILL, at=At.ASKING_REOPENING, report="locked", works=True),
    At.PLANNING: Try(LOOK, at=At.PLANNING, held=lambda _: dict(_PLAN)),
    At.RETURNING: Try(RECEIVE, at=At.RETURNING, report="submitted", works=True),
    At.REFUSING: Try(RECEIVE, at=At.REFUSING, held=_extension, works=True),
    At.UNLOCKING: Try(LOOK, at=At.UNLOCKING, report="locked"),
    At.OPENING_ROUND: Try(LOOK, at=At.OPENING_ROUND, held=lambda target: {**_ROUND, "recipients": [target.unit]}),
    At.TASKS: Try(LOOK, at=At.TASKS, held=lambda target: {"unit": target.unit}),
    At.TASK: Try(LOOK, at=At.TASK, held=_task("open_task")),
    At.TASK_RATES: Try(LOOK, at=At.TASK_RATES),
    At.NOTING_PROGRESS: Try(WORK, at=At.NOTING_PROGRESS, held=_task("open_task"), works=True),
    At.FINISHING_TASK: Try(LOOK, at=At.FINISHING_TASK, held=_task("open_task"), said="15/BC-UBND ngày 12/3"),
    At.ASKING_MORE_TIME: Try(LOOK, at=At.ASKING_MORE_TIME, held=_task("waiting_task")),
    At.RETURNING_RESULT: Try(
        RECEIVE, at=At.RETURNING_RESULT, held=lambda t: {"task": t.finished_task, "event": t.finished}, works=True
    ),
    At.REFUSING_MORE_TIME: Try(
        RECEIVE, at=At.REFUSING_MORE_TIME, held=lambda t: {"task": t.open_task, "event": t.wish}, works=True
    ),
    At.CANCELLING_TASK: Try(RECEIVE, at=At.CANCELLING_TASK, held=_task("open_task"), works=True),
    At.MOVING_DUE: Try(LOOK, at=At.MOVING_DUE, held=_task("open_task")),
    At.ASSIGNING: Try(LOOK, at=At.ASSIGNING, held=lambda target: {"units": [target.unit]}),
}
WRITTEN = ("12", "vì chờ số liệu của huyện")  # besides what the question there is after
A_FIGURE = "1.1: 9"  # which is also taken elsewhere, from whoever may fill the report at hand
COMMANDS = ("/start", "/baocao", "/tinhhinh", "/nhiemvu", "/bieu", "/giahan", "/moky", "/giaoviec", "/suckhoe", "/huy")
NAMED = (
    "{code}",
    "mở lại {code}",
    "nhiệm vụ {code}",
    "giao {code}: họp, hạn 20/3",
    "ai đã sửa 1.1 {code}",
    "tình hình {code}",
    "{name} nộp chưa",
    "ai chưa nộp {name}",
    "lịch sử {name}",
    "{name} các kỳ trước thế nào",
    "các xã nộp quý 1 thế nào",
    "so sánh {name} với các kỳ trước",
    "so sánh 1.1",
    "so sánh 1.1 quý 1 2014",
    "nguồn 1.1",
    "xem báo cáo {name}",
    "nhập thay {name}",
    "phiên bản",
    "ai đã sửa 1.1",
    "ảnh tình hình {name}",
    "gửi file excel tình hình",
    "gửi file excel tình hình {name}",
)
