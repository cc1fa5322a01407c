"""Who may do and see what in the chat: every role, every action and every question, aimed at every place.

The table says of each action of the conversation who may change something by it; whoever may not changes nothing, and is told
nothing of a place that is not theirs. An action that is not in the table fails.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from itertools import product
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from bot import conversation
from bot.addresses import Address
from bot.conversation.place import At, Place
from bot.database import make_engine
from bot.links import Link, Refusal, Way, open_link
from bot.messages import Incoming, Outgoing, SentFile
from tests.conftest import fresh_database
from tests.rights_world import NOW, PLACES, Target, World, address, changes, stored, told
from tests.tasking import plan_workbook
from tests.test_cli import Office, bare_office  # noqa: F401 - the fixture
from tracker.appendices import report_to_fill
from tracker.officers import Role
from tracker.reports import Report
from tracker.rounds import Round
from tracker.uploads import read_grids

OWN, BELOW = "own unit", "unit below"
UNITS_PEOPLE, DESKS = {Role.OFFICER, Role.LEADER}, {Role.DESK, Role.ADMIN}


class May(Enum):
    """Who may change something with an action that names something of a place."""

    FILL = auto()  # the officers and leaders of the place
    OVERSEE = auto()  # the desk and the administrators of the place and of the units above it
    SETTLE = auto()  # those of the units above it, which assigned the task
    LOOK = auto()  # nobody: it only tells something
    ASK = auto()  # a desk, of its own unit and of whatever is below it: it makes something new


ALLOWED: Mapping[May, set[tuple[Role, str]]] = {
    May.FILL: set(product(UNITS_PEOPLE, [OWN])),
    May.OVERSEE: set(product(DESKS, [OWN, BELOW])),
    May.SETTLE: set(product(DESKS, [BELOW])),
    May.LOOK: set(),
    May.ASK: set(product(DESKS, PLACES)),
}
INSIDERS = ALLOWED[May.FILL] | ALLOWED[May.OVERSEE]  # who may be told of a place

Held = Callable[[Target], dict[str, Any]]
_UNTIL = {"until": "2024-03-20T17:00:00+07:00", "reason": "chờ số liệu"}
_TASK = {"title": "Việc mới", "due": "2024-03-20"}
_ROUND = {"form": "ban-thi-2024", "period": "2025-Q1", "due": "2025-04-15T17:00:00+07:00"}


@dataclass(frozen=True)
class Try:
    """An action aimed at a place: who may, its argument, and where the person stands, at what, when they take it.

    `works`: for whoever may, it changes something at once.
    """

    may: May
    rest: str = ""
    at: At = At.MENU
    held: Held = lambda _: {}
    report: str = "draft"
    focus: str = ""
    works: bool = False


def _task(name: str, **more: Any) -> Held:
    return lambda target: {"task": getattr(target, name), **more}


FILL, OVERSEE, SETTLE, LOOK, ASK = May
FILLING: dict[str, Any] = {"at": At.FILLING, "focus": "1.1"}
ACTIONS: Mapping[str, Try] = {
    "open": Try(LOOK, "{draft}"),
    "menu": Try(LOOK),
    "none": Try(FILL, **FILLING, works=True),
    "noneall": Try(FILL, **FILLING, works=True),
    "nonesection": Try(FILL, **FILLING, works=True),
    "book": Try(FILL, **FILLING),
    "behind": Try(LOOK, "1.1", **FILLING),
    "same": Try(FILL, at=At.REVISING, focus="1"),
    "anew": Try(FILL, at=At.REVISING, focus="1"),
    "skip": Try(FILL, "chờ số liệu", **FILLING, works=True),
    "back": Try(LOOK, at=At.FILLING),
    "go": Try(LOOK, at=At.FILLING),
    "pick": Try(FILL, "0", at=At.FILLING, focus="1.6", works=True),
    "edit": Try(FILL, "1.1 thành 5", at=At.FILLING, works=True),
    "set": Try(FILL, "1.1: 5", at=At.FILLING, works=True),
    "fix": Try(FILL, at=At.QUESTIONED),
    "keep": Try(FILL, "vì thế", at=At.QUESTIONED),
    "submit": Try(FILL, at=At.SUMMARY),
    "sheet": Try(LOOK, "{submitted}"),
    "reopen": Try(FILL, "{submitted}", report="submitted"),
    "report": Try(LOOK),
    "leave": Try(LOOK),
    "help": Try(LOOK),
    "health": Try(LOOK),
    "later": Try(FILL, "{draft}", works=True),
    "laterthan": Try(FILL, "202403131500 {draft}", works=True),
    "nothing": Try(FILL, "{draft}"),
    "blank": Try(LOOK, at=At.FILLING),
    "over": Try(FILL, at=At.TAKING_OVER, held=lambda _: {"1.1": ["value", "5", None, ""]}, works=True),
    "overall": Try(FILL, at=At.TAKING_OVER, held=lambda _: {"1.1": ["value", "5", None, ""]}, works=True),
    "drop": Try(LOOK, at=At.TAKING_OVER),
    "import": Try(LOOK, "bieu-moi", at=At.IMPORTING),
    "extend": Try(LOOK, "18/3 chờ số liệu"),
    "extendreport": Try(LOOK, "{draft}"),
    "askmore": Try(FILL, at=At.EXTENDING, held=lambda _: dict(_UNTIL)),
    "retype": Try(LOOK, at=At.UNLOCKING, held=lambda _: dict(_UNTIL), report="locked"),
    "askreopening": Try(LOOK, "{locked}"),
    "plan": Try(FILL, "2024", at=At.PLANNING),
    "changes": Try(LOOK, "1.1 {code}"),
    "changesof": Try(LOOK, "1.1 {unit}"),
    "status": Try(LOOK),
    "nudge": Try(OVERSEE, "{round}"),
    "picture": Try(LOOK),
    "total": Try(LOOK, "{round}"),
    "see": Try(LOOK, "{submitted}"),
    "accept": Try(OVERSEE, "{submitted}", works=True),
    "return": Try(LOOK, "{submitted}"),
    "extension": Try(LOOK, "{extension}"),
    "grant": Try(OVERSEE, "{extension}", works=True),
    "refuse": Try(LOOK, "{extension}"),
    "unlock": Try(LOOK, "{locked}"),
    "unlockunit": Try(LOOK, "{code}"),
    "unlockuntil": Try(OVERSEE, at=At.UNLOCKING, held=lambda _: dict(_UNTIL), report="locked", works=True),
    "newround": Try(LOOK, "quý 1 2025"),
    "roundform": Try(LOOK, "ban-thi-2024", at=At.OPENING_ROUND),
    "roundleast": Try(LOOK, at=At.OPENING_ROUND, held=lambda _: {"form": "ban-thi-2024", "period": "2025-Q1"}),
    "roundask": Try(LOOK, "due", at=At.OPENING_ROUND, held=lambda _: dict(_ROUND)),
    "recipient": Try(LOOK, "{unit}", at=At.OPENING_ROUND, held=lambda target: {**_ROUND, "unclear": [target.code]}),
    "norecipient": Try(LOOK, at=At.OPENING_ROUND, held=lambda target: {**_ROUND, "unclear": [target.code]}),
    "openround": Try(ASK, at=At.OPENING_ROUND, held=lambda target: {**_ROUND, "recipients": [target.unit]}),
    "tasks": Try(LOOK),
    "unittasks": Try(LOOK, "{unit}"),
    "tasksof": Try(LOOK, "{code}"),
    "task": Try(LOOK, "{open_task}"),
    "leavetask": Try(LOOK, at=At.TASK, held=_task("open_task")),
    "receive": Try(FILL, "{waiting_task}", works=True),
    "evidence": Try(LOOK, "{finished_task}"),
    "progress": Try(LOOK, "{open_task}"),
    "finish": Try(LOOK, "{open_task}"),
    "finishedtoday": Try(LOOK, at=At.FINISHING_TASK, held=_task("open_task")),
    "retyperesult": Try(LOOK, at=At.FINISHING_TASK, held=_task("open_task", day="2024-03-13")),
    "finished": Try(FILL, at=At.FINISHING_TASK, held=_task("open_task", day="2024-03-13"), works=True),
    "moretime": Try(LOOK, "{waiting_task}"),
    "asktasktime": Try(FILL, at=At.ASKING_MORE_TIME, held=_task("waiting_task", **_UNTIL), works=True),
    "accepttask": Try(SETTLE, "{finished}", works=True),
    "returntask": Try(LOOK, "{finished}"),
    "granttask": Try(SETTLE, "{wish}", works=True),
    "refusetask": Try(LOOK, "{wish}"),
    "canceltask": Try(LOOK, "{open_task}"),
    "movedue": Try(LOOK, "{open_task}"),
    "retypedue": Try(LOOK, at=At.MOVING_DUE, held=_task("open_task", day="2024-03-28")),
    "duemoved": Try(SETTLE, at=At.MOVING_DUE, held=_task("open_task", day="2024-03-28"), works=True),
    "assign": Try(LOOK, "{code}: nộp kế hoạch, hạn 20/3"),
    "assignask": Try(LOOK, "title", at=At.ASSIGNING, held=lambda target: {"units": [target.unit], "title": "Việc mới"}),
    "receiver": Try(LOOK, "{unit}", at=At.ASSIGNING, held=lambda target: {"unclear": [target.code], "title": "Việc mới"}),
    "noreceiver": Try(LOOK, at=At.ASSIGNING, held=lambda target: {"unclear": [target.code], "title": "Việc mới"}),
    "notaskdue": Try(LOOK, at=At.ASSIGNING, held=lambda target: {"units": [target.unit], "title": "Việc mới"}),
    "nodocument": Try(LOOK, at=At.ASSIGNING, held=lambda target: {"units": [target.unit], "title": "Việc mới"}),
    "assignit": Try(
        ASK, at=At.ASSIGNING, held=lambda target: {"units": [target.unit], "title": "Việc mới", "due": "2024-03-20"}
    ),
    "rates": Try(LOOK),
    "ratesby": Try(LOOK, "unit", at=At.TASK_RATES),
    "taskbook": Try(LOOK, at=At.TASK_RATES),
    "ratespicture": Try(LOOK, at=At.TASK_RATES),
}
# Where somebody stands at something of a place, for any reason, and writes: who may change something by it.
STANDING: Mapping[At, Try] = {
    At.MENU: Try(LOOK),
    At.FILLING: Try(FILL, **FILLING, works=True),
    At.REVISING: Try(FILL, at=At.REVISING, focus="1"),
    At.QUESTIONED: Try(FILL, at=At.QUESTIONED),
    At.EXPLAINING: Try(FILL, at=At.EXPLAINING),
    At.SUMMARY: Try(FILL, at=At.SUMMARY),
    At.REOPENING: Try(FILL, at=At.REOPENING, report="submitted", works=True),
    At.TAKING_OVER: Try(FILL, at=At.TAKING_OVER),
    At.IMPORTING: Try(LOOK, at=At.IMPORTING),
    At.EXTENDING: Try(FILL, at=At.EXTENDING),
    At.ASKING_REOPENING: Try(FILL, at=At.ASKING_REOPENING, report="locked", works=True),
    At.PLANNING: Try(FILL, at=At.PLANNING),
    At.RETURNING: Try(OVERSEE, at=At.RETURNING, report="submitted", works=True),
    At.REFUSING: Try(OVERSEE, at=At.REFUSING, held=lambda target: {"extension": target.extension}, works=True),
    At.UNLOCKING: Try(LOOK, at=At.UNLOCKING, report="locked"),
    At.OPENING_ROUND: Try(LOOK, at=At.OPENING_ROUND, held=lambda target: {**_ROUND, "recipients": [target.unit]}),
    At.TASKS: Try(LOOK, at=At.TASKS, held=lambda target: {"unit": target.unit}),
    At.TASK: Try(LOOK, at=At.TASK, held=_task("open_task")),
    At.TASK_RATES: Try(LOOK, at=At.TASK_RATES),
    At.NOTING_PROGRESS: Try(FILL, at=At.NOTING_PROGRESS, held=_task("open_task"), works=True),
    At.FINISHING_TASK: Try(LOOK, at=At.FINISHING_TASK, held=_task("open_task")),
    At.ASKING_MORE_TIME: Try(LOOK, at=At.ASKING_MORE_TIME, held=_task("waiting_task")),
    At.RETURNING_RESULT: Try(
        SETTLE, at=At.RETURNING_RESULT, held=lambda t: {"task": t.finished_task, "event": t.finished}, works=True
    ),
    At.REFUSING_MORE_TIME: Try(
        SETTLE, at=At.REFUSING_MORE_TIME, held=lambda t: {"task": t.open_task, "event": t.wish}, works=True
    ),
    At.CANCELLING_TASK: Try(SETTLE, at=At.CANCELLING_TASK, held=_task("open_task"), works=True),
    At.MOVING_DUE: Try(LOOK, at=At.MOVING_DUE, held=_task("open_task")),
    At.ASSIGNING: Try(LOOK, at=At.ASSIGNING, held=lambda target: {"units": [target.unit]}),
}
WRITTEN = ("12", "vì chờ số liệu của huyện", "20/3/2024 vì chờ số liệu", "15/BC-UBND ngày 12/3")
COMMANDS = ("/start", "/baocao", "/tinhhinh", "/nhiemvu", "/bieu", "/giahan", "/moky", "/giaoviec", "/suckhoe", "/huy")
NAMED = (
    "{code}",
    "mở lại {code}",
    "nhiệm vụ {code}",
    "giao {code}: họp, hạn 20/3",
    "ai đã sửa 1.1 {code}",
    "tình hình {code}",
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with fresh_database(request.param, request, tmp_path_factory.mktemp("rights")) as url:
        engine = make_engine(url)
        yield World(engine, url)
        engine.dispose()


def stand(session: Session, role: Role, tried: Try, target: Target) -> None:
    """As if the person had come there while they still had the right."""
    officer = session.get_one(Address, ("terminal", address(role))).officer_id
    place = Place(officer_id=officer, at=tried.at, report_id=getattr(target, tried.report), held=tried.held(target))
    place.focus = place.asked = tried.focus
    session.merge(place)
    session.flush()


_STANDS = re.compile(r'\s*(SELECT|WITH|(INSERT INTO|UPDATE|DELETE FROM) "?(place|address)\b)')  # changes nothing else
Say = Callable[[Session], Sequence[Outgoing]]


class Answer:
    """What came of a message; nothing of it stays."""

    def __init__(self, world: World, role: Role, target: Target, say: Say) -> None:
        self._role, self._target = role, target
        with Session(world.engine, expire_on_commit=False, autoflush=False) as session:
            written: list[str] = []
            event.listen(session.connection(), "before_cursor_execute", lambda *given: written.append(given[2]))
            self._replies = say(session)
            session.flush()
            changed = any(not _STANDS.match(statement) for statement in written)
            self.changes = list(changes(world.rows, stored(session))) if changed else []

    def wrong(self, place: str, may: May, known: str = "") -> str:
        """What it did or told that it must not, "" if nothing; what the person said themselves is `known` to them."""
        role, said = self._role, told(self._replies)
        told_others = [reply.address for reply in self._replies if reply.address != address(role)]
        touched = [name for name, row in self.changes if self._target.owns(name, row)]
        if (role, place) not in ALLOWED[may] and (self.changes or told_others):
            return f"changed {sorted({name for name, _ in self.changes})}, told {told_others}"
        if may is May.ASK and touched and (role, place) not in ALLOWED[May.OVERSEE]:
            return f"changed {touched} of a unit that is not theirs"
        leaked = [marker for marker in self._target.markers if marker in said and marker not in known]
        return f"told {leaked}" if leaked and (role, place) not in INSIDERS else ""

    def shows_nothing(self, place: str, tried: Try) -> bool:
        """Whether it changed nothing although it should, which would make this table say nothing either."""
        return tried.works and (self._role, place) in ALLOWED[tried.may] and not self.changes


def say(role: Role, text: str) -> Say:
    return lambda session: conversation.handle(session, Incoming("terminal", "1", address(role), text=text), NOW)


def act(role: Role, target: Target, action: str, tried: Try) -> Say:
    """Take an action as a choice that was offered: the strongest way in, since no step and no words stand before it."""

    def do(session: Session) -> Sequence[Outgoing]:
        stand(session, role, tried, target)
        officer = session.get_one(Address, ("terminal", address(role))).officer_id
        offered = f"{action} {tried.rest.format(**vars(target))}".strip()
        session.get_one(Place, officer).offered = [["chọn mục này", offered]]
        return conversation.handle(session, Incoming("terminal", "1", address(role), text="chọn mục này"), NOW)

    return do


def at_work(role: Role, target: Target, tried: Try, text: str) -> Say:
    def do(session: Session) -> Sequence[Outgoing]:
        stand(session, role, tried, target)
        return say(role, text)(session)

    return do


EVERYBODY = pytest.mark.parametrize(("role", "place"), list(product(Role, PLACES)))


@EVERYBODY
def test_no_action_does_or_tells_more_than_the_table_allows(world: World, role: Role, place: str) -> None:
    target, wrong = world.targets[place], {}
    for action, tried in ACTIONS.items():
        answer = Answer(world, role, target, act(role, target, action, tried))
        wrong[action] = answer.wrong(place, tried.may) or ("did nothing" if answer.shows_nothing(place, tried) else "")
    assert {action: why for action, why in wrong.items() if why} == {}


@EVERYBODY
def test_nobody_goes_on_with_a_question_about_what_is_not_theirs(world: World, role: Role, place: str) -> None:
    """Wherever somebody stands, for example since they had another unit or role before: nothing is heard there any more."""
    target, wrong, worked = world.targets[place], {}, set()
    for (at, tried), text in product(STANDING.items(), WRITTEN):
        answer = Answer(world, role, target, at_work(role, target, tried, text))
        worked |= set() if answer.shows_nothing(place, tried) else {at}
        wrong[at, text] = answer.wrong(place, tried.may)
    assert {key: why for key, why in wrong.items() if why} == {}
    assert worked == set(STANDING)


@EVERYBODY
def test_no_words_tell_of_what_is_not_theirs(world: World, role: Role, place: str) -> None:
    target, wrong = world.targets[place], {}
    for text in (*COMMANDS, *(words.format(**vars(target)) for words in NAMED)):
        wrong[text] = Answer(world, role, target, say(role, text)).wrong(place, May.LOOK)
    assert {text: why for text, why in wrong.items() if why} == {}


@EVERYBODY
def test_the_sheet_of_another_unit_is_not_taken_over(world: World, role: Role, place: str) -> None:
    target = world.targets[place]

    def send(session: Session) -> Sequence[Outgoing]:
        _, content = report_to_fill(session, session.get_one(Report, target.draft))
        file = SentFile("biểu.xlsx", len(content), content=content)
        return conversation.handle(session, Incoming("terminal", "1", address(role), file=file), NOW, read_grids(content))

    named_in_it = "Ngọc Giữa Ngọc Dưới Ngọc Trên Ngọc Bên Ngọc Xa"
    assert Answer(world, role, target, send).wrong(place, May.LOOK, named_in_it) == ""


@EVERYBODY
@pytest.mark.parametrize("way", list(Way))
def test_a_link_opens_only_for_who_still_has_the_right(world: World, role: Role, place: str, way: Way) -> None:
    target = world.targets[place]
    allowed = ALLOWED[May.FILL] if way is Way.SEND else INSIDERS
    with Session(world.engine) as session:
        officer = session.get_one(Address, ("terminal", address(role))).officer_id
        theirs = {"officer_id": officer, "unit_id": target.unit, "channel": "terminal", "address": address(role)}
        facts: dict[str, Any] = {**theirs, "way": way, "name": "", "expires_at": NOW + timedelta(hours=1)}
        report = target.draft if way is Way.SEND else None
        session.add_all(
            [
                Link(key="mine", report_id=report, **facts),
                Link(key="passed on", report_id=report, **facts | {"address": f"officer {target.code}"}),
            ]
        )
        session.flush()
        opened, passed_on = open_link(session, "mine", NOW), open_link(session, "passed on", NOW)
    assert isinstance(opened, Link) == ((role, place) in allowed)
    assert passed_on is Refusal.NOT_YOURS


@EVERYBODY
def test_the_command_line_enters_nothing_in_the_name_of_who_may_not(
    bare_office: Office,  # noqa: F811 - the fixture
    world: World,
    role: Role,
    place: str,
) -> None:
    target, office = world.targets[place], bare_office.at(world.url)
    with Session(world.engine) as session:
        _, content = report_to_fill(session, session.get_one(Report, target.draft))
        period = session.get_one(Round, target.round).period
    (office.folder / "a.xlsx").write_bytes(content)
    (office.folder / "plan.xlsx").write_bytes(plan_workbook([["1", "Việc mới", "văn bản", "x", "", "31/12/2024"]]))
    if (role, place) not in ALLOWED[May.FILL]:
        office.refuses("report", "import", "ban-thi-2024", period, target.code, "a.xlsx", "--by", f"Người hỏi {role}")
    if (role, place) not in INSIDERS:
        office.refuses("task", "import", "plan.xlsx", "--unit", target.code, "--year", "2024", "--by", f"Người hỏi {role}")
    with Session(world.engine) as session:
        assert list(changes(world.rows, stored(session))) == []


def test_no_action_and_no_place_is_missing_in_the_table() -> None:
    assert set(ACTIONS) == set(conversation._DO)  # noqa: SLF001 - the tables themselves
    assert set(STANDING) == set(conversation._HEAR) == set(At)  # noqa: SLF001 - the tables themselves


def test_the_places_are_five_and_each_is_marked_otherwise(world: World) -> None:
    markers = [marker for target in world.targets.values() for marker in target.markers]
    assert len(markers) == len(set(markers))
    assert len(world.targets) == len(PLACES)
