"""A file sent on the page of a finished task proves its result: any kind of file, kept once, seen by who may see the task."""

from itertools import product

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.conversation.core.held import Place
from bot.conversation.handle import handle
from bot.conversation.tasks.places import TaskPage
from bot.messages.messages import Incoming, SentFile
from bot.people.addresses import join
from bot.storage.database import transaction
from bot.texts.tasks import buttons, working
from tests.conftest import Clock, District
from tests.talking import Talk, text
from tests.tasking import DAY, People, at
from tests.tracker.tasks.test_task_rights import ALLOWED, PLACES
from tracker.office.officers import Role
from tracker.tasks.task import Task, TaskFile
from tracker.uploads.errors import PdfDocument

PDF = b"%PDF-1.7 quyet dinh"


@pytest.fixture
def talk(engine: Engine, clock: Clock, stored_district: District) -> Talk:
    """Lan has finished the task of the desk's, and stands on its page."""
    talk, lan, thu = Talk(engine, clock), str(stored_district.officer.id), str(stored_district.desk.id)
    talk.say(thu, "giao Bản Thi: nộp kế hoạch CCHC, hạn 15/12")
    talk.say(thu, "giao")
    talk.press(lan, "|task 1")
    talk.say(lan, "hoàn thành")
    talk.say(lan, "15/KH-UBND hôm nay")
    talk.say(lan, "đúng")
    return talk


def kept(engine: Engine) -> list[tuple[str, bytes]]:
    with transaction(engine) as session:
        return [(file.name, file.content) for file in session.exec(select(TaskFile))]


def test_a_file_of_any_kind_is_kept_and_another_takes_its_place(engine: Engine, stored_district: District, talk: Talk) -> None:
    lan = str(stored_district.officer.id)
    talk.press(lan, "|task 1")
    assert working.evidence_kept("kế hoạch.pdf") in text(talk.send_file(lan, "kế hoạch.pdf", PDF))
    assert kept(engine) == [("kế hoạch.pdf", PDF)]
    said = text(talk.send_file(lan, "bản ký.pdf", PDF + b"2"))
    assert "Minh chứng: bản ký.pdf" in said
    assert kept(engine) == [("bản ký.pdf", PDF + b"2")]


def test_the_desk_sees_the_file_and_other_units_do_not(engine: Engine, stored_district: District, talk: Talk) -> None:
    lan, thu = str(stored_district.officer.id), str(stored_district.desk.id)
    talk.press(lan, "|task 1")
    talk.send_file(lan, "kế hoạch.pdf", PDF)
    talk.press(thu, "|task 1")
    (sent,) = talk.say(thu, buttons.EVIDENCE)
    assert sent.attachment
    assert (sent.attachment.name, sent.attachment.content) == ("kế hoạch.pdf", PDF)
    with transaction(engine) as session:
        task = session.exec(select(Task)).one()
        task.lead_unit_id = stored_district.desk.unit_id
    assert all(reply.attachment is None for reply in talk.press(lan, "0|evidence 1"))


def test_a_file_sent_elsewhere_is_no_evidence(engine: Engine, stored_district: District, talk: Talk) -> None:
    lan, thu = str(stored_district.officer.id), str(stored_district.desk.id)
    talk.say(lan, "/baocao")
    talk.send_file(lan, "kế hoạch.pdf", PDF)
    talk.press(thu, "|task 1")
    talk.send_file(thu, "kế hoạch.pdf", PDF)
    assert kept(engine) == []
    with transaction(engine) as session:
        assert session.exec(select(Task)).one().state == "finished"


@pytest.mark.parametrize(("role", "place"), list(product(Role, PLACES)))
def test_only_who_works_on_a_task_proves_its_result(session: Session, role: Role, place: str) -> None:
    people = People(session)
    task = people.assign("Nộp kế hoạch", due_on=DAY.replace(day=15), co_units=[people.unit("DONG-LAC")])
    people.finish(task, DAY)
    officer = people.officer(PLACES[place], role)
    join(session, "terminal", str(officer.id), officer, at(DAY))
    session.merge(Place(officer_id=officer.id, at=TaskPage.at, held={"task": task.id}))
    sent = SentFile("bản ký.pdf", len(PDF), content=PDF)
    handle(session, Incoming("terminal", "1", str(officer.id), file=sent), at(DAY), PdfDocument())
    session.flush()
    allowed = "keep_evidence" in ALLOWED.get((role, place), set())
    assert len(session.exec(select(TaskFile)).all()) == allowed
