"""A report on a page: every row as its sheet prints it, what is out of line, what changed, what was asked, each submission."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.conversation.core.doing import do
from bot.conversation.core.places import Reviewing
from bot.conversation.desk.actions import RETURN
from bot.conversation.desk.reviewing import Returning, return_with
from bot.messages.actions import ACCEPT
from bot.messages.messages import Outgoing
from bot.pages.form_fields import written_entry
from bot.pages.page_turn import PageTurn, do_on_page
from bot.texts import refusals
from bot.texts.common.states import STAGES
from bot.texts.common.wording import due, number, report_name
from bot.texts.pages import report as sentences
from bot.texts.report import versions as version_words
from tracker.audit.log import Deed, What, note
from tracker.forms.cell import ENTRY, Cell
from tracker.forms.row import PRINTED, Column, Kind, Row
from tracker.office.officers import Officer, receives
from tracker.reports.comments import ReportComment, comment_on, draft_comments, sent_comments
from tracker.reports.entry import Entry
from tracker.reports.lines import lines_of_list
from tracker.reports.reports import Report, State, receipt_code
from tracker.reports.snapshot import Snapshot, snapshot_of
from tracker.reports.versions import differences, figures_of_version, versions_of
from tracker.review.findings import look_over
from tracker.workbooks.appendices import report_appendix, shown_cells


@dataclass(frozen=True)
class CellShown:
    """What a cell shows, what it showed last period, and how far it moved: "▲", "▼" or ""."""

    value: str
    before: str = ""
    moved: str = ""


@dataclass(frozen=True)
class RowPrinted:
    """A row as it is printed, and below which anchor it is found."""

    anchor: str
    number: str
    label: str
    path: str
    unit: str
    cells: Sequence[CellShown]
    note: str
    is_section: bool
    is_heading: bool
    flagged: bool
    comments: Sequence[str]
    cell: str


@dataclass(frozen=True)
class FindingOfReport:
    """What is out of line, in words, and the row that it leads to."""

    text: str
    anchor: str
    settled: bool


@dataclass(frozen=True)
class VersionShown:
    """One submission, in words."""

    number: int
    text: str


@dataclass(frozen=True)
class ReportPage:
    """The page."""

    report_id: int
    title: str
    unit: str
    due: str
    stage: str
    code: str
    heads: Sequence[str]
    has_before: bool
    rows: Sequence[RowPrinted]
    findings: Sequence[FindingOfReport]
    changes: Sequence[str]
    versions: Sequence[VersionShown]
    drafts: int
    may_fill: bool
    may_decide: bool


def report_page(turn: PageTurn, report_id: int) -> ReportPage:
    """The report of this number, for whoever fills or oversees it; else raises NotYours. Looking is noted."""
    report = turn.seen_report(str(report_id))
    here = snapshot_of(turn.session, report)
    note(turn.session, Deed(What.REPORT, "seen", report.unit_id, report.id), turn.source)
    findings = [
        FindingOfReport(refusals.finding_with_reason(here.form, one), anchor_of(one.rule.about), not one.is_unsettled)
        for one in look_over(turn.session, here)
    ]
    decides = receives(turn.session, turn.officer, report.unit_id)
    drafts = draft_comments(turn.session, report) if decides else []
    return ReportPage(
        report_id=report.id,
        title=report_name(here.round),
        unit=here.unit.full_name,
        due=due(report),
        stage=STAGES[report.stage(begun=bool(here.figures))].heading,
        code=receipt_code(report, here.unit, here.round.period) if report.submissions else "",
        heads=[" · ".join(column.title) for column in _columns(here)] if not here.form.is_plain else [],
        has_before=bool(here.previous) and here.form.is_plain,
        rows=_rows(turn, here, {one.anchor for one in findings}, drafts),
        findings=findings,
        changes=_changes(turn, here),
        versions=_versions(turn, report),
        drafts=len(drafts),
        may_fill=turn.may_fill(report) and report.is_open and not report.is_locked(turn.now),
        may_decide=decides and report.state == State.SUBMITTED,
    )


def anchor_of(cell: Cell) -> str:
    """Where on the page the row of a cell stands."""
    return f"r-{cell.pattern_key}"


def _columns(here: Snapshot) -> list[Column]:
    return [column for column in here.form.columns if column.role not in PRINTED]


@dataclass(frozen=True)
class _Printing:
    """What the rows are printed from."""

    here: Snapshot
    shown: Mapping[Cell, Entry]
    before: Mapping[Cell, Decimal]
    flagged: set[str]
    comments: Mapping[str, Sequence[str]]

    def row(self, row: Row) -> RowPrinted:
        """A printed row."""
        form, here = self.here.form, self.here
        cells = [Cell(row.key, column.key) for column in _columns(here)]
        path = [above.label for above in form.above(Cell(row.key)) if above.kind is not Kind.SECTION]
        typed = [cell for cell in form.cells_of(row) if form.row_of(cell).kind not in {Kind.SECTION, Kind.HEADING}]
        entry = next((self.shown[cell] for cell in cells if cell in self.shown), None)
        return RowPrinted(
            anchor=anchor_of(Cell(row.key)),
            number=row.stt,
            label=row.label,
            path=" › ".join(path),
            unit=row.unit,
            cells=[self.cell(cell) for cell in cells],
            note=entry.note if entry else "",
            is_section=row.kind is Kind.SECTION,
            is_heading=row.kind is Kind.HEADING,
            flagged=anchor_of(Cell(row.key)) in self.flagged,
            comments=self.comments.get(row.key, ()),
            cell=str(typed[0]) if typed else "",
        )

    def cell(self, cell: Cell) -> CellShown:
        """What one cell shows, beside last period's."""
        row, entry = self.here.form.row_at(cell), self.shown.get(cell)
        if row is None:
            return CellShown("")
        value = _with_unit(row, written_entry(self.here.form, cell, entry), entry) if entry else ""
        last, now = self.before.get(cell), entry.amount if entry else None
        moved = "" if last is None or now is None or last == now else "▲" if now > last else "▼"
        return CellShown(value, "" if last is None else number(last), moved)

    def lines(self, row: Row) -> list[RowPrinted]:
        """The lines of a list."""
        form = self.here.form
        count = len(lines_of_list(form, self.here.figures, row.key)) if row.repeats else 0
        found = []
        for at in range(1, count + 1):
            cells = [Cell(f"{row.key}{ENTRY}{at}", column.key) for column in _columns(self.here)]
            of_line = [column for column in form.columns if Cell(f"{row.key}{ENTRY}", column.key) in form.lines]
            words = [self.shown.get(Cell(f"{row.key}{ENTRY}{at}", one.key)) for one in of_line if one.role in PRINTED]
            label = " · ".join(one.text for one in words if one and one.text)
            shown = [self.cell(cell) for cell in cells]
            anchor = f"{anchor_of(Cell(row.key))}-{at}"
            found.append(RowPrinted(anchor, str(at), label, row.label, "", shown, "", False, False, False, (), ""))
        return found


def _rows(turn: PageTurn, here: Snapshot, flagged: set[str], drafts: Sequence[ReportComment]) -> list[RowPrinted]:
    comments = _comments(turn, here, drafts)
    printing = _Printing(here, shown_cells(turn.session, here.report), here.amounts_before, flagged, comments)
    return [one for row in here.form.rows for one in (printing.row(row), *printing.lines(row))]


def _with_unit(row: Row, text: str, entry: Entry) -> str:
    return f"{text}%" if row.kind is Kind.RATE and entry.amount is not None else text


def _comments(turn: PageTurn, here: Snapshot, drafts: Sequence[ReportComment]) -> dict[str, list[str]]:
    """By row what was asked about it, with what was answered; drafts for whoever decides."""
    found: dict[str, list[str]] = {}
    for one in sent_comments(turn.session, here.report):
        found.setdefault(one.comment.row_key, []).append(sentences.comment(one.comment.text, one.comment.answer))
    for draft in drafts:
        found.setdefault(draft.row_key, []).append(sentences.draft(draft.text))
    return found


def _changes(turn: PageTurn, here: Snapshot) -> list[str]:
    """What is other than in the version before."""
    before = here.report.submissions - (0 if here.report.is_open else 1)
    if before < 1:
        return []
    changed = differences(here.form, figures_of_version(turn.session, here.report, before), here.figures)
    return [version_words.change(one) for one in changed]


def _versions(turn: PageTurn, report: Report) -> list[VersionShown]:
    names = {}
    found = versions_of(turn.session, report)
    for one in found:
        names[one.number] = turn.session.get_one(Officer, one.submitted.officer_id).name
    return [VersionShown(one.number, sentences.version(one.number, one.at, names[one.number])) for one in found]


def report_file(turn: PageTurn, report_id: int) -> tuple[str, bytes]:
    """The appendix, as the chat sends it; noted as a file that went out."""
    report = turn.seen_report(str(report_id))
    name, content = report_appendix(turn.session, report)
    note(turn.session, Deed(What.FILE, "sent", report.unit_id, report.id, name), turn.source)
    return name, content


def decide(turn: PageTurn, report_id: int, how: str, words: str) -> tuple[list[str], list[Outgoing]]:
    """Take the report, or return it with the comments that were put down and these words; raises NotYours."""
    report = turn.overseen_report(str(report_id))
    turn.place.report_id = report.id

    def deed() -> None:
        if how == "accept":
            turn.follow(do(turn, ACCEPT, str(report.id)))
        elif words.strip():
            turn.go(Returning(), report=report)
            turn.follow(return_with(turn, words))
        else:
            turn.go(Reviewing(), report=report)
            turn.follow(do(turn, RETURN, str(report.id)))
            turn.note(refusals.NO_REASON if turn.at(Returning) else "")

    return do_on_page(turn, deed)


def put_down_comment(turn: PageTurn, report_id: int, cell: str, words: str) -> tuple[list[str], list[Outgoing]]:
    """Put down a comment on a row, which its officers see when the report is returned."""
    report = turn.overseen_report(str(report_id))

    def deed() -> None:
        comment_on(turn.session, report, Cell.read(cell), words, turn.source)
        turn.note(sentences.COMMENTED)

    return do_on_page(turn, deed)
