"""The roll-up of a round on pages: its totals as in the workbook, who is missing, and what needs a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.conversation.seeking.meant import latest_in, round_at_hand
from bot.pages.board import rounds_of
from bot.pages.listed import PagedList, listed
from bot.pages.page_turn import PageTurn
from bot.texts import refusals
from bot.texts.common.states import STAGES
from bot.texts.common.wording import number, report_name, short_moment, value
from bot.texts.pages import rollup as sentences
from tracker.audit.log import Deed, What, note
from tracker.calendar.periods import parse_period
from tracker.forms.cell import Cell
from tracker.kernel.errors import NothingHandedIn, ReportUnknown
from tracker.reports.entry import Answer
from tracker.reports.rounds import Round
from tracker.rollup import RollUp, Share, roll_up
from tracker.workbooks.rolled_up.decision_sheet import DecisionLine, decision_lines
from tracker.workbooks.rolled_up.rollup_book import rollup_workbook
from tracker.workbooks.rolled_up.rollup_notes import remarks
from tracker.workbooks.rolled_up.rollup_tables import total_tables
from tracker.workbooks.status_book import shown_workbook
from tracker.workbooks.wide_tables import Shown, WideLine, WideTable

_CELLS, _FEWEST_LINES = 320, 8  # on a page, which stays small on a slow network
_UNITS, _DECISIONS = 50, 30


@dataclass(frozen=True)
class RolledRound:
    """The roll-up of a round that the desk looks at, over what is handed in or only over what it has accepted."""

    round: Round
    rounds: Sequence[tuple[int, str]]
    accepted: bool
    rolled: RollUp | None
    refused: str = ""

    @property
    def title(self) -> str:
        """What report of which period."""
        return report_name(self.round)

    @property
    def remarks(self) -> list[str]:
        """How many units are in, and who is missing."""
        return list(remarks(self.rolled))[1:] if self.rolled else [self.refused]


@dataclass(frozen=True)
class FigureShown:
    """What stands in a place of a table, and the cell of the form whose total that is; "" for none."""

    text: str
    cell: str = ""


@dataclass(frozen=True)
class TotalLine:
    """A line of a table."""

    figures: Sequence[FigureShown]
    bold: bool
    across: bool


@dataclass(frozen=True)
class TableShown:
    """So much of a table as stands on the page."""

    caption: str
    heads: Sequence[str]
    lines: Sequence[TotalLine]


@dataclass(frozen=True)
class UnitShown:
    """A unit whose report is owed, and whether it is in."""

    unit: str
    report_id: int
    form: str
    stage: str
    handed_in: str
    counts: str


def rolled_round(turn: PageTurn, round_id: str, *, accepted: bool) -> RolledRound:
    """The roll-up of the round of this number, or of the latest with something in; noted. Raises NotTheDesk, NotYours."""
    rounds, round_ = rounds_of(turn), _round(turn, round_id)
    choices = [(one.id, report_name(one)) for one in rounds]
    try:
        return RolledRound(round_, choices, accepted, _rolled(turn, round_, accepted=accepted))
    except (NothingHandedIn, ReportUnknown) as refused:
        return RolledRound(round_, choices, accepted, None, refusals.broken(refused))


def _round(turn: PageTurn, round_id: str) -> Round:
    return round_at_hand(turn, round_id) if round_id else latest_in(turn)


def _rolled(turn: PageTurn, round_: Round, *, accepted: bool) -> RollUp:
    what = f"{round_.form_code} {round_.period}"
    note(turn.session, Deed(What.REPORT, "rolled up", turn.unit.id, subject=what), turn.source)
    return roll_up(turn.session, round_.form_code, parse_period(round_.period), turn.unit, accepted_only=accepted)


def tables_shown(rolled: RollUp, page: str) -> tuple[list[TableShown], PagedList[tuple[WideTable, WideLine]]]:
    """One page of the tables of the workbook's first sheet, with the cells behind their totals."""
    tables = total_tables(rolled)
    widest = max(len(table.paths) for table in tables)
    lines = [(table, line) for table in tables for line in table.lines]
    part = listed(lines, page, max(_FEWEST_LINES, _CELLS // widest))
    shown = []
    for _, group in groupby(part.shown, key=lambda one: id(one[0])):
        mine = list(group)
        table = mine[0][0]
        heads = [" · ".join(path) for path in table.paths]
        shown.append(TableShown(table.caption, heads, [_line(rolled, line) for _, line in mine]))
    return shown, part


def _line(rolled: RollUp, line: WideLine) -> TotalLine:
    about = line.about or [None] * len(line.cells)
    figures = [_figure(rolled, shown, cell) for shown, cell in zip(line.cells, about, strict=True)]
    return TotalLine(figures, line.bold, line.across)


def _figure(rolled: RollUp, shown: Shown, cell: Cell | None) -> FigureShown:
    if cell is None:
        return FigureShown(_in_words(shown))
    total = rolled.totals[cell]
    text = value(total.row, total.entry) if total.entry else sentences.SEE_UNITS if total.parts else ""
    return FigureShown(text, str(cell))


def _in_words(shown: Shown) -> str:
    if shown is None or isinstance(shown, str):
        return shown or ""
    if shown.amount is not None:
        return number(shown.amount)
    return "-" if shown.answer is Answer.NOT_APPLICABLE else shown.text or ""


def units_shown(rolled: RollUp, which: str, page: str) -> PagedList[UnitShown]:
    """The units that owe a report, those that are missing first, "thieu": these alone, "du": those that are in."""
    part = listed(_units_of(rolled, which), page, _UNITS)
    return PagedList([_unit(share) for share in part.shown], part.count, part.page, part.pages)


def _units_of(rolled: RollUp, which: str) -> Sequence[Share]:
    return {"thieu": rolled.missing, "du": rolled.taken}.get(which, [*rolled.missing, *rolled.taken])


def _unit(share: Share) -> UnitShown:
    report, first = share.report, share.report.first_submitted_at
    return UnitShown(
        unit=share.unit.full_name,
        report_id=report.id,
        form=share.form.code,
        stage=STAGES[report.stage(begun=True)].heading,
        handed_in=short_moment(first) if first else "",
        counts=sentences.IN if share.is_in else sentences.OUT,
    )


def units_file(turn: PageTurn, found: RolledRound, which: str) -> tuple[str, bytes]:
    """A workbook of the units as the page shows them; raises LookupError where nothing is in."""
    units = [_unit(share) for share in _units_of(_required(found), which)]
    rows = [[one.unit, one.stage, one.handed_in, one.form, one.counts] for one in units]
    return _list_file(turn, found, sentences.UNIT_SHEET, sentences.UNIT_HEADS, rows)


def decisions_file(turn: PageTurn, found: RolledRound) -> tuple[str, bytes]:
    """A workbook of what needs a decision; raises LookupError where nothing is in."""
    lines = decision_lines(_required(found))
    rows = [[decided_on(one), one.label, one.asked, one.answer or "", one.units] for one in lines]
    return _list_file(turn, found, sentences.DECISION_SHEET, sentences.DECISION_HEADS, rows)


def decided_on(line: DecisionLine) -> str:
    """The printed number of what a decision is about, or the name of its cell."""
    return line.number or (str(line.cell) if line.cell else "")


def _required(found: RolledRound) -> RollUp:
    if found.rolled is None:
        raise LookupError(found.title)
    return found.rolled


def _list_file(
    turn: PageTurn, found: RolledRound, sheet: str, heads: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[str, bytes]:
    name = sentences.list_name(sheet, turn.unit.code, found.round.period)
    note(turn.session, Deed(What.FILE, "sent", turn.unit.id, subject=name), turn.source)
    return name, shown_workbook(sheet, [f"{found.title}: {turn.unit.full_name}"], heads, rows)


def decisions_shown(rolled: RollUp, page: str) -> PagedList[DecisionLine]:
    """What the roll-up leaves to people, as on the sheet of the workbook."""
    return listed(list(decision_lines(rolled)), page, _DECISIONS)


def rollup_file(turn: PageTurn, round_id: str, *, accepted: bool) -> tuple[str, bytes]:
    """The workbook of the roll-up, as the chat sends it; raises NothingHandedIn, NotTheDesk, NotYours. It is noted."""
    rounds_of(turn)
    name, content = rollup_workbook(_rolled(turn, _round(turn, round_id), accepted=accepted))
    note(turn.session, Deed(What.FILE, "sent", turn.unit.id, subject=name), turn.source)
    return name, content
