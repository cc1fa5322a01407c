"""Tasks in the conversation: what a line is read as, who may do what by any button or word, what every refusal says."""

from collections.abc import Callable
from datetime import date
from itertools import count, product
from typing import NamedTuple

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from bot.channels.terminal import rendered
from bot.conversation.core.held import Held, Place, held_at
from bot.conversation.handle import handle
from bot.conversation.tasks.draft import Assigning
from bot.conversation.tasks.line import read_result
from bot.messages.messages import Incoming, Outgoing
from bot.people.addresses import join
from tests.tasking import DAY, People, at
from tests.tracker.tasks.test_task_rights import ACTIONS, ALLOWED, PLACES
from tracker.office.officers import Officer, Role
from tracker.office.units import Unit
from tracker.tasks.assigning import NewTask, assign_task
from tracker.tasks.task import Task, TaskEvent, TaskStep, co_unit_ids, events_of
from tracker.tasks.working import ask_more_time

TITLE = "Nộp kế hoạch"


class Phone:
    """One person who types and presses, without an app: what is said comes back."""

    numbers = count()

    def __init__(self, session: Session, officer: Officer) -> None:
        self.session, self.officer = session, officer
        join(session, "terminal", str(officer.id), officer, at(DAY))

    def say(self, text: str) -> str:
        return self._deliver(text=text)

    def press(self, action: str) -> str:
        """The button of this action as if it had been offered, with its step and without."""
        place = self.session.get(Place, self.officer.id) or Place(officer_id=self.officer.id)
        place.step, place.offered = 9, [["", action]]
        self.session.add(place)
        return self._deliver(pressed=f"9|{action}")

    def _deliver(self, text: str = "", pressed: str | None = None) -> str:
        incoming = Incoming("terminal", str(next(self.numbers)), str(self.officer.id), text=text, pressed=pressed)
        mine = [reply for reply in handle(self.session, incoming, at(DAY)) if reply.address == str(self.officer.id)]
        self.session.flush()
        return "".join(rendered(reply) for reply in mine)

    @property
    def draft(self) -> Assigning:
        held = held_at(Assigning.at, self.session.get_one(Place, self.officer.id).held)
        assert isinstance(held, Assigning)
        return held


@pytest.fixture
def people(session: Session) -> People:
    return People(session)


class Read(NamedTuple):
    """What a line is taken for; `asks` is the part that is asked back."""

    units: str
    title: str = ""
    due: str = ""
    document: str = ""
    asks: str = ""


LINES = {  # typed on Friday, 1 March 2024, at the desk of huyện Chợ Đồn
    "giao Bản Thi: nộp kế hoạch CCHC, hạn 15/12": Read("BAN-THI", "Nộp kế hoạch CCHC", "2024-12-15"),
    "giao Bản Thi, Xuân Lạc: nộp kế hoạch CCHC, hạn 15/3": Read("BAN-THI XUAN-LAC", "Nộp kế hoạch CCHC", "2024-03-15"),
    "giao ban thi va dong lac: nop ke hoach, han 15/3/2024": Read("BAN-THI DONG-LAC", "Nop ke hoach", "2024-03-15"),
    "giao tất cả: nộp báo cáo, hạn 5/3": Read("DONG-LAC KHUOI-KEN XUAN-LAC", "Nộp báo cáo", "2024-03-05"),
    "giao các xã: nộp báo cáo, hạn 5/3": Read("DONG-LAC XUAN-LAC", "Nộp báo cáo", "2024-03-05"),
    "Giao việc cho xã Bản Thi: rà soát 12/12 thủ tục trước ngày 20/3": Read("BAN-THI", "Rà soát 12/12 thủ tục", "2024-03-20"),
    "giao Bản Thi nộp kế hoạch, hạn 15/3": Read("BAN-THI", "Nộp kế hoạch", "2024-03-15"),
    "giao Bản Thi, Đồng Lạc nộp kế hoạch, hạn 15/3": Read("BAN-THI DONG-LAC", "Nộp kế hoạch", "2024-03-15"),
    "giao nhiệm vụ cho BAN-THI: nộp danh sách, không hạn": Read("BAN-THI", "Nộp danh sách", "none"),
    "giao Bản Thi: dự họp ngày 20/3": Read("BAN-THI", "Dự họp ngày 20/3", "2024-03-20"),
    "giao Bản Thi: nộp kế hoạch theo công văn 480/UBND-NV ngày 01/3/2024 của UBND huyện, hạn thứ sáu tuần sau": Read(
        "BAN-THI", "Nộp kế hoạch", "2024-03-08", "480/UBND-NV 2024-03-01 UBND huyện"
    ),
    "giao Bản Thi: thực hiện công văn 480/UBND-NV ngày 01/3/2024, hạn 17:00 ngày 20/3": Read(
        "BAN-THI", "Thực hiện công văn 480/UBND-NV ngày 01/3/2024 (trước 17:00)", "2024-03-20"
    ),
    "giao Bản Thi: nộp kế hoạch": Read("BAN-THI", "Nộp kế hoạch", asks="due"),
    "giao Bản Thi: nộp kế hoạch năm 2024, hạn tuần sau": Read("BAN-THI", "Nộp kế hoạch năm 2024", asks="due"),
    "giao Bản Thi: nộp kế hoạch, hạn 31/2": Read("BAN-THI", "Nộp kế hoạch", asks="due"),
    "giao Bản Thi: nộp kế hoạch, hạn 1/2/2024": Read("BAN-THI", "Nộp kế hoạch", asks="due"),
    "giao Bản Thi": Read("BAN-THI", asks="title"),
    "giao Bản Thi: hạn 15/3": Read("BAN-THI", "", "2024-03-15", asks="title"),
    "giao Lạc: nộp kế hoạch, hạn 15/3": Read("", "Nộp kế hoạch", "2024-03-15", asks="units"),
    "giao Bản Thi, Mường So: nộp kế hoạch, hạn 15/3": Read("BAN-THI", "Nộp kế hoạch", "2024-03-15", asks="units"),
    "giao Thanh Hóa: nộp kế hoạch, hạn 15/3": Read("", "Nộp kế hoạch", "2024-03-15", asks="units"),
    "giao nộp kế hoạch, hạn 15/3": Read("", "Nộp kế hoạch", "2024-03-15", asks="units"),
    "giao việc": Read("", asks="units"),
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_is_read_as_a_task_or_asked_back_and_assigns_nothing(people: People, line: str) -> None:
    phone = Phone(people.session, people.officer("CHO-DON", Role.DESK))
    said, draft = phone.say(line), phone.draft
    codes = [people.session.get_one(Unit, number).code for number in draft.units]
    document = " ".join(filter(None, draft.document))
    assert Read(" ".join(sorted(codes)), draft.title, draft.due, document, draft.in_question or "") == LINES[line]
    assert ("1. Giao\n" in said) is (draft.in_question is None)
    assert people.session.exec(select(Task)).all() == []


BESIDES = {  # who takes part, and how often it comes again
    "giao Bản Thi (phối hợp Xuân Lạc, đồng lạc): nộp kế hoạch, hạn 15/3, hằng quý": ("DONG-LAC XUAN-LAC", "quarter", ""),
    "giao Bản Thi phối hợp với Xuân Lạc: nộp kế hoạch, hạn 15/3": ("XUAN-LAC", "", ""),
    "giao Bản Thi; phối hợp: Bản Thi, Xuân Lạc: nộp kế hoạch, hạn 15/3": ("XUAN-LAC", "", ""),
    "giao Bản Thi: nộp báo cáo hằng tháng, hạn 15/3": ("", "", ""),
    "giao Bản Thi: nộp báo cáo, hạn 15/3, hàng tháng": ("", "month", ""),
    "giao ban thi: nop bao cao, moi tuan, han 15/3": ("", "week", ""),
    "giao Bản Thi: nộp báo cáo, hạn 15/3, lặp lại hằng năm": ("", "year", ""),
    "giao Bản Thi: nộp báo cáo, hằng năm": ("", "year", "due"),
    "giao Bản Thi: nộp báo cáo, không hạn, hằng năm": ("", "year", "due"),
    "giao Bản Thi (phối hợp Mường So, Xuân Lạc): nộp kế hoạch, hạn 15/3": ("XUAN-LAC", "", "co_units"),
}


@pytest.mark.parametrize("line", BESIDES)
def test_who_takes_part_and_how_often_it_comes_again_is_read_and_assigned(people: People, line: str) -> None:
    co_units, every, asks = BESIDES[line]
    phone = Phone(people.session, people.officer("CHO-DON", Role.DESK))
    phone.say(line)
    assert (phone.draft.every, phone.draft.in_question or "") == (every, asks)
    helping = [people.session.get_one(Unit, number).code for number in phone.draft.co_units]
    assert sorted({*helping} - {"BAN-THI"}) == co_units.split()
    if not asks:
        phone.say("giao")
        task = people.session.exec(select(Task)).one()
        taking_part = {people.session.get_one(Unit, number).code for number in co_unit_ids(people.session, task)}
        assert (taking_part, task.every or "") == (set(co_units.split()), every)


RESULTS: dict[str, tuple[str, date | str | None]] = {  # typed on Wednesday, 13 March 2024
    "15/BC-UBND ngày 12/3": ("15/BC-UBND", date(2024, 3, 12)),
    "báo cáo số 15/BC-UBND ngày 12/3/2024 của UBND xã": ("15/BC-UBND", date(2024, 3, 12)),
    "ngày 12/3 số 15/BC-UBND": ("15/BC-UBND", date(2024, 3, 12)),
    "02/2024/QĐ-UBND, 10/3": ("02/2024/QĐ-UBND", date(2024, 3, 10)),
    "15/bc-ubnd hom qua": ("15/bc-ubnd", date(2024, 3, 12)),
    "hôm nay": ("", date(2024, 3, 13)),
    "đã xong hôm nay ạ": ("", date(2024, 3, 13)),
    "hoàn thành thứ hai": ("", date(2024, 3, 11)),
    "biên bản họp thôn ngày 12/3": ("biên bản họp thôn", date(2024, 3, 12)),
    "20/12": ("", date(2023, 12, 20)),
    "xong": ("", None),
    "đã nộp rồi": ("", None),
    "15/BC-UBND": ("15/BC-UBND", None),
    "đã họp thôn": ("họp thôn", None),
    "31/2": ("", "the calendar has no such day"),
}


@pytest.mark.parametrize("text", RESULTS)
def test_a_result_is_a_document_and_its_day(text: str) -> None:
    read = read_result(text, date(2024, 3, 13))
    day = read.day if isinstance(read.day, date) or read.day is None else read.day.why.value
    assert (read.document, day) == RESULTS[text]


Do = Callable[[Phone, Task], object]


def asked_event(task: Task, phone: Phone, what: TaskStep) -> int:
    return next((event.id for event in events_of(phone.session, task) if event.what == what), 0)


BY_CHAT: dict[str, Do] = {
    "receive_task": lambda p, t: p.press(f"receive {t.id}"),
    "note_progress": lambda p, t: (p.press(f"progress {t.id}"), p.say("đang làm")),
    "finish_task": lambda p, t: (p.press(f"finish {t.id}"), p.say("hôm nay"), p.say("đúng")),
    "ask_more_time": lambda p, t: (p.press(f"moretime {t.id}"), p.say("29/3 chờ số liệu"), p.say("gửi")),
    "cancel_task": lambda p, t: (p.press(f"canceltask {t.id}"), p.say("trùng việc")),
    "edit_task": lambda p, t: (p.press(f"movedue {t.id}"), p.say("28/3"), p.say("đúng")),
    "accept_result": lambda p, t: p.press(f"accepttask {asked_event(t, p, TaskStep.FINISHED)}"),
    "return_result": lambda p, t: (p.press(f"returntask {asked_event(t, p, TaskStep.FINISHED)}"), p.say("thiếu phụ lục")),
    "grant_more_time": lambda p, t: p.press(f"granttask {asked_event(t, p, TaskStep.MORE_TIME_ASKED)}"),
    "refuse_more_time": lambda p, t: (
        p.press(f"refusetask {asked_event(t, p, TaskStep.MORE_TIME_ASKED)}"),
        p.say("không được"),
    ),
    "assign_task": lambda p, _: (p.say("hủy"), p.say("giao Bản Thi: việc khác, không hạn"), p.say("giao")),
}


BY_FILE = {"import_plan", "keep_evidence"}


def ready_for(people: People, action: str) -> Task:
    task = people.assign(TITLE, due_on=DAY.replace(day=15), co_units=[people.unit("DONG-LAC")])
    if action in {"accept_result", "return_result"}:
        people.finish(task, DAY)
    if action in {"grant_more_time", "refuse_more_time"}:
        ask_more_time(people.session, task, DAY.replace(day=20), "chờ", people.lan())
    return task


def steps(session: Session) -> int:
    return len(session.exec(select(TaskEvent.id)).all())


def can(people: People, phone: Phone, action: str) -> bool:
    task = ready_for(people, action)
    if action == "see":
        return TITLE in phone.press(f"task {task.id}")
    before = steps(people.session)
    BY_CHAT[action](phone, task)
    return steps(people.session) > before


@pytest.mark.parametrize(("role", "place"), list(product(Role, PLACES)))
def test_no_button_or_word_does_what_the_role_may_not(session: Session, role: Role, place: str) -> None:
    people = People(session)
    phone = Phone(session, people.officer(PLACES[place], role))
    allowed = ALLOWED.get((role, place), set()) - BY_FILE
    assert {action for action in (*BY_CHAT, "see") if can(people, phone, action)} == allowed


def test_every_action_of_the_table_can_be_taken_in_the_chat() -> None:
    """A plan and evidence come as files; their rights are shown where files are."""
    assert {*BY_CHAT, "see", *BY_FILE} == set(ACTIONS)


@pytest.mark.parametrize(("role", "place"), [pair for pair in product(Role, PLACES) if "see" not in ALLOWED.get(pair, set())])
def test_no_list_names_a_task_that_the_person_may_not_see(session: Session, role: Role, place: str) -> None:
    people = People(session)
    task = ready_for(people, "see")
    phone = Phone(session, people.officer(PLACES[place], role))
    words = ("/nhiemvu", "1", "nhiệm vụ bản thi", "1", "nhiệm vụ đồng lạc", "1", "tỷ lệ nhiệm vụ", "1", "hủy")
    said = [phone.say(word) for word in words]
    said += [phone.press(f"unittasks {people.unit('BAN-THI').id}"), phone.press(f"task {task.id}")]
    assert TITLE not in "".join(said)
    assert "xã Bản Thi" not in "".join(said[-2:])


ODD = ("1", "lùi", "hủy", "tiếp", "đúng", "hôm nay", "giúp", "bỏ qua", "nộp", "không phát sinh", "x" * 3000, "31/2", "💥")
HELD: tuple[dict[str, object], ...] = (
    {},
    {"task": 999_999},
    {"task": "x", "unit": 999_999, "page": 99},
    {"unit": 1, "page": -1},
)


@pytest.mark.parametrize("shared_engine", ["sqlite"], indirect=True)  # many messages, and nothing that depends on it
@pytest.mark.parametrize("where", [at for at, kind in Held.kinds.items() if ".tasks." in kind.__module__])
def test_whatever_is_typed_anywhere_is_answered_and_changes_nothing(people: People, where: str) -> None:
    ready_for(people, "see")
    before = steps(people.session)
    for role, place in ((Role.OFFICER, "XUAN-LAC"), (Role.DESK, "THANH-HOA")):
        phone = Phone(people.session, people.officer(place, role))
        for held, text in product(HELD, ODD):
            people.session.merge(Place(officer_id=phone.officer.id, at=where, held=dict(held)))
            assert phone.say(text).startswith("bot> "), (held, text[:20])
    assert steps(people.session) == before


def queries_of(people: People, phone: Phone, text: str) -> int:
    asked: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    people.session.expire_all()
    connection = people.session.connection()
    event.listen(connection, "before_cursor_execute", note)
    phone.say(text)
    event.remove(connection, "before_cursor_execute", note)
    assert asked
    return len(asked)


@pytest.mark.parametrize("text", ["/nhiemvu", "nhiệm vụ bản thi", "tỷ lệ nhiệm vụ"])
def test_more_tasks_take_no_more_queries(people: People, text: str) -> None:
    phone = Phone(people.session, people.officer("CHO-DON", Role.DESK))
    for number in range(3):
        people.assign(f"Việc {number}", due_on=DAY)
    phone.say(text)
    few = queries_of(people, phone, text)
    for number in range(30):
        task = people.assign(f"Việc nữa {number}", due_on=DAY)
        if number % 3:
            people.finish(task, DAY)
    phone.say(text)  # which counts what is out of line now
    assert queries_of(people, phone, text) == few


def test_the_desk_that_assigned_hears_of_a_result_and_no_other_desk(people: People) -> None:
    session = people.session
    province, district = (people.officer(code, Role.DESK) for code in ("BAC-KAN", "CHO-DON"))
    lan = people.officer("BAN-THI")
    phones = {officer.id: Phone(session, officer) for officer in (province, district, lan)}
    task = assign_task(session, NewTask(TITLE, due_on=DAY), people.unit("BAN-THI"), people.as_("BAC-KAN", Role.DESK))
    phones[lan.id].press(f"finish {task.id}")
    phones[lan.id].say("hôm nay")
    told: list[Outgoing] = handle(session, Incoming("terminal", "last", str(lan.id), text="đúng"), at(DAY))
    assert {reply.address for reply in told} == {str(province.id), str(lan.id)}
