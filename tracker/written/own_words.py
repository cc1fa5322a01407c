"""Words of a report against its appendix: where they contradict it, mended, and made to follow it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from sqlmodel import Session

from tracker.forms.cell import Cell
from tracker.kernel.names import fold
from tracker.narrative.words import HeadingWords, UnlikeKept, give_words, words_before, words_of_report
from tracker.reports.reports import Report, Source, form_of
from tracker.reports.snapshot import snapshot_of
from tracker.rollup.below import rollup_below
from tracker.written.checking import TextFigure, Verdict, check_text
from tracker.written.drafting import DraftHeading, WrittenDraft, draft, known_of
from tracker.written.examples import UnitBelow
from tracker.written.mentions import number_of
from tracker.written.outline import PART, Outline, OutlineHeading, outline_of
from tracker.written.refreshing import refreshed, with_places
from tracker.written.sentences import AppendixFigures, figure_written
from tracker.written.vocabulary import ITEM

CONTRADICTING = frozenset({Verdict.DIFFERS, Verdict.INNER, Verdict.ASKED})
_TOLD = frozenset({Verdict.AGREES, Verdict.DIFFERS})


_SETTLED = "lost "  # before the slot of a heading that is no more, among the words, once it is said what becomes of its own


class LostWords(NamedTuple):
    """Words of a heading that the outline no longer has, and how that was called."""

    name: str
    given: HeadingWords


@dataclass(frozen=True)
class WordedReport:
    """The outline, figures, words by heading and first sentence of a report, of which a draft is made.

    `before` are the words of the period before, by the headings that have none yet; `lost` those under headings that the
    outline no longer has, by their former slots, as long as nobody has said what becomes of them.
    """

    outline: Outline
    known: AppendixFigures
    words: Mapping[str, HeadingWords]
    basis: str
    before: Mapping[str, HeadingWords] = field(default_factory=dict)
    lost: Mapping[str, LostWords] = field(default_factory=dict)

    @property
    def draft(self) -> WrittenDraft:
        """As it stands."""
        return draft(self.outline, self.known, self.words, self.basis)

    @property
    def with_before(self) -> "WordedReport":
        """As it would stand with the words of the period before under every heading that has none yet."""
        return replace(self, words={**self.before, **self.words}, before={})

    @property
    def waiting(self) -> list[OutlineHeading]:
        """The headings that are empty, or had words in the period before and have none now, in printed order."""
        stated = {one.heading.slot for one in self.draft.headings if one.stated}
        asked = [one for one in self.outline.headings if one.words and one.slot not in self.words]
        return [one for one in asked if one.slot not in stated or one.slot in self.before]

    def found(self) -> dict[str, list[TextFigure]]:
        """By heading the figures in its words; `paragraph` counts their lines from 0, `at` from the beginning of its line."""
        drafted = self.draft.headings
        texts = [one.paragraphs for one in drafted]
        begins = list(accumulate(map(len, texts), initial=0))
        by_heading: dict[str, list[TextFigure]] = {one.heading.slot: [] for one in drafted if one.words}
        heading_of = [place for place, text in enumerate(texts) for _ in text]
        for found in check_text([line for text in texts for line in text], self.known):
            place = heading_of[found.paragraph]
            one = drafted[place]
            figure = _in_words(one, replace(found, paragraph=found.paragraph - begins[place]))
            if one.words and 0 <= figure.paragraph < len(lines_of(one.words)):
                by_heading[one.heading.slot].append(figure)
        return by_heading

    def unlike(self) -> dict[str, list[TextFigure]]:
        """By heading where its words contradict the appendix or themselves, less what is kept with a reason."""
        unlike = {slot: [one for one in found if one.verdict in CONTRADICTING] for slot, found in self.found().items()}
        kept = {slot: {one[:3] for one in given.unlike} for slot, given in self.words.items()}
        left = {slot: [one for one in found if _named(one, "")[:3] not in kept[slot]] for slot, found in unlike.items()}
        return {slot: found for slot, found in left.items() if found}

    def says_all(self, slot: str, given: HeadingWords) -> bool:
        """Whether these words speak of every figure in the sentences of their heading, so that those would only repeat it."""
        there = replace(self, words={**self.words, slot: given._replace(replaces=False)})
        stated = {
            cell for one in there.draft.headings if one.heading.slot == slot for said in one.stated for cell in said.cells
        }
        told = {cell for one in there.found().get(slot, []) if one.verdict in _TOLD for cell in one.cells}
        return bool(stated) and stated <= told

    def following(self, slot: str, given: HeadingWords) -> HeadingWords:
        """These words for a heading, in which each figure that the appendix has follows it from now on."""
        found = replace(self, words={**self.words, slot: given}).found().get(slot, [])
        return given._replace(words=with_places(lines_of(given.words), found, self.known))

    def mended(self, slot: str, one: TextFigure) -> HeadingWords | None:
        """The words of a heading with what the appendix has in the place of this figure; None where no figure is written."""
        ours = None if one.ours is None or _adds_up(one) else _written_like(one, self.known)
        lines = lines_of(self.words[slot].words)
        text = refreshed(lines[one.paragraph], self.known).text
        if ours is None or not text.startswith(one.written, one.at):
            return None
        lines[one.paragraph] = f"{text[: one.at]}{ours}{text[one.at + len(one.written) :]}"
        return self.following(slot, self.words[slot]._replace(words="\n".join(lines)))


def lines_of(words: str) -> list[str]:
    """The lines in which something stands: each is a paragraph, or stands behind the heading."""
    return [line for line in words.split("\n") if line.strip()]


def _in_words(one: DraftHeading, figure: TextFigure) -> TextFigure:
    """The figure by its line among the words; of line -1 where it stands in the heading itself."""
    if not one.text:
        return figure
    if not one.lines[0]:
        return replace(figure, paragraph=figure.paragraph - 1)
    begins = len(one.text) + 1
    if figure.paragraph or figure.at < 0:
        return figure
    return replace(figure, paragraph=0 if figure.at >= begins else -1, at=figure.at - begins)


def worded_report(session: Session, report: Report) -> WordedReport:
    """A report with the words that stand, and those of the period before where none do."""
    here = snapshot_of(session, report)
    outline, words = outline_of(here.form), words_of_report(session, report.id)
    earlier = words_before(session, here.round, report.unit_id)
    former = outline_of(form_of(session, earlier.report)) if earlier.report else outline
    gone = _gone(outline, former, earlier.words)
    slots = {one.slot for one in outline.headings} - words.keys()
    before = {slot: one for slot, one in earlier.words.items() if slot in slots and slot not in gone}
    before = {slot: one for slot, one in before.items() if one.words or one.replaces}
    lost = {slot: one for slot, one in (gone | _gone(outline, outline, words)).items() if _SETTLED + slot not in words}
    known = replace(known_of(here), below=units_in_rollup(session, report))
    return WordedReport(outline, known, words, here.round.basis, before, lost)


def _gone(outline: Outline, former: Outline, words: Mapping[str, HeadingWords]) -> dict[str, LostWords]:
    """The words under headings that the outline has no more, or has for another part of the form."""
    now, then = ({one.slot: one for one in each.headings} for each in (outline, former))
    gone: dict[str, LostWords] = {}
    for slot, given in words.items():
        before, same = then.get(slot), now.get(slot)
        other_part = slot.startswith(PART) and before and same and _bare(before.name) != _bare(same.name)
        if given.words and not slot.startswith(_SETTLED) and (same is None or other_part):
            gone[slot] = LostWords(before.name if before else slot, given)
    return gone


def _bare(name: str) -> str:
    return fold(ITEM.sub("", name))


def settle_lost(session: Session, report: Report, slot: str, source: Source) -> None:
    """Note that it is said what becomes of the words of a heading that is no more."""
    give_words(session, report, {_SETTLED + slot: HeadingWords("", source.officer_id, source.at)}, source)


def units_in_rollup(session: Session, report: Report) -> list[UnitBelow]:
    """The units that are in the roll-up below a report's unit, by name, with what each gives to the totals."""
    rolled = rollup_below(session, report)
    if rolled is None:
        return []
    numbers: list[dict[Cell, Decimal]] = [{} for _ in rolled.taken]
    for cell, total in rolled.totals.items():
        for mine, part in zip(numbers, total.parts, strict=True):
            if (amount := part.contribution.addend) is not None:
                mine[cell] = amount
    return [UnitBelow(s.unit.level, s.unit.name, mine) for s, mine in zip(rolled.taken, numbers, strict=True)]


def keep_unlike(given: HeadingWords, one: TextFigure, reason: str) -> HeadingWords:
    """With what this contradiction says kept, for this reason, as long as both sides stay as they are."""
    return given._replace(unlike=(*given.unlike, _named(one, reason)))


def _adds_up(one: TextFigure) -> bool:
    """Whether what was compared is more than the figure that is written: another one of the list belongs to it."""
    return one.said != number_of(one.written.rstrip("% "))


def _written_like(one: TextFigure, known: AppendixFigures) -> str | None:
    """What the appendix has, as the sentence writes its own: with a zero before it, or without one."""
    if one.verdict is Verdict.INNER:
        return f"{one.ours:f}%".replace(".", ",")
    cells = " + ".join(map(str, one.cells))
    padded = one.written.startswith("0") or len(one.written.rstrip("%")) > 1
    return figure_written(known, cells if padded else f"{cells}:n")


def _named(one: TextFigure, reason: str) -> UnlikeKept:
    written = one.written if one.at >= 0 else one.sentence
    return UnlikeKept(written, " + ".join(map(str, one.cells)), "" if one.ours is None else f"{one.ours:f}", reason)
