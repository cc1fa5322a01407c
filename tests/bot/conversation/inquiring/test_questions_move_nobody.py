"""Whatever an officer asks, at whatever step: it is answered or named as not understood, and nothing is other than before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, SQLModel

from bot.conversation.core.held import Held, Place
from bot.conversation.core.places import (
    Correcting,
    Explaining,
    Filling,
    Menu,
    Questioned,
    Reopening,
    Revising,
    Summary,
    TotalsChanged,
)
from bot.conversation.handle import handle
from bot.conversation.report.correcting import Answering
from bot.conversation.report.extending import Extending
from bot.conversation.report.locking import AskingReopening
from bot.conversation.report.sheets import TakingOver
from bot.conversation.tasks.places import AskingMoreTime, FinishingTask, NotingProgress, TaskPage, Tasks
from bot.messages.messages import Incoming, Outgoing
from bot.people.addresses import Address
from bot.storage.database import make_engine
from bot.texts.inquiring.asked import NOT_SURE
from bot.texts.office.menu import HELP
from bot.texts.report.inquiring import MAY_ASK
from tests.conftest import fresh_database
from tests.rights_table import OWN, STANDING
from tests.rights_world import NOW, World, asker, changes, told
from tracker.office.officers import Role

# What is asked, and a part of every answer to it, wherever it is asked.
QUESTIONS = {
    "hạn nộp khi nào?": "hạn nộp",
    "còn mấy ngày nữa là hết hạn vậy em?": "hạn nộp",
    "còn mấy mục?": "Báo cáo cải cách hành chính",
    "còn thiếu gì nữa?": "Báo cáo cải cách hành chính",
    "mục 3.2.1 là gì?": "3.2.1 Số TTHC",
    "1.1 là gì vậy em": "1.1 Số văn bản",
    "1.2 công thức thế nào": "tự tính = 1.2.2",
    "đơn vị tính của 1.1 là gì": "đơn vị tính: văn bản",
    "1.1 kỳ trước bao nhiêu": "ỳ trước",
    "số văn bản chỉ đạo kỳ trước bao nhiêu": "ỳ trước",
    "1.1 đang ghi mấy": "iện ghi",
    "ai phụ trách ở huyện?": "☎ Bà desk Tren",
    "gọi ai khi không hiểu?": "☎ Bà desk Tren",
    "tôi nộp chưa?": "Tình hình nộp của",
    "đã được tiếp nhận chưa?": "Tình hình nộp của",
    "phụ lục đâu?": "Phụ lục gửi kèm",
    "mã nhận là gì?": "Báo cáo cải cách hành chính",
    "nhập được bao nhiêu rồi?": "Báo cáo cải cách hành chính",
    "tóm tắt thế nào?": "đã nhập",
    "căn cứ văn bản nào?": "căn cứ",
    "số liệu tính từ ngày nào?": "số liệu tính từ",
    "báo cáo nào sắp đến hạn?": "hạn nộp",
    "tôi làm đến mục mấy rồi?": "Báo cáo cải cách hành chính",
    "mấy giờ chốt vậy em?": "hạn nộp",
    "số liệu lũy kế hay chỉ trong kỳ?": "số liệu tính từ",
    "máy bị lỗi thì gọi số nào?": "☎ Bà desk Tren",
    "ai vừa sửa mục 1.1?": "gười ghi, 1.1 Số văn bản",
    "có bị tính là muộn không?": "Tình hình nộp của",
    "tắt điện thoại có mất số không?": "vẫn lưu",
    "lỡ nhập sai thì làm thế nào?": "hoàn tác",
    "anh cho xem lại câu hỏi?": "Tôi nhắc lại",
    "bot làm được những gì?": HELP.splitlines()[0],
    "mục 9.9.9 là gì?": "không có mục",
    "sao dạo này mưa nhiều thế?": NOT_SURE,
    "gõ dở chừng mà mất điện thì mất hết số hả chị?": "vẫn lưu",
    "cả đội 3 người nhập chung một bản được hông?": "Nhiều người cùng đơn vị",
    "nộp trên ni rồi có phải gửi bản giấy đóng dấu nữa không?": "không ký số và không đóng dấu",
    "kỳ tới chừng nào mở vậy?": "kỳ sau",
    "qwrtzp klmnb?": MAY_ASK,
}
PLACES: tuple[type[Held], ...] = (
    *(Menu, Filling, Revising, Questioned, Explaining, TotalsChanged, Summary, Correcting, Answering, Reopening),
    *(Extending, AskingReopening, TakingOver, Tasks, TaskPage, NotingProgress, FinishingTask, AskingMoreTime),
)
_WHERE = ("at", "held", "before", "report_id", "failures", "put_by", "behalf")


@pytest.fixture(scope="module")
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with fresh_database("sqlite", request, tmp_path_factory.mktemp("asking")) as url:
        engine = make_engine(url)
        yield World(engine, url)
        engine.dispose()


class Asking:
    """An officer who stands somewhere; nothing of it stays."""

    def __init__(self, world: World, session: Session, at: type[Held]) -> None:
        self._world, self._session, self._count = world, session, 0
        self._who = asker(Role.OFFICER, OWN)
        tried, target = STANDING[at], world.targets[OWN]
        self._officer = session.get_one(Address, ("terminal", self._who)).officer_id
        session.add(
            Place(officer_id=self._officer, at=at.at, report_id=getattr(target, tried.report), held=tried.held(target))
        )
        session.flush()
        self.say("giúp")  # the question is put

    def say(self, text: str) -> list[Outgoing]:
        self._count += 1
        replies = handle(self._session, Incoming("terminal", str(self._count), self._who, text=text), NOW)
        self._session.flush()
        return replies

    @property
    def where(self) -> dict[str, object]:
        """The place, but how many lines of it the last screen had room for."""
        place = self._session.get_one(Place, self._officer)
        held = {name: what for name, what in place.held.items() if name != "until"}
        return {name: getattr(place, name) for name in _WHERE} | {"held": held}

    @property
    def changed(self) -> list[str]:
        """The tables in which something is other, but the log, which notes what was sent."""
        tables = set(SQLModel.metadata.tables) - {"audit_line"}
        return sorted({name for name, _ in changes(self._world, self._session, tables)})


@pytest.mark.parametrize("at", PLACES, ids=lambda at: at.at)
def test_every_question_is_answered_at_every_step_and_moves_nobody(world: World, at: type[Held]) -> None:
    with Session(world.engine, autoflush=False, expire_on_commit=False) as session:
        asking = Asking(world, session, at)
        where = asking.where
        for question, part in QUESTIONS.items():
            replies = asking.say(question)
            assert part in told(replies), question
            assert asking.where == where, question
            assert len(replies) == 1, question
        assert asking.changed == []


SHAPES = st.builds(
    lambda begins, question, ends: f"{begins}{question}{ends}",
    st.sampled_from(["", "dạ ", "em ơi, ", "cho em hỏi ", "chị ơi "]),
    st.sampled_from([question.rstrip("?") for question in QUESTIONS if question.endswith("?")]),
    st.sampled_from(["?", " ạ?", " vậy?", " hả em?", " nhỉ?"]),
)


@pytest.mark.long
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(at=st.sampled_from(PLACES), questions=st.lists(SHAPES, min_size=1, max_size=6))
def test_a_question_in_any_shape_leaves_everything_as_it_was(world: World, at: type[Held], questions: list[str]) -> None:
    with Session(world.engine, autoflush=False, expire_on_commit=False) as session:
        asking = Asking(world, session, at)
        where = asking.where
        for question in questions:
            assert asking.say(question)
        assert asking.where == where
        assert asking.changed == []
        session.rollback()


def test_the_places_that_are_tried_are_there(tmp_path: Path) -> None:
    assert tmp_path
    assert len(PLACES) == len({at.at for at in PLACES})
