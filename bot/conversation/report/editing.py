"""Changing any row from anywhere: "sửa 3.2.1", "3.2.1: 7"."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Filling, ListLines, Menu, Reopening, Reviewing, Revising
from bot.conversation.core.turn import Turn
from bot.conversation.report.asking.joining import MOST_AT_ONCE
from bot.conversation.report.asking.naming import says_cells
from bot.conversation.report.filling import ask_again
from bot.conversation.report.opening import my_reports, owed_reports, take_back
from bot.conversation.report.taking import Entries, hear_figures, take
from bot.messages.actions import REOPEN, SET, Action
from bot.reading.answering import AskedCells, cells_called
from bot.texts import refusals
from bot.texts.office import menu
from bot.texts.report import editing as sentences
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.kernel.errors import RowNotAsked
from tracker.office.officers import is_desk
from tracker.reports.lines import lines_of_list
from tracker.reports.rounds import Asked
from tracker.reports.snapshot import Snapshot

_ROW_CHANGE = re.compile(r"(?P<before>\s*(?:(?:mục|dòng|số)\s+)?)[0-9]{1,2}(?:\.[0-9]{1,2})*[a-zđ]?(?![\w])", re.IGNORECASE)


_LINE = re.compile(r"(?P<key>\S+?)(?:#|\s+(?:dòng|dong)\s+)(?P<number>[1-9][0-9]{0,2})", re.IGNORECASE)
EDIT = Action("edit", whole=("sua",), begins=("sua",))
EDIT_IN = Action("editin")


@does(EDIT)
def edit(turn: Turn, wanted: str) -> Next:
    """Ask this row again; a group's number asks the whole group; "3.2.1 thành 7" sets it at once."""
    if not _at_a_report(turn):
        return _elsewhere(turn, wanted)
    wanted = re.sub(r"^(mục|dòng|số)\s+", "", wanted, flags=re.IGNORECASE)
    if says_cells(turn, wanted):
        return set_cells(turn, wanted)
    if not wanted:
        turn.note(refusals.WHICH_ROW)
        return STAY
    if not turn.form().is_plain and (called := _called(turn, wanted)):
        return called
    cells = [cell for row in find_rows(turn, wanted) for cell in turn.form().cells_of(row)]
    return Go(ask_again(cells)) if cells else STAY


def _called(turn: Turn, wanted: str) -> Next | None:
    """Where cells of a form of several columns are mended: those of a row, "3.2", one of them, "3.2 nữ", a line of a list."""
    here = turn.snapshot
    if line := _LINE.fullmatch(wanted):
        key, number = line["key"].lower(), int(line["number"])
        return Go(ListLines(key, line=number)) if number <= len(lines_of_list(here.form, here.figures, key)) else None
    cells = cells_called(wanted, AskedCells(here.form, here.unit.level, [])) or _cells_below(here, wanted)
    return Go(ask_again(cells)) if cells else None


def _cells_below(here: Snapshot, wanted: str) -> list[Cell]:
    """The first cells that are asked under the heading of this key."""
    key = wanted.strip().rstrip(".").lower()
    cells = here.form.of_level(here.unit.level).cells
    return [cell for cell in cells if key in {row.key for row in here.form.above(cell)}][:MOST_AT_ONCE]


def find_rows(turn: Turn, wanted: str) -> Sequence[Row]:
    """The row of this number, or the rows of the group of this number; none, and says why, where there is nothing to enter."""
    form, level = turn.form(), turn.reporting_unit.level
    group = [row for row in form.groups.get(wanted.lower(), ()) if row.concerns(level)]
    row = None if group else find_row(turn, form, level, wanted)
    if row and row.kind is Kind.HEADING:
        turn.note(refusals.heading(row))
        return []
    return group or ([row] if row else [])


@does(SET)
def set_cells(turn: Turn, text: str) -> Next:
    """Take "1.2.1: 41", one or several lines, or a pasted table; you stay where you were."""
    if not _at_a_report(turn):
        return _elsewhere(turn, text)
    heard = hear_figures(turn, text)
    return taken(turn, heard) if isinstance(heard, Mapping) else heard


def taken(turn: Turn, entries: Entries) -> Next:
    """Record what was heard; whoever rests, or looked at something else, goes on with the report."""
    follows = take(turn, entries)
    return follows if follows is not STAY or turn.at(Filling, Revising) else Go(Filling())


def _at_a_report(turn: Turn) -> bool:
    """Whether it is clear which report is meant: the one at hand, or the only one that could be."""
    if not turn.at(Menu, Reviewing, Reopening):
        return True
    owed = owed_reports(turn)
    if len(owed) == 1 and not _handed_in_just_now(turn):
        turn.place.report_id = owed[0][0].id
        return True
    return False


def _handed_in_just_now(turn: Turn) -> Asked | None:
    """The report at hand, if it is handed in and may be taken back; where none is owed, the one due last."""
    mine = my_reports(turn)
    found = [one for one in mine.handed_in if one.report.id == turn.place.report_id] or (
        [] if mine.owed else mine.handed_in[:1]
    )
    return next((one for one in found if one.report.may_be_taken_back), None)


def _elsewhere(turn: Turn, words: str) -> Next:
    """Where no report is at hand: on to taking back what was handed in; ask which is meant where one is owed besides."""
    before, owed, change = _handed_in_just_now(turn), owed_reports(turn), row_change(words)
    if before and owed and change:
        turn.go(Menu(words))
        choices = [REOPEN.choice(sentences.in_handed_in(before.round), before.report.id)]
        choices += [EDIT_IN.choice(sentences.in_owed(one.round), one.report.id) for one in owed]
        turn.say(sentences.WHICH_REPORT, choices, numbered=True)
    elif before and change:
        return take_back(turn, before.report, change)
    else:
        turn.note(menu.DESK_ENTERS_NOTHING if is_desk(turn.officer) else menu.NOTHING_TO_GO_ON)
        turn.go(Menu())
    return STAY


@does(EDIT_IN)
def edit_in(turn: Turn, number: str) -> Next:
    """Change in this report what was typed before it was chosen."""
    report, held = turn.report(number), turn.held
    turn.go(Filling(), report=report)
    return edit(turn, row_change(held.words)) if isinstance(held, Menu) else STAY


def row_change(words: str) -> str:
    """The row that these words want changed, "3.2.1" or "3.2.1: 7"; "" for any others."""
    found = _ROW_CHANGE.match(words)
    return words[found.end("before") :].strip() if found else ""


def find_row(turn: Turn, form: Form, level: str, wanted: str) -> Row | None:
    """The row of this key or printed number that a unit of the level has; says so where there is none or more than one."""
    key = wanted.strip().rstrip(".").lower()
    row = form.by_key.get(key)
    if row and row.kind is not Kind.SECTION and row.concerns(level):
        return row
    numbered = [row for row in form.rows if row.stt == key and row.typed and row.concerns(level)]
    if len(numbered) == 1:
        return numbered[0]
    if numbered:
        turn.note(refusals.which_row(numbered))
    elif row:
        turn.note(refusals.broken(RowNotAsked(key=key, by=row.by)))
    else:
        near = get_close_matches(key, [row.key for row in form.rows if row.concerns(level) and row.kind is not Kind.SECTION])
        turn.note(refusals.unknown_row(wanted, [form.by_key[key] for key in near]))
    return None
