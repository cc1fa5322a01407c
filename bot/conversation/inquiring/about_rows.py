"""Answers about rows of a report: what they are, how they are computed, what stands there, what stood there before."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bot.conversation.core.held import Held
from bot.conversation.core.places import Correcting, Explaining, Filling, ListLines, Questioned, Revising
from bot.conversation.core.turn import Turn
from bot.conversation.inquiring import which_report
from bot.reading.inquiries import Inquiry
from bot.reading.inquiries.wants import Wants
from bot.reading.questions import When
from bot.reading.spelling import without_marks
from bot.texts import refusals
from bot.texts.desk import standing
from bot.texts.report import inquiring
from bot.texts.report.cells import about_rows as sentences
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Kind, Row
from tracker.office.officers import Officer
from tracker.reports.rounds import Asked
from tracker.reports.snapshot import Snapshot, snapshot_of

_MOST = 8  # rows in one answer
_SAYS_NOTHING = {"so", "tong", "ty", "le", "luong", "cac", "cua"}  # in a label
_COMPUTED = {" ti le ": Kind.RATE, " tong ": Kind.COUNT}
_BEFORE_CODE = {"số", "mã", "so", "ma"}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class RowsMeant:
    """The rows that are meant, what of the question names none, and what is said of numbers that the form does not have."""

    rows: Sequence[Row]
    unknown: str = ""
    missing: Sequence[str] = ()


def report_of(turn: Turn) -> Asked | None:
    """The report whose rows a question is about: the one at hand, or what is owed next, or was handed in last."""
    return next(iter(which_report.meant(turn, When())), None)


def find(turn: Turn, here: Snapshot, inquiry: Inquiry) -> RowsMeant:
    """The rows that are named by number or by a part of their labels, or that are asked."""
    form, level = here.form, here.unit.level
    if inquiry.rows:
        rows = [row for number in inquiry.rows for row in _numbered(form, level, number)]
        missing = [number for number in inquiry.rows if not _numbered(form, level, number)]
        named_twice = all(_has(row, inquiry.left) for row in rows)
        return RowsMeant(
            rows,
            "" if named_twice else inquiry.left,
            [refusals.unknown_row(number, _near(here, number)) for number in missing],
        )
    asked = _asked(turn, form)
    if computed := _computed(here, asked, inquiry.left):
        return RowsMeant(computed)
    left = _without_codes(asked, inquiry.left)
    own = [row for row in form.fields if row.kind is not Kind.SECTION and row.concerns(level)]
    for words in inquiry.labels:
        explained = [row for row in form.fields if words.isupper() and f"({words})" in row.label]  # "… (PAKN)"
        rows = explained or [row for row in asked if _has(row, words)] or [row for row in own if _has(row, words)]
        if rows:
            return RowsMeant(rows)
    left = "" if set(_words(left)) <= _SAYS_NOTHING else left  # "số năm trước của mục này"
    return RowsMeant([] if left else asked, left)


def _numbered(form: Form, level: str, number: str) -> list[Row]:
    known = form.by_key.get(number)
    if known:
        return form.rows_of(form.cells_of(known)) or [known]
    return [row for row in form.fields if row.stt.rstrip(".") == number and row.concerns(level)]


def _near(here: Snapshot, number: str) -> list[Row]:
    own = {row.key: row for row in here.form.rows if row.concerns(here.unit.level) and row.kind is not Kind.SECTION}
    return [own[key] for key in get_close_matches(number, own)]


def _has(row: Row, words: str) -> bool:
    """Whether the row's label has these words, one after the other or at least all of them."""
    label, wanted = _words(row.label), _words(words)
    telling = set(wanted) - _SAYS_NOTHING
    return bool(telling) and (
        f" {' '.join(wanted)} " in f" {' '.join(label)} " or (len(telling) > 1 and telling <= set(label))
    )


def _words(text: str) -> list[str]:
    return [without_marks(word) for word in _WORD.findall(text)]


def _computed(here: Snapshot, asked: Sequence[Row], words: str) -> list[Row]:
    """The rates or sums that follow from the rows that are asked, where nothing but "tỷ lệ" or "tổng" is said of a row."""
    kinds = [kind for word, kind in _COMPUTED.items() if word in f" {' '.join(_words(words))} "]
    cells = {cell for row in asked for cell in here.form.cells_of(row)}
    following = here.form.rows_of(here.form.following(cells)) if kinds else ()
    return [row for row in following if (row.kind is Kind.RATE) == (kinds[0] is Kind.RATE)]


def _without_codes(asked: Sequence[Row], words: str) -> str:
    """The words without the code of an option that is asked: "số 1" of "1 (Phát phiếu)"."""
    codes = {code for row in asked for code, _ in row.options}
    said = words.split()
    return "" if codes.intersection(said) and set(said) <= codes | _BEFORE_CODE else words


def _asked(turn: Turn, form: Form) -> list[Row]:
    """The rows of the question that stands."""
    return form.rows_of(cell for cell in _cells(turn.held, form) if form.row_at(cell))


def _cells(held: Held, form: Form) -> Sequence[Cell]:
    match held:
        case Filling() | Correcting():
            return [Cell.read(text) for text in held.asked]
        case ListLines(row):
            return [Cell(row)]
        case Questioned(rule) | Explaining(rule):
            return next((tuple(one.cells) for one in form.rules if one.text == rule), ())
        case Revising(section):
            return [cell for row in form.rows if form.section_of[row.key].key == section for cell in form.cells_of(row)]
    return ()


def answer(turn: Turn, wanted: Wants, inquiry: Inquiry, rows: Sequence[Row]) -> str:
    """The answer about these rows; which are meant is asked where none are."""
    asked = report_of(turn)
    if asked is None:
        return standing.no_such_round([])
    if not rows:
        return sentences.WHICH_ROW
    here = snapshot_of(turn.session, asked.report)
    under = [one for row in rows for one in _under(here, row)]
    if wanted is Wants.WHAT or not under:
        return sentences.what(here, rows, _MOST)
    rows = under
    if wanted is Wants.BEFORE:
        in_a_period = bool(inquiry.when.parts)
        return _of_period(turn, asked, inquiry, rows) if in_a_period else sentences.before(here, rows, _MOST)
    if wanted is Wants.ENTERED:
        return sentences.entered(here, rows, _names(turn, here, rows), _MOST)
    return sentences.now(here, rows, _MOST)


def _names(turn: Turn, here: Snapshot, rows: Sequence[Row]) -> Mapping[int, str]:
    """Who entered what stands in these rows, by number."""
    cells = [cell for row in rows for cell in here.form.cells_of(row) if cell in here.figures]
    numbers = {here.figures[cell].officer_id for cell in cells}
    return {number: turn.session.get_one(Officer, number).name for number in numbers}


def _under(here: Snapshot, row: Row) -> Sequence[Row]:
    """The row itself, or those that a heading or a section stands over."""
    if row.kind is Kind.SECTION:
        rows = [one for one in here.form.fields if here.form.section_at(one.cell) is row and (one.typed or one.of)]
    elif row.kind is Kind.HEADING:
        rows = list(here.form.groups.get(row.key, ())) or [
            one for one in here.form.fields if one.key.startswith(f"{row.key}.") and (one.typed or one.of)
        ]
    else:
        rows = [row]
    return [one for one in rows if one.concerns(here.unit.level)]


def _of_period(turn: Turn, asked: Asked, inquiry: Inquiry, rows: Sequence[Row]) -> str:
    """What stood in these rows in the report of the period that is said."""
    same = [one for one in which_report.meant(turn, inquiry.when) if one.round.form_code == asked.round.form_code]
    if not same:
        return inquiring.no_report_of_period()
    return sentences.of_period(same[0].round, snapshot_of(turn.session, same[0].report), rows, _MOST)
