"""The filled appendices of the real documents, entered as their officers would: the same sheet comes back, every slip that the
appendix alone can show is found, and nothing else is questioned."""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from bot.messages.messages import Outgoing
from bot.people.addresses import join
from bot.storage.database import transaction
from bot.texts.report.ticking_off import TITLE
from tests.by_row import findings
from tests.conftest import Clock
from tests.house import ROOT
from tests.talking import Talk
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.forms.form import Form
from tracker.forms.rules import Level
from tracker.office.officers import Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.reports import reports_of
from tracker.reports.rounds import Terms, open_round

MOST_LINES = 15
DATA = ROOT / "tests" / "data"


@dataclass(frozen=True)
class Document:
    """A filled appendix.

    `actions` is how many messages its officer needs at most, beside those that keep a slip of the paper with a reason, and
    `with_rates` when every printed rate is typed as well; `findings` is what a careful colleague would ask, `differences`
    what we print otherwise and why.
    """

    form: str
    figures: str
    unit: tuple[str, str]
    period: str
    actions: int
    with_rates: int
    findings: set[str]
    differences: dict[str, str] = field(default_factory=dict)


DOCUMENTS = [
    Document(
        "ban-thi-2024",
        "ban-thi-2024-q1",
        ("xã", "Bản Thi"),
        "2024-Q1",
        20,
        26,
        {
            "7.2.5 = 7.2.5b / 7.2.5a",  # B2: 17,85 is cut off, not rounded
            "3.4 alike 2.2.1 + 2.3.2",  # B3: nothing of nothing, printed 0 here and not there
            "1.5.2 needs 1.5.1",  # B4: a kind of survey without a survey sheet
            "5.1.1 unit",  # B5: people are counted in per cent
            "5.1.2 unit",
        },
        {
            "1.2": "left blank though 17 of 41 is 41,46 (B1)",
            "2.2.1": "left blank; nothing of nothing is '-'",
            "2.3.2": "left blank; nothing of nothing is '-'",
        },
    ),
    Document(
        "dinh-ca-2024",
        "dinh-ca-2024-q1",
        ("thị trấn", "Đình Cả"),
        "2024-Q1",
        22,
        27,
        {
            "3.4.2 = 3.4.2b / 3.4.2a",  # D1: 39 of 1.481 is no 100 %
            "3.1 = 3.1.3",  # D2: 148 in the heading, 166 in force
            "3.2.4b needs 3.2.1c + 3.2.2c",  # D3: files came online, yet no procedure had any
            "7.5.2a + 7.5.2b <= 100%",  # D4: 100,2 %
            "7.5.2 unit",  # D4: a rate counted in documents
        },
    ),
    Document(
        "hoang-luu-2024",
        "hoang-luu-2024-h1",
        ("xã", "Hoằng Lưu"),
        "2024-H1",
        20,
        27,
        {
            "3.3.1 = 3.3.1a + 3.3.1b + 3.3.1c + 3.3.1d",  # H1
            "3.3.2 = 3.3.2a + 3.3.2b + 3.3.2c + 3.3.2d",  # H2
            "4.1.2 <= 4.1.1",  # H3
            "7.2.2a + 7.2.2b <= 100%",  # H4
            "3.1.1 < 3.1.3",  # H5
            "3.2.2 != 3.2.3",  # H6
        },
    ),
    Document("ninh-thuan-2021", "ninh-thuan-2021", ("Văn phòng", "Ủy ban nhân dân tỉnh"), "2021-Y", 22, 22, set()),
]


def _is_questioned(said: Outgoing) -> bool:
    return any(button.label.endswith("ghi lý do") for button in said.buttons)


class Clerk:
    """An officer who answers each question with the figures of the paper at hand, and stands by them when asked."""

    def __init__(self, talk: Talk, address: str, document: Document) -> None:
        self._talk, self._address, self._level = talk, address, document.unit[0]
        self._form, self._paper = official_form(document.form), paper_of(document)
        self.actions = self.answering = self.slips = 0

    def fill(self) -> Outgoing:
        """From opening the report to its receipt."""
        said = self._say("/baocao")
        typed: set[str] = set()
        if said.title == TITLE:
            ticked = self._ticked()
            typed |= {row.key for group in ticked.replace(";", "").split() for row in self._form.groups.get(group, ())}
            said = self._say(ticked or "không có")
        while "nộp báo cáo" not in {button.label.casefold() for button in said.buttons}:
            if _is_questioned(said):
                said = self._say("giữ vì đúng như vậy")
                self.slips += 1
                continue
            keys = self._keys(said)
            assert not typed & set(keys), f"{keys} asked again: {said.lead}"
            typed |= set(keys)
            said = self._say(self._answer(keys))
        self.answering = self.actions
        insisted = [row.key for row in self._form.rows if self._paper[row.key] and row.key not in typed]
        shown_none = [key for key in insisted if self._form.by_key[key].ask == key]
        for key in [key for key in insisted if key not in shown_none]:
            said = self._say(f"{key}: {self._paper[key]}")
            if _is_questioned(said):
                said = self._say("giữ vì đúng như vậy")
        return self._say("nộp báo cáo")

    def _ticked(self) -> str:
        """The groups in which nothing arose, as the paper says, and those that it leaves blank."""
        none, blank = [], []
        for cells in self._form.of_level(self._level).groups:
            rows = self._form.rows_of(cells)
            group = rows[0].ask
            stands = {self._paper[row.key] for row in rows}
            arose_not = group in self._form.none_groups and self._paper[group] == "0" and stands == {""}
            if arose_not or (stands == {"0"} and all(row.is_number for row in rows)):
                none.append(group)
            elif stands == {""} and any(row.is_number for row in rows):
                blank.append(group)
        return "; ".join(filter(None, [" ".join(none), f"bỏ qua {' '.join(blank)}" if blank else ""]))

    def _say(self, text: str) -> Outgoing:
        self.actions += 1
        said = self._talk.say(self._address, text)[-1]
        assert lines_of(said) <= MOST_LINES, text
        return said

    def _keys(self, question: Outgoing) -> list[str]:
        """The rows that a question asks: its bullets, or its title where it asks only one."""
        lines = [line[2:] for line in question.text.split("\n") if line.startswith("• ")] or [question.title]
        return [line.split(" ")[0] for line in lines]

    def _answer(self, keys: list[str]) -> str:
        group = self._form.by_key[keys[0]].ask
        answers = [self._paper[key] or "x" for key in keys]
        if set(answers) == {"x"}:
            return "không phát sinh" if group in self._form.none_groups and self._paper[group] else "bỏ qua"
        return "\n".join(answers)  # a dash among figures on one line may part them


def lines_of(said: Outgoing) -> int:
    """The lines that a person reads above the choices: what was taken, the title and the text."""
    return sum(part.count("\n") + 1 for part in (said.lead, said.title, said.text) if part)


def paper_of(document: Document) -> dict[str, str]:
    with (DATA / f"{document.figures}.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row["key"]: row["so_lieu"] for row in rows}


def set_up(engine: Engine, document: Document, clock: Clock) -> str:
    """One unit below one office, with an officer and an open round; gives the officer's address."""
    with transaction(engine) as session:
        level, name = document.unit
        import_units(session, [UnitLine(2, "OFFICE", "Chợ", "huyện", ""), UnitLine(3, "UNIT", name, level, "OFFICE")])
        officer = add_officer(session, "Lan", unit_by_code(session, "UNIT"), Role.OFFICER)
        join(session, "terminal", str(officer.id), officer, clock())
        period = parse_period(document.period)
        terms = Terms(period, period.window(), clock() + timedelta(days=3))
        open_round(session, official_form(document.form), terms, unit_by_code(session, "OFFICE"), clock())
        return str(officer.id)


def figures_in(content: bytes, form: Form) -> dict[str, str]:
    """The Số liệu column of a workbook, as it would be typed."""
    rows = list(load_workbook(BytesIO(content)).worksheets[0].values)
    top = next(number for number, row in enumerate(rows) if row[0] == form.head.stt) + 2
    cells = [row[3] for row in rows[top : top + len(form.rows)]]
    return {row.key: "" if cell is None else f"{cell:.10g}".replace(".", ",") if not isinstance(cell, str) else cell
            for row, cell in zip(form.rows, cells, strict=True)}  # fmt: skip


def plain(printed: str) -> str:
    """A printed figure without its dots, percent sign and leading zeros."""
    bare = printed.replace(".", "").removesuffix("%")
    return bare.lstrip("0") or "0" if bare.replace(",", "").isdigit() and bare else bare


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.form)
def test_a_real_appendix_comes_back_and_its_slips_are_found(
    engine: Engine, clock: Clock, document: Document, record_property: Callable[[str, object], None]
) -> None:
    form, paper = official_form(document.form), paper_of(document)
    clerk = Clerk(Talk(engine, clock), set_up(engine, document, clock), document)
    receipt = clerk.fill()
    assert receipt.attachment
    record_property(f"{document.form}, the first time, slips of the paper kept with reasons", clerk.answering + 1)
    record_property(f"{document.form}, the first time", clerk.answering + 1 - clerk.slips)
    record_property(f"{document.form}, with every printed rate typed", clerk.actions)
    assert clerk.answering + 1 - clerk.slips <= document.actions
    assert clerk.actions <= document.with_rates
    ours = figures_in(receipt.attachment.content, form)
    different = {key for key in ours if plain(ours[key]) != plain(paper[key])}
    assert different == set(document.differences)
    with transaction(engine) as session:
        report = reports_of(session, unit_by_code(session, "UNIT").id)[0]
        found = findings(session, report)
    assert {finding.rule.text for finding in found} == document.findings
    assert all(finding.reason or finding.rule.level is Level.MENTION for finding in found)
