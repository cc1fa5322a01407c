"""A form as the lines of the correction workbook's sheets, each a list of texts in the order of the sheet's columns."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from openpyxl.utils import get_column_letter

from tracker.form_sheet import vocabulary as words
from tracker.form_sheet.layout import COLUMNS, MARK, PATH, ROWS, Language, options_text, place_text
from tracker.forms.cell import Cell
from tracker.forms.concepts import concepts
from tracker.forms.form import Form
from tracker.forms.relations import Evidence
from tracker.forms.row import Column, ColumnRole, Row
from tracker.office_table.form import SheetDoubt
from tracker.understanding.understood_form import UnderstoodForm

Said = Callable[[SheetDoubt], str]  # words a doubt for people
Texts = Sequence[str]


class LineTexts:
    """The lines of a form that was understood, in a language."""

    def __init__(self, understood: UnderstoodForm, language: Language, said: Said) -> None:
        """Look up where rows and columns stand, and what is doubted of which."""
        self._form: Form = understood.form
        self._language = language
        tables = {table.key: table for table in self._form.tables}
        self._tables = tables
        self._rows = {key: place for table in tables.values() for key, place in table.rows}
        self._columns = {key: place for table in tables.values() for key, place in table.columns}
        self._lines = {key: number for table in tables.values() for key, number in table.lines}
        self._why: dict[tuple[str, str], list[str]] = {}
        for doubt in understood.doubts:
            about = self._about(doubt)
            where = "" if about != _FORM else f"{place_text(doubt.sheet, doubt.doubt.row, language)}: "
            self._why.setdefault(about, []).append(where + said(doubt))

    def _about(self, doubt: SheetDoubt) -> tuple[str, str]:
        if doubt.doubt.key in self._form.by_key:
            return ROWS.name[0], doubt.doubt.key
        is_column = doubt.column and any(column.key == doubt.column for column in self._form.columns)
        return (COLUMNS.name[0], doubt.column) if is_column else _FORM

    def _reasons(self, about: tuple[str, str]) -> str:
        return "; ".join(dict.fromkeys(self._why.get(about, ())))

    def rows(self) -> Iterator[Texts]:
        """A line for each row."""
        for row in self._form.rows:
            texts = {**self._row(row), "why": self._reasons((ROWS.name[0], row.key))}
            yield [texts[name] for name in words.ROW_COLUMNS]

    def _row(self, row: Row) -> Mapping[str, str]:
        language, place = self._language, self._rows.get(row.key)
        plain = {name: str(getattr(row, name)) for name in words.ROW_COLUMNS if hasattr(row, name)}
        marks = {name: MARK if getattr(row, name) else "" for name in ("italic", "signed", "may_exceed", "optional")}
        return {
            **plain,
            **marks,
            "place": place_text(self._tables[row.table].sheet, place, language) if place else "",
            "kind": words.KINDS[row.kind][language],
            "adding": words.ADDINGS[row.adding][language],
            "options": options_text(row.options),
            "crossed": ", ".join(row.crossed),
            "repeats": str(self._lines.get(row.key, MARK)) if row.repeats else "",
            "decimals": "" if row.decimals is None else str(row.decimals),
        }

    def columns(self) -> Iterator[Texts]:
        """A line for each column."""
        for column in self._form.columns:
            texts = {**self._column(column), "why": self._reasons((COLUMNS.name[0], column.key))}
            yield [texts[name] for name in words.COLUMN_COLUMNS]

    def _column(self, column: Column) -> Mapping[str, str]:
        language, place = self._language, self._columns.get(column.key)
        plain = {name: str(getattr(column, name)) for name in words.COLUMN_COLUMNS if hasattr(column, name)}
        return {
            **plain,
            "letter": get_column_letter(place) if place else "",
            "title": PATH.join(column.title),
            "role": words.ROLES[column.role][language],
            "kind": words.KINDS[column.kind][language] if column.kind else "",
            "adding": words.ADDINGS[column.adding][language],
            "options": options_text(column.options),
            "decimals": "" if column.decimals is None else str(column.decimals),
        }

    def fields(self) -> Iterator[Texts]:
        """A line for each thing that is said of the form as a whole."""
        form, language = self._form, self._language
        yield (words.ONCE["name"][language], form.name, self._reasons(_FORM))
        yield (words.ONCE["appendix"][language], form.appendix, "")
        yield from ((words.REPEATED["title"][language], line, "") for line in form.title)
        yield (words.ONCE["attached_to"][language], form.attached_to, "")
        yield from ((pair[language], getattr(form.head, name), "") for name, pair in words.HEAD_FIELDS.items())
        for level, rules in (("warn", form.warn), ("block", form.block), ("mention", form.mention)):
            yield from ((words.REPEATED[level][language], rule, "") for rule in rules)
        for relation in form.relations:
            if relation.source is not Evidence.WRITTEN:
                text = f"{relation.text} ({words.SOURCES[relation.source][language]})"
                yield (words.REPEATED["source"][language], text, "")
        yield (words.ONCE["reminders"][language], form.reminders, "")

    def given(self) -> Iterator[Texts]:
        """A line for each cell that the office has filled."""
        yield from ((*Cell.read(text), value) for text, value in self._form.given)

    def concepts(self) -> Iterator[Texts]:
        """A line for each concept of all forms, and for those of this form alone."""
        yield from ((concept.key, concept.wording, concept.note) for concept in concepts())
        yield from ((key, wording, "") for key, wording in self._form.concepts)

    def tables(self) -> Iterator[Texts]:
        """A line for each table."""
        for table in self._form.tables:
            printed = [f"{words.ROLES[ColumnRole(role)][self._language]}={get_column_letter(c)}" for role, c in table.printed]
            yield (table.key, table.sheet, table.caption, str(table.head[0]), str(table.head[1]), "\n".join(printed))


_FORM = ("", "")  # the form as a whole
