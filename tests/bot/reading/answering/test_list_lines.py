"""Lines of lists: typed between semicolons, pasted with tabs, with a head or their numbers; each part as its column has it."""

from datetime import date

import pytest

from bot.reading.answering.list_lines import ListPattern, NotLines, ReadLine, read_lines, read_parts
from bot.reading.numbers import WhyUnread
from tests.many_columns import DOCUMENTS
from tracker.reports.entry import Answer

TODAY = date(2024, 3, 13)
COLUMNS = {column.key: column for column in DOCUMENTS.columns}
PATTERN = ListPattern([(row, COLUMNS[row.column]) for row in DOCUMENTS.lines.values() if row.ask == "1"])
WHOLE = ["1245/UBND-KT", "05/02/2024", "đúng hạn", "12.5"]


def said(line: ReadLine) -> list[str]:
    return [str(entry.text if entry.amount is None else entry.amount) for entry in line.entries.values()]


def lines(text: str) -> list[ReadLine]:
    read = read_lines(text, PATTERN, TODAY)
    assert not isinstance(read, NotLines)
    return read


@pytest.mark.parametrize(
    "text",
    [
        "1245/UBND-KT; 5/2/2024; đúng hạn; 12,5",
        "1245/UBND-KT\t5-2-2024\tdung han\t12,5",
        "1; 1245/UBND-KT; ngày 5 tháng 2 năm 2024; đúng hạn; 12,5",
        "Số, ký hiệu\tNgày ban hành\tKết quả\tKinh phí\n1245/UBND-KT\t5/2/2024\tđúng hạn\t12,5",
        "TT\tKinh phí\tSố, ký hiệu\tNgày ban hành\tKết quả\n1\t12,5\t1245/UBND-KT\t5/2/2024\tđúng hạn",
    ],
)
def test_reads_a_line_however_it_comes(text: str) -> None:
    (line,) = lines(text)
    assert sorted(said(line)) == sorted(WHOLE)
    assert not line.unread


def test_reads_several_lines_with_their_numbers_and_notes() -> None:
    first, second = lines("1\t12/KH\t1/3/2024\tquá hạn\t5\tchờ\n2\t13/KH\t2/3/2024\tchưa xong\t0\t")
    assert said(first) == ["12/KH", "01/03/2024", "quá hạn", "5", "chờ"]
    assert said(second)[:4] == ["13/KH", "02/03/2024", "chưa xong", "0"]


def test_names_what_is_unclear_and_leaves_out_what_is_missing() -> None:
    (line,) = lines("12/KH; 31/2/2024; trễ; ")
    assert {key: one.why for key, one in line.unread.items()} == {"ngay": WhyUnread.NOT_A_DATE, "kq": WhyUnread.NOT_A_CHOICE}
    assert list(line.entries) == ["so"]
    _, pasted = lines("11/KH\t1/3/2024\tquá hạn\t5\n12/KH\t1/3/2024\tquá hạn\t")
    assert pasted.entries["kp"].answer is Answer.BLANK


@pytest.mark.parametrize("text", ["12/KH-UBND", "a; b; c; d; e; f", "12/KH; 1/3/2024; quá hạn; 5\nkhông biết"])
def test_what_is_no_line_makes_the_whole_message_none(text: str) -> None:
    assert isinstance(read_lines(text, PATTERN, TODAY), NotLines)


def test_reads_single_columns_by_their_names() -> None:
    read = read_parts("kinh phí 350; kết quả: quá hạn", PATTERN, TODAY)
    assert isinstance(read, ReadLine)
    assert said(read) == ["350", "quá hạn"]
    assert read_parts("kinh phí 350; xong sớm", PATTERN, TODAY) == "xong sớm"
