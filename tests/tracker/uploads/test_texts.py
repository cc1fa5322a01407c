"""Texts that people send: read whole as a reader sees them, or refused with a sentence of their own, in little time."""

import unicodedata

import pytest

from bot.texts.refusals import file_refused as refused
from tests.written_files import HONEST, REFUSED, body, document, pdf
from tracker.uploads.errors import UploadRefused
from tracker.uploads.reading import OFFICE
from tracker.uploads.texts import read_text

WORDS = "Đã tiếp nhận 1.492 hồ sơ, đạt 99,3%"


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_its_own_sentence(name: str) -> None:
    kind, build = REFUSED[name]
    with pytest.raises(UploadRefused) as raised:
        read_text(build(), OFFICE)
    assert type(raised.value) is kind
    said = refused(raised.value)
    assert "{" not in said + str(raised.value)
    assert not any(word in said for word in ("Excel", "bảng tính", "ô "))


def test_there_are_thirty_of_them() -> None:
    assert len(REFUSED) >= 30


def _run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (f"<w:p>{_run('Đã ')}{_run('xong')}</w:p>", ["Đã xong"]),
        (f"<w:p><w:ins>{_run('thêm')}</w:ins><w:del><w:r><w:delText>bớt</w:delText></w:r></w:del></w:p>", ["thêm"]),
        (f"<w:p><w:moveFrom>{_run('đi')}</w:moveFrom><w:moveTo>{_run('đến')}</w:moveTo></w:p>", ["đến"]),
        (f"<w:sdt><w:sdtContent><w:p>{_run('ô điền')}</w:p></w:sdtContent></w:sdt>", ["ô điền"]),
        (f"<w:p><w:smartTag>{_run('Bản Thi')}</w:smartTag></w:p>", ["Bản Thi"]),
        (f"<w:p><w:hyperlink>{_run('liên kết')}</w:hyperlink></w:p>", ["liên kết"]),
        (f"<w:p><w:fldSimple>{_run('41')}</w:fldSimple><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>", ["41"]),
        (
            (
                f"<w:p><mc:AlternateContent><mc:Choice><w:p>{_run('hộp')}</w:p></mc:Choice>"
                f"<mc:Fallback><w:p>{_run('hộp')}</w:p></mc:Fallback></mc:AlternateContent>{_run('ngoài')}</w:p>"
            ),
            ["hộp", "ngoài"],
        ),
        (f"<w:p>{_run('một')}<w:r><w:tab/></w:r>{_run('hai')}</w:p>", ["một hai"]),
        (f"<w:p>{_run(unicodedata.normalize('NFD', 'tiếp nhận'))}</w:p>", ["tiếp nhận"]),
    ],
)
def test_what_a_reader_sees_is_read(xml: str, said: list[str]) -> None:
    assert list(read_text(body(xml)).paragraphs) == said


def test_what_stands_in_a_table_is_known() -> None:
    table = f"<w:tbl><w:tr><w:tc><w:p>{_run('trong bảng')}</w:p></w:tc></w:tr></w:tbl>"
    read = read_text(body(f"<w:p>{_run('trước')}</w:p>{table}<w:p>{_run('sau')}</w:p>"))
    assert (list(read.paragraphs), read.running) == (["trước", "trong bảng", "sau"], ["trước", "sau"])


def test_a_document_and_a_pdf_of_the_same_words_read_alike() -> None:
    assert read_text(document([WORDS])).paragraphs == read_text(pdf([[WORDS]])).paragraphs == (WORDS,)


def test_lines_of_a_pdf_are_joined_to_paragraphs() -> None:
    lines = ["1. Cải cách thể chế", "- Đã ban hành 05 văn bản chỉ đạo, trong đó có", "02 kế hoạch.", "- Không có"]
    joined = ["1. Cải cách thể chế", "- Đã ban hành 05 văn bản chỉ đạo, trong đó có 02 kế hoạch.", "- Không có"]
    assert list(read_text(pdf([lines[:2], lines[2:]])).paragraphs) == joined


@pytest.mark.parametrize("content", [HONEST, pdf([[WORDS, "hết"]])], ids=["docx", "pdf"])
def test_no_cut_of_a_file_is_taken_for_another(content: bytes) -> None:
    """Whatever is lost on the way, it is read as it was, in part, or refused: never a fault."""
    for cut in range(0, len(content), max(1, len(content) // 12)):
        try:
            read = read_text(content[:cut])
        except UploadRefused:
            continue
        assert all(line in {"Đã giải quyết 05 hồ sơ.", "Hết.", f"{WORDS} hết", WORDS} for line in read.paragraphs)
