"""Every table of a page can be had as a workbook, with what the page shows and in its order."""

import io
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.storage.database import transaction
from tests.bot.web.test_board_page import _submitted as submitted
from tests.conftest import Clock, District
from tests.servers.serving import on_loop
from tests.servers.visiting import pages
from tracker.audit.log import AuditLine

TABLES = {
    "/bang?xep=name": "Chọn",
    "/bang?han=not_yet": "Chọn",
    "/tong-hop/muc?muc=1.2.1&xep=so": "",
    "/tong-hop/don-vi": "",
    "/tong-hop/don-vi?loc=thieu": "",
    "/tong-hop/quyet-dinh": "",
    "/co-quan": "",
    "/co-quan?ten=lac": "",
    "/co-quan/ngay?nam=2024": "",
    "/co-quan/bieu": "",
}


class _Tables(HTMLParser):
    """The tables of a page as lines of texts, and where its links to workbooks lead."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[list[str]] = []
        self.files: list[str] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href") or ""
        if tag == "a" and "/tep" in href:
            self.files.append(href)
        if tag == "tr":
            self.lines.append([])
        self._in_cell = tag in {"th", "td"} or (self._in_cell and tag in {"a", "span", "input"})
        if tag in {"th", "td"}:
            self.lines[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag not in {"th", "td"}

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.lines[-1][-1] += data.strip()


def _of(text: str) -> _Tables:
    found = _Tables()
    found.feed(text)
    return found


@pytest.mark.parametrize("path", TABLES)
@on_loop
async def test_a_workbook_shows_what_the_page_shows(
    engine: Engine, clock: Clock, stored_district: District, path: str
) -> None:
    submitted(engine)
    async with pages(engine, clock, stored_district.desk) as office:
        desk = await office.visitor(stored_district.desk)
        shown = _of((await desk.get(path)).text)
        skipped = 1 if shown.lines[0][0] == TABLES[path] else 0
        answer = await desk.get(shown.files[-1])
        name = unquote(answer.headers["content-disposition"].rpartition("''")[2])
        assert name.endswith(".xlsx")
        rows = [
            [cell.value or "" for cell in row] for row in load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows()
        ]
        head = next(at for at, row in enumerate(rows) if row[0] == "TT")
        assert [row[1:] for row in rows[head:]] == [line[skipped:] for line in shown.lines]
    with Session(engine) as session:
        assert [one.what for one in session.exec(select(AuditLine)) if one.subject == name] == ["file"]


@on_loop
async def test_the_rounds_and_what_is_printed_have_their_workbooks(
    engine: Engine, clock: Clock, stored_district: District
) -> None:
    """A report and a roll-up have the workbook that the chat sends."""
    submitted(engine)
    async with pages(engine, clock, stored_district.desk, stored_district.officer) as office:
        desk = await office.visitor(stored_district.desk)
        with transaction(engine) as session:
            number = stored_district.report(session).id
        for path in ("/co-quan/ky", "/tong-hop", f"/bao-cao/{number}"):
            (link,) = _of((await desk.get(path)).text).files
            book = load_workbook(io.BytesIO((await desk.get(link)).content))
            assert "2024" in " ".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row)
