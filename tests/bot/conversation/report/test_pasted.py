"""A whole appendix pasted from a spreadsheet: every figure in its row, and the report handed in with few actions."""

import csv
import random
from collections.abc import Callable, Mapping, Sequence

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.messages.messages import Outgoing
from bot.texts import refusals
from tests.by_row import figures_of
from tests.conftest import Clock
from tests.talking import Talk
from tests.tracker.workbooks.test_documents import DATA, DOCUMENTS, Document, plain, set_up
from tracker.forms.catalogue import official_form
from tracker.forms.form import Form
from tracker.forms.row import Kind
from tracker.office.units import unit_by_code
from tracker.reports.entry import Answer, Entry
from tracker.reports.reports import State, reports_of

MOST = 4  # with the hand-in, and without the reasons for slips of the paper
CAM_XUYEN = Document("cam-xuyen-2021", "", ("huyện", "Cẩm Xuyên"), "2021-Y", 0, 0, set())
Printed = Sequence[tuple[str, str, str, str, str]]  # key, number, label, unit, figure


def printed(document: Document, form: Form) -> Printed:
    """The filled appendix; of Cẩm Xuyên, which was published blank, with figures by lot."""
    if not document.figures:
        lot = random.Random(1)
        figures = {row.key: _figure(row.kind, row.options, lot) for row in form.of_level(document.unit[0]).rows}
        return [(row.key, row.stt, row.label, row.unit, figures.get(row.key, "")) for row in form.rows]
    with (DATA / f"{document.figures}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(row["key"], row["stt"], row["chi_tieu"], row["don_vi_tinh"], row["so_lieu"]) for row in rows]


def _figure(kind: Kind, options: Sequence[tuple[str, str]], lot: random.Random) -> str:
    if options:
        return lot.choice(options)[0]
    return "Tốt" if kind is Kind.TEXT else str(lot.randrange(1, 60))


def stated(entry: Entry) -> str:
    if entry.answer is not Answer.VALUE:
        return {Answer.BLANK: "", Answer.NOT_APPLICABLE: "-"}[entry.answer]
    return entry.text if entry.text is not None else f"{entry.amount:f}".replace(".", ",")


class Officer:
    """An officer with the whole appendix on the clipboard."""

    def __init__(self, engine: Engine, clock: Clock, document: Document) -> None:
        self._talk, self._address = Talk(engine, clock), set_up(engine, document, clock)
        self._engine, self.actions, self.reasons = engine, 0, 0

    def says(self, text: str) -> Outgoing:
        self.actions += 1
        return self._talk.say(self._address, text)[-1]

    def figures(self) -> Mapping[str, str]:
        with Session(self._engine) as session:
            report = reports_of(session, unit_by_code(session, "UNIT").id)[0]
            return {key: stated(figure.entry) for key, figure in figures_of(session, report).items()}

    def state(self) -> str:
        with Session(self._engine) as session:
            return reports_of(session, unit_by_code(session, "UNIT").id)[0].state


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("document", [*DOCUMENTS, CAM_XUYEN], ids=lambda document: document.form)
def test_a_whole_appendix_is_pasted_and_handed_in(
    engine: Engine, clock: Clock, document: Document, record_property: Callable[[str, object], None]
) -> None:
    form = official_form(document.form)
    lines, officer = printed(document, form), Officer(engine, clock, document)
    said = officer.says("\n".join("\t".join(line[1:]) for line in lines))
    while "nộp báo cáo" not in {button.label.casefold() for button in said.buttons}:
        labels = {button.label for button in said.buttons}
        assert labels & {refusals.KEEP, refusals.FIX}, f"{said.lead}\n{said.title}\n{said.text}"
        officer.reasons += 1
        said = officer.says("giữ vì đúng như bản giấy")
    figures = officer.figures()
    asked = {row.key for row in form.of_level(document.unit[0]).rows}
    wrong = {key: (figure, figures.get(key, "")) for key, _, _, _, figure in lines if key in asked
             and plain(figure) != plain(figures.get(key, ""))}  # fmt: skip
    assert wrong == {}
    officer.says("nộp báo cáo")
    assert officer.state() == State.SUBMITTED
    record_property(f"{document.form}, pasted whole, beside {officer.reasons} reasons", officer.actions - officer.reasons)
    assert officer.actions - officer.reasons <= MOST
