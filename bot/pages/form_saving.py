"""What was typed on a page: read by the chat's reader, recorded in the chat's draft, or named back at its field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from bot.conversation.core.places import Filling, Questioned
from bot.conversation.report import questioning
from bot.conversation.report.lists.list_lines import delete_line, record_lines
from bot.conversation.report.lists.one_list import OneList, list_of
from bot.conversation.report.taking import asked_of
from bot.pages.form_fields import TypedBack, text_of
from bot.pages.page_turn import PageTurn
from bot.reading.answering import Explained, Guessed, NoneArose, Puzzled, read_message
from bot.reading.answering.list_lines import read_part
from bot.texts import refusals
from bot.texts.pages import form as sentences
from bot.texts.report import guessing
from tracker.forms.cell import ENTRY, Cell
from tracker.forms.row import Row
from tracker.office.officers import Officer
from tracker.reports.entry import Entry
from tracker.reports.figures import record, record_none_arose, withdraw
from tracker.reports.snapshot import Snapshot

WAS, WHY, NONE, DELETE, CLOSE = "was:", "why:", "none:", "delete:", "close:"  # what stands before a field's name


@dataclass
class _Saving:
    """What comes of a page: entries to record, cells to empty, and what is not taken, by the names of fields."""

    entries: dict[Cell, Entry] = field(default_factory=dict)
    none: list[Cell] = field(default_factory=list)
    emptied: list[Cell] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)

    def refuse(self, name: str, text: str, why: str) -> None:
        """What was typed stays on the page, with why it is not taken."""
        self.texts[name], self.wrong[name] = text, why


def save_page(turn: PageTurn, posted: Mapping[str, str]) -> TypedBack:
    """Take all that was changed on a page, each field by itself; the others are taken where one cannot be read.

    A field that says what stands already changes nothing, so that a page may come twice. Raises NotYours, ReportLocked,
    ReportClosed.
    """
    here, saving = turn.snapshot, _Saving()
    turn.report().require_unlocked(turn.now)
    for cell in here.form.of_level(here.unit.level).cells:
        if str(cell) in posted and not here.form.row_of(cell).repeats:
            _hear(turn, here, cell, posted, saving)
    _record(turn, here, saving)
    for key in [one.key for one in here.form.rows if one.repeats]:
        _save_list(turn, key, posted, saving)
    _none_arose(turn, posted)
    for name in [name for name in posted if name.startswith(WHY) and posted[name].strip()]:
        _explain(turn, name, posted[name], saving)
    return TypedBack(saving.texts, saving.wrong)


def _hear(turn: PageTurn, here: Snapshot, cell: Cell, posted: Mapping[str, str], saving: _Saving) -> None:
    name, stands = str(cell), text_of(here, cell)
    text, was = posted[name].strip(), posted.get(WAS + name, "").strip()
    if text in {was, stands}:
        return
    if theirs := _of_another(turn, here, cell) if was != stands else "":
        saving.refuse(name, text, theirs)
    elif not text:
        saving.emptied.append(cell)
    else:
        _read(here, cell, text, saving)


def _of_another(turn: PageTurn, here: Snapshot, cell: Cell) -> str:
    """That somebody else has entered the field since the page was shown; "" if nobody has."""
    figure = here.figures.get(cell)
    if figure is None or figure.officer_id == turn.officer.id:
        return ""
    by = turn.session.get_one(Officer, figure.officer_id).name
    return sentences.entered_by(by, text_of(here, cell), figure.at)


def _read(here: Snapshot, cell: Cell, text: str, saving: _Saving) -> None:
    form = here.form
    if left := sentences.LEFT_BLANK.fullmatch(text):
        saving.entries[cell] = Entry.blank(left["why"] or "")
        return
    match read_message(text, asked_of(here, [cell])):
        case Explained(entries) if entries.keys() == {cell}:
            saving.entries |= entries
        case NoneArose():
            saving.none.append(cell)
        case Explained():
            saving.refuse(str(cell), text, sentences.ONLY_THIS_FIELD)
        case Guessed(_, doubt):
            saving.refuse(str(cell), text, guessing.doubt(form, doubt) or sentences.ONLY_THIS_FIELD)
        case Puzzled(doubt):
            saving.refuse(str(cell), text, guessing.puzzled(form, [cell], doubt))


def _record(turn: PageTurn, here: Snapshot, saving: _Saving) -> None:
    report, source = turn.report(), turn.entry_source
    for _, cells in groupby(saving.none, key=lambda cell: here.form.row_of(cell).ask):
        none = list(cells)
        if here.form.is_plain:
            record_none_arose(turn.session, report, _whole_group(here, here.form.rows_of(none)), source)
        else:
            saving.entries |= dict.fromkeys(none, Entry.number(0))
    if saving.entries:
        record(turn.session, report, saving.entries, source)
    if saving.emptied:
        withdraw(turn.session, report, saving.emptied, source)


def _whole_group(here: Snapshot, rows: Sequence[Row]) -> Sequence[Row]:
    """All rows of their group, where nothing but 0 stands in the others: fields that are saved one by one end so too."""
    whole = [row for row in here.form.groups[rows[0].ask] if row.concerns(here.unit.level)]
    others = [here.figures.get(row.cell) for row in whole if row not in rows]
    return whole if all(one is not None and one.amount == 0 for one in others) else rows


def _none_arose(turn: PageTurn, posted: Mapping[str, str]) -> None:
    """The groups of which the page says that nothing arose, where nothing else stands in them."""
    here = turn.snapshot
    for name in [name for name in posted if name.startswith(NONE)]:
        group = name.removeprefix(NONE)
        rows = [row for row in here.form.groups.get(group, ()) if row.concerns(here.unit.level) and row.cell in here.open]
        if rows and here.form.is_plain:
            record_none_arose(turn.session, turn.report(), rows, turn.entry_source)
        elif rows:
            zeros = {row.cell: Entry.number(0) if row.is_number else Entry.blank() for row in rows}
            record(turn.session, turn.report(), zeros, turn.entry_source)


def _explain(turn: PageTurn, name: str, text: str, saving: _Saving) -> None:
    """A reason for which figures are kept."""
    held = Questioned(name.removeprefix(WHY))
    turn.go(held)
    questioning.keep(turn, held, text)
    turn.go(Filling())
    said = [one for one in turn.take_said() if one != refusals.KEPT]
    if said:
        saving.refuse(name, text, said[-1])


def _save_list(turn: PageTurn, key: str, posted: Mapping[str, str], saving: _Saving) -> None:
    of = list_of(turn.snapshot, key)
    doomed = {int(name.rpartition(ENTRY)[2]) for name in posted if name.startswith(f"{DELETE}{key}{ENTRY}")}
    lines = sorted({Cell.read(name).line for name in posted if name.startswith(f"{key}{ENTRY}")} - doomed)
    for number in lines:
        _save_line(turn, key, number, posted, saving)
    for number in sorted(doomed, reverse=True):
        of = list_of(turn.snapshot, key)
        if number <= len(of.lines):
            delete_line(turn, of, number)
    _close(turn, key, posted, saving)


def _save_line(turn: PageTurn, key: str, number: int, posted: Mapping[str, str], saving: _Saving) -> None:
    """A line that is changed or new; a new one is recorded once it is whole."""
    of = list_of(turn.snapshot, key)
    names = {row.column: str(Cell(f"{key}{ENTRY}{number}", row.column)) for row in of.rows}
    texts = {column: posted.get(name, "").strip() for column, name in names.items()}
    was = {column: posted.get(WAS + name, "").strip() for column, name in names.items()}
    here = turn.snapshot
    stands = {column: text_of(here, Cell.read(name)) for column, name in names.items()}
    changed = {column for column, text in texts.items() if text not in {was[column], stands[column]}}
    if not changed:
        return
    entries, wrong = _read_line(turn, of, number, {column: texts[column] for column in changed})
    before = of.lines[number - 1] if number <= len(of.lines) else {}
    line = {**before, **entries}
    wrong |= {row.column: sentences.MISSING for row in of.missing(line) if row.column not in wrong}
    if wrong:
        for column in changed | wrong.keys():
            saving.texts[names[column]] = texts[column]
        saving.wrong |= {names[column]: why for column, why in wrong.items()}
    else:
        record_lines(turn, of, number if before else 0, [line])


def _read_line(turn: PageTurn, of: OneList, number: int, texts: Mapping[str, str]) -> tuple[dict[str, Entry], dict[str, str]]:
    entries: dict[str, Entry] = {}
    wrong: dict[str, str] = {}
    for row, column in of.pattern.own:
        if column.key not in texts or not (texts[column.key] or number <= len(of.lines)):
            continue
        read = read_part(texts[column.key], row, column, turn.today)
        if isinstance(read, Entry):
            entries[column.key] = read
        else:
            wrong[column.key] = refusals.unread(row, read)
    return entries, wrong


def _close(turn: PageTurn, key: str, posted: Mapping[str, str], saving: _Saving) -> None:
    """There are no more lines, unless one of them is not whole; how many there are is recorded."""
    of, begun = list_of(turn.snapshot, key), any(name.startswith(f"{key}{ENTRY}") for name in saving.texts)
    count = Entry.number(len(of.lines))
    stands = turn.snapshot.figures.get(of.row.cell)
    if CLOSE + key in posted and not begun and (stands is None or stands.entry != count):
        record(turn.session, turn.report(), {of.row.cell: count}, turn.entry_source)
