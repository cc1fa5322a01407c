"""The words of the written report on a page: a field for each heading, as the chat asks for it heading by heading."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.conversation.writing import unlike
from bot.conversation.writing.given import standing_of, tasks_of
from bot.pages.form_fields import TypedBack
from bot.pages.page_turn import PageTurn
from bot.texts.common.wording import report_name
from bot.texts.writing import words as sentences
from tracker.audit.log import Deed, What, note
from tracker.papers.office_report import office_report
from tracker.written.checking import TextFigure
from tracker.written.outline import Outline, OutlineHeading
from tracker.written.own_words import WordedReport, worded_report
from tracker.written.refreshing import refreshed

FIELD, SAME, TASKS = "w:", "same:", "tasks:"  # what stands before a heading's slot
PUT, NOWHERE = "put:", "none"  # before the slot of a heading that is no more; what leaves its words out
MEND_WORDS, MEND_FIGURE, KEEP_BOTH = "words:", "figure:", "why:"  # before the key of a contradiction
_GROUPS = frozenset({"A", "I", "1"})
_MOST = 8  # headings of a page, unless they are of one group


@dataclass(frozen=True)
class UnlikeShown:
    """A contradiction under a heading: in words, its key, what would mend the words or the figure, "" where nothing can."""

    text: str
    key: str
    words: str
    figure: str
    typed: str = ""
    wrong: str = ""


@dataclass(frozen=True)
class HeadingShown:
    """A heading with its field: what its figures say, what stood there last period and what of that should be looked at.

    `above` are the headings without a field that stand over it.
    """

    name: str
    slot: str
    text: str
    above: Sequence[str]
    prompt: str
    stated: str
    typed: str
    was: str
    before: str
    look_at: str
    tasks: int
    wrong: str = ""
    unlike: Sequence[UnlikeShown] = ()


class LostShown(NamedTuple):
    """Words of a heading that is no more, and by slot and name the headings under which they may be put."""

    name: str
    slot: str
    text: str
    headings: Sequence[tuple[str, str]]


class WordsPart(NamedTuple):
    """A page of headings: its number from 1, its name, its headings that take words, and how many wait for some."""

    number: int
    title: str
    headings: Sequence[OutlineHeading]
    waiting: int


@dataclass(frozen=True)
class WordsPage:
    """A page of the written report."""

    report_id: int
    title: str
    unit: str
    parts: Sequence[WordsPart]
    part: WordsPart
    headings: Sequence[HeadingShown]
    elsewhere: Sequence[tuple[int, str]]
    said: Sequence[str]
    before: int
    lost: Sequence[LostShown] = ()
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def to_mend(self) -> list[tuple[str, str]]:
        """By the field what on this page is not taken, or contradicts."""
        return [*self.wrong.items(), *((one.name, found.text) for one in self.headings for found in one.unlike)]


def words_page(turn: PageTurn, number: int, said: Sequence[str] = (), typed: TypedBack | None = None) -> WordsPage:
    """The page of this number; 0: the first one with headings that wait. Raises NotYours, ReportCancelled."""
    here, typed = turn.snapshot, typed or TypedBack()
    worded = worded_report(turn.session, here.report)
    parts = words_parts(worded)
    waiting = next((one for one in parts if one.waiting), parts[0])
    part = parts[number - 1] if 1 <= number <= len(parts) else waiting
    note(turn.session, Deed(What.REPORT, "seen", here.report.unit_id, here.report.id), turn.source)
    contrary = worded.unlike()
    mine = {one.slot for one in part.headings}
    place_of = {one.slot: each.number for each in parts for one in each.headings}
    others = [
        (place_of.get(slot, 1), sentences.unlike(here.form, one))
        for slot, found in contrary.items()
        if slot not in mine
        for one in found
    ]
    return WordsPage(
        report_id=here.report.id,
        title=report_name(here.round),
        unit=here.unit.full_name,
        parts=parts,
        part=part,
        headings=[_heading(turn, worded, one, contrary.get(one.slot, []), typed) for one in part.headings],
        elsewhere=others,
        said=said,
        before=len(worded.before),
        lost=_lost(worded),
        wrong={name: why for name, why in typed.wrong.items() if name.startswith(FIELD)},
    )


def _lost(worded: WordedReport) -> list[LostShown]:
    headings = [(one.slot, one.name) for one in worded.outline.headings if one.words]
    texts = {slot: refreshed(one.given.words, worded.known).text for slot, one in worded.lost.items()}
    return [LostShown(one.name, slot, texts[slot], headings) for slot, one in worded.lost.items()]


def words_parts(worded: WordedReport) -> list[WordsPart]:
    """The headings that take words, in printed order, groups that stand under one heading on one page, small ones together."""
    waits = {one.slot for one in worded.waiting}
    pages: list[list[OutlineHeading]] = []
    for group in _groups(worded.outline):
        if pages and len(pages[-1]) + len(group) <= _MOST:
            pages[-1] += group
        else:
            pages.append(list(group))
    return [
        WordsPart(place, _title(worded.outline, page), page, sum(one.slot in waits for one in page))
        for place, page in enumerate(pages or [[]], start=1)
    ]


def _groups(outline: Outline) -> list[list[OutlineHeading]]:
    groups: list[list[OutlineHeading]] = []
    for one in outline.headings:
        if one.level in _GROUPS or not groups:
            groups.append([])
        if one.words:
            groups[-1].append(one)
    return [group for group in groups if group]


def _title(outline: Outline, page: Sequence[OutlineHeading]) -> str:
    """The heading that stands over the first one of a page, or that itself."""
    above = ""
    for one in outline.headings:
        above = one.name if one.level in _GROUPS else above
        if page and one == page[0]:
            return above or one.name
    return above


def _above(outline: Outline, heading: OutlineHeading) -> list[str]:
    """The headings between this one and the one with a field before it."""
    above: list[str] = []
    for one in outline.headings:
        if one == heading:
            break
        above = [] if one.words else [*above, one.text]
    return above


def _heading(
    turn: PageTurn, worded: WordedReport, heading: OutlineHeading, contrary: Sequence[TextFigure], typed: TypedBack
) -> HeadingShown:
    standing, slot, name = standing_of(worded, heading), heading.slot, FIELD + heading.slot
    before, stands = worded.before.get(slot), text_of(worded, slot)
    return HeadingShown(
        name=name,
        slot=slot,
        text=standing.text or heading.prompt,
        above=_above(worded.outline, heading),
        prompt=heading.prompt if standing.text else "",
        stated=" ".join(one.text for one in standing.stated),
        typed=typed.texts.get(name, stands),
        was=stands,
        before=refreshed(before.words, worded.known).text if before else "",
        look_at=sentences.to_look_at(worded, [slot]) if before else "",
        tasks=len(tasks_of(turn, worded, heading)),
        wrong=typed.wrong.get(name, ""),
        unlike=[_unlike(turn, worded, slot, one, typed) for one in contrary],
    )


def text_of(worded: WordedReport, slot: str) -> str:
    """What stands in the field of a heading, with the figures of today."""
    given = worded.words.get(slot)
    return refreshed(given.words, worded.known).text if given else ""


def key_of(slot: str, one: TextFigure) -> str:
    """By which a contradiction is known again as long as both sides say what they said."""
    return "|".join((slot, one.written, " + ".join(map(str, one.cells)), "" if one.ours is None else f"{one.ours:f}"))


def _unlike(turn: PageTurn, worded: WordedReport, slot: str, one: TextFigure, typed: TypedBack) -> UnlikeShown:
    key = key_of(slot, one)
    return UnlikeShown(
        text=sentences.unlike(turn.form(), one),
        key=key,
        words=sentences.mend_words(one) if worded.mended(slot, one) else "",
        figure=sentences.mend_figure(one) if unlike.to_mend(turn, one) else "",
        typed=typed.texts.get(KEEP_BOTH + key, ""),
        wrong=typed.wrong.get(KEEP_BOTH + key, ""),
    )


def words_file(turn: PageTurn) -> tuple[str, bytes]:
    """File name and content of the draft, with last period's words where there are none yet."""
    report = turn.report()
    name, content, _ = office_report(turn.session, report, worded_report(turn.session, report).with_before.draft)
    return name, content
