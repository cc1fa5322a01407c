"""Who changed a figure: "ai đã sửa 3.1.4", for officers in their own report, for the desk in one of a unit below."""

import re
from dataclasses import replace

from bot.conversation.core import naming
from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Next
from bot.conversation.core.turn import Turn, number_in
from bot.conversation.seeking.answers import answers
from bot.conversation.seeking.meant import desk_units, find_meant, is_clear, known_to
from bot.errors.rights import NotYours
from bot.messages.actions import Action
from bot.reading.questions import Question, Topic, read_objects
from bot.texts import refusals
from bot.texts.desk import changes as sentences
from tracker.audit.log import Deed, What, note
from tracker.audit_log.reading import changes_of_cell
from tracker.forms.row import Row
from tracker.office.officers import Officer, is_desk, may_fill, oversees
from tracker.reports.reports import Report, form_of, reports_of, unit_of
from tracker.reports.rounds import Round

_WANTED = re.compile(
    r"(?:(?:mục|dòng|số|muc|dong|so)\s+)?(?P<key>[0-9][0-9.]*[a-zđ]?)(?:\s+(?:(?:của|cua)\s+)?(?P<unit>\S.*))?",
    re.IGNORECASE,
)
_MOST = 10  # changes on one screen
_MOST_CELLS = 4  # of one row
CHANGES = Action("changes", whole=("ai da sua", "lich su"), of_row=("ai da sua", "ai sua", "lich su"))
CHANGES_OF = Action("changesof")


@does(CHANGES)
def show(turn: Turn, wanted: str) -> Next:
    """The latest changes of one row, above the question that stands; of the report at hand, or of the unit that is named."""
    found = _WANTED.fullmatch(wanted)
    if found is None:
        turn.note(sentences.HOW_TO_ASK)
    elif found["unit"] and is_desk(turn.officer):
        _find(turn, found["key"], read_objects(found["unit"], turn.today, known_to(turn, desk_units(turn))))
    else:
        _show(turn, found["key"], _at_hand(turn))
    return STAY


@does(CHANGES_OF)
def show_of_unit(turn: Turn, wanted: str) -> Next:
    """The latest changes of a row of a unit that was chosen: the row's key, the round's number or none, the unit's number."""
    key, *numbers = wanted.split(" ")
    round_id = number_in(numbers[0]) if len(numbers) > 1 else 0
    _show(turn, key, _latest(turn, number_in(numbers[-1]) if numbers else None, round_id or 0))
    return STAY


@answers(Topic.CHANGES)
def answer(turn: Turn, question: Question) -> Next:
    """Answer "3.3.1a Đức Lương quý 3 ai sửa"."""
    if not question.objects.rows:
        turn.note(sentences.HOW_TO_ASK)
    for key in question.objects.rows:
        _find(turn, key, question)
    return STAY


def _find(turn: Turn, key: str, question: Question) -> None:
    """Of the unit that is named, in the round that is named or its latest report."""
    meant = find_meant(turn, replace(question, asks=True))
    round_id = meant.rounds[0].id if meant.rounds else 0
    if not is_clear(turn, question, meant, naming.Pick(CHANGES_OF, (key, round_id))):
        return
    if not meant.units:
        _show(turn, key, _at_hand(turn))
    for unit in meant.units:
        _show(turn, key, _latest(turn, unit.id, round_id))


def _at_hand(turn: Turn) -> Report | None:
    """The report at which the person stands, or the latest of their own unit; the desk must have opened one."""
    if turn.place.report_id is not None:
        return turn.seen_report()
    return None if is_desk(turn.officer) else _latest(turn, turn.unit.id)


def _latest(turn: Turn, unit_id: int | None, round_id: int = 0) -> Report | None:
    """The latest report of a unit, or that of a round; raises NotYours for one that is neither theirs nor overseen."""
    if unit_id is None or not _may_see(turn, turn.officer, unit_id):
        raise NotYours
    theirs = reports_of(turn.session, unit_id)
    return next((one for one in theirs if round_id in {0, one.round_id}), None)


def _may_see(turn: Turn, officer: Officer, unit_id: int) -> bool:
    return may_fill(officer, unit_id) or oversees(turn.session, officer, unit_id)


def _show(turn: Turn, key: str, report: Report | None) -> None:
    if report is None:
        turn.note(sentences.HOW_TO_ASK)
        return
    form = form_of(turn.session, report)
    row = form.by_key.get(key.rstrip(".").lower())
    if row is None:
        turn.note(refusals.unknown_row(key))
        return
    asked = [one for one in form.rows_of(form.cells_of(row)) if one.asked] or [row]
    for one in asked[:_MOST_CELLS]:
        _show_cell(turn, report, one)
    note(turn.session, Deed(What.REPORT, "seen", report.unit_id, report.id, row.key), turn.source)


def _show_cell(turn: Turn, report: Report, row: Row) -> None:
    lines = changes_of_cell(turn.session, report.id, row.cell, _MOST)
    names = {line.officer_id: turn.session.get_one(Officer, line.officer_id).name for line in lines if line.officer_id}
    round_ = turn.session.get_one(Round, report.round_id)
    turn.note(sentences.changes(round_, unit_of(turn.session, report), row, lines, names))
