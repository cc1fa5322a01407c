"""Writes a form as it was understood, with every doubt beside its row or column, before the office's own sheets."""

from collections.abc import Iterable, Mapping, Sequence

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tracker.form_sheet import vocabulary as words
from tracker.form_sheet.layout import COLUMNS, CONCEPTS, FORM, GIVEN, ROWS, TABLES, Language, OurSheet
from tracker.form_sheet.line_texts import LineTexts, Said, Texts
from tracker.form_sheet.office_sheets import office_book, saved
from tracker.forms.row import Adding, ColumnRole, Kind
from tracker.kernel.names import tidy
from tracker.office_table.form import SheetDoubt
from tracker.understanding.understood_form import UnderstoodForm

_NARROWEST, _WIDEST = 6, 60  # characters
_LINES_ADDED = 200  # that get lists to choose from, below those that are filled
_UNCERTAIN = PatternFill("solid", fgColor="FFF2CC")
_TEXT = Alignment(wrap_text=True, vertical="top")
_HEAD = Font(bold=True)


def in_english(doubt: SheetDoubt) -> str:
    """The doubt as a sentence for the administrator."""
    return doubt.doubt.why


def form_sheet(understood: UnderstoodForm, said: Said, language: Language = Language.VIETNAMESE) -> bytes:
    """The .xlsx to correct; every cell of ours is text, so that a spreadsheet program leaves "1.10" as it is."""
    texts = LineTexts(understood, language, said)
    book = office_book(understood.file)
    lines = {ROWS: texts.rows(), COLUMNS: texts.columns(), FORM: texts.fields()}
    lines |= {GIVEN: texts.given(), CONCEPTS: texts.concepts(), TABLES: texts.tables()}
    sheets = {}
    for place, (part, filled) in enumerate(lines.items()):
        sheets[part] = book.create_sheet(part.name[language], place)
        _fill(sheets[part], part, language, list(filled))
    _offer_words(sheets, language)
    return saved(book)


def _offer_words(sheets: dict[OurSheet, Worksheet], language: Language) -> None:
    kinds, addings = _listed(words.KINDS, language), _listed(words.ADDINGS, language)
    _offer(sheets[ROWS], ROWS, "kind", kinds)
    _offer(sheets[ROWS], ROWS, "adding", addings)
    _offer(sheets[COLUMNS], COLUMNS, "role", _listed(words.ROLES, language))
    _offer(sheets[COLUMNS], COLUMNS, "kind", kinds)
    _offer(sheets[COLUMNS], COLUMNS, "adding", addings)
    listed = sheets[CONCEPTS]
    _offer(sheets[ROWS], ROWS, "concept", f"{quote_sheetname(listed.title)}!$A$2:$A${listed.max_row + _LINES_ADDED}")


def _listed(
    meanings: Mapping[Kind, words.Pair] | Mapping[ColumnRole, words.Pair] | Mapping[Adding, words.Pair], language: Language
) -> str:
    return f'"{",".join(pair[language] for pair in meanings.values())}"'


def _offer(sheet: Worksheet, part: OurSheet, column: str, answers: str) -> None:
    """A list to choose from in the cells of a column, some more of them than are filled."""
    offered = DataValidation(type="list", formula1=answers, showErrorMessage=True)
    letter = get_column_letter(list(part.columns).index(column) + 1)
    offered.add(f"{letter}2:{letter}{sheet.max_row + _LINES_ADDED}")
    sheet.add_data_validation(offered)


def _fill(sheet: Worksheet, part: OurSheet, language: Language, lines: Sequence[Texts]) -> None:
    head = part.head(language)
    for column, name in enumerate(head, start=1):
        cell = sheet.cell(1, column, name)
        cell.font, cell.alignment = _HEAD, _TEXT
        sheet.column_dimensions[get_column_letter(column)].width = _width([name, *(line[column - 1] for line in lines)])
    for number, line in enumerate(lines, start=2):
        is_doubted = "why" in part.columns and bool(line[-1])
        for column, text in enumerate(line, start=1):
            _write(sheet, number, column, text, is_doubted=is_doubted)
    sheet.freeze_panes = "C2" if "why" in part.columns and part is not FORM else "A2"


def _width(texts: Iterable[str]) -> int:
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    return min(max(longest + 2, _NARROWEST), _WIDEST)


def _write(sheet: Worksheet, row: int, column: int, text: str, *, is_doubted: bool) -> None:
    cell = sheet.cell(row, column)
    cell.number_format = "@"
    cell.alignment = _TEXT
    if is_doubted:
        cell.fill = _UNCERTAIN
    if text := tidy(text):
        cell.value = text
        cell.data_type = "s"  # text, whatever it begins with
        cell.quotePrefix = text[:1] in "=+-@"
