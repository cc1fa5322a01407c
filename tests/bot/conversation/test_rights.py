"""Who may do and see what in the chat: every role, every action and every question, aimed at every place.

The table says of each action of the conversation who may change something by it; whoever may not changes nothing, and is told
nothing of a place that is not theirs. An action that is not in the table fails.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from functools import cache, cached_property
from itertools import product
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from bot.conversation.core import confirming
from bot.conversation.core.held import Place
from bot.conversation.core.places import Filling
from bot.conversation.core.step import STEPS
from bot.conversation.handle import handle
from bot.messages.actions import ACTIONS as KNOWN
from bot.messages.messages import Attachment, Incoming, Outgoing, SentFile
from bot.people.addresses import Address
from bot.sending.links import Link, LinkRefusal, Way, open_link
from bot.storage.database import Holding, make_engine
from tests.bot.cli.test_cli import Office, bare_office  # noqa: F401 - the fixture
from tests.conftest import fresh_database
from tests.rights_table import A_FIGURE, ACTIONS, ALLOWED, BELOW, COMMANDS, DEEDS, NAMED, OWN, STANDING, WRITTEN, May, Try
from tests.rights_world import NOW, PLACES, World, asker, changes, told
from tests.tasking import plan_workbook
from tracker.office.officers import Officer, Role
from tracker.office.units import Unit
from tracker.reports.reports import Report
from tracker.reports.rounds import Round
from tracker.uploads.reading import read_grids
from tracker.workbooks.appendices import report_to_fill

Say = Callable[[Session], Sequence[Outgoing]]
# On PostgreSQL only a few: rights are decided on rows, which are the same there.
_WHO = [
    *product(["sqlite"], Role, PLACES),
    *(("postgresql", role, place) for role, place in ((Role.DESK, BELOW), (Role.LEADER, "sibling"))),
]
_WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')


@pytest.fixture(scope="module")
def worlds(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], World]]:
    """The places, in one database of a kind for all the tests of this file: nothing of what they try stays."""
    with ExitStack() as closing:

        @cache
        def world(kind: str) -> World:
            url = closing.enter_context(fresh_database(kind, request, tmp_path_factory.mktemp("rights")))
            engine = make_engine(url)
            closing.callback(engine.dispose)
            return World(engine, url)

        yield world


class Trial:
    """Somebody of one role tries things at one place, each in a savepoint of one transaction that comes to nothing."""

    def __init__(self, world: World, role: Role, place: str) -> None:
        self.role, self.place, self.target, self.world = role, place, world.targets[place], world
        self.asker = asker(role, place)
        self._written: set[str] = set()
        self._connection = world.engine.connect()
        event.listen(self._connection, "before_cursor_execute", self._note_written)

    def _note_written(self, *given: Any) -> None:
        if found := _WRITES.match(given[2]):
            self._written.add(found[1])

    def close(self) -> None:
        self._connection.close()

    def may(self, may: May) -> bool:
        return (self.role, self.place) in ALLOWED[may]

    def ask(self, say: Say) -> "Answer":
        self._written.clear()
        with self._connection.begin_nested() as savepoint, self._session() as session:
            replies = say(session)
            session.flush()
            changed = list(changes(self.world, session, self._written))
            savepoint.rollback()
        return Answer(self, replies, changed)

    def _session(self) -> Session:
        return Holding(self._connection, expire_on_commit=False, autoflush=False, join_transaction_mode="control_fully")

    def say(self, text: str) -> "Answer":
        return self.ask(lambda session: self._handle(session, text))

    def _handle(self, session: Session, text: str) -> Sequence[Outgoing]:
        return handle(session, Incoming("terminal", "1", self.asker, text=text), NOW)

    def act(self, action: str, tried: Try) -> "Answer":
        """Take an action as a choice that was offered: the strongest way in, since no step and no words stand before it."""
        offered = f"{action} {tried.rest.format(**vars(self.target))}".strip()
        return self.ask(lambda session: self._handle(self._stand(session, tried, offered), "chọn mục này"))

    def answer(self, tried: Try, text: str) -> "Answer":
        """Write something there."""
        return self.ask(lambda session: self._handle(self._stand(session, tried), text))

    def _stand(self, session: Session, tried: Try, offered: str = "none") -> Session:
        """As if the person had come there while they still had the right."""
        officer = session.get_one(Address, ("terminal", self.asker)).officer_id
        place = Place(officer_id=officer, at=tried.at.at, report_id=getattr(self.target, tried.report))
        place.held = tried.held(self.target)
        if tried.behalf:
            place.behalf = {"report": place.report_id, "how": "paper"}
        if tried.before:
            place.before = {
                "at": Filling.at,
                "report_id": self.target.draft,
                "held": {"again": ["5.1.1"]},
                "behalf": place.behalf,
            }
        if tried.put_by:
            place = Place(officer_id=officer, put_by=[place.where()])
        place.offered = [["chọn mục này", offered]]
        session.add(place)
        session.flush()
        return session


class Answer:
    """What came of a message."""

    def __init__(self, trial: Trial, replies: Sequence[Outgoing], changed: Sequence[tuple[str, Mapping[str, object]]]) -> None:
        self._trial, self.changes, self.replies = trial, changed, replies

    @cached_property
    def said(self) -> str:
        return told(self.replies)

    def wrong(self, *mays: May, known: str = "") -> str:
        """What it did or told that it must not, "" if nothing; what the person said themselves is `known` to them."""
        trial = self._trial
        told_others = [reply.address for reply in self.replies if reply.address != trial.asker]
        touched = [name for name, row in self.changes if trial.target.owns(name, dict(row))]
        if not any(map(trial.may, mays)) and (self.changes or told_others):
            return f"changed {sorted({name for name, _ in self.changes})}, told {told_others}"
        if May.ASK in mays and touched and not trial.may(May.OVERSEE):
            return f"changed {touched} of a unit that is not theirs"
        hidden = () if trial.may(May.BELONG) else trial.target.markers
        withheld = () if trial.may(May.RECEIVE) else trial.target.withheld
        leaked = [marker for marker in (*hidden, *withheld) if marker in self.said and marker not in known]
        return f"told {leaked}" if leaked else ""

    def missed(self, tried: Try) -> str:
        """What it should have done or told, without which this table would say nothing either."""
        trial = self._trial
        if tried.works and trial.may(tried.may) and not self.changes:
            return "did nothing"
        tells = any(marker in self.said for marker in trial.target.markers)
        return "told nothing" if trial.may(tried.tells) and not tells else ""


@pytest.fixture(
    params=[pytest.param(who, marks=pytest.mark.xdist_group(f"rights {who[0]}"), id="-".join(who)) for who in _WHO]
)
def trial(request: pytest.FixtureRequest, worlds: Callable[[str], World]) -> Iterator[Trial]:
    kind, role, place = request.param
    trial = Trial(worlds(kind), role, place)
    yield trial
    trial.close()


def test_no_action_does_or_tells_more_than_the_table_allows(trial: Trial) -> None:
    wrong = {}
    for action, tried in ACTIONS.items():
        answer = trial.act(action, tried)
        wrong[action] = answer.wrong(tried.may) or answer.missed(tried)
    assert {action: why for action, why in wrong.items() if why} == {}


_ONES_OWN = {"let in", "ask deletion"}  # of a browser, of one's own data: whoever says yes does it to themselves
_OF_REPORTS = {"none arose", "skip section", "replace", "erase all"}  # "yes" is tried at the first, and all look at the report


def test_no_deed_that_was_shown_is_done_for_whoever_may_not(trial: Trial) -> None:
    """For example since they had the right when it was shown."""
    assert confirming.DEEDS.keys() - DEEDS.keys() == _OF_REPORTS | _ONES_OWN
    wrong = {}
    for name, tried in DEEDS.items():
        answer = trial.act("yes", tried)
        wrong[name] = answer.wrong(tried.may) or answer.missed(tried)
    assert {name: why for name, why in wrong.items() if why} == {}


def test_nobody_goes_on_with_a_question_about_what_is_not_theirs(trial: Trial) -> None:
    """Wherever somebody stands, for example since they had another unit or role before: nothing is heard there any more."""
    wrong = {}
    for at, tried in STANDING.items():
        answers = [trial.answer(tried, text) for text in (*WRITTEN, tried.said)]
        wrong[at] = "".join(answer.wrong(tried.may) for answer in answers) or _all_missed(tried, answers)
        wrong[at] += trial.answer(tried, A_FIGURE).wrong(tried.may, May.FILL)
    assert {key: why for key, why in wrong.items() if why} == {}


def _all_missed(tried: Try, answers: Sequence[Answer]) -> str:
    return answers[0].missed(tried) if all(answer.missed(tried) for answer in answers) else ""


def test_on_behalf_of_a_unit_enters_only_who_receives_its_reports(trial: Trial) -> None:
    """Whatever else the place says; what officers may do at it, the desk above may then."""
    if trial.role not in {Role.DESK, Role.ADMIN} and trial.place != BELOW:
        return  # who is no desk receives nothing from anybody
    wrong = {}
    for name, tried in ACTIONS.items() | STANDING.items():
        if tried.may is not May.FILL:
            continue
        entered = replace(tried, may=May.RECEIVE, tells=May.LOOK, works=tried.works and tried.report != "shared", behalf=True)
        if not isinstance(name, str):
            answers = [trial.answer(entered, text) for text in (*WRITTEN, tried.said)]
        else:
            answers = [trial.act(name, entered)]
        wrong[name] = "".join(answer.wrong(May.RECEIVE) for answer in answers) or _all_missed(entered, answers)
    assert {name: why for name, why in wrong.items() if why} == {}


def test_no_words_tell_of_what_is_not_theirs(trial: Trial) -> None:
    wrong = {}
    for text in (*COMMANDS, *(words.format(**vars(trial.target)) for words in NAMED)):
        wrong[text] = trial.say(text).wrong(May.LOOK, known=text)
    assert {text: why for text, why in wrong.items() if why} == {}


def test_the_sheet_of_another_unit_is_not_taken_over(trial: Trial) -> None:
    def send(session: Session) -> Sequence[Outgoing]:
        _, content = report_to_fill(session, session.get_one(Report, trial.target.draft))
        file = SentFile("biểu.xlsx", len(content), content=content)
        return handle(session, Incoming("terminal", "1", trial.asker, file=file), NOW, read_grids(content))

    assert trial.ask(send).wrong(May.LOOK, known=trial.target.name) == ""


@pytest.mark.parametrize(("way", "may"), [(Way.FETCH, May.BELONG), (Way.SEND, May.ENTER)])
def test_a_link_opens_only_for_who_still_has_the_right(trial: Trial, way: Way, may: May) -> None:
    opened: list[Link | LinkRefusal] = []

    def open_both(session: Session) -> Sequence[Outgoing]:
        officer = session.get_one(Address, ("terminal", trial.asker)).officer_id
        theirs = {"officer_id": officer, "unit_id": trial.target.unit, "channel": "terminal", "address": trial.asker}
        facts: dict[str, Any] = {**theirs, "way": way, "name": "", "expires_at": NOW + timedelta(hours=1)}
        facts["report_id"] = trial.target.draft if way is Way.SEND else None
        passed_on = facts | {"address": f"officer {trial.target.code}"}
        session.add_all([Link(key="mine", **facts), Link(key="passed on", **passed_on)])
        session.flush()
        opened.extend(open_link(session, key, NOW) for key in ("mine", "passed on"))
        return []

    trial.ask(open_both)
    assert isinstance(opened[0], Link) == trial.may(may)
    assert opened[1] is LinkRefusal.NOT_YOURS


def test_a_picture_is_the_same_whatever_the_units_of_others_are_called(trial: Trial) -> None:
    def picture(name: str) -> list[Attachment | None]:
        def rename_and_ask(session: Session) -> Sequence[Outgoing]:
            officer = session.get_one(Address, ("terminal", trial.asker)).officer_id
            session.get_one(Unit, trial.target.unit).name = name
            session.flush()
            wanted = f"|ask all picture {trial.world.targets[OWN].shared_round} 1 {session.get_one(Officer, officer).unit_id}"
            return handle(session, Incoming("terminal", "1", trial.asker, pressed=wanted), NOW)

        return [reply.attachment for reply in trial.ask(rename_and_ask).replies]

    if trial.role in {Role.DESK, Role.ADMIN}:
        assert None not in picture("Một")
        assert (picture("Một") == picture("Hai")) != trial.may(May.OVERSEE)
    else:
        assert picture("Một") == [None]


def test_the_command_line_enters_nothing_in_the_name_of_who_may_not(bare_office: Office, trial: Trial) -> None:  # noqa: F811 - the fixture
    target, by = trial.target, trial.asker
    office = bare_office.at(trial.world.url)
    with Session(trial.world.engine) as session:
        _, content = report_to_fill(session, session.get_one(Report, target.draft))
        period = session.get_one(Round, target.round).period
    (office.folder / "a.xlsx").write_bytes(content)
    (office.folder / "plan.xlsx").write_bytes(plan_workbook([["1", "Việc mới", "văn bản", "x", "", "31/12/2024"]]))
    if not trial.may(May.FILL):
        office.refuses("report", "import", "ban-thi-2024", period, target.code, "a.xlsx", "--by", by)
    if not trial.may(May.BELONG):
        office.refuses("task", "import", "plan.xlsx", "--unit", target.code, "--year", "2024", "--by", by)
    with Session(trial.world.engine) as session:
        assert list(changes(trial.world, session, trial.world.rows)) == []


def test_no_action_and_no_place_is_missing_in_the_table() -> None:
    assert set(ACTIONS) == set(KNOWN)
    assert {place.at for place in STANDING} == set(STEPS)


def test_the_places_are_five_and_each_is_marked_otherwise(worlds: Callable[[str], World]) -> None:
    world = worlds("sqlite")
    markers = [marker for target in world.targets.values() for marker in target.markers]
    assert len(markers) == len(set(markers))
    assert len(world.targets) == len(PLACES)
