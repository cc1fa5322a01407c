"""A report's written part drafted from its figures: which sentences stand, which words, and what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.calendar.periods import parse_period
from tracker.forms.cell import Cell
from tracker.narrative.words import HeadingWords
from tracker.reports.entry import Answer
from tracker.reports.snapshot import Snapshot
from tracker.written.office_names import office_name
from tracker.written.outline import Outline, OutlineHeading
from tracker.written.refreshing import refreshed
from tracker.written.sentences import AppendixFigures, Stated, state

_TWO_DIGITS = (1, 2)  # months that are written with a zero


@dataclass(frozen=True)
class DraftHeading:
    """A heading of the draft: the sentences that its figures make, and the words that were given for it, None for none.

    `text` is its own wording with the report's facts.
    """

    heading: OutlineHeading
    stated: tuple[Stated, ...]
    words: str | None
    text: str

    @property
    def is_open(self) -> bool:
        """Whether nothing stands under it though something should."""
        return self.heading.words and self.words is None and not self.stated

    @property
    def lines(self) -> tuple[str, tuple[str, ...]]:
        """What stands on its own line behind its wording, "" for nothing, and the paragraphs below: words before sentences."""
        lines = [line for line in (self.words or "").split("\n") if line.strip()]
        lines += [" ".join(stated.text for stated in self.stated)] if self.stated else []
        beside = lines.pop(0) if lines and self.text.endswith(":") else ""
        return beside, tuple(lines)

    @property
    def paragraphs(self) -> list[str]:
        """As they stand in the document."""
        beside, below = self.lines
        return [*([f"{self.text} {beside}".rstrip()] if self.text else []), *below]


@dataclass(frozen=True)
class WrittenDraft:
    """A written report as it stands: the wording of its frame, its headings, and the blank cells that sentences wait for."""

    title: str
    basis: str
    end: str
    to: tuple[str, ...]
    headings: tuple[DraftHeading, ...]
    missing: tuple[tuple[OutlineHeading, tuple[Cell, ...]], ...]

    @property
    def sentences(self) -> int:
        """How many sentences come from figures."""
        return sum(len(one.stated) for one in self.headings)

    @property
    def examples(self) -> tuple[str, ...]:
        """The cells, or what is reckoned from cells, for which units are named."""
        return tuple(dict.fromkeys(one for heading in self.headings for said in heading.stated for one in said.examples))

    @property
    def empty(self) -> tuple[OutlineHeading, ...]:
        """The headings that wait for words."""
        return tuple(one.heading for one in self.headings if one.is_open)

    @property
    def worded(self) -> int:
        """How many headings have words that somebody gave."""
        return sum(bool(one.words) for one in self.headings)


def draft(outline: Outline, known: AppendixFigures, words: Mapping[str, HeadingWords], basis: str) -> WrittenDraft:
    """The outline with these figures, and these words by the headings' slots; a heading whose words are "" is left out."""
    headings, missing = [], []
    for heading in outline.headings:
        stated: list[Stated] = []
        lacking: list[Cell] = []
        for variants in heading.sentences:
            sentence, blank = state(known, variants)
            stated += [sentence] if sentence else []
            lacking += blank
        given = words.get(heading.slot)
        said = refreshed(given.words, known) if given else None
        lacking += said.blank if said else ()
        stated = [] if given and given.replaces else stated
        if lacking:
            missing.append((heading, tuple(dict.fromkeys(lacking))))
        if given and said and not (said.text or stated or given.replaces):
            continue
        text = _filled(heading.text, known.facts)
        headings.append(DraftHeading(heading, tuple(stated), said.text if said else None, text))
    first = _filled(outline.basis, known.facts)
    facts = known.facts
    return WrittenDraft(
        _filled(outline.title, facts), _first(basis, first), _filled(outline.end, facts),
        tuple(_filled(one, facts) for one in outline.to), tuple(headings), tuple(missing),
    )  # fmt: skip


def _first(basis: str, first: str) -> str:
    return "; ".join(filter(None, (basis.strip().rstrip(".;"), first)))


def _filled(text: str, facts: Mapping[str, str]) -> str:
    for name, value in facts.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def known_of(here: Snapshot) -> AppendixFigures:
    """What the appendix of a report shows, a 0 on a heading standing for the rows under it."""
    form, shown = here.form, here.shown
    numbers: dict[Cell, Decimal] = {**here.amounts, **{c: e.amount for c, e in shown.items() if e.amount is not None}}
    for cell in form.none_cells:
        if cell in shown and shown[cell].amount == 0:
            numbers = {**dict.fromkeys(form.cells_under(cell), Decimal(0)), **numbers}
    texts = {cell: entry.text for cell, entry in shown.items() if entry.text is not None}
    asked = form.of_level(here.unit.level)
    concerned = {*asked.cells, *asked.computed}
    blank = {cell for cell in concerned if cell not in numbers and cell not in texts}
    blank = {cell for cell in blank if cell not in shown or shown[cell].answer is Answer.BLANK}
    return AppendixFigures(form, numbers, texts, blank, _facts(here))


def _facts(here: Snapshot) -> dict[str, str]:
    period, unit = parse_period(here.round.period), here.unit
    label = period.label
    return {
        "unit": unit.full_name, "Unit": _capital(unit.full_name), "office": office_name(unit),
        "place": unit.level, "Place": _capital(unit.level),
        "period": label, "period_within": label[:1].lower() + label[1:], "year": str(period.year),
        "next_year": str(period.year + 1),
        "from": written_day(here.round.window_from), "to": written_day(here.round.window_to),
    }  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def written_day(day: date) -> str:
    """As such reports write it: "08/3/2024", "01/12/2023"."""
    month = f"0{day.month}" if day.month in _TWO_DIGITS else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"
