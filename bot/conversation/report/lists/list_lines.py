"""A list: lines typed or pasted, what is missing of one asked for that one alone, until there are no more."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.conversation.core.doing import do, does
from bot.conversation.core.held import Held
from bot.conversation.core.journal import offer_undo
from bot.conversation.core.manners import OF_FIGURES
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Filling, ListLines
from bot.conversation.core.step import Step, keep_nothing
from bot.conversation.core.turn import Turn
from bot.conversation.report.editing import EDIT
from bot.conversation.report.filling import go_before
from bot.conversation.report.lists.one_list import OneList, list_of
from bot.conversation.report.taking import count_failure, go_on, question
from bot.messages.actions import BACK, GO_ON, LEAVE, UNDO, WITHDRAW, Action
from bot.reading.answering.list_lines import ListPattern, NotLines, ReadLine, read_lines, read_part, read_parts
from bot.reading.courtesy import plainly
from bot.reading.filled_sheet import packed, unpacked
from bot.reading.numbers import Unread
from bot.texts.report import reporting
from bot.texts.report.cells import list_lines as sentences
from tracker.forms.cell import ENTRY, Cell
from tracker.forms.row import Column, Row
from tracker.kernel.names import fold, tidy
from tracker.reports.entry import Entry
from tracker.reports.figures import record, withdraw
from tracker.reports.lines import Line, cells_of_line, cells_of_list
from tracker.reports.snapshot import Snapshot

CLOSE, NONE, DROP, TAKE = Action("listdone"), Action("listnone"), Action("listdrop"), Action("listtake")
_CLOSING = {"het", "het roi", "xong", "xong roi", "du roi", "du", "khong", "khong con", "khong them", "dung"}
_NONE = {"khong co", "khong phat sinh", "khong co gi", "0", "khong co dong nao"}
_LISTED = {"xem", "xem danh sach", "xem lai", "danh sach"}
_OF_LINE = re.compile(
    r"(?P<what>xem|xóa|xoá|xoa|bỏ|bo|sửa|sua|đổi|doi)?\s*(?:dòng|dong)\s+(?P<number>[0-9]{1,3})\s*(?P<rest>[:,]?\s*\S.*)?",
    re.IGNORECASE | re.DOTALL,
)
_SEPARATED = re.compile("[;\t|]")


def first_list(here: Snapshot, cells: Sequence[Cell]) -> Held | None:
    """Where the first of these cells is filled, if it is a list."""
    return ListLines(cells[0].row) if cells and here.form.row_of(cells[0]).repeats else None


def settled(turn: Turn, held: ListLines) -> Held | None:
    """On with the report where the form has no such list."""
    row = turn.form().by_cell.get(Cell(held.row))
    return None if row and row.repeats else Filling()


def ask(turn: Turn, held: ListLines) -> None:
    """How lines are added, what of one is missing, or how one is mended."""
    of = list_of(turn.snapshot, held.row)
    drafts = [_unpacked(one) for one in held.drafts]
    at = of.first_lacking(drafts)
    number = held.line or (len(of.lines) + 1 + at if drafts else 0)
    title = sentences.title(of.here.form, of.row, number)
    if drafts:
        text = sentences.incomplete(of.rows, drafts[at], held.unread, of.missing(drafts[at]))
        options = [TAKE.choice(label, code) for code, label in of.missing(drafts[at])[0].options]
        turn.say(text, [*options, DROP.choice(sentences.DROP_DRAFT)], title=title)
    elif held.line:
        stands = of.said(held.line, of.lines[held.line - 1]) if held.line <= len(of.lines) else ""
        turn.say(f"{stands}\n{sentences.mend(of.asked)}", [GO_ON.choice(sentences.KEEP_LINE)], title=title)
    else:
        said = [of.said(at, line) for at, line in enumerate(of.lines, start=1)]
        choice = CLOSE.choice(sentences.CLOSE) if of.lines else NONE.choice(sentences.NONE)
        turn.say(sentences.ask(of.asked, said), [choice, BACK.choice(reporting.BACK)], title=title)


def hear(turn: Turn, held: ListLines, text: str) -> Next:
    """Lines, a line by its number, or that there are no more; nothing is recorded of a message that is not understood."""
    of, folded = list_of(turn.snapshot, held.row), fold(plainly(text)).rstrip(" .!")
    if action := _own_action(turn, held, folded, text):
        return action
    if found := _OF_LINE.fullmatch(text):
        return _of_line(turn, of, found)
    if held.drafts and len(_SEPARATED.findall(text)) + 1 < len(of.asked):
        return _complete(turn, of, held, text)
    return _mend(turn, of, held.line, text) if held.line else _more(turn, of, folded, text)


def _more(turn: Turn, of: OneList, folded: str, text: str) -> Next:
    """More lines, or that there are no more, or none; the lines that stand are shown when that is asked."""
    if folded in _CLOSING and of.lines:
        return close(turn, "")
    if folded in _NONE | _CLOSING:
        return none(turn, "")
    if folded not in _LISTED:
        return _add(turn, of, text)
    turn.note(sentences.page([of.said(at, line) for at, line in enumerate(of.lines, start=1)]) or sentences.NO_LINES)
    return STAY


def _own_action(turn: Turn, held: ListLines, folded: str, text: str) -> Next | None:
    """What its own words mean here: a draft is dropped first; rows of other numbers are mended or emptied as anywhere."""
    if folded in (*UNDO.whole, *LEAVE.whole):
        leaving = UNDO if folded in UNDO.whole else LEAVE
        return drop(turn, "") if held.drafts else do(turn, leaving, "")
    if _OF_LINE.fullmatch(text):
        return None
    for action, words in ((EDIT, EDIT.begins), (WITHDRAW, WITHDRAW.of_row)):
        begun = next((one for one in words if folded.startswith(f"{one} ")), None)
        if begun:
            return do(turn, action, tidy(text).split(maxsplit=begun.count(" ") + 1)[-1])
    return None


def _of_line(turn: Turn, of: OneList, found: re.Match[str]) -> Next:
    number, what, rest = int(found["number"]), fold(found["what"] or ""), (found["rest"] or "").lstrip(":, ")
    if not 0 < number <= len(of.lines):
        turn.note(sentences.NO_SUCH_LINE.format(number=number, count=len(of.lines)))
        return STAY
    if what in {"xoa", "bo"} and not rest:
        return delete_line(turn, of, number)
    if rest:
        return _mend(turn, of, number, rest)
    if what in {"sua", "doi"}:
        return Go(ListLines(of.row.key, line=number))
    turn.note(of.said(number, of.lines[number - 1]))
    return STAY


def _add(turn: Turn, of: OneList, text: str) -> Next:
    read = read_lines(text, of.pattern, turn.today)
    if isinstance(read, NotLines):
        turn.note(sentences.not_lines(of.asked, read.text, read.parts))
        count_failure(turn)
        return STAY
    return _on(turn, of, 0, read)


def _on(turn: Turn, of: OneList, number: int, read: Sequence[ReadLine]) -> Next:
    """Record the lines once all are whole; else ask what is missing of the first that is not."""
    whole = [not one.unread and not of.missing(one.entries) for one in read]
    if all(whole):
        return record_lines(turn, of, number, [one.entries for one in read])
    rows = {row.column: row for row in of.rows}
    first = read[whole.index(False)]
    unread = {key: sentences.unread(rows[key], one.text, sentences.why(one)) for key, one in first.unread.items()}
    return Go(ListLines(of.row.key, number, tuple(_packed(one.entries) for one in read), unread))


def _packed(entries: Line) -> dict[str, list[str | None]]:
    return packed({Cell(column): entry for column, entry in entries.items()})


def _unpacked(plain: Mapping[str, list[str | None]]) -> dict[str, Entry]:
    return {cell.row: entry for cell, entry in unpacked(plain).items()}


def _complete(turn: Turn, of: OneList, held: ListLines, text: str) -> Next:
    """What is missing of the first line that is not whole: one part alone, or several by their columns' names."""
    drafts = [_unpacked(one) for one in held.drafts]
    at = of.first_lacking(drafts)
    missing = [pair for pair in of.pattern.asked if pair[0].column not in drafts[at]]
    named = read_parts(text, ListPattern(missing), turn.today)
    said = _in_order(text, missing, turn.today) if isinstance(named, str) else named
    read = [ReadLine(one) for one in drafts]
    read[at] = ReadLine(drafts[at] | dict(said.entries), said.unread)
    return _on(turn, of, held.line, read)


def _in_order(text: str, missing: Sequence[tuple[Row, Column]], today: date) -> ReadLine:
    """Parts for what is missing, in order; one alone is the first one's."""
    parts = [part.strip() for part in text.split(";")]
    parts = parts if len(parts) == len(missing) else [tidy(text)]
    read = {column.key: read_part(part, row, column, today) for part, (row, column) in zip(parts, missing, strict=False)}
    entries = {key: one for key, one in read.items() if not isinstance(one, Unread)}
    return ReadLine(entries, {key: one for key, one in read.items() if isinstance(one, Unread)})


def _mend(turn: Turn, of: OneList, number: int, text: str) -> Next:
    """A line anew, or single columns of it."""
    said = read_parts(text, of.pattern, turn.today)
    if isinstance(said, ReadLine):
        return _on(turn, of, number, [ReadLine({**of.lines[number - 1], **said.entries}, said.unread)])
    whole = read_lines(text, of.pattern, turn.today)
    if isinstance(whole, NotLines) or len(whole) != 1:
        return _not_understood(turn, of.asked, said)
    return _on(turn, of, number, whole)


def _not_understood(turn: Turn, rows: Sequence[Row], part: str) -> Next:
    turn.note(sentences.which_column(rows, part))
    count_failure(turn)
    return STAY


def record_lines(turn: Turn, of: OneList, number: int, lines: Sequence[Line]) -> Next:
    """Enter lines: one that is mended in its place, others behind those that stand; a closed list stays closed."""
    first = number or len(of.lines) + 1
    entries: dict[Cell, Entry] = {}
    for at, line in enumerate(lines, start=first):
        entries |= cells_of_line(of.row.key, at, line)
    if of.row.cell in of.here.figures:
        entries[of.row.cell] = Entry.number(max(len(of.lines), first + len(lines) - 1))
    record(turn.session, of.here.report, entries, turn.entry_source)
    turn.note(sentences.recorded(first, len(lines), _following(of, entries)))
    if len(lines) > 1:
        offer_undo(turn)
    follows = question(turn, of.here, entries)
    mended = number and of.row.cell in of.here.figures  # in a list that was closed before
    return Go(Filling() if mended else ListLines(of.row.key)) if follows is STAY else follows


def _following(of: OneList, cells: Mapping[Cell, Entry]) -> list[tuple[Row, Entry]]:
    form, shown = of.here.form, of.here.shown
    return [(form.row_of(cell), shown[cell]) for cell in form.following(cells) if cell in shown]


def delete_line(turn: Turn, of: OneList, number: int) -> Next:
    """Take a line out; those behind it move up."""
    left = [line for at, line in enumerate(of.lines, start=1) if at != number]
    figures, count = of.here.figures, of.row.cell
    stands = [cell for cell in figures if cell == count or cell.pattern.row == f"{of.row.key}{ENTRY}"]
    wanted = {cell: entry for cell, entry in cells_of_list(of.row.key, left).items() if cell != count or count in figures}
    record(turn.session, of.here.report, wanted, turn.entry_source)
    withdraw(turn.session, of.here.report, [cell for cell in stands if cell not in wanted], turn.entry_source)
    turn.note(sentences.deleted(number, of.said(number, of.lines[number - 1]), len(left)))
    offer_undo(turn)
    return Go(ListLines(of.row.key))


@does(TAKE)
def take_option(turn: Turn, code: str) -> Next:
    """One of the options of what is missing first."""
    held = turn.held
    if not isinstance(held, ListLines) or not held.drafts:
        return STAY
    return _complete(turn, list_of(turn.snapshot, held.row), held, code)


@does(CLOSE)
def close(turn: Turn, _rest: str) -> Next:
    """There are no more lines: how many there are is recorded."""
    held = turn.held
    if not isinstance(held, ListLines):
        return STAY
    of = list_of(turn.snapshot, held.row)
    entry = {of.row.cell: Entry.number(len(of.lines))}
    record(turn.session, of.here.report, entry, turn.entry_source)
    turn.note(sentences.closed(of.here.form, of.row.cell, len(of.lines)))
    follows = question(turn, of.here, entry)
    return Go(Filling()) if follows is STAY else follows


@does(NONE)
def none(turn: Turn, _rest: str) -> Next:
    """There is no line at all; where there are some, they stay."""
    held = turn.held
    if isinstance(held, ListLines) and (of := list_of(turn.snapshot, held.row)).lines:
        turn.note(sentences.HAS_LINES.format(count=len(of.lines)))
        return STAY
    return close(turn, "")


@does(DROP)
def drop(turn: Turn, _rest: str) -> Next:
    """Leave lines that are not whole; nothing of them was recorded."""
    held = turn.held
    if not isinstance(held, ListLines):
        return STAY
    turn.note(sentences.DROPPED)
    return Go(ListLines(held.row))


def back(turn: Turn, held: ListLines) -> Next:
    """From a line to the list; from the list to the question before it."""
    if held.line or held.drafts:
        return Go(ListLines(held.row))
    return go_before(turn, [Cell(held.row)])


def on(turn: Turn, held: ListLines) -> Next:
    """From a line to the list; from a list that was closed before on with the report."""
    return Go(ListLines(held.row)) if held.line or held.drafts else go_on(turn, held)


LIST_LINES = Step(
    holds=ListLines,
    manner=replace(OF_FIGURES, own=frozenset({EDIT, WITHDRAW, UNDO, LEAVE}), surely=_SEPARATED),
    ask=ask,
    hear=hear,
    settled=settled,
    back=back,
    go_on=on,
    keep=keep_nothing,
)
