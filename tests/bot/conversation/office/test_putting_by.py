"""What was begun is put by when something else comes between, over a restart too, and never lost."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.conversation.core.held import Held, Leaving, Place
from bot.texts.common import putting_by
from tests.conftest import Clock, District
from tests.talking import Talk, text

ASSIGNING = "giao Bản Thi: nộp kế hoạch CCHC"


@pytest.fixture
def thu(stored_district: District) -> str:
    return str(stored_district.desk.id)


def place(engine: Engine, thu: str) -> Place:
    with Session(engine) as session:
        return session.get_one(Place, int(thu))


@pytest.mark.parametrize("at", sorted(at for at, kind in Held.kinds.items() if kind.leaving is Leaving.PUT_BY))
def test_everything_that_is_put_by_has_a_name(at: str) -> None:
    assert putting_by.take_up(at).startswith("Làm tiếp: ")
    assert len(putting_by.take_up(at)) <= 40


@pytest.mark.parametrize("way", ["/tinhhinh", "/nhiemvu", "/baocao", "/moky", "/start"])
def test_a_task_that_is_being_assigned_survives_whatever_comes_between(
    engine: Engine, clock: Clock, thu: str, way: str
) -> None:
    talk = Talk(engine, clock)
    talk.say(thu, ASSIGNING)
    assert "Việc giao nhiệm vụ đang làm dở tôi giữ lại" in text(talk.say(thu, way))
    talk.say(thu, "hủy")
    assert "Hạn hoàn thành là ngày nào?" in text(talk.say(thu, "làm tiếp"))
    assert "Nộp kế hoạch CCHC" in text(talk.say(thu, "15/4"))


def test_a_second_one_begun_meanwhile_does_not_replace_the_first(engine: Engine, clock: Clock, thu: str) -> None:
    talk = Talk(engine, clock)
    talk.say(thu, ASSIGNING)
    talk.say(thu, "/tinhhinh")
    talk.say(thu, "giao Xuân Lạc: báo cáo nhanh")
    assert "Việc giao nhiệm vụ đang làm dở tôi giữ lại" in text(talk.press(thu, "|status"))
    assert "Xuân Lạc" in text(talk.say(thu, "làm tiếp")) + text(talk.say(thu, "15/4"))
    talk.say(thu, "thôi")
    assert "Bản Thi" in text(talk.say(thu, "làm tiếp")) + text(talk.say(thu, "15/4"))


def test_what_is_finished_or_given_up_is_not_put_by(engine: Engine, clock: Clock, thu: str) -> None:
    talk = Talk(engine, clock)
    talk.say(thu, f"{ASSIGNING}, hạn 15/4")
    talk.say(thu, "giao")
    talk.say(thu, ASSIGNING)
    talk.say(thu, "thôi")
    assert place(engine, thu).put_by == []
    assert "Anh/chị không có việc nào làm dở." in text(talk.say(thu, "làm tiếp"))


def test_a_question_in_between_keeps_the_way_back_to_what_was_begun(engine: Engine, clock: Clock, thu: str) -> None:
    talk, lan = Talk(engine, clock), "1"
    talk.say(lan, "xin gia hạn đến 18/3 vì chờ số liệu công an xã")
    talk.say(lan, "gửi")
    talk.say(thu, ASSIGNING)
    talk.press(thu, "|refuse 1")
    talk.say(thu, "/tinhhinh")
    assert "Hạn hoàn thành là ngày nào?" in text(talk.say(thu, "làm tiếp"))
