"""The form on a phone: a part of the report on a page, saved into the draft that the chat fills too, and handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.conversation.core.doing import do
from bot.conversation.core.places import Filling, Summary
from bot.conversation.report.asking import elsewhere
from bot.conversation.report.finishing import SUBMIT, figures_read_back
from bot.conversation.report.questioning import first_in_question
from bot.messages.actions import UNDO
from bot.messages.messages import Outgoing
from bot.pages.form_fields import FormPart, ListShown, RowShown, TypedBack, parts_of, rows_shown
from bot.pages.form_saving import WHY, save_page
from bot.pages.page_turn import PageTurn, do_on_page
from bot.texts import refusals
from bot.texts.common.wording import due, report_name
from bot.texts.pages import form as sentences
from bot.texts.report.cells import reading_back
from tracker.audit.log import Deed, What, note
from tracker.forms.rules import Level
from tracker.reports.snapshot import Snapshot
from tracker.review.findings import Finding, look_over
from tracker.review.questions import note_questions


@dataclass(frozen=True)
class FindingShown:
    """What is out of line: in words, the field and the part where it is mended, and whether a reason may keep it.

    `cells` are the fields that it compares, of the part that is shown; `why` is the name of the field of its reason.
    """

    text: str
    part: int
    field: str
    cells: Sequence[str]
    may_keep: bool
    why: str
    typed: str = ""
    wrong: str = ""


class ReadBackShown(NamedTuple):
    """A figure that is read back before handing in: in words, and the part and the field where it is mended."""

    text: str
    part: int
    field: str


@dataclass(frozen=True)
class FormPage:
    """A page of the form."""

    report_id: int
    title: str
    due: str
    unit: str
    parts: Sequence[FormPart]
    part: FormPart
    rows: Sequence[RowShown | ListShown]
    findings: Sequence[FindingShown]
    said: Sequence[str]
    open: int
    asked: int
    wrong: Mapping[str, str]
    read_back: Sequence[ReadBackShown] = ()


def form_page(turn: PageTurn, number: int, said: Sequence[str] = (), typed: TypedBack | None = None) -> FormPage:
    """The part of this number; 0: the first one with open fields. Raises NotYours, ReportClosed, ReportLocked."""
    here, typed = turn.snapshot, typed or TypedBack()
    parts = parts_of(here)
    waiting = next((one for one in parts if one.open), parts[0])
    part = parts[number - 1] if 1 <= number <= len(parts) else waiting
    all_found = look_over(turn.session, here)
    found = [one for one in all_found if one.is_unsettled]
    note_questions(turn.session, here, found, turn.now)
    told = elsewhere.offered(turn, part.cells)
    note(turn.session, Deed(What.REPORT, "seen", here.report.unit_id, here.report.id), turn.source)
    return FormPage(
        report_id=here.report.id,
        title=report_name(here.round),
        due=due(here.report),
        unit=here.unit.full_name,
        parts=parts,
        part=part,
        rows=rows_shown(here, part, replace(typed, told={str(cell): one for cell, one in told.items()})),
        findings=[_finding(here, parts, part, one, typed) for one in found],
        said=said,
        open=len(here.open),
        asked=len(here.form.of_level(here.unit.level).cells),
        wrong=typed.wrong,
        read_back=() if found or here.open else _read_back(turn, parts, [one for one in all_found if one.reason]),
    )


def _read_back(turn: PageTurn, parts: Sequence[FormPart], kept: Sequence[Finding]) -> list[ReadBackShown]:
    read = figures_read_back(turn, kept)
    places = {cell: part.number for part in parts for cell in part.cells}
    said = zip(reading_back.lines(turn.form(), read), read, strict=True)
    return [ReadBackShown(text, places.get(one.cell, 1), str(one.cell)) for text, one in said]


def _finding(here: Snapshot, parts: Sequence[FormPart], part: FormPart, found: Finding, typed: TypedBack) -> FindingShown:
    form, name = here.form, WHY + found.rule.text
    fields = [cell for cell in found.rule.cells if form.row_at(cell) and form.row_of(cell).typed]
    here_first = [cell for cell in fields if cell in part.cells] or fields or [found.rule.about]
    where = next((one.number for one in parts if here_first[0] in one.cells), part.number)
    return FindingShown(
        text=refusals.finding(form, found),
        part=where,
        field=str(here_first[0]),
        cells=[str(cell) for cell in fields if cell in part.cells],
        may_keep=found.rule.level is not Level.BLOCK,
        why=name,
        typed=typed.texts.get(name, ""),
        wrong=typed.wrong.get(name, ""),
    )


def save_part(turn: PageTurn, posted: Mapping[str, str]) -> tuple[TypedBack, list[str], list[Outgoing]]:
    """Record what was typed; gives what is not taken, what is said, and what others are told."""
    taken: list[TypedBack] = []
    said, told = do_on_page(turn, lambda: taken.append(save_page(turn, posted)))
    typed = taken[0] if taken else TypedBack(dict(posted), {})
    if not taken:
        return typed, said, told
    waiting = len(turn.snapshot.open)
    count = sum(not name.count(":") for name in posted) - len(typed.wrong)
    return typed, [sentences.saved(count, len(typed.wrong), waiting)], told


def take_back_last(turn: PageTurn) -> tuple[list[str], list[Outgoing]]:
    """Take back what the person's last message or page did to this report."""
    return do_on_page(turn, lambda: turn.follow(do(turn, UNDO, "")))


@dataclass(frozen=True)
class HandedIn:
    """What came of handing in: whether it was, and what is said."""

    done: bool
    said: Sequence[str]


def hand_in(turn: PageTurn) -> tuple[HandedIn, list[Outgoing]]:
    """Hand the report in, or to the leader who approves it; not while anything is open or in question."""
    submissions, state = turn.report().submissions, turn.report().state

    def deed() -> None:
        turn.go(first_in_question(turn))
        if turn.at(Summary):
            turn.follow(do(turn, SUBMIT, ""))
        else:
            turn.note(refusals.STILL_OPEN)
            turn.go(Filling())

    said, told = do_on_page(turn, deed)
    report = turn.report()
    return HandedIn(report.submissions > submissions or report.state != state, said), told
