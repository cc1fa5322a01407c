"""A written report held against its appendix: what contradicts is named, what does not is never questioned."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlmodel import Session

from tests.communes import DATA
from tests.real_reports import REAL_REPORTS, RealReport, set_up_real
from tests.written_files import document
from tracker.forms.catalogue import official_form
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Kind
from tracker.reports.entry import Entry
from tracker.reports.reckoning import amounts
from tracker.reports.snapshot import snapshot_of
from tracker.uploads.texts import read_text
from tracker.written.checking import TextFigure, Verdict, check_text
from tracker.written.drafting import draft, known_of
from tracker.written.outline import outline_of
from tracker.written.sentences import AppendixFigures

FACTS = {
    "unit": "xã Bản Thi", "Unit": "Xã Bản Thi", "office": "UBND xã Bản Thi", "place": "xã", "Place": "Xã", "year": "2024",
    "period": "Quý I năm 2024", "period_within": "quý I năm 2024", "next_year": "2025", "from": "15/12/2023",
    "to": "14/3/2024",
}  # fmt: skip
QUESTIONED = {  # every contradiction of the documents, and nothing else
    "ban-thi-2024": [("differs", "20", "4.5.1"), ("differs", "19", "4.5.2")],
    "dinh-ca-2024": [
        ("differs", "11", "1.1a"),
        ("differs", "27,2%", "1.1"),
        ("inner", "27,2%", ""),  # 3/11 is 27,3
        ("differs", "39", "3.4.2b"),  # with those before time it is 1.481
        ("inner", "92%", ""),  # 1.154/1.221 is 94,5, which 92 is not at any rounding
        ("asked", "", "7.2"),
        ("differs", "182", "3.1.3"),
    ],
    "hoang-luu-2024": [("differs", "83", "3.2.2 + 3.2.3")],
    "ninh-thuan-2021": [],
}
OFFERED = {"dinh-ca-2024": [("66", "3.2.1b")]}  # the appendix is blank there


def _cells(one: TextFigure) -> str:
    return " + ".join(map(str, one.cells))


@pytest.mark.parametrize("real", REAL_REPORTS, ids=[real.form for real in REAL_REPORTS])
def test_the_real_reports_are_questioned_where_they_contradict_and_nowhere_else(session: Session, real: RealReport) -> None:
    text = (DATA / "written" / f"{real.form}.txt").read_text(encoding="utf-8").splitlines()
    sent = read_text(document(text))
    found = check_text(sent.running, known_of(snapshot_of(session, set_up_real(session, real))))
    questioned = [one for one in found if one.verdict in {Verdict.DIFFERS, Verdict.INNER, Verdict.ASKED}]
    said = [(one.verdict.value, "" if one.verdict is Verdict.ASKED else one.written, _cells(one)) for one in questioned]
    assert sorted(said) == sorted(QUESTIONED[real.form])
    assert [(one.written, _cells(one)) for one in found if one.verdict is Verdict.BLANK] == OFFERED.get(real.form, [])
    assert all(one.sentence in sent.running[one.paragraph] for one in found)


def _known(form: Form, typed: dict[Cell, Decimal]) -> AppendixFigures:
    numbers = amounts(form, {cell: Entry.number(value) for cell, value in typed.items()})
    return AppendixFigures(form, numbers, {}, frozenset(), FACTS)


def _written(form: Form, known: AppendixFigures) -> list[str]:
    lines = []
    for one in draft(outline_of(form), known, {}, "").headings:
        said = " ".join(stated.text for stated in one.stated)
        lines += [f"{one.text} {said}"] if one.text.endswith(":") else [text for text in (one.text, said) if text]
    return lines


def _drawn(form: Form, lot: random.Random) -> dict[Cell, Decimal]:
    asked = [field for field in form.fields if field.is_number and field.asked]
    counts = {field.cell: Decimal(lot.choice([0, 3, 7, lot.randrange(10, 3000)])) for field in asked}
    return counts | {field.cell: Decimal(lot.randrange(1000)) / 10 for field in asked if field.kind is Kind.RATE}


@pytest.mark.parametrize("plainly", [False, True], ids=["outline", "plain"])
@pytest.mark.parametrize("code", ["ban-thi-2024", "dinh-ca-2024", "hoang-luu-2024", "ninh-thuan-2021", "cam-xuyen-2021"])
def test_a_draft_is_never_questioned_and_a_changed_cell_is_not_taken_for_another(code: str, plainly: bool) -> None:
    form = official_form(code)
    form = replace(form, code="our-form") if plainly else form
    lot, agreed, named = random.Random(code), 0, 0
    for _ in range(3):
        typed = _drawn(form, lot)
        known = _known(form, typed)
        text = _written(form, known)
        found = check_text(text, known)
        assert [one for one in found if one.verdict in {Verdict.DIFFERS, Verdict.INNER, Verdict.ASKED}] == []
        agreeing = [one for one in found if one.verdict is Verdict.AGREES and len(one.cells) == 1 and one.cells[0] in typed]
        agreed += len(agreeing)
        for cell in {one.cells[0] for one in agreeing}:
            later = check_text(text, _known(form, typed | {cell: typed[cell] + 11}))
            wrong = [one for one in later if one.verdict is Verdict.DIFFERS]
            named += any(cell in one.cells for one in wrong)
            assert all(cell in one.cells or form.row_of(one.cells[0]).of for one in wrong), cell
    assert agreed > 1
    assert named > agreed / 3


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("- Việc quản lý biên chế: tổng số biên chế được giao 20 người.", "differs"),
        ("- Việc quản lý biên chế: tổng số biên chế được giao 09 người.", "agrees"),
        ("Phấn đấu có mặt 19 người, tổng số biên chế được giao 20 người.", ""),
        ("So với năm 2015, tổng số biên chế được giao 20 người.", ""),
        ("Cử 02 cán bộ tham gia tập huấn; trang bị 19 máy tính.", "not compared"),
        ("Quyết định số 20/QĐ-UBND ngày 20/3/2024, Luật năm 2019, 6 tháng đầu năm.", ""),
    ],
)
def test_sentences_one_by_one(text: str, verdict: str) -> None:
    known = _known(official_form("ban-thi-2024"), {Cell("4.5.1"): Decimal(9), Cell("4.5.2"): Decimal(9)})
    assert {one.verdict.value for one in check_text([text], known)} == ({verdict} if verdict else set())


def test_what_is_ahead_is_no_result() -> None:
    known = _known(official_form("ban-thi-2024"), {Cell("4.5.1"): Decimal(9)})
    ahead = ["IV. PHƯƠNG HƯỚNG, NHIỆM VỤ TRONG THỜI GIAN TỚI", "1. Tổng số biên chế được giao 20 người."]
    assert check_text(ahead, known) == []
    assert check_text(["Nơi nhận: như trên", *ahead[1:]], known) == []
