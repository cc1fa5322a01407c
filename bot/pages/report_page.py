"""A report on a page: every row as its sheet prints it, what is out of line, what changed, what was asked, each submission."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.core.doing import do
from bot.conversation.core.places import Reviewing
from bot.conversation.desk.actions import RETURN
from bot.conversation.desk.reviewing import Returning, return_with
from bot.messages.actions import ACCEPT
from bot.messages.messages import Outgoing
from bot.pages.listed import PagedList, one_of
from bot.pages.page_turn import PageTurn, do_on_page
from bot.pages.report_rows import RowPrinted, anchor_of, columns_shown, pages_of
from bot.texts import refusals
from bot.texts.common.states import STAGES
from bot.texts.common.wording import due, report_name
from bot.texts.pages import report as sentences
from bot.texts.report import versions as version_words
from tracker.audit.log import Deed, What, note
from tracker.forms.cell import Cell
from tracker.office.officers import Officer, receives
from tracker.reports.comments import comment_on, draft_comments
from tracker.reports.reports import Report, State, receipt_code
from tracker.reports.snapshot import Snapshot, snapshot_of
from tracker.reports.versions import differences, figures_of_version, versions_of
from tracker.review.findings import look_over
from tracker.workbooks.appendices import report_appendix

AT = "o"  # in an address: the anchor that the page has to have


@dataclass(frozen=True)
class FindingOfReport:
    """What is out of line, in words, and where on the page or on another one the row is that it leads to."""

    text: str
    href: str
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
    rows: PagedList[RowPrinted]
    findings: Sequence[FindingOfReport]
    changes: Sequence[str]
    versions: Sequence[VersionShown]
    drafts: int
    may_fill: bool
    may_decide: bool


def report_page(turn: PageTurn, report_id: int, wanted: str = "", at: str = "") -> ReportPage:
    """The report of this number, for whoever fills or oversees it; else raises NotYours. Looking is noted.

    A long one is cut into pages: the one of the number that is `wanted`, or else the one with the anchor `at`.
    """
    report = turn.seen_report(str(report_id))
    here = snapshot_of(turn.session, report)
    note(turn.session, Deed(What.REPORT, "seen", report.unit_id, report.id), turn.source)
    found = [(one, anchor_of(one.rule.about)) for one in look_over(turn.session, here)]
    decides = receives(turn.session, turn.officer, report.unit_id)
    drafts = draft_comments(turn.session, report) if decides else []
    pages = pages_of(turn, here, {anchor for _, anchor in found}, drafts)
    holding = next((str(number) for number, rows in enumerate(pages, start=1) if any(row.anchor == at for row in rows)), "")
    rows = one_of(pages, wanted or holding)
    on_it = {row.anchor for row in rows.shown}
    findings = [
        FindingOfReport(
            refusals.finding_with_reason(here.form, one),
            f"#{anchor}" if anchor in on_it else f"?{AT}={anchor}#{anchor}",
            not one.is_unsettled,
        )
        for one, anchor in found
    ]
    return ReportPage(
        report_id=report.id,
        title=report_name(here.round),
        unit=here.unit.full_name,
        due=due(report),
        stage=STAGES[report.stage(begun=bool(here.figures))].heading,
        code=receipt_code(report, here.unit, here.round.period) if report.submissions else "",
        heads=[" · ".join(column.title) for column in columns_shown(here)] if not here.form.is_plain else [],
        has_before=bool(here.previous) and here.form.is_plain,
        rows=rows,
        findings=findings,
        changes=_changes(turn, here),
        versions=_versions(turn, report),
        drafts=len(drafts),
        may_fill=turn.may_fill(report) and report.is_open and not report.is_locked(turn.now),
        may_decide=decides and report.state == State.SUBMITTED,
    )


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
