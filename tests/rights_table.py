"""Who may do and see what: of each action and each question of the chat, aimed at a place, who may change something by it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from itertools import product
from typing import Any

from bot.conversation.core.confirming import Confirming
from bot.conversation.core.held import Held
from bot.conversation.core.places import (
    Correcting,
    Explaining,
    Filling,
    Guessing,
    ListLines,
    LookingAt,
    Menu,
    Questioned,
    Reopening,
    Reviewing,
    Revising,
    Summary,
    TotalsChanged,
    Wording,
    WordsUnlike,
)
from bot.conversation.desk.changing_rounds import ChangingRound
from bot.conversation.desk.deciding import Granting, Refusing
from bot.conversation.desk.entering import EnteringFor
from bot.conversation.desk.reviewing import Returning
from bot.conversation.desk.round_draft import OpeningRound
from bot.conversation.desk.unlocking import Unlocking
from bot.conversation.inquiring.codes import CodeTyped
from bot.conversation.office.importing import Importing
from bot.conversation.office.personal import CorrectingData
from bot.conversation.office.plans import Planning
from bot.conversation.office.staff_parts import ChangingPerson
from bot.conversation.office.wishes import AnsweringWish
from bot.conversation.orders.announcing import Announcing
from bot.conversation.orders.giving import Giving
from bot.conversation.report.approving import SendingBack
from bot.conversation.report.asking.ticking_off import TickingOff
from bot.conversation.report.correcting import Answering
from bot.conversation.report.extending import Extending
from bot.conversation.report.locking import AskingReopening
from bot.conversation.report.sheets import TakingOver
from bot.conversation.report.totals import KeepingFigures
from bot.conversation.tasks.draft import Assigning
from bot.conversation.tasks.places import (
    AskingMoreTime,
    CancellingTask,
    FinishingTask,
    MovingDue,
    NotingProgress,
    RefusingMoreTime,
    ReturningResult,
    TaskPage,
    TaskRates,
    Tasks,
)
from bot.conversation.writing.templates import GivingTemplate
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
    ANYBODY = auto()  # whoever it is: it is about themselves
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
    May.ANYBODY: set(product(Role, PLACES)),
    May.LOOK: set(),
}

HeldFor = Callable[[Target], dict[str, Any]]
_UNTIL = {"until": "2024-03-20T17:00:00+07:00", "reason": "chờ số liệu"}
_DUE = "2024-03-28T17:00:00+07:00"
_ROUND = {"form": "ban-thi-2024", "period": "2025-Q1", "due": "2025-04-15T17:00:00+07:00"}
_PLAN = {"sheet": "Kế hoạch", "document": ["", None, ""], "lines": []}


@dataclass(frozen=True)
class Try:
    """An action aimed at a place: who may, its argument, and where the person stands, at what, when they take it.

    `works`: for whoever may, it changes something at once. `tells`: these are told something of the place. `put_by`: what was
    begun there was left for something else. `before`: it is a question in between, while rows of the place are asked.
    `behalf`: they enter the report on behalf of its unit. `said`: what would be an answer there.
    """

    may: May
    rest: str = ""
    at: type[Held] = Menu
    held: HeldFor = lambda _: {}
    report: str = "draft"
    before: bool = False
    works: bool = False
    tells: May = May.LOOK
    put_by: bool = False
    behalf: bool = False
    said: str = "20/3/2024 vì chờ số liệu"


def _task(name: str, **more: Any) -> HeldFor:
    return lambda target: {"task": getattr(target, name), **more}


def _extension(target: Target) -> dict[str, Any]:
    return {"extension": target.extension}


def _assigned(target: Target, **more: Any) -> dict[str, Any]:
    return {"units": [target.unit], "title": "Việc mới", **more}


def _unclear(target: Target) -> dict[str, Any]:
    return {"unclear": [target.code], "title": "Việc mới"}


_DEED: dict[str, Any] = {"deed": "none arose", "about": {}}
_SHEET: dict[str, Any] = {"file": "a.xlsx", "entries": {"1.1": ["value", "5", None, ""]}}
FILL, APPROVE, WORK, RECEIVE, ENTER, OVERSEE, BELONG, ASK, ANYBODY, LOOK = May
FILLING: dict[str, Any] = {"at": Filling, "held": lambda _: {"again": ["5.1.1"], "asked": ["5.1.1"]}}
OUT_OF_LINE: dict[str, Any] = {"held": lambda _: {"rule": "1.2.2 <= 1.2.1"}}
GUESSED: dict[str, Any] = {"held": lambda _: {"entries": {"5.1.1": ["value", "5", None, ""]}, "doubt": ""}, "before": True}
COMMENTED: dict[str, Any] = {"report": "returned", "held": lambda target: {"comment": target.comment, "asked": ["1.1"]}}
ACTIONS: Mapping[str, Try] = {
    "open": Try(LOOK, "{awaiting}", tells=APPROVE),
    "menu": Try(LOOK),
    "none": Try(FILL, **FILLING, works=True),
    "archived": Try(FILL, **FILLING),
    "listtake": Try(FILL, **FILLING),
    "listdone": Try(FILL, **FILLING),
    "listnone": Try(FILL, **FILLING),
    "listdrop": Try(FILL, "1", **FILLING),
    "noneall": Try(LOOK, **FILLING),
    "nonesection": Try(LOOK, **FILLING),
    "yes": Try(FILL, at=Confirming, held=lambda _: dict(_DEED), before=True, works=True),
    "no": Try(LOOK, at=Confirming, held=lambda _: dict(_DEED), before=True),
    "gone": Try(LOOK, "3|none", **FILLING),
    "book": Try(FILL, **FILLING),
    "elsewhere": Try(FILL, **FILLING),
    "there": Try(LOOK, at=Questioned, **OUT_OF_LINE),
    "undo": Try(FILL, **FILLING, works=True),
    "slip": Try(FILL, **FILLING, works=True),
    "withdraw": Try(FILL, "1.1", **FILLING, works=True),
    "erase": Try(LOOK, **FILLING),
    "behind": Try(LOOK, "1.1", **FILLING),
    "same": Try(FILL, at=Revising, report="fresh", held=lambda _: {"section": "1"}, works=True),
    "anew": Try(LOOK, at=Revising, report="fresh", held=lambda _: {"section": "1"}),
    "everygroup": Try(LOOK, at=TickingOff, report="fresh"),
    "skip": Try(FILL, "chờ số liệu", **FILLING, works=True),
    "back": Try(LOOK, at=Summary, report="complete"),
    "go": Try(LOOK, at=Questioned, **OUT_OF_LINE),
    "pick": Try(FILL, "0", at=Filling, held=lambda _: {"again": ["1.6"], "asked": ["1.6"]}, works=True),
    "skipsection": Try(LOOK, **FILLING),
    "usecode": Try(LOOK, at=CodeTyped),
    "isfigure": Try(LOOK, at=CodeTyped),
    "editin": Try(LOOK, "{draft}"),
    "guessed": Try(FILL, at=Guessing, **GUESSED, works=True),
    "notguessed": Try(LOOK, at=Guessing, **GUESSED),
    "guessedchoice": Try(FILL, at=Guessing, **GUESSED, works=True),
    "notguessedchoice": Try(LOOK, at=Guessing, **GUESSED),
    "edit": Try(FILL, "5.1.1 thành 5", at=Filling, works=True),
    "set": Try(FILL, "5.1.1: 5", at=Filling, works=True),
    "mend": Try(FILL, "1.2.2=7", at=Questioned, **OUT_OF_LINE),
    "fix": Try(LOOK, at=Questioned, **OUT_OF_LINE),
    "keep": Try(FILL, "vì chờ huyện", at=Questioned, **OUT_OF_LINE, works=True),
    "submit": Try(FILL, at=Summary, report="complete", works=True),
    "look": Try(LOOK, "1", at=Summary, report="complete"),
    "again": Try(LOOK, "1.1", at=Summary, report="complete"),
    "sheet": Try(LOOK, "{submitted}", tells=FILL),
    "reopen": Try(LOOK, "{submitted}", report="submitted"),
    "report": Try(LOOK),
    "leave": Try(LOOK, at=Extending, before=True),
    "help": Try(LOOK),
    "health": Try(LOOK),
    "web": Try(LOOK),
    "webform": Try(LOOK),
    "webcode": Try(LOOK, "12345678"),
    "signout": Try(LOOK),
    "data": Try(LOOK),
    "correctdata": Try(LOOK),
    "deletedata": Try(LOOK),
    "withdrawwish": Try(LOOK, "{data_wish}"),
    "read": Try(LOOK, "{announcement}"),
    "whoread": Try(LOOK, "{announcement}", tells=OVERSEE),
    "wishes": Try(LOOK),
    "wish": Try(LOOK, "{data_wish}", tells=OVERSEE),
    "wishdone": Try(LOOK, "{data_wish}", tells=OVERSEE),
    "wishnot": Try(LOOK, "{data_wish}", tells=OVERSEE),
    "eraseperson": Try(LOOK, "{person}", tells=OVERSEE),
    "webyes": Try(LOOK, "0123456789abcdef01234567"),
    "later": Try(FILL, "{draft}", works=True),
    "laterthan": Try(FILL, "202403131500 {draft}", works=True),
    "nothing": Try(LOOK, "{fresh}", report="fresh"),
    "blank": Try(LOOK, at=Filling, tells=FILL),
    "sendfile": Try(LOOK),
    "written": Try(LOOK, "{draft}", tells=FILL),
    "words": Try(LOOK, "{draft} I.direct", tells=FILL),
    "usewords": Try(LOOK, "{draft}", tells=FILL),
    "inword": Try(LOOK, "{draft}", tells=FILL),
    "template": Try(LOOK),
    "droptemplate": Try(LOOK, at=GivingTemplate, held=lambda _: {"form": "ban-thi-2024"}),
    "samewords": Try(LOOK, at=Wording, held=lambda _: {"slot": "V"}),
    "saidwords": Try(FILL, "none", at=Wording, held=lambda _: {"slot": "V"}, works=True),
    "unlike": Try(FILL, "words", at=WordsUnlike, held=lambda _: {"slot": "I.direct"}, works=True),
    "over": Try(FILL, at=TakingOver, held=lambda _: dict(_SHEET), works=True),
    "overall": Try(FILL, at=TakingOver, held=lambda _: dict(_SHEET), works=True),
    "further": Try(LOOK, at=TakingOver, held=lambda _: dict(_SHEET)),
    "drop": Try(LOOK, at=TakingOver),
    "import": Try(LOOK, "bieu-moi", at=Importing),
    "extend": Try(LOOK, "18/3 chờ số liệu"),
    "extendreport": Try(LOOK, "{complete}"),
    "askmore": Try(FILL, at=Extending, report="complete", held=lambda _: dict(_UNTIL), works=True),
    "retype": Try(LOOK, at=Unlocking, held=lambda _: dict(_UNTIL), report="locked"),
    "askreopening": Try(LOOK, "{locked}"),
    "plan": Try(LOOK, "2024", at=Planning, held=lambda _: dict(_PLAN)),
    "takeup": Try(LOOK, "0", **FILLING, put_by=True),
    "changes": Try(LOOK, "1.1", tells=BELONG),
    "changesof": Try(LOOK, "1.1 {unit}", tells=BELONG),
    "status": Try(LOOK),
    "nudge": Try(LOOK, "{round}"),
    "nudgethem": Try(OVERSEE, "all - {round} {unit}", works=True),
    "people": Try(LOOK, "people 1 - {unit}", tells=OVERSEE),
    "staff": Try(LOOK, "{unit}", tells=OVERSEE),
    "person": Try(LOOK, "{person}", tells=OVERSEE),
    "personpart": Try(LOOK, "{person} name", tells=OVERSEE),
    "personrole": Try(LOOK, "{person}", tells=OVERSEE),
    "persongive": Try(LOOK, "{person} leader", tells=OVERSEE),
    "personto": Try(LOOK, "{person} {other}", tells=OVERSEE),
    "personinvite": Try(LOOK, "{person}", tells=OVERSEE),
    "letin": Try(OVERSEE, "{request}"),
    "keepout": Try(OVERSEE, "{request}"),
    "whowaits": Try(LOOK),
    "letallin": Try(LOOK),
    "personend": Try(LOOK, "{person}", tells=OVERSEE),
    "persondoor": Try(LOOK, "{person} 0", tells=OVERSEE),
    "figures": Try(LOOK, "value - {shared_round} 1.1 - {unit}", tells=RECEIVE),
    "seenof": Try(LOOK, "0 {unit}", tells=RECEIVE),
    "acceptmany": Try(LOOK, "{round}"),
    "give": Try(LOOK, "{code} 28/3/2024 vì mưa lũ"),
    "giveto": Try(LOOK, "{draft}", tells=RECEIVE),
    "giveuntil": Try(RECEIVE, at=Giving, held=lambda t: {**_UNTIL, "reports": [t.draft]}, works=True),
    "nudgeunit": Try(RECEIVE, "{draft}", works=True),
    "ask": Try(LOOK, "all text {shared_round} 1 {unit}", tells=OVERSEE),
    "total": Try(LOOK, "{shared_round}", tells=RECEIVE),
    "see": Try(LOOK, "{awaiting}", tells=RECEIVE),
    "seeunit": Try(LOOK, "{code}", tells=RECEIVE),
    "accept": Try(RECEIVE, "{submitted}", works=True),
    "return": Try(RECEIVE, "{submitted}", works=True),
    "returnwith": Try(RECEIVE, "1.1: xem lại", at=Reviewing, report="submitted", works=True),
    "dropcomment": Try(RECEIVE, "1.1", at=Reviewing, report="submitted", works=True),
    "enterforunit": Try(LOOK, "{code}", tells=RECEIVE),
    "enterfor": Try(LOOK, "{draft}", tells=RECEIVE),
    "enterhow": Try(RECEIVE, "paper", at=EnteringFor, works=True),
    "extension": Try(LOOK, "{extension}", tells=RECEIVE),
    "grant": Try(RECEIVE, "{extension}", works=True),
    "grantother": Try(LOOK, "{extension}", tells=RECEIVE),
    "refuse": Try(LOOK, "{extension}", tells=RECEIVE),
    "unlock": Try(LOOK, "{locked}", tells=RECEIVE),
    "unlockunit": Try(LOOK, "{code}", tells=RECEIVE),
    "unlockuntil": Try(RECEIVE, at=Unlocking, held=lambda _: dict(_UNTIL), report="locked", works=True),
    "newround": Try(LOOK, "quý 1 2025"),
    "roundform": Try(LOOK, "ban-thi-2024", at=OpeningRound),
    "roundleast": Try(LOOK, at=OpeningRound, held=lambda _: {"form": "ban-thi-2024", "period": "2025-Q1"}),
    "changedue": Try(LOOK, "quý 1 sang 28/3/2024"),
    "cancelround": Try(LOOK, "quý 1 vì mở nhầm"),
    "changeround": Try(LOOK, "due {round} -"),
    "roundask": Try(LOOK, "due", at=OpeningRound, held=lambda _: dict(_ROUND)),
    "recipient": Try(LOOK, "{unit}", at=OpeningRound, held=lambda target: {**_ROUND, "unclear": [target.code]}),
    "norecipient": Try(LOOK, at=OpeningRound, held=lambda target: {**_ROUND, "unclear": [target.code]}),
    "taketotals": Try(FILL, at=Filling, report="shared", works=True),
    "totalsheet": Try(LOOK, at=Filling, report="shared"),
    "why": Try(LOOK, "1.1", at=Filling, report="shared"),
    "compare": Try(LOOK, "1.1"),
    "compareunit": Try(LOOK, "{unit}", tells=RECEIVE),
    "approve": Try(APPROVE, "{awaiting}", works=True),
    "sendback": Try(LOOK, "{awaiting}"),
    "versions": Try(LOOK, "{returned}", tells=BELONG),
    "compareversions": Try(LOOK, "1 với 2", report="returned", tells=BELONG),
    "differences": Try(LOOK, "{returned} 1 2", tells=BELONG),
    "versionsheet": Try(LOOK, "{returned} 1", tells=BELONG),
    "openround": Try(ASK, at=OpeningRound, held=lambda target: {**_ROUND, "recipients": [target.unit]}),
    "tasks": Try(LOOK),
    "unittasks": Try(LOOK, "{unit}", tells=OVERSEE),
    "tasksof": Try(LOOK, "{code}", tells=OVERSEE),
    "task": Try(LOOK, "{open_task}", tells=BELONG),
    "leavetask": Try(LOOK, at=TaskPage, held=_task("open_task")),
    "receive": Try(WORK, "{waiting_task}", works=True),
    "evidence": Try(LOOK, "{finished_task}", tells=BELONG),
    "progress": Try(LOOK, "{open_task}"),
    "finish": Try(LOOK, "{open_task}"),
    "finishedtoday": Try(LOOK, at=FinishingTask, held=_task("open_task")),
    "retyperesult": Try(LOOK, at=FinishingTask, held=_task("open_task", day="2024-03-13")),
    "finished": Try(WORK, at=FinishingTask, held=_task("open_task", day="2024-03-13"), works=True),
    "moretime": Try(LOOK, "{waiting_task}"),
    "asktasktime": Try(WORK, at=AskingMoreTime, held=_task("waiting_task", **_UNTIL), works=True),
    "accepttask": Try(RECEIVE, "{finished}", works=True),
    "returntask": Try(LOOK, "{finished}"),
    "granttask": Try(RECEIVE, "{wish}", works=True),
    "refusetask": Try(LOOK, "{wish}"),
    "canceltask": Try(LOOK, "{open_task}"),
    "movedue": Try(LOOK, "{open_task}"),
    "retypedue": Try(LOOK, at=MovingDue, held=_task("open_task", day="2024-03-28")),
    "duemoved": Try(RECEIVE, at=MovingDue, held=_task("open_task", day="2024-03-28"), works=True),
    "assign": Try(LOOK, "{code}: nộp kế hoạch, hạn 20/3"),
    "assignask": Try(LOOK, "title", at=Assigning, held=_assigned),
    "receiver": Try(LOOK, "{unit}", at=Assigning, held=_unclear),
    "noreceiver": Try(LOOK, at=Assigning, held=_unclear),
    "noco": Try(LOOK, at=Assigning, held=_assigned),
    "taskevery": Try(LOOK, "month", at=Assigning, held=_assigned),
    "notaskdue": Try(LOOK, at=Assigning, held=_assigned),
    "nodocument": Try(LOOK, at=Assigning, held=_assigned),
    "assignit": Try(ASK, at=Assigning, held=lambda target: _assigned(target, due="2024-03-20")),
    "rates": Try(LOOK),
    "ratesby": Try(LOOK, "unit", at=TaskRates),
    "taskbook": Try(LOOK, at=TaskRates),
    "ratespicture": Try(LOOK, at=TaskRates),
}
# Where somebody stands at something of a place, for any reason, and writes: who may change something by it.
STANDING: Mapping[type[Held], Try] = {
    Menu: Try(LOOK),
    Filling: Try(FILL, **FILLING, said="5", works=True),
    GivingTemplate: Try(LOOK, at=GivingTemplate),
    Wording: Try(FILL, at=Wording, held=lambda _: {"slot": "V"}, said="đề nghị tập huấn", works=True),
    WordsUnlike: Try(FILL, at=WordsUnlike, held=lambda _: {"slot": "I.direct"}, said="giữ vì chờ huyện", works=True),
    Guessing: Try(FILL, at=Guessing, **GUESSED, said="5", works=True),
    ListLines: Try(FILL, at=ListLines, held=lambda _: {"row": "1.1"}),
    Revising: Try(FILL, at=Revising, report="fresh", held=lambda _: {"section": "1"}, said="1.1: 5", works=True),
    Questioned: Try(FILL, at=Questioned, **OUT_OF_LINE, said="giữ vì chờ huyện", works=True),
    TickingOff: Try(FILL, at=TickingOff, report="fresh", said="2", works=True),
    Explaining: Try(FILL, at=Explaining, **OUT_OF_LINE, works=True),
    TotalsChanged: Try(FILL, at=TotalsChanged, report="shared", said="Cập nhật", works=True),
    KeepingFigures: Try(FILL, at=KeepingFigures, report="shared", works=True),
    Summary: Try(LOOK, at=Summary, report="complete"),
    Correcting: Try(FILL, at=Correcting, **COMMENTED, said="5", works=True),
    Confirming: Try(LOOK, at=Confirming, held=lambda _: dict(_DEED), before=True),
    LookingAt: Try(LOOK, at=LookingAt, held=lambda _: {"section": "1"}, report="complete"),
    Answering: Try(FILL, at=Answering, **COMMENTED, works=True),
    SendingBack: Try(APPROVE, at=SendingBack, report="awaiting", works=True),
    Reviewing: Try(RECEIVE, at=Reviewing, report="submitted", said="1.1: xem lại giúp", works=True),
    EnteringFor: Try(RECEIVE, at=EnteringFor, said="bản giấy", works=True),
    Granting: Try(RECEIVE, at=Granting, held=_extension, said="20/3/2024", works=True),
    Reopening: Try(FILL, at=Reopening, report="submitted", works=True),
    CodeTyped: Try(LOOK, at=CodeTyped),
    TakingOver: Try(LOOK, at=TakingOver, held=lambda _: dict(_SHEET)),
    Importing: Try(LOOK, at=Importing),
    Extending: Try(LOOK, at=Extending, report="complete"),
    AskingReopening: Try(FILL, at=AskingReopening, report="locked", works=True),
    Planning: Try(LOOK, at=Planning, held=lambda _: dict(_PLAN)),
    Returning: Try(RECEIVE, at=Returning, report="submitted", works=True),
    Refusing: Try(RECEIVE, at=Refusing, held=_extension, works=True),
    Giving: Try(LOOK, at=Giving),
    Unlocking: Try(LOOK, at=Unlocking, report="locked"),
    OpeningRound: Try(LOOK, at=OpeningRound, held=lambda target: {**_ROUND, "recipients": [target.unit]}),
    Tasks: Try(LOOK, at=Tasks, held=lambda target: {"unit": target.unit}),
    TaskPage: Try(LOOK, at=TaskPage, held=_task("open_task")),
    TaskRates: Try(LOOK, at=TaskRates),
    NotingProgress: Try(WORK, at=NotingProgress, held=_task("open_task"), works=True),
    FinishingTask: Try(LOOK, at=FinishingTask, held=_task("open_task"), said="15/BC-UBND ngày 12/3"),
    AskingMoreTime: Try(LOOK, at=AskingMoreTime, held=_task("waiting_task")),
    ReturningResult: Try(
        RECEIVE, at=ReturningResult, held=lambda t: {"task": t.finished_task, "event": t.finished}, works=True
    ),
    RefusingMoreTime: Try(RECEIVE, at=RefusingMoreTime, held=lambda t: {"task": t.open_task, "event": t.wish}, works=True),
    CancellingTask: Try(RECEIVE, at=CancellingTask, held=_task("open_task"), works=True),
    CorrectingData: Try(ANYBODY, at=CorrectingData, works=True),
    AnsweringWish: Try(OVERSEE, at=AnsweringWish, held=lambda t: {"wish": t.data_wish, "done": False}, works=True),
    Announcing: Try(LOOK, at=Announcing, held=lambda t: {"units": [t.unit]}),
    ChangingPerson: Try(LOOK, at=ChangingPerson, held=lambda t: {"officer": t.person}, said="Tên Khác"),
    ChangingRound: Try(LOOK, at=ChangingRound, held=lambda t: {"round": t.round, "what": "cancel"}),
    MovingDue: Try(LOOK, at=MovingDue, held=_task("open_task")),
    Assigning: Try(LOOK, at=Assigning, held=lambda target: {"units": [target.unit]}),
}


def _deed(name: str, may: May, about: HeldFor) -> Try:
    return Try(may, at=Confirming, held=lambda target: {"deed": name, "about": about(target)}, works=True)


# What is shown first and done after a yes: who may, and about what.
DEEDS: Mapping[str, Try] = {
    "change person": _deed("change person", OVERSEE, lambda t: {"officer": t.person, "name": "Tên Khác"}),
    "move person": _deed("move person", OVERSEE, lambda t: {"officer": t.person, "unit": t.other}),
    "move round": _deed("move round", RECEIVE, lambda t: {"round": t.round, "due": _DUE, "units": [], "reason": "mưa"}),
    "cancel round": _deed("cancel round", RECEIVE, lambda t: {"round": t.round, "reason": "mở nhầm"}),
    "accept many": Try(
        RECEIVE,
        at=Confirming,
        held=lambda t: {"deed": "accept many", "about": {"round": t.round, "reports": {str(t.submitted): 1}, "warned": {}}},
    ),
    "nudge": _deed(
        "nudge", OVERSEE, lambda t: {"round": t.round, "group": "all", "levels": "", "units": [t.unit], "but": False}
    ),
    "invite person": _deed("invite person", OVERSEE, lambda t: {"officer": t.person}),
    "let everybody in": _deed("let everybody in", OVERSEE, lambda t: {"requests": [t.request]}),
    "erase person": _deed("erase person", OVERSEE, lambda t: {"officer": t.person}),
    "announce": _deed("announce", OVERSEE, lambda t: {"units": [t.unit], "text": "Họp"}),
    "new person": _deed(
        "new person", OVERSEE, lambda t: {"unit": t.unit, "name": "Người Mới", "phone": "", "role": "officer"}
    ),
    "rename unit": _deed("rename unit", RECEIVE, lambda t: {"unit": t.unit, "name": "Tên Khác"}),
    # For all units, by an administrator of the topmost one, of whom there is none here.
    "set day": Try(
        May.LOOK,
        at=Confirming,
        held=lambda _t: {"deed": "set day", "about": {"day": "2024-04-30", "what": "off", "why": "bão"}},
    ),
    "end person": _deed("end person", OVERSEE, lambda t: {"officer": t.person}),
    "take words": _deed("take words", FILL, lambda t: {"report": t.draft, "words": {"V": ["Đề nghị.", False]}, "missing": []}),
    "end account": Try(
        OVERSEE,
        at=Confirming,
        held=lambda t: {
            "deed": "end account",
            "about": {"officer": t.person, "channel": "terminal", "address": f"officer {t.code}"},
        },
    ),
}
WRITTEN = ("12", "vì chờ số liệu của huyện")  # besides what the question there is after
A_FIGURE = "1.1: 9"  # which is also taken elsewhere, from whoever may fill the report at hand
COMMANDS = (
    "/start",
    "/baocao",
    "/tinhhinh",
    "/nhiemvu",
    "/bieu",
    "/giahan",
    "/moky",
    "/giaoviec",
    "/suckhoe",
    "/huy",
    "/dulieu",
    "/yeucau",
)
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
    "1.1 {name}",
    "1.1 các xã thấp nhất",
    "tổng số văn bản chỉ đạo của {name}",
    "số điện thoại cán bộ {name}",
    "danh sách cán bộ",
    "ai chưa tham gia bot",
    "nhắc {name}",
    "nhắc các xã chưa nộp",
    "thông báo cho {name}: họp",
    "thông báo các xã chưa nộp: họp",
    "ai đã đọc thông báo",
    "dữ liệu của tôi",
    "xóa dữ liệu cá nhân của tôi",
    "tiếp nhận tất cả",
    "tiếp nhận {name}",
    "đổi hạn nộp quý 1 sang 28/3/2024",
    "đổi hạn nộp {name} quý 1 sang 28/3/2024",
    "hủy kỳ báo cáo quý 1 vì mở nhầm",
    "gia hạn cho {name} đến 28/3/2024 vì mưa lũ",
    "mở lại {name} đến 28/3/2024 vì thiếu số",
    "ai đã xem báo cáo {name}",
    "1.1 {name} ai sửa",
    "tổng hợp {name}",
    "hạn nộp {name} khi nào",
    "tỷ lệ nộp đúng hạn của {name} năm nay",
    "xã nào hay nộp muộn nhất",
    "xếp hạng tỷ lệ nộp đúng hạn các xã",
    "chưa nộp quý 1 tách theo cấp",
    "dưới mình có bao nhiêu xã",
    "xã nào toàn số 0",
    "{name} nộp lúc mấy giờ, ai nộp",
    "{name} được gia hạn chưa",
    "nhắc {name} mấy lần rồi",
    "tuần sau nhắc lại {name}",
    "nhiệm vụ giao cho các xã hoàn thành mấy phần trăm",
    "đơn vị nào chưa nhận việc",
    "rút lại lệnh vừa rồi của {name}",
    "cấp mã mời mới cho {name}",
    "hủy nhiệm vụ vừa giao cho {name}",
    "{name} muộn 2 kỳ liên tiếp",
    "so sánh tình hình nộp của {name} với kỳ trước",
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
