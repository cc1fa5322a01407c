"""A yearly plan as .xlsx: found wherever its table begins, taken whole or not at all, and never twice."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from tests.tasking import DAY, HEAD, People, merged, plan_grid, plan_lines, plan_of, plan_workbook, real_plan, take_plan
from tracker.blank_form import SecretForm
from tracker.kernel.grids import Grid, Value
from tracker.office.officers import Role
from tracker.tasks.assigning import edit_task
from tracker.tasks.contents import CONTENTS, content_of
from tracker.tasks.due_texts import DueUnreadable, read_due
from tracker.tasks.errors import PlanTableNotFound, PlanWrong
from tracker.tasks.plan import Plan, read_plan
from tracker.tasks.task import Task, co_unit_ids
from tracker.uploads.reading import read_grids


@pytest.fixture
def people(session: Session) -> People:
    return People(session)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31/12/2024", date(2024, 12, 31)),
        ("Trước 15/12/2024", date(2024, 12, 15)),
        ("Trước ngày 15/6/2024", date(2024, 6, 15)),
        ("Chậm nhất ngày 05/01/2025", date(2025, 1, 5)),
        ("Hoàn thành trước 30/6", date(2024, 6, 30)),
        ("Ngày 20 tháng 11 năm 2024", date(2024, 11, 20)),
        ("15-12-2024", date(2024, 12, 15)),
        ("15.12.2024.", date(2024, 12, 15)),
        ("Tháng 3/2024", date(2024, 3, 31)),
        ("Tháng 02 năm 2024", date(2024, 2, 29)),
        ("tháng 9", date(2024, 9, 30)),
        ("02/2025", date(2025, 2, 28)),
        ("Quý I/2024", date(2024, 3, 31)),
        ("Trong quý II năm 2024", date(2024, 6, 30)),
        ("Quý I, II, III", date(2024, 9, 30)),
        ("Quý I - IV/2024", date(2024, 12, 31)),
        ("Quý 3", date(2024, 9, 30)),
        ("6 tháng đầu năm", date(2024, 6, 30)),
        ("6 tháng cuối năm 2024", date(2024, 12, 31)),
        ("Cả năm", date(2024, 12, 31)),
        ("Năm 2024", date(2024, 12, 31)),
        ("Trong năm 2024", date(2024, 12, 31)),
        ("QUY\u0301 IV/2024", date(2024, 12, 31)),
        (date(2024, 5, 9), date(2024, 5, 9)),
        ("Thường xuyên", None),
        ("Thường xuyên trong năm", None),
        ("Hằng tháng", None),
        ("Hàng quý", None),
        (None, None),
        ("  ", None),
    ],
)
def test_a_due_day_is_read_as_plans_write_it(text: Value, expected: date | None) -> None:
    assert read_due(text, 2024) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("31/2/2024", "15/13/2024", "Tháng 13", "Quý V", "Quý", "Trước quý II", "Trước tháng 6", "sớm nhất có thể", "12"),
        *("Theo kế hoạch của huyện", "15/12/24", "1/2/3/2024", "Thường xuyên, 31/12", "báo cáo năm 2024", Decimal(2024)),
    ],
)
def test_what_cannot_be_relied_on_is_no_due_day(text: Value) -> None:
    with pytest.raises(DueUnreadable):
        read_due(text, 2024)


def test_the_seven_contents_are_known_by_the_words_of_the_headings() -> None:
    assert len(CONTENTS) == 7
    assert [content_of(content) for content in CONTENTS] == list(CONTENTS)
    headings = [line.title for line in real_plan() if not line.stt.isdigit()]
    assert [content_of(heading) for heading in headings] == list(CONTENTS)
    assert content_of("Cải cách TTHC") == "Cải cách thủ tục hành chính"
    assert content_of("Nhiệm vụ khác") is None


def check_real(plan: Plan) -> None:
    assert (plan.document.number, plan.document.day, plan.document.body) == (
        "20/KH-UBND",
        date(2024, 1, 30),
        "UBND xã Bản Thi",
    )
    assert len(plan.lines) == 41
    assert list(dict.fromkeys(line.field for line in plan.lines)) == list(CONTENTS)
    tasks = [line for line in real_plan() if line.stt.isdigit()]
    assert [line.title for line in plan.lines] == [line.title for line in tasks]
    assert [(line.product, line.lead, line.due) for line in plan.lines] == [(t.product, t.lead, t.due) for t in tasks]


def test_the_plan_of_ban_thi_has_41_tasks_under_7_contents() -> None:
    check_real(read_plan([plan_grid(plan_lines())]))


def test_a_plan_is_found_under_a_head_of_two_rows_and_beside_the_edge() -> None:
    check_real(read_plan(read_grids(plan_workbook(plan_lines()))))


def test_a_line_of_column_numbers_and_another_sheet_do_not_matter() -> None:
    numbering: list[Value] = [f"({number})" for number in range(1, 7)]
    check_real(read_plan([Grid("Bìa", [["Kế hoạch"]]), plan_grid([numbering, *plan_lines()])]))


def test_a_head_may_be_parted_without_merged_cells_or_merged_in_one_row() -> None:
    parted: list[list[Value]] = [["STT", "Nhiệm vụ", "Đơn vị", None, "Thời gian"], [None, None, "Chủ trì", "Phối hợp"]]
    row: list[Value] = ["1", "Một", "Tư pháp", "Thôn", "Quý I"]
    (line,) = read_plan([Grid("S", [*parted, row])]).lines
    assert (line.row, line.title, line.lead, line.taking_part, line.due) == (3, "Một", "Tư pháp", "Thôn", "Quý I")
    single = Grid("S", [["STT", "Nhiệm vụ", None, "Chủ trì"], ["1", "Một", None, "Tư pháp"]])
    (line,) = read_plan([merged(single, ((1, 2), (1, 3)))]).lines
    assert (line.row, line.title, line.lead) == (2, "Một", "Tư pháp")


def test_a_blank_row_ends_nothing_and_a_signature_is_no_task() -> None:
    head: list[Value] = ["Nhiệm vụ", "Chủ trì", "Thời gian"]
    below: list[list[Value]] = [
        ["Hai", "Tư pháp", "Quý I"],
        ["Nơi nhận:", None, "TM. ỦY BAN"],
        ["- Như trên;", None, "CHỦ TỊCH"],
    ]
    lines = read_plan([Grid("S", [head, ["Một", "Tư pháp", "Quý I"], [], *below])]).lines
    assert [line.title for line in lines] == ["Một", "Hai"]


def test_merged_cells_speak_for_all_their_rows() -> None:
    grid = plan_grid([["1", "Việc một", None, "Tư pháp", None, "Quý I/2024"], ["2", "Việc hai"], ["3", "Việc ba", "Sổ"]])
    lines = read_plan([merged(grid, ((6, 4), (8, 4)), ((6, 6), (7, 6)))]).lines
    assert [(line.title, line.lead, line.due) for line in lines] == [
        ("Việc một", "Tư pháp", "Quý I/2024"),
        ("Việc hai", "Tư pháp", "Quý I/2024"),
        ("Việc ba", "Tư pháp", None),
    ]


def test_a_row_that_says_nothing_more_is_a_task_if_it_is_numbered_like_one() -> None:
    plan = plan_of(
        ["I", "Cải cách thể chế"], ["1", "Việc một", "Sổ"], ["2", "Việc hai"], ["II", "Việc khác"], ["-", "Ba", "Sổ"]
    )
    assert [(line.field, line.title) for line in plan.lines] == [
        ("Cải cách thể chế", "Việc một"),
        ("Cải cách thể chế", "Việc hai"),
        ("Việc khác", "Ba"),
    ]


@pytest.mark.parametrize(
    "grid",
    [
        Grid("S", []),
        Grid("S", [["Họ tên", "Tuổi"], ["Lan", "40"]]),
        Grid("S", [["STT", "Nhiệm vụ"], ["1", "Việc"]]),
        Grid("S", [["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu"]]),
    ],
)
def test_what_is_no_plan_is_refused(grid: Grid) -> None:
    with pytest.raises(PlanTableNotFound):
        read_plan([grid])


def test_a_secret_plan_is_refused() -> None:
    with pytest.raises(SecretForm):
        read_plan([plan_grid([["1", "Việc", "Sổ"]], above=[["MẬT"]])])


def test_a_plan_becomes_the_units_own_tasks(people: People) -> None:
    taken = take_plan(people, read_plan([plan_grid(plan_lines())]))
    assert (len(taken.added), taken.known, taken.differing) == (41, 0, [])
    commune = people.unit("BAN-THI").id
    assert {(task.kind, task.state, task.plan_year) for task in taken.added} == {("plan", "open", 2024)}
    assert {(task.lead_unit_id, task.assigner_unit_id, task.assigned_on) for task in taken.added} == {
        (commune, commune, date(2024, 1, 1))
    }
    first = taken.added[0]
    assert (first.in_charge, first.taking_part, first.due_on, first.product, first.document_number) == (
        "Văn phòng - Thống kê",
        "Các công chức chuyên môn",
        date(2024, 1, 31),
        "Quyết định",
        "20/KH-UBND",
    )


def test_the_same_plan_twice_adds_nothing_though_a_task_was_edited(people: People) -> None:
    plan = read_plan([plan_grid(plan_lines())])
    first = take_plan(people, plan).added[0]
    edit_task(people.session, first, {"title": "Tên khác", "due_on": date(2024, 4, 1)}, people.desk())
    again = take_plan(people, plan)
    assert (again.added, again.known, again.differing) == ([], 41, [first])
    assert len(people.session.exec(select(Task)).all()) == 41
    longer = take_plan(people, plan_of(["I", CONTENTS[0]], ["1", "Việc mới", "Sổ"]))
    assert [task.title for task in longer.added] == ["Việc mới"]


def test_units_and_officers_are_found_by_name_and_code(people: People) -> None:
    lan = people.officer("BAN-THI")
    lines = (
        ["1", "Một", "Sổ", "UBND xã", None],
        ["2", "Hai", "Sổ", f"{lan.name}\nCông chức Tư pháp - Hộ tịch", "Thôn Khuổi Kẹn; Đoàn thanh niên"],
        ["3", "Ba", "Sổ", "KHUOI-KEN", "UBND xã Bản Thi"],
    )
    one, two, three = take_plan(people, plan_of(*lines)).added
    commune, hamlet = people.unit("BAN-THI").id, people.unit("KHUOI-KEN").id
    assert (one.lead_unit_id, one.responsible_id, co_unit_ids(people.session, one)) == (commune, None, set())
    assert (two.responsible_id, two.in_charge) == (lan.id, f"{lan.name}, Công chức Tư pháp - Hộ tịch")
    assert (co_unit_ids(people.session, two), two.taking_part) == ({hamlet}, "Đoàn thanh niên")
    assert (three.lead_unit_id, co_unit_ids(people.session, three)) == (hamlet, {commune})
    assert three.assigner_unit_id == commune


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([["1", "Một", "Sổ", None, None, "bao giờ xong thì thôi"]], "row 6: 'bao giờ xong thì thôi' is no due day"),
        ([["1", "Một", "Sổ", None, None, "31/12/2022"]], "row 6: the due day 2022-12-31 is not of the plan's year"),
        ([["1", "Một", "Sổ", "Xã Không Có"]], "row 6: there is no unit or officer 'Xã Không Có' within BAN-THI"),
        ([["1", "Một", "Sổ", "Đồng Lạc"]], "row 6: there is no unit or officer 'Đồng Lạc' within BAN-THI"),
        ([["1", "Một", "Sổ", None, "Sở Nội vụ"]], "row 6: there is no unit or officer 'Sở Nội vụ'"),
        ([["1", None, "Sổ"]], "row 6: the task has no title"),
        ([["1", "Một", "Sổ"], ["2", " MỘT ", "Sổ"]], "row 7: the same task stands in row 6 already"),
        ([], "row 1: the table has no task"),
    ],
)
def test_what_is_wrong_is_said_row_by_row_and_nothing_is_imported(
    people: People, lines: Sequence[Sequence[Value]], said: str
) -> None:
    good = [] if not lines else [["9", "Việc tốt", "Sổ"]]
    with pytest.raises(PlanWrong) as refused:
        take_plan(people, plan_of(*lines, *good))
    assert said in str(refused.value)
    assert len(refused.value.facts["findings"]) == 1  # type: ignore[arg-type]
    assert people.session.exec(select(Task)).all() == []


def test_every_wrong_row_is_named(people: People) -> None:
    with pytest.raises(PlanWrong) as refused:
        take_plan(people, plan_of(["1", "Một", "Sổ", "Ai", None, "x"], ["2", "Hai", "Sổ"], ["3", "", "Sổ"]))
    assert [finding.row for finding in refused.value.facts["findings"]] == [6, 6, 8]  # type: ignore[attr-defined]


def test_a_districts_plan_gives_its_communes_the_lead(people: People) -> None:
    plan = plan_of(["1", "Một", "Sổ", "Bản Thi; Đồng Lạc", "Xã Xuân Lạc"])
    task = take_plan(people, plan, "CHO-DON").added[0]
    assert task.lead_unit_id == people.unit("BAN-THI").id
    assert co_unit_ids(people.session, task) == {people.unit("DONG-LAC").id, people.unit("XUAN-LAC").id}
    assert (task.assigner_unit_id, task.assigner_id) == (people.unit("CHO-DON").id, people.officer("CHO-DON", Role.OFFICER).id)
    assert task.assigned_on < DAY
    assert len(HEAD) == 6


CELLS = st.sampled_from(
    [
        None,
        "1",
        "I",
        "-",
        "a)",
        "Việc",
        "Cải cách thể chế",
        "Quý I",
        "x",
        "Tư pháp",
        "Nơi nhận:",
        "(2)",
        date(2024, 5, 1),
        Decimal(7),
    ]
)


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, max_size=7), max_size=8), st.booleans())
def test_whatever_stands_in_a_table_is_read_or_refused(lines: list[list[Value]], parted: bool) -> None:
    spans = (((5, 4), (5, 5)), ((6, 6), (8, 6))) if parted else ()
    for line in read_plan([merged(plan_grid(lines), *spans)]).lines:
        assert 5 < line.row <= len(lines) + 5
        with suppress(DueUnreadable):
            read_due(line.due, 2024)
