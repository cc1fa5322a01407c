"""Changing any row from anywhere: "sửa 3.2.1", "3.2.1: 7"."""

from bot.conversation.filling import read_answer, take
from bot.conversation.opening import owed_reports
from bot.conversation.place import At
from bot.conversation.turn import Turn
from bot.readers import Unread, read_settings
from bot.texts import menu, refusals
from tracker.errors import RowNotAsked
from tracker.figures import Entry
from tracker.form import Row


def edit(turn: Turn, wanted: str) -> None:
    """Ask this row again; a group's number asks the whole group."""
    if not _at_a_report(turn):
        return
    if not wanted:
        turn.note(refusals.unknown_row(wanted))
        return
    form = turn.form()
    group = [row for row in form.groups.get(wanted.lower(), ()) if row.concerns(turn.unit.level)]
    row = _find(turn, wanted)
    rows = group or ([row] if row else [])
    if rows:
        turn.stand(At.FILLING, focus=" ".join(row.key for row in rows))


def set_rows(turn: Turn, text: str) -> None:
    """Take "1.2.1: 41", one or several lines; you stay where you were."""
    if not _at_a_report(turn):
        return
    entries: dict[str, Entry] = {}
    for key, answer in read_settings(text) or []:
        row = _find(turn, key)
        if row is None:
            continue
        entry = read_answer(row, answer)
        if isinstance(entry, Unread):
            turn.note(refusals.unread(row, entry))
        else:
            entries[row.key] = entry
    if turn.place.at in {At.MENU, At.SUMMARY, At.QUESTIONED, At.EXPLAINING}:
        turn.stand(At.FILLING)
    take(turn, entries)


def _at_a_report(turn: Turn) -> bool:
    """Whether it is clear which report is meant: the one at hand, or the only one that is owed."""
    if turn.place.at not in {At.MENU, At.REOPENING}:
        return True
    owed = owed_reports(turn)
    if len(owed) == 1:
        turn.place.report_id = owed[0][0].id
        return True
    turn.note(menu.NOTHING_TO_GO_ON)
    turn.stand(At.MENU)
    return False


def _find(turn: Turn, wanted: str) -> Row | None:
    """The row of this key or printed number that the unit types in; says so where there is none or more than one."""
    form, key = turn.form(), wanted.strip().rstrip(".").lower()
    row = form.by_key.get(key)
    if row and row.typed and row.concerns(turn.unit.level):
        return row
    numbered = [row for row in form.rows if row.stt == key and row.typed and row.concerns(turn.unit.level)]
    if len(numbered) == 1:
        return numbered[0]
    if numbered:
        turn.note(refusals.which_row(numbered))
    elif row:
        turn.note(refusals.broken(RowNotAsked(key=key)))
    else:
        turn.note(refusals.unknown_row(wanted))
    return None
