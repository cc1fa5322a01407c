"""Once, before the first question: the groups in which nothing arose this period, ticked off in one message."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation.core.doing import do, does
from bot.conversation.core.held import Held, Leaving
from bot.conversation.core.manners import OF_FIGURES
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Filling, Menu
from bot.conversation.core.step import Step, keep_nothing
from bot.conversation.core.turn import Turn
from bot.conversation.report.asking.joining import groups_of
from bot.conversation.report.asking.naming import says_cells
from bot.messages.actions import NONE_AROSE, SET, SKIP, Action
from bot.reading.answering import sets_rows
from bot.reading.groups.named import Group, Nameable, read_groups
from bot.texts.report import ticking_off as sentences
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Kind
from tracker.reports.entry import Entry
from tracker.reports.figures import record, record_none_arose
from tracker.reports.snapshot import Snapshot
from tracker.tasks.figures import counted_in_book
from tracker.tasks.task import local_day

_FEWEST, _MOST_LINES = 6, 8  # groups that are worth a question of their own; sections on one screen
_EXAMPLES = 3

EVERY = Action("everygroup")


@dataclass(frozen=True)
class TickingOff(Held, at="ticking_off", leaving=Leaving.RECORDED):
    """The groups in which nothing arose; `page` is the one that is shown."""

    page: int = 0


def first_of(turn: Turn) -> Held:
    """Where a report begins that was opened: here if nothing is entered yet and it is worth it, else at the first question."""
    here = turn.snapshot
    begun = here.figures or here.previous or here.report.submissions or here.has_units_below
    return Filling() if begun or turn.place.behalf or settled(turn, TickingOff()) else TickingOff()


def settled(turn: Turn, _held: TickingOff) -> Held | None:
    """On with the questions once few groups are left."""
    return Filling() if len(_groups(turn)) < _FEWEST else None


def _groups(turn: Turn) -> dict[str, list[Cell]]:
    """The groups that wait for an answer and hold a number, each with its open cells; not those that tasks count."""
    here, book = turn.snapshot, set[Cell]()
    if here.has_tasks:
        book = set(counted_in_book(turn.session, here.report, local_day(turn.now)))
    waiting = [(here.form.row_of(group[0]).ask, group) for group in groups_of(here.form, here.open)]
    return {key: group for key, group in waiting if _has_number(here.form, group) and book.isdisjoint(group)}


def _has_number(form: Form, cells: Sequence[Cell]) -> bool:
    return any(row.is_number for row in form.rows_of(cells))


def _named(here: Snapshot, keys: Sequence[str]) -> Nameable:
    """How the groups may be named: each by its number, those under one heading or in one section together."""
    form = here.form
    by_number = {key: Group(form.by_key[key].label, (key,)) for key in keys}
    together: dict[str, list[str]] = {}
    for key in keys:
        over = form.by_key.get(key.rpartition(".")[0])
        if over and over.kind is Kind.HEADING and over.key not in by_number:
            together.setdefault(over.key, []).append(key)
    several = {number: Group(form.by_key[number].label, tuple(of)) for number, of in together.items() if len(of) > 1}
    sections: dict[str, list[str]] = {}
    for key in keys:
        sections.setdefault(form.section_of[key].key, []).append(key)
    return Nameable(by_number | several, {number: Group(number, tuple(of)) for number, of in sections.items()})


def ask(turn: Turn, held: TickingOff) -> None:
    """Name the groups by section, and how they are ticked off."""
    keys = list(_groups(turn))
    lines = _lines(turn.snapshot, keys)
    pages = [lines[begin : begin + _MOST_LINES] for begin in range(0, len(lines), _MOST_LINES)]
    page = min(held.page, len(pages) - 1)
    more = [sentences.MORE] if page + 1 < len(pages) else []
    turn.say(
        "\n".join([*pages[page], *more, sentences.how(_examples(turn.form(), keys))]),
        [EVERY.choice(sentences.EVERY)],
        title=sentences.TITLE,
    )


def _examples(form: Form, keys: Sequence[str]) -> list[str]:
    """Those that the form itself lets be nothing come first."""
    return sorted(keys, key=lambda key: key not in form.none_groups)[:_EXAMPLES]


def _lines(here: Snapshot, keys: Sequence[str]) -> list[str]:
    """One for each section; groups under one heading are one name."""
    named = _named(here, keys)
    joined = {key: number for number, group in named.by_number.items() if len(group.keys) > 1 for key in group.keys}
    lines = []
    for section in named.sections.values():
        numbers = dict.fromkeys(joined.get(key, key) for key in section.keys)
        lines.append(sentences.line([(number, _name(here.form, number, section)) for number in numbers]))
    return lines


def _name(form: Form, number: str, section: Group) -> str:
    """The short name; a group that is called after a section of several groups is known by its rows."""
    row = form.by_key[number]
    if row.kind is not Kind.SECTION or len(section.keys) == 1:
        return sentences.short_name(row.label)
    rows = form.groups[number]
    return f"({rows[0].key}–{rows[-1].key})"


def hear(turn: Turn, _held: TickingOff, text: str) -> Next:
    """Take the groups that are named, if the whole message is understood."""
    if sets_rows(text) or (not turn.form().is_plain and says_cells(turn, text)):
        return do(turn, SET, text)
    waiting = _groups(turn)
    said = read_groups(_named(turn.snapshot, list(waiting)), text)
    if said.every:
        return every(turn, "")
    if said.unread or said.whole or not (said.none or said.blank):
        turn.note(sentences.unread(said.unread, said.whole))
        turn.note("" if said.whole or any(c.isdigit() for c in text) else sentences.WHOLE_REPORT)
        return STAY
    form, report = turn.form(), turn.report()
    for key in said.none:
        record_none_arose(turn.session, report, form.rows_of(waiting[key]), turn.entry_source)
    blank = {cell: Entry.blank() for key in said.blank for cell in waiting[key]}
    record(turn.session, report, blank, turn.entry_source)
    turn.note(sentences.ticked(said.none, said.blank))
    return Go(Filling())


@does(EVERY)
def every(turn: Turn, _rest: str) -> Next:
    """Ask every group."""
    turn.note(sentences.ASKED_IN_TURN)
    return Go(Filling()) if turn.at(TickingOff) else STAY


def go_on(turn: Turn, held: TickingOff) -> Next:
    """To the next page, or to the questions."""
    more = len(_lines(turn.snapshot, list(_groups(turn)))) > (held.page + 1) * _MOST_LINES
    return Go(replace(held, page=held.page + 1) if more else Filling())


def back(_turn: Turn, held: TickingOff) -> Next:
    """To the page before, or out of the report."""
    return Go(replace(held, page=held.page - 1) if held.page else Menu())


TICKING_OFF = Step(
    holds=TickingOff,
    manner=replace(OF_FIGURES, own=frozenset({NONE_AROSE, SET, SKIP})),
    ask=ask,
    hear=hear,
    settled=settled,
    back=back,
    go_on=go_on,
    keep=keep_nothing,
)
