"""Where the tables of a form stand in a file that came: those that are meant, and others that look like them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.blank_form import TableNotFound
from tracker.blank_form.heads import LAST_ROW_OF_HEAD
from tracker.filled_form.drawn_tables import drawn_tables, printed_lines
from tracker.filled_form.free_words import FreeWords, drawn_words, office_words
from tracker.filled_form.matching import AnotherForm, LegacyFont
from tracker.filled_form.office_tables import candidates, choose, models
from tracker.filled_form.outcomes import Why
from tracker.filled_form.placed import Candidate, Placed
from tracker.filled_form.titles import texts_of_row
from tracker.filled_form.words import cleaned, legacy_font
from tracker.forms.form import Form
from tracker.kernel.grids import Grid

_ENOUGH = 0.8  # of the rows of a form that we draw must be found, or it is another form
_FEW = 3  # texts in an old encoding are an accident


@dataclass(frozen=True)
class FoundTables:
    """The tables that are meant, those that were set aside with why, and what the form prints outside of them."""

    tables: tuple[Placed, ...]
    aside: tuple[tuple[Placed, Why], ...]
    words: FreeWords

    @property
    def title(self) -> tuple[str, ...]:
        """What the sheets say about the period and the unit."""
        above = [text for one in self.tables for row in range(1, one.head[0]) for text in texts_of_row(one.grid, row)]
        return (*dict.fromkeys(above), *dict.fromkeys(one.grid.name for one in self.tables))


def find_tables(form: Form, template: Sequence[Grid] | None, grids: Sequence[Grid], aside: frozenset[str]) -> FoundTables:
    """Find the form's tables, in the sheets `aside` only if no other has them.

    Raises AnotherForm, LegacyFont, SecretForm, TableNotFound.
    """
    if template is None or not form.tables:
        places = [drawn_tables(form, grids)]
        most, words = max((one.found for one in places[0]), default=0), drawn_words(printed_lines(form))
        enough, of = _ENOUGH * len(form.rows), len(form.rows)
    else:
        blank = [cleaned(grid) for grid in template]
        tables = models(form, blank)
        places = candidates(tables, grids)
        most, words = max((one.found for some in places for one in some), default=0), office_words(form, blank)
        enough, of = 0, sum(len(model.fixed) for model in tables)
    if not any(places) or most < enough:
        _refuse(form, grids, most, of)
    return _found(places, words, aside)


def _found(places: Sequence[Sequence[Candidate]], words: FreeWords, aside: frozenset[str]) -> FoundTables:
    chosen = choose([[one for one in some if one.placed.grid.name not in aside] or some for some in places])
    meant = tuple(_above_the_next(one, chosen) for one in chosen if one)
    tables = {id(one) for one in chosen}
    others = tuple(
        (one.placed, Why.OTHER_SHEET if its else Why.SEVERAL_SHEETS)
        for some, its in zip(places, chosen, strict=True)
        for one in some
        if id(one.placed) not in tables
    )
    return FoundTables(meant, others, words)


def _above_the_next(placed: Placed, chosen: Sequence[Placed | None]) -> Placed:
    """The table, which ends where the next one on its sheet begins."""
    heads = [one.head[0] for one in chosen if one and one.grid is placed.grid and one.head[0] > placed.head[0]]
    return replace(placed, end=min([placed.end, *(head - 1 for head in heads)]))


def _refuse(form: Form, grids: Sequence[Grid], found: int, rows: int) -> None:
    texts = [text for grid in grids for row in range(1, len(grid.rows) + 1) for text in texts_of_row(grid, row)]
    fonts = [font for text in texts if (font := legacy_font(text))]
    if len(fonts) >= _FEW:
        raise LegacyFont(font=max(set(fonts), key=fonts.count))
    if not found and not form.tables:
        raise TableNotFound(rows=LAST_ROW_OF_HEAD)
    raise AnotherForm(found=found, rows=rows, form=form.code)
