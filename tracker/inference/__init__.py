"""From printed rows to rows that can be asked, with every doubt.

What is inferred: keys, kinds, formulas, who reports, what is asked together, and which concepts they are.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from tracker.blank_form import BlankForm, Doubt, Uncertain
from tracker.forms.concepts import concept_by_key
from tracker.forms.form import Form, Head
from tracker.forms.relations import Evidence, FormRelation, evidence_of
from tracker.forms.row import Row
from tracker.inference import vocabulary
from tracker.inference.alike import Alike, concepts_of, official_rows
from tracker.inference.checks import mentions, warnings
from tracker.inference.groups import Groups
from tracker.inference.kinds import Reading, readings
from tracker.inference.levels import is_for_communes, reporters
from tracker.inference.rates import RowFormula, formulas
from tracker.inference.titles import Title, title_of
from tracker.inference.tree import Tree, plant
from tracker.kernel.reasons import Reason

__all__ = ["Title", "Understood", "understand"]


@dataclass(frozen=True)
class Understood:
    """A form as it was understood; `places` are the rows of the sheet, in the order of `rows`."""

    sheet: str
    rows: tuple[Row, ...]
    places: tuple[int, ...]
    head: Head
    title: Title
    warn: tuple[str, ...]
    mention: tuple[str, ...]
    doubts: tuple[Doubt, ...]

    @property
    def name(self) -> str:
        """What to call the form: its title without the period and the unit."""
        text = re.sub(vocabulary.PLACEHOLDERS, "", " ".join(self.title.lines))
        text = " ".join(text.split()).strip(" ,.()-")
        return (text.capitalize() if text.isupper() else text) or self.title.appendix or self.sheet

    def form(self, code: str, version: int = 1, name: str = "") -> Form:
        """The form itself; raises FormWrong if it contradicts itself."""
        title = self.title
        return Form(
            code=code,
            version=version,
            name=name or self.name,
            appendix=title.appendix,
            title=title.lines,
            attached_to=title.attached_to,
            head=self.head,
            rows=self.rows,
            warn=self.warn,
            mention=self.mention,
            sources=evidence_of(self.rows, (), (*self.warn, *self.mention), self._evidence()),
        )

    def _evidence(self) -> Iterator[FormRelation]:
        for row in self.rows:
            if row.of:
                yield FormRelation(f"{row.key} = {row.of}", Evidence.RATE if "/" in row.of else Evidence.NUMBERING)
        yield from (FormRelation(text, Evidence.WORDS) for text in (*self.warn, *self.mention))


def understand(blank: BlankForm) -> Understood:
    """Infer what each printed row is; whatever is not certain is among the doubts."""
    tree = plant(blank.rows)
    read = readings(tree)
    computed = formulas(tree, read)
    for_communes = is_for_communes(" ".join((*blank.title.lines, blank.title.attached_to)))
    by, by_doubts = reporters(tree, read, for_communes=for_communes)
    alike = concepts_of(tree, read, official_rows())
    title, title_doubts = title_of(blank.title)
    places = blank.head.columns
    numbering = [doubt._replace(column=places.stt or places.label) for doubt in tree.doubts]
    inferred = [*numbering, *_row_doubts(tree, read, computed, places.unit), *by_doubts, *_concept_doubts(tree, alike)]
    return Understood(
        sheet=blank.sheet,
        rows=tuple(_rows(tree, read, computed, by, alike)),
        places=tuple(node.row.row for node in tree.nodes),
        head=replace(blank.head.wording, note=blank.head.wording.note or vocabulary.NOTES),
        title=title,
        warn=warnings(tree, read, computed),
        mention=mentions(tree, read),
        doubts=_in_order(tree, [*blank.doubts, *title_doubts, *inferred]),
    )


def _rows(
    tree: Tree,
    read: Mapping[str, Reading],
    computed: Mapping[str, RowFormula],
    by: Mapping[str, str],
    alike: Mapping[str, Alike],
) -> Iterator[Row]:
    groups = Groups(tree, read, computed)
    for node in tree.nodes:
        yield Row(
            key=node.key,
            stt=node.row.stt,
            label=node.row.label,
            unit=node.row.unit,
            kind=read[node.key].kind,
            of=computed[node.key].of if node.key in computed else "",
            by=by.get(node.key, ""),
            ask=groups.asked_under(node),
            options=read[node.key].options,
            note=node.row.note,
            concept=alike[node.key].concept if node.key in alike else "",
            parent=node.parent,
        )


def _concept_doubts(tree: Tree, alike: Mapping[str, Alike]) -> Iterator[Doubt]:
    for key, found in alike.items():
        if not found.sure:
            facts = {"concept": found.concept, "wording": concept_by_key()[found.concept].wording}
            yield Doubt(tree.by_key[key].row.row, key, Reason(Uncertain.CONCEPT_ALIKE, facts))


def _row_doubts(
    tree: Tree, read: Mapping[str, Reading], computed: Mapping[str, RowFormula], unit_column: int
) -> Iterator[Doubt]:
    for node in tree.nodes:
        if why := read[node.key].why:
            yield Doubt(node.row.row, node.key, why, unit_column)
        if node.key in computed and (why := computed[node.key].why):
            yield Doubt(node.row.row, node.key, why)


def _in_order(tree: Tree, doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    keys = {node.row.row: node.key for node in tree.nodes}
    known = [doubt._replace(key=doubt.key or keys.get(doubt.row, "")) for doubt in doubts]
    return tuple(dict.fromkeys(sorted(known, key=lambda doubt: doubt.row)))
